"""Is the installation whole? Each check answers in one line; none mends anything."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from llif.access import audit
from llif.connectors import registry
from llif.portfolio import selectors
from llif.portfolio.declared import DeclaredSource
from llif.portfolio.reading import installed_practices
from llif.practices import registry as practices
from llif.terms.errors import N_, LlifError
from llif.warehouse.landing import Landing
from llif.warehouse.snapshots import POINTER, Snapshots


@dataclass(frozen=True)
class Finding:
    """What a check found. `text` is a template for `values`; `is_source`: it is about a source, not about llif."""

    subject: str
    is_well: bool
    text: str
    values: tuple[tuple[str, str], ...] = ()
    is_source: bool = False


def examine(home: Path) -> list[Finding]:
    """Every check: database, audit, practices; then in the order of a record's way: sources, landing, snapshots."""
    return [*_database(), *_audit(), *_practices(), *_sources(home), *_snapshots(home)]


def _database() -> Iterator[Finding]:
    executor = MigrationExecutor(connection)
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    text = N_("{count} changes of its form are waiting.") if waiting else N_("its form is current.")
    yield Finding(N_("database"), not waiting, text, (("count", str(len(waiting))),))


def _audit() -> Iterator[Finding]:
    breaks = audit.verify()
    text = N_("the chain is broken: {places}.") if breaks else N_("the chain is whole.")
    yield Finding(N_("audit"), not breaks, text, (("places", "; ".join(str(each).rstrip(".") for each in breaks)),))


def _practices() -> Iterator[Finding]:
    sound, faults = practices.examined()
    names = ", ".join(sound) or "–"
    yield Finding(N_("practices"), True, N_("installed: {names}."), (("names", names),))
    for fault in faults:
        yield Finding(N_("practices"), False, N_("{error}"), (("error", str(fault)),))
    yield from _missing_practices()


def _missing_practices() -> Iterator[Finding]:
    """A portfolio may follow what was installed when it was declared."""
    there = installed_practices()
    for portfolio in selectors.portfolios():
        for each in portfolio.practices or ():
            if each.id not in there:
                text = N_("follows the practice {practice}, which is not installed: its rules do not rate.")
                yield Finding(portfolio.id, False, text, (("practice", each.id),))


def _sources(home: Path) -> Iterator[Finding]:
    landing = Landing(home)
    for source in selectors.sources():
        yield replace(_source(source, landing), is_source=True)


def _source(source: DeclaredSource, landing: Landing) -> Finding:
    try:
        registry.connector(source.connector)
    except LlifError as error:
        return Finding(source.id, False, N_("{error}"), (("error", str(error)),))
    report = landing.report(source.id)
    if report is None:
        return Finding(source.id, True, N_("was never collected."))
    if report.error:
        return Finding(source.id, False, N_("failed: {error}"), (("error", str(report.error)),))
    lost = next((each for each in report.problems if each.is_failure), None)
    if lost:
        return Finding(source.id, False, N_("failed in part: {error}"), (("error", str(lost)),))
    moment = report.finished_at.isoformat(sep=" ", timespec="minutes")
    return Finding(source.id, True, N_("last collected {moment}."), (("moment", moment),))


def _snapshots(home: Path) -> Iterator[Finding]:
    kept = Snapshots(home)
    for portfolio in selectors.portfolio_ids():
        published = _published(kept, portfolio)
        yield from _damaged(kept, portfolio, published)
        shown = kept.current(portfolio)
        if shown:
            yield Finding(portfolio, True, N_("shows snapshot {snapshot}."), (("snapshot", shown.name),))
            yield from _unplaced(portfolio, len(shown.manifest.get("problems", ())))
        elif not published:
            yield Finding(portfolio, True, N_("has not been published."))


def _unplaced(portfolio: str, count: int) -> Iterator[Finding]:
    """What the declaration or the records left unplaced, such as a rule for a type that no record has."""
    if count:
        yield Finding(
            portfolio, True, N_("left problems: {count}. Its Sources page tells them."), (("count", str(count)),)
        )


def _published(kept: Snapshots, portfolio: str) -> list[str]:
    """The names that readers go by, whether or not what they name is whole."""
    pointer = kept.root / portfolio / POINTER
    return pointer.read_text(encoding="utf-8").split() if pointer.exists() else []


def _damaged(kept: Snapshots, portfolio: str, published: Iterable[str]) -> Iterator[Finding]:
    for name in published:
        try:
            kept.named(portfolio, name)
        except LlifError as error:
            yield Finding(portfolio, False, N_("{error}"), (("error", str(error)),))
