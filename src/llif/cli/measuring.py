"""`measure`: any figure at any grain, in the form it has everywhere."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated, Any

import typer

from llif.cli.days import day_option
from llif.cli.home import prepare
from llif.cli.output import Format, show, table
from llif.metrics.catalogue import EVERY
from llif.publishing import vocabulary, wording
from llif.publishing.figures.wanted import Each, Wanted
from llif.publishing.words import gettext as _
from llif.terms.errors import N_, InputError
from llif.terms.quantity import Figure, Standing
from llif.terms.time import Grain, Period, day_of
from llif.terms.work import Kind

if TYPE_CHECKING:
    from llif.publishing.figures.measuring import Asked

FIELDS = (
    *("portfolio", "product", "measure", "kind", "period_start", "period_end", "value", "unit", "n"),
    *("low", "high", "state", "level", "snapshot"),
)


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
        datetime | None,
        day_option("--from", N_("The first day; the first record's by default.")),
    ] = None,
    until: Annotated[
        datetime | None,
        day_option("--to", N_("The day after the last; as-at's by default.")),
    ] = None,
    by: Annotated[Grain | None, typer.Option("--by", help=N_("Cut the window into periods."))] = None,
    as_at: Annotated[
        datetime | None,
        day_option("--as-at", N_("As published as at that day or before.")),
    ] = None,
    snapshot: Annotated[str | None, typer.Option("--snapshot", help=N_("As published in this snapshot."))] = None,
    list_: Annotated[bool, typer.Option("--list", help=N_("List the measures."))] = False,
    form: Annotated[Format, typer.Option("--format", help=N_("How to print."))] = Format.TABLE,
) -> None:
    """Print figures: a portfolio's, or those of its products or teams."""
    from llif.publishing.figures import measuring, windows

    if list_:
        return show(_listed(), form)
    if not portfolio:
        raise InputError(N_("Which portfolio?"), remedy=N_("Name it with --portfolio."))
    scope = measure or (), product or (), team or (), each, kind or ()
    wanted = Wanted(*scope, _day(first), _day(until), by, _day(as_at), bool(snapshot))
    shown = windows.snapshot(prepare(), portfolio, as_at=_day(as_at), name=snapshot)
    asked = measuring.asked(shown, wanted)
    found = asked.answer()
    if form is Format.TABLE:
        periods = asked.periods()
        rows = [_row(each, asked.zone, len(periods) > 1) for each in _recorded(found, bool(kind))]
        return table(rows, _heading(asked, periods))
    return show([windows.record(figure) for figure in found], form, FIELDS)


def _day(given: datetime | None) -> date | None:
    return given.date() if given else None


def _listed() -> list[dict[str, object]]:
    return [
        {
            "measure": each.name,
            "unit": each.unit.value,
            "per kind": each.by_kind,
            "n counts": each.rows.value,
            "least n": each.minimum_n,
            "least of": each.least_of.value,
            "source": each.source,
        }
        for each in EVERY.values()
    ]


def _recorded(found: Iterable[Figure], asked: bool) -> Iterator[Figure]:
    """Without the kinds that no record gives, unless a kind was asked for."""
    return (each for each in found if asked or each.kind is None or each.standing is not Standing.NOT_MEASURED)


def _heading(asked: "Asked", periods: Sequence[Period]) -> str:
    shown = asked.snapshot
    first, last = day_of(periods[0].start, asked.zone), day_of(periods[-1].end, asked.zone)
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
        _("unit"): (figure.currency or figure.unit.value) if figure.value is not None else None,
        "n": figure.n,
        _("low"): figure.low,
        _("high"): figure.high,
        _("state"): wording.reason(figure) if figure.value is None else None,
        _("level"): vocabulary.level(figure.level) if figure.level else None,
        _("products"): None if figure.product else _("{n} of {all}", n=figure.measured_in, all=figure.of),
    }
