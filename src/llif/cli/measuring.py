"""`measure`: any figure at any grain, in the form it has everywhere."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated

import typer

from llif.cli.home import home
from llif.cli.output import Format, show
from llif.metrics.catalogue import MEASURES
from llif.metrics.catalogue import measure as known_measure
from llif.publishing import figures, windows
from llif.terms.errors import N_, InputError
from llif.terms.time import Grain
from llif.warehouse.snapshots import Snapshot

DAY = ["%Y-%m-%d"]
COLUMNS = (
    "product",
    "team",
    "measure",
    "kind",
    "period_start",
    "period_end",
    "value",
    "unit",
    "n",
    "low",
    "high",
    "state",
    "level",
)


class Each(StrEnum):
    PRODUCT = "product"
    TEAM = "team"


def measure(
    portfolio: Annotated[str, typer.Option("--portfolio", help="The portfolio.")] = "",
    product: Annotated[list[str] | None, typer.Option("--product", help="A product (may be given again).")] = None,
    team: Annotated[list[str] | None, typer.Option("--team", help="A team (may be given again).")] = None,
    each: Annotated[Each | None, typer.Option("--each", help="Every product, or every team.")] = None,
    measure: Annotated[
        list[str] | None, typer.Option("--measure", help="A measure (may be given again); all by default.")
    ] = None,
    first: Annotated[
        datetime | None, typer.Option("--from", formats=DAY, help="The first day; the first record's by default.")
    ] = None,
    until: Annotated[
        datetime | None, typer.Option("--to", formats=DAY, help="The day after the last; as-at's by default.")
    ] = None,
    by: Annotated[Grain | None, typer.Option("--by", help="Cut the window into periods.")] = None,
    as_at: Annotated[
        datetime | None, typer.Option("--as-at", formats=DAY, help="As published as at that day or before.")
    ] = None,
    snapshot: Annotated[str | None, typer.Option("--snapshot", help="As published in this snapshot.")] = None,
    list_: Annotated[bool, typer.Option("--list", help="List the measures.")] = False,
    form: Annotated[Format, typer.Option("--format", help="How to print.")] = Format.TABLE,
) -> None:
    """Print figures: a portfolio's, or those of its products or teams."""
    if list_:
        return show(_listed(), form)
    if not portfolio:
        raise InputError(N_("Which portfolio?"), remedy=N_("Name it with --portfolio."))
    names = measure or list(MEASURES)
    for name in names:
        known_measure(name)
    shown = windows.snapshot(home(), portfolio, as_at=as_at.date() if as_at else None, name=snapshot)
    scope, only = _scope(shown, product, team, each)
    window = windows.window(shown, first.date() if first else None, until.date() if until else None, by)
    periods = window.periods(shown.manifest["portfolio"]["time_zone"])
    found = figures.ask(shown, names, periods=periods, scope=scope, only=only, kinds=True)
    return show(
        [windows.record(figure) for figure in found],
        form,
        [name for name in COLUMNS if name != "team" or scope == "team"],
    )


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


def _scope(
    shown: Snapshot, product: list[str] | None, team: list[str] | None, each: Each | None
) -> tuple[str, list[str] | None]:
    about = shown.manifest["portfolio"]
    if product:
        return "product", _known(product, [row["id"] for row in about["products"]], N_("There is no product {name}."))
    if team:
        return "team", _known(team, [row["id"] for row in about["teams"]], N_("There is no team {name}."))
    return (each.value if each else "portfolio"), None


def _known(names: list[str], known: list[str], refusal: str) -> list[str]:
    for name in names:
        if name not in known:
            raise InputError(refusal, remedy=N_("There are: {known}."), name=name, known=", ".join(known))
    return names
