"""Collect: each source in turn is asked what is new, and what it says is landed. One that fails stops no other."""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from pathlib import Path

from pydantic import BaseModel, ValidationError

from llif.connectors import registry
from llif.connectors.contract import Collecting, Connector, Cursor, Event
from llif.portfolio.declared import DeclaredSource
from llif.portfolio.wording import said
from llif.terms.errors import N_, InputError, SourceFailed
from llif.warehouse.landing import Landing
from llif.warehouse.reports import CollectReport, Result, error_of

Progress = Callable[[str, str, int], None]
LONGEST_FOUND = 80


def collect(
    sources: Iterable[DeclaredSource], *, home: Path, now: datetime, progress: Progress | None = None
) -> Iterator[CollectReport]:
    """A report for each source, as it ends. *Takes* `progress`, told (source, table, rows so far)."""
    landing = Landing(home)
    for source in sources:
        try:
            extract = extraction(source, home, now)
            yield landing.collect(source.id, extract, now=now, progress=_told(progress, source.id))
        except SourceFailed as busy:
            yield CollectReport(source.id, now, now, Result.FAILED, {}, error=error_of(source.id, busy))


def extraction(source: DeclaredSource, home: Path, now: datetime) -> Callable[[Cursor], Iterator[Event]]:
    """What a landing calls with the cursor: the connector with its settings. Bad settings fail when it is called."""

    def extract(cursor: Cursor) -> Iterator[Event]:
        tool = registry.connector(source.connector)
        workspace = home / "repositories" / source.id
        workspace.mkdir(parents=True, exist_ok=True)
        yield from tool.collect(_settings(tool, source), cursor, Collecting(source.id, workspace, source.base, now))

    return extract


def _settings(tool: Connector, source: DeclaredSource) -> BaseModel:
    try:
        return tool.settings.model_validate(dict(source.settings))
    except ValidationError as error:
        raise _unfit(error, tool, source) from error


def _unfit(error: ValidationError, tool: Connector, source: DeclaredSource) -> InputError:
    """The first fault. Settings are read when they are applied: these fitted an earlier form of the connector."""
    first = error.errors(include_url=False)[0]
    what, remedy, values = said(first, tool.settings, str(first["input"])[:LONGEST_FOUND])
    field = ".".join(map(str, ("settings", *first["loc"])))
    return InputError(
        what,
        where=f"{source.id}: {field}",
        remedy=remedy or N_("Correct the source in its portfolio file and apply it again."),
        **values,
    )


def _told(progress: Progress | None, source: str) -> Callable[[str, int], None] | None:
    return (lambda table, rows: progress(source, table, rows)) if progress else None
