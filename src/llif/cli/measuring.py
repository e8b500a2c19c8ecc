"""`measure`: any figure at any grain, in the form it has everywhere."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from enum import StrEnum
from typing import Annotated, Any

import typer

from llif.cli.home import home
from llif.cli.output import Format, show, table
from llif.metrics.catalogue import MEASURES
from llif.metrics.catalogue import measure as known_measure
from llif.publishing import figures, vocabulary, windows, wording
from llif.publishing.words import gettext as _
from llif.terms.errors import N_, InputError
from llif.terms.quantity import Figure, Standing
from llif.terms.time import Grain, Period, day_of
from llif.terms.work import Kind
from llif.warehouse.snapshots import Snapshot

DAY = ["%Y-%m-%d"]
FIELDS = (
    *("portfolio", "product", "measure", "kind", "period_start", "period_end", "value", "unit", "n"),
    *("low", "high", "state", "level", "snapshot"),
)


class Each(StrEnum):
    PRODUCT = "product"
    TEAM = "team"


def measure(
    portfolio: Annotated[str, typer.Option("--portfolio", help=N_("The portfolio."))] = "",
    product: Annotated[list[str] | None, typer.Option("--product", help=N_("A product (may be given again)."))] = None,
    team: Annotated[list[str] | None, typer.Option("--team", help=N_("A team (may be given again)."))] = None,
    each: Annotated[Each | None, typer.Option("--each", help=N_("Every product, or every team."))] = None,
    measure: Annotated[
        list[str] | None, typer.Option("--measure", help=N_("A measure (may be given again); all by default."))
    ] = None,
    kind: Annotated[
        list[Kind] | None, typer.Option("--kind", help=N_("Only this kind of work (may be given again)."))
    ] = None,
    first: Annotated[
        datetime | None, typer.Option("--from", formats=DAY, help=N_("The first day; the first record's by default."))
    ] = None,
    until: Annotated[
        datetime | None, typer.Option("--to", formats=DAY, help=N_("The day after the last; as-at's by default."))
    ] = None,
    by: Annotated[Grain | None, typer.Option("--by", help=N_("Cut the window into periods."))] = None,
    as_at: Annotated[
        datetime | None, typer.Option("--as-at", formats=DAY, help=N_("As published as at that day or before."))
    ] = None,
    snapshot: Annotated[str | None, typer.Option("--snapshot", help=N_("As published in this snapshot."))] = None,
    list_: Annotated[bool, typer.Option("--list", help=N_("List the measures."))] = False,
    form: Annotated[Format, typer.Option("--format", help=N_("How to print."))] = Format.TABLE,
) -> None:
    """Print figures: a portfolio's, or those of its products or teams."""
    if list_:
        return show(_listed(), form)
    if not portfolio:
        raise InputError(N_("Which portfolio?"), remedy=N_("Name it with --portfolio."))
    names = list(dict.fromkeys(measure or MEASURES))
    for name in names:
        known_measure(name)
    shown = windows.snapshot(home(), portfolio, as_at=_day(as_at), name=snapshot)
    scope, only = _scope(shown, product, team, each)
    periods = windows.window(shown, _day(first), _day(until), by).periods(_zone(shown))
    found = figures.ask(shown, names, periods=periods, scope=scope, only=only, kinds=True)
    wanted = [figure for figure in found if not kind or figure.kind in kind]
    if form is Format.TABLE:
        cut = len(periods) > 1
        rows = [_row(each, _zone(shown), cut) for each in _recorded(wanted, bool(kind))]
        return table(rows, _heading(shown, periods))
    return show([windows.record(figure) for figure in wanted], form, FIELDS)


def _day(given: datetime | None) -> date | None:
    return given.date() if given else None


def _zone(shown: Snapshot) -> str:
    return str(shown.manifest["portfolio"]["time_zone"])


def _listed() -> list[dict[str, object]]:
    return [
        {
            "measure": each.name,
            "unit": each.unit.value,
            "per kind": each.by_kind,
            "least n": each.minimum_n,
            "source": each.source,
        }
        for each in MEASURES.values()
    ]


def _recorded(found: Iterable[Figure], asked: bool) -> Iterator[Figure]:
    """Without the kinds that no record gives, unless a kind was asked for."""
    return (each for each in found if asked or each.kind is None or each.standing is not Standing.NOT_MEASURED)


def _heading(shown: Snapshot, periods: Sequence[Period]) -> str:
    first, last = day_of(periods[0].start, _zone(shown)), day_of(periods[-1].end, _zone(shown))
    return _(
        "{portfolio}, from {first} to before {last}, as published in {snapshot}",
        portfolio=shown.portfolio,
        first=first,
        last=last,
        snapshot=shown.name,
    )


def _row(figure: Figure, zone: str, cut: bool) -> dict[str, Any]:
    """A figure as a line for people: its days if the window is `cut`, and the reason where there is no value."""
    return {
        _("product"): figure.product,
        _("team"): figure.team,
        _("measure"): figure.measure,
        _("kind"): figure.kind,
        _("from"): day_of(figure.period_start, zone) if cut else None,
        _("to"): day_of(figure.period_end, zone) if cut else None,
        _("value"): figure.value,
        _("unit"): figure.unit.value if figure.value is not None else None,
        "n": figure.n,
        _("low"): figure.low,
        _("high"): figure.high,
        _("state"): wording.reason(figure) if figure.value is None else None,
        _("level"): vocabulary.level(figure.level) if figure.level else None,
    }


def _scope(
    shown: Snapshot, product: list[str] | None, team: list[str] | None, each: Each | None
) -> tuple[str, list[str] | None]:
    about = shown.manifest["portfolio"]
    if sum(map(bool, (product, team, each))) > 1:
        raise InputError(N_("Give one of --product, --team and --each."))
    if product:
        return "product", _known(product, [row["id"] for row in about["products"]], N_("There is no product {name}."))
    if team:
        return "team", _known(team, [row["id"] for row in about["teams"]], N_("There is no team {name}."))
    return (each.value if each else "portfolio"), None


def _known(names: list[str], known: list[str], refusal: str) -> list[str]:
    for name in names:
        if name not in known:
            remedy = N_("There are: {known}.") if known else N_("None is declared.")
            raise InputError(refusal, remedy=remedy, name=name, known=", ".join(known))
    return names
