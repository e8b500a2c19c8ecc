"""`collect`, `publish`, `refresh`, and the upkeep of what they leave: `compact`, `prune`, `forget`."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from llif.cli.days import day_option
from llif.cli.home import home, prepare
from llif.cli.output import note, stepping, working
from llif.publishing.words import gettext as _
from llif.publishing.words import ngettext, translate
from llif.terms.errors import N_, InputError

if TYPE_CHECKING:
    from llif.portfolio.declared import DeclaredPortfolio
    from llif.warehouse.reports import CollectReport
    from llif.warehouse.snapshots import Snapshot

Sources = Annotated[list[str] | None, typer.Argument(help=N_("Sources to collect; all by default."))]
Portfolios = Annotated[list[str] | None, typer.Argument(help=N_("Portfolios to publish; all by default."))]
AsAt = Annotated[
    datetime | None,
    day_option("--as-at", N_("Publish as at the end of a day; one before the current snapshot's is kept beside it.")),
]
PROBLEMS_SHOWN = 5
SOURCE_FAILED = 3


def collect(sources: Sources = None) -> None:
    """Ask each source what is new, and land it."""
    folder = prepare()
    raise typer.Exit(SOURCE_FAILED if collected(sources, folder) else 0)


def publish(portfolios: Portfolios = None, as_at: AsAt = None) -> None:
    """Build a portfolio's facts from what has landed, and make them current."""
    published(portfolios, as_at, prepare())


def refresh(portfolios: Portfolios = None, as_at: AsAt = None) -> None:
    """Collect the portfolios' sources, then publish them."""
    folder = prepare()
    failed = collected(sources_of(portfolios), folder)
    published(portfolios, as_at, folder)
    raise typer.Exit(SOURCE_FAILED if failed else 0)


def sources_of(portfolios: Sequence[str] | None) -> list[str]:
    return sorted({source.id for each in declared(portfolios) for source in each.sources})


def declared(portfolios: Sequence[str] | None) -> "Sequence[DeclaredPortfolio]":
    """The portfolios named, or all. *Raises* InputError for one that is not declared, and where none is."""
    from llif.portfolio import selectors

    found = [selectors.portfolio(each) for each in portfolios] if portfolios else list(selectors.portfolios())
    if not found:
        raise InputError(N_("No portfolio is declared."), remedy=N_("Write one in a file, and apply it."))
    return found


def collected(sources: Sequence[str] | None, folder: Path) -> int:
    """How many sources failed; each report is printed as it ends."""
    from llif.pipeline.collect import collect as collecting
    from llif.portfolio import selectors

    chosen = [selectors.source(each) for each in sources] if sources else list(selectors.sources())
    if not chosen:
        raise InputError(N_("No source is declared."), remedy=N_("Declare one in a portfolio file and apply it."))
    with working() as line:
        task = line.add_task(_("Collecting …"), total=None)
        reports = collecting(
            chosen,
            home=folder,
            now=datetime.now(UTC),
            progress=lambda source, table, rows: line.update(task, description=f"{source}: {table} {rows:,}"),
        )
        return sum(_reported(report) for report in reports)


def _reported(report: "CollectReport") -> bool:
    """Print a report; whether the source failed, whole or in part."""
    rows = ", ".join(f"{count:,} {table}" for table, count in report.rows.items() if count)
    note(f"{report.source}: {rows or _(report.outcome.value)}")
    for problem in report.problems[:PROBLEMS_SHOWN]:
        note(f"  {problem.render(translate)}")
    if len(report.problems) > PROBLEMS_SHOWN:
        more = len(report.problems) - PROBLEMS_SHOWN
        note(
            "  "
            + ngettext(
                "and {n} more problem: see the Sources page.", "and {n} more problems: see the Sources page.", more
            )
        )
    if report.error:
        note(f"  {report.error.render(translate)}")
    return report.has_failed


