"""Figures and the rows behind them, asked as `llif measure` asks."""

from dataclasses import replace
from datetime import date
from typing import Annotated

import pyarrow as pa
from django.http import HttpRequest, HttpResponse
from ninja import Router
from pydantic import Field

from llif.metrics.catalogue import EVERY
from llif.portfolio.registers import recorded as entries
from llif.publishing.api import answers, shapes
from llif.publishing.api.asked import Asked, ByGrain, Day, Given, OfKind, OfSnapshot, Paged, Text, chosen, one_of
from llif.publishing.figures import evidence as behind
from llif.publishing.figures import measuring, windows
from llif.publishing.figures.wanted import Each, Wanted
from llif.terms.errors import N_, InputError
from llif.terms.quantity import Figure
from llif.terms.time import Grain
from llif.terms.work import KINDS_SHOWN
from llif.warehouse.snapshots import Snapshot

router = Router()
MOST_FIGURES = 50_000
SHORTEST_DAYS = {
    Grain.DAY: 1,
    Grain.WEEK: 7,
    Grain.MONTH: 28,
    Grain.QUARTER: 90,
    Grain.YEAR: 365,
    Grain.FINANCIAL_QUARTER: 90,
    Grain.FINANCIAL_YEAR: 365,
}
MeasureName = Annotated[Given, one_of(EVERY)]
EachOf = Annotated[Each | None, one_of(Each)]
KINDS = tuple(each.value for each in KINDS_SHOWN)
KindName = Annotated[str | None, chosen(KINDS), one_of(KINDS)]
COLUMNS: answers.Schema = {
    **dict.fromkeys(("portfolio", "product", "team", "measure", "kind"), pa.string()),
    **dict.fromkeys(("period_start", "period_end"), answers.UTC_INSTANT),
    "value": pa.float64(),
    "unit": pa.string(),
    "n": pa.int64(),
    **dict.fromkeys(("low", "high"), pa.float64()),
    **dict.fromkeys(("state", "level", "snapshot"), pa.string()),
}


class Windowed(OfSnapshot):
    from_: Day = Field(None, alias="from", description=N_("The first day; the first record's by default."))
    to: Day = Field(None, description=N_("The day after the last; as-at's by default."))


class FiguresAsked(Windowed):
    measure: list[MeasureName] = Field([], description=N_("A measure (may be given again); all by default."))
    product: list[Given] = Field([], description=N_("A product (may be given again)."))
    team: list[Given] = Field([], description=N_("A team (may be given again)."))
    each: EachOf = Field(None, description=N_("Every product, or every team."))
    kind: list[OfKind] = Field([], description=N_("Only this kind of work (may be given again)."))
    by: ByGrain = Field(None, description=N_("Cut the window into periods."))

    @property
    def wanted(self) -> Wanted:
        scope = self.measure, self.product, self.team, self.each, self.kind
        return Wanted(*scope, self.from_, self.to, self.by, self.as_at, bool(self.snapshot))


class EvidenceAsked(Windowed, Paged):
    measure: MeasureName = Field(description=N_("The measure whose rows are wanted."))
    product: Text = Field(None, description=N_("The product; else the whole portfolio."))
    kind: KindName = Field(None, description=N_("Only this kind of work."))

    @property
    def wanted(self) -> Wanted:
        products = [self.product] if self.product else []
        days = Wanted([self.measure], products, first=self.from_, until=self.to)
        return replace(days, as_at=self.as_at, is_named=bool(self.snapshot))


@router.get(
    "/portfolios/{slug:portfolio}/figures",
    response=list[shapes.FigureShape],
    summary=N_("Figures: of the portfolio, or of its products or teams, over periods"),
    openapi_extra=answers.TABLE,
)
def figures(request: HttpRequest, portfolio: str, asked: Annotated[FiguresAsked, Asked(...)]) -> HttpResponse:
    snapshot = asked.found(portfolio)
    question = measuring.asked(snapshot, asked.wanted)
    _check_size(question)

    def told() -> list[dict[str, object]]:
        return [windows.record(figure) for figure in question.answer()]

    def columns() -> pa.Table:
        return answers.columns(COLUMNS, map(_row, question.answer()))

    tag = (snapshot.name, entries.last_write(portfolio))
    return answers.table(request, asked, f"{portfolio}-figures", told, columns, *tag)


def _check_size(question: measuring.Asked) -> None:
    """*Raises* InputError for more than a server should answer at once."""
    days = (question.window.until - question.window.first).days
    periods = days // SHORTEST_DAYS[question.window.grain] + 2 if question.window.grain else 1
    about = question.snapshot.manifest["portfolio"]
    members = len(question.only or about.get(f"{question.scope.value}s", [None]))
    size = periods * len(question.measures) * members
    if size > MOST_FIGURES:
        raise InputError(
            N_("That is about {size} figures; {most} are given at once at most."),
            remedy=N_("Ask for fewer measures, members or periods."),
            size=size,
            most=MOST_FIGURES,
        )


def _row(figure: Figure) -> dict[str, object]:
    return {
        "team": None,
        **windows.record(figure),
        "period_start": figure.period_start,
        "period_end": figure.period_end,
    }


@router.get(
    "/portfolios/{slug:portfolio}/evidence",
    response=shapes.EvidenceShape,
    summary=N_("The rows that a figure was made from; a file holds all of them"),
    openapi_extra=answers.TABLE,
)
def evidence(request: HttpRequest, portfolio: str, asked: Annotated[EvidenceAsked, Asked(...)]) -> HttpResponse:
    snapshot = asked.found(portfolio)
    question = measuring.asked(snapshot, asked.wanted)
    (period,) = question.periods()
    kind = asked.kind if EVERY[asked.measure].by_kind else None

    wanted = behind.Wanted(asked.measure, period, asked.product, kind, question.known_at)

    def told() -> dict[str, object]:
        return _rows(snapshot, asked, wanted)

    def columns() -> pa.Table:
        return behind.table(snapshot, wanted)

    tag = (snapshot.name, entries.last_write(portfolio))
    return answers.table(request, asked, f"{portfolio}-evidence", told, columns, *tag)


def _rows(snapshot: Snapshot, asked: EvidenceAsked, wanted: behind.Wanted) -> dict[str, object]:
    found = behind.evidence(snapshot, wanted, offset=asked.offset, limit=asked.limit)
    rows = [{name: _plain(value) for name, value in row.items()} for row in found.rows]
    return {"total": found.total, "offset": asked.offset, "columns": list(found.columns), "rows": rows}


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value
