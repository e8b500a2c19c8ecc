"""A log of events read to its end, of which the last of each incident is kept: small text, whatever the log's length.

The last is the one with the most changes (`sys_mod_count`); of several, or where that is not told, the latest updated,
and of those the one that stands last.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime

from llif.connectors.export_files import ExportedFile
from llif.connectors.named_rows import NamedRows, Told
from llif.connectors.servicenow_export.settings import ServiceNowSettings
from llif.connectors.servicenow_export.shape import SEPARATOR, Event
from llif.terms.errors import N_, Problem

LEFT_OUT = N_("The row is left out; correct it in the export.")
NEVER = datetime(1, 1, 1)  # noqa: DTZ001 - compared with others without a zone


class Log:
    """The files of an export. `last` holds each incident's last event, packed; `sound`: no row is missing."""

    def __init__(self, files: Sequence[ExportedFile], settings: ServiceNowSettings) -> None:
        self.files, self.settings = files, settings
        self.nulls = frozenset(settings.null_words)
        self.last: dict[str, str] = {}
        self.changes: dict[str, int] = {}
        self.unread: set[str] = set()
        self.sound = True

    def read(self) -> Iterator[Problem]:
        """*Raises* SourceFailed for a file that lacks a needed column."""
        for file in self.files:
            told = Told(file.name)
            for problem in self._read(file):
                if told.speaks():
                    yield problem
            yield from told.rest()

    def events(self) -> Iterator[tuple[str, Event]]:
        """Each incident and its last event, by number."""
        for number in sorted(self.last):
            yield number, self._event(self.last[number])[0]

    def _read(self, file: ExportedFile) -> Iterator[Problem]:
        columns = self.settings.columns
        needed = (columns.number, columns.state, columns.opened, columns.priority, self.settings.service)
        optional = (columns.changes, columns.updated, columns.resolved, columns.closed, columns.made_sla)
        rows = NamedRows(file, needed, optional, encoding=self.settings.encoding)
        for found in rows:
            problem = found if isinstance(found, Problem) else self._keep(file, *found)
            if problem:
                yield problem
        self.sound &= rows.sound
        if not rows.whole:
            self.unread.add(file.name)

    def _keep(self, file: ExportedFile, row: int, cells: tuple[str, ...]) -> Problem | None:
        nulls = self.nulls
        number, state, opened, priority, service, changes, updated, resolved, closed, made = (
            "" if cell in nulls else cell for cell in cells
        )
        if not number or (changes and not changes.isdecimal()):
            self.sound = False
            column = self.settings.columns.changes if number else self.settings.columns.number
            what = N_("Column {column} holds {found}; {wanted} is wanted.")
            values = (("column", column), ("found", repr(changes)[:80]), ("wanted", "a number"))
            return Problem(f"{file.name}, row {row}", what, LEFT_OUT, values)
        if self._is_later(number, int(changes or 0), updated):
            self.changes[number] = int(changes or 0)
            event = Event(state, opened, resolved, closed, priority, made, service)
            self.last[number] = SEPARATOR.join((*event, updated))
        return None

    def _is_later(self, number: str, changes: int, updated: str) -> bool:
        before = self.changes.get(number, -1)
        if changes != before:
            return changes > before
        return self._moment(updated) >= self._moment(self._event(self.last[number])[1])

    def _moment(self, updated: str) -> datetime:
        """Compared among themselves alone, so their zone does not matter; one that cannot be read is the earliest."""
        try:
            return datetime.strptime(updated, self.settings.instants)  # noqa: DTZ007
        except ValueError:
            return NEVER

    @staticmethod
    def _event(packed: str) -> tuple[Event, str]:
        *parts, updated = packed.split(SEPARATOR)
        return Event(*parts), updated