def published(portfolios: Sequence[str] | None, as_at: datetime | None, folder: Path) -> None:
    """Publish each portfolio. *Raises* InputError when one could not be, once the others were."""
    refused, claimed = [], {each.id: _costs(each) for each in declared(None)}
    for each in declared(portfolios):
        elsewhere = [claim for portfolio, claims in claimed.items() if portfolio != each.id for claim in claims]
        try:
            made = _published(each, as_at, folder, elsewhere)
            note(_told(made, folder))
            _count_problems(len(made.manifest["problems"]))
        except InputError as error:
            refused.append(error)
    for earlier in refused[:-1]:
        note(earlier.render(translate))
    if refused:
        raise refused[-1]


def _told(made: "Snapshot", folder: Path) -> str:
    from llif.warehouse.snapshots import Snapshots

    serving = Snapshots(folder).current(made.portfolio)
    if serving is None or serving.name == made.name:
        return _("{portfolio}: published as {snapshot}", portfolio=made.portfolio, snapshot=made.name)
    return _(
        "{portfolio}: published as {snapshot}, for questions as at its day; {current} stays the current one",
        portfolio=made.portfolio,
        snapshot=made.name,
        current=serving.name,
    )


def _count_problems(count: int) -> None:
    """What a declaration or the records leave unplaced, which would else be seen on a page alone."""
    if count:
        told = ngettext("{n} problem: see the Sources page.", "{n} problems: see the Sources page.", count)
        note(f"  {told}")


def _costs(portfolio: "DeclaredPortfolio") -> list[tuple[str, str]]:
    """The containers of costs that its products claim, each with its source."""
    return [(claim.source, claim.part) for product in portfolio.products for claim in product.costs]


def _published(
    portfolio: "DeclaredPortfolio", as_at: datetime | None, folder: Path, elsewhere: Sequence[tuple[str, str]]
) -> "Snapshot":
    from llif.pipeline.publish import publish as publishing
    from llif.portfolio.described import fingerprint

    with stepping(portfolio.id) as progress:
        return publishing(
            portfolio,
            home=folder,
            now=datetime.now(UTC),
            fingerprint=fingerprint(portfolio),
            as_at=as_at.date() if as_at else None,
            elsewhere=elsewhere,
            progress=progress,
        )


def compact(sources: Sources = None) -> None:
    """Merge each source's finished loads into one."""
    from llif.warehouse.landing import Landing

    kept = Landing(home())
    for source in sources or ():
        if source not in kept.sources():
            raise InputError(N_("Nothing was ever collected from the source {source}."), source=source)
    for source in sources or kept.sources():
        kept.compact(source)
        note(_("{source}: compacted", source=source))


def prune(
    portfolios: Portfolios = None,
    keep: Annotated[
        str, typer.Option(help=N_("What to keep: daily:N, monthly:N, yearly:N, published."))
    ] = "daily:30,monthly:24,published",
) -> None:
    """Delete old snapshots, but for those to keep and the current one."""
    from llif.warehouse.snapshots import Snapshots

    kept = Snapshots(home())
    for portfolio in portfolios or ():
        if portfolio not in kept.portfolios():
            raise InputError(N_("Nothing of the portfolio {portfolio} has been published."), portfolio=portfolio)
    for portfolio in portfolios or kept.portfolios():
        for name in kept.prune(portfolio, keep):
            note(_("{portfolio}: deleted {snapshot}", portfolio=portfolio, snapshot=name))


def forget(
    source: Annotated[str, typer.Argument(help=N_("The source the item came from."))],
    item: Annotated[str, typer.Argument(help=N_("The item's id in that source."))],
) -> None:
    """Erase an item and its history from everything that was landed, and note that in the audit."""
    folder = prepare()
    from llif.access.actor import COMMAND_LINE
    from llif.pipeline.forget import forget as forgetting

    erased = forgetting(source, item, home=folder, by=COMMAND_LINE)
    note(
        ngettext(
            "{n} row erased. Publish again: older snapshots still hold it until they are pruned.",
            "{n} rows erased. Publish again: older snapshots still hold it until they are pruned.",
            erased,
        )
    )
