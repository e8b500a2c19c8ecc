"""ServiceNow from exported files: reads all of them where any changed, and yields every incident by its last event.

It asks no server. It refuses to take an incident as deleted while a file is cut or a row cannot be read.
"""

from collections.abc import Iterator
from zoneinfo import ZoneInfo

from llif.connectors.contract import CHECKPOINT, Batch, Collecting, Cursor, Event
from llif.connectors.gathering import changed
from llif.connectors.known_ids import pack, tombstones, unpack
from llif.connectors.named_rows import Told
from llif.connectors.servicenow_export.log import Log
from llif.connectors.servicenow_export.settings import ServiceNowSettings
from llif.connectors.servicenow_export.shape import (
    Counts,
    Incident,
    Reading,
    Row,
    Unusable,
    count,
    incident,
    service_levels,
)
from llif.terms.errors import N_, Problem, Skipped

ENDINGS = (".csv", ".csv.gz")
BATCH = 10_000
ROWS_VERSION = 1
INCIDENTS, LEVELS = "incidents", "service_levels"


class ServiceNowExport:
    """The connector `servicenow-export`."""

    name = "servicenow-export"
    settings = ServiceNowSettings

    def collect(self, settings: ServiceNowSettings, cursor: Cursor, collecting: Collecting) -> Iterator[Event]:
        """*Raises* SourceFailed where there is no file, or one lacks a needed column."""
        found = changed(settings.path, ENDINGS, cursor, collecting, settings=settings, version=ROWS_VERSION)
        if found is None:
            return
        log = Log(found.files, settings)
        yield from log.read()
        yield from _Collect(settings, cursor, collecting).run(log, found.files[0].name)
        yield Skipped()
        found.keep(cursor, log.unread)
        yield CHECKPOINT


class _Collect:
    """One collect: what it was told, the cursor it changes, and what it noticed."""

    def __init__(self, settings: ServiceNowSettings, cursor: Cursor, collecting: Collecting) -> None:
        self.settings, self.cursor, self.now = settings, cursor, collecting.now
        self.reading = _reading(settings)
        self.counts: Counts = {}
        self.reopened: list[str] = []
        self.wordless: list[str] = []

    def run(self, log: Log, where: str) -> Iterator[Event]:
        told, waiting = Told(where), list[Row]()
        for number, last in log.events():
            try:
                waiting.append(self._noted(incident(number, last, self.reading)))
            except Unusable as error:
                if told.speaks():
                    yield self._unusable(f"{where}, {number}", error)
            if len(waiting) == BATCH:
                yield Batch(INCIDENTS, waiting)
                waiting = []
        yield Batch(INCIDENTS, waiting)
        yield from told.rest()
        levels = list(service_levels(self.counts, self.reading))
        yield Batch(LEVELS, levels)
        yield from self._gone(log, INCIDENTS, set(log.last))
        yield from self._gone(log, LEVELS, {str(row["id"]) for row in levels})
        yield from self._noticed(where)

    def _noted(self, found: Incident) -> Row:
        count(self.counts, found)
        if found.contradicts:
            self.reopened.append(str(found.row["id"]))
        if found.closed_on and found.kept is None:
            self.wordless.append(str(found.row["id"]))
        return found.row

    def _gone(self, log: Log, table: str, ids: set[str]) -> Iterator[Batch]:
        before = unpack(self.cursor.get(table))
        is_whole = self.settings.complete and log.sound
        yield from tombstones(table, before - ids if is_whole else (), self.now)
        self.cursor[table] = pack(ids if is_whole else ids | before)

    def _unusable(self, where: str, error: Unusable) -> Problem:
        column = self.settings.service if error.column == "service" else getattr(self.settings.columns, error.column)
        values = (("column", column), ("found", error.found), ("wanted", error.wanted))
        what, remedy = N_("Column {column} holds {found}; {wanted} is wanted."), N_("The incident is left out.")
        return Problem(where, what, remedy, values)

    def _noticed(self, where: str) -> Iterator[Problem]:
        if self.reopened:
            what = N_("{count} incidents have a time of closing, and their last state is not closed ({some}).")
            yield Problem(where, what, N_("Their last state is believed: they are open."), _counted(self.reopened))
        if self.wordless:
            what = N_("{count} closed incidents do not say whether they were in time ({some}).")
            yield Problem(where, what, N_("They are in no service level."), _counted(self.wordless))


def _counted(numbers: list[str]) -> tuple[tuple[str, str], ...]:
    return ("count", str(len(numbers))), ("some", ", ".join(sorted(numbers)[:3]))


def _reading(told: ServiceNowSettings) -> Reading:
    return Reading(
        ZoneInfo(told.time_zone),
        told.instants,
        resolved=_words(told.resolved_states),
        closed=_words(told.closed_states),
        cancelled=_words(told.cancelled_states),
        major=_words(told.major),
        user_impacting=told.user_impacting,
        objective=told.objective,
        unnamed=told.unnamed,
        web=told.web and told.web.rstrip("/"),
    )


def _words(told: tuple[str, ...]) -> frozenset[str]:
    return frozenset(word.strip().lower() for word in told)


CONNECTOR = ServiceNowExport()
