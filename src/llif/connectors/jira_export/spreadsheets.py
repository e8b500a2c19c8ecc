"""The two-file CSV form: a row an issue, and a row a change of one field. Held in memory, about 0.3 KiB a change.

Needed columns are named when they are missing; others that it knows are used, and the rest are not looked at, names of
people among them. It refuses a file whose heading lacks a needed column.
"""

import csv
import sys
from collections.abc import Iterator, Mapping, Sequence
from zoneinfo import ZoneInfo

from llif.connectors.export_files import UNREADABLE, ExportedFile, records
from llif.connectors.jira_export.export import Tally, project_of, unusable
from llif.connectors.jira_export.rest import moment, optional, text
from llif.connectors.jira_export.shape import COMPONENTS, KEY, LABELS, SCALARS, Change, Issue, State, Unusable, words
from llif.terms.errors import N_, Problem, SourceFailed

ISSUE_COLUMNS = ("key", "type", "status", "resolution", "created")
CHANGE_COLUMNS = ("key", "at", "field", "from", "to")
FIELDS = frozenset((*SCALARS, *LABELS, *COMPONENTS, KEY))
LEFT_OUT = N_("The issue is left out; correct it in the export.")
CUT = N_("Export it again; what stands before was read, and nothing is taken as deleted meanwhile.")

Cells = Mapping[str, str]


class Spreadsheets:
    """The issues of two CSV files. `tally` is complete once `issues` has ended."""

    def __init__(self, issues: ExportedFile, changes: ExportedFile, zone: ZoneInfo, titles: bool) -> None:
        self.files, self.zone, self.titles = (issues, changes), zone, titles
        self.tally = Tally()
        self.log: dict[str, list[Change]] = {}
        self.spoilt: set[str] = set()

    def issues(self) -> Iterator[Issue | Problem]:
        yield from self._read_changes()
        self._refuse_cut_log()
        first: dict[str, int] = {}
        for number, cells in self._rows(self.files[0], ISSUE_COLUMNS):
            place = f"{self.files[0].name}, row {number}"
            found = cells if isinstance(cells, Problem) else self._issue(cells, place, first, number)
            if found is not None:
                yield found
        yield from self._strangers(first)

    def _refuse_cut_log(self) -> None:
        """Without the end of the log any history may be cut short, and would be wrong without a sign of it."""
        name = self.files[1].name
        if name in self.tally.unread:
            raise SourceFailed(N_("The change log breaks off."), where=name, remedy=N_("Export it again."))

    def _issue(self, cells: Cells, place: str, first: dict[str, int], number: int) -> Issue | Problem | None:
        key = cells["key"].strip()
        if not key:
            self.tally.sound = False
        elif key in first:
            return _twice(place, key, first[key])
        else:
            first[key] = number
            self.tally.present.add(key)
        if key in self.spoilt:
            return None  # reported where the change stands
        try:
            return issue(cells, tuple(self.log.get(key, ())), self.zone, self.titles)
        except Unusable as error:
            return unusable(f"{place} ({key})" if key else place, error)

    def _read_changes(self) -> Iterator[Problem]:
        for number, cells in self._rows(self.files[1], CHANGE_COLUMNS):
            if isinstance(cells, Problem):
                yield cells
                continue
            key = sys.intern(cells["key"].strip())
            try:
                change = _change(cells, self.zone)
            except Unusable as error:
                self.spoilt.add(key)
                yield unusable(f"{self.files[1].name}, row {number} ({key})", error)
                continue
            if change.field in FIELDS:
                self.log.setdefault(key, []).append(change)
        for log in self.log.values():
            log.sort(key=lambda change: change.at)

    def _strangers(self, known: Mapping[str, int]) -> Iterator[Problem]:
        strangers = [key for key in self.log if key not in known]
        if strangers:
            yield Problem(
                self.files[1].name,
                N_("{count} issues have changes and no row among the issues, {example} for one."),
                N_("Export the issues of the same projects as the changes."),
                (("count", str(len(strangers))), ("example", strangers[0])),
            )

    def _rows(self, file: ExportedFile, needed: Sequence[str]) -> Iterator[tuple[int, Cells | Problem]]:
        heading: list[str] = []
        number = 0
        try:
            for number, row in records(file.path):
                if not heading and isinstance(row, list):
                    heading = _heading(row, needed, file.name)
                elif isinstance(row, csv.Error) or len(row) != len(heading):
                    self.tally.sound = False
                    self.spoilt.update(row[:1] if isinstance(row, list) else ())
                    yield number, _ragged(f"{file.name}, row {number}", row, len(heading))
                else:
                    yield number, dict(zip(heading, row, strict=True))
        except UNREADABLE as error:
            self.tally.sound = False
            self.tally.unread.add(file.name)
            values = (("error", str(error)),)
            yield number, Problem(f"{file.name}, after row {number}", N_("The file breaks off ({error})."), CUT, values)
        if not heading and file.name not in self.tally.unread:
            _heading([], needed, file.name)


def _heading(row: list[str], needed: Sequence[str], name: str) -> list[str]:
    heading = [cell.strip().lower() for cell in row]
    missing = [column for column in needed if column not in heading]
    if missing:
        raise SourceFailed(
            N_("The columns {missing} are missing; the file has {found}."),
            where=f"{name}, row 1",
            remedy=N_("Export with a heading that names at least {needed}."),
            missing=", ".join(missing),
            found=", ".join(heading)[:400] or "none",
            needed=", ".join(needed),
        )
    return heading


def _ragged(where: str, row: list[str] | csv.Error, wanted: int) -> Problem:
    if isinstance(row, csv.Error):
        return Problem(where, N_("The row is no CSV ({error})."), LEFT_OUT, (("error", str(row)),))
    values = (("found", str(len(row))), ("wanted", str(wanted)))
    return Problem(where, N_("The row has {found} cells, and the heading {wanted}."), LEFT_OUT, values)


def _twice(where: str, key: str, first: int) -> Problem:
    what = N_("{key} stands in row {first} already; the first row is kept.")
    return Problem(where, what, N_("Export each issue once."), (("key", key), ("first", str(first))))


def _change(cells: Cells, zone: ZoneInfo) -> Change:
    field = sys.intern(cells["field"].strip().lower())
    before, after = optional(cells["from"]), optional(cells["to"])
    shared = [sys.intern(value) if value else None for value in (before, after)]
    return Change(moment(cells["at"], "at", zone), field, *shared)


def issue(cells: Cells, changes: tuple[Change, ...], zone: ZoneInfo, titles: bool) -> Issue:
    """What is kept of one row. *Raises* Unusable, which names the column."""
    key, created = text(cells["key"], "key"), moment(cells["created"], "created", zone)
    updated = cells.get("updated", "").strip()
    return Issue(
        key=key,
        project=optional(cells.get("project")) or project_of(key),
        created=created,
        updated=moment(updated, "updated", zone) if updated else created,
        now=State(
            text(cells["status"], "status"),
            optional(cells["resolution"]),
            text(cells["type"], "type"),
            words(cells.get("labels", "").replace("|", " ")),
            tuple(name.strip() for name in cells.get("components", "").split("|") if name.strip()),
        ),
        priority=optional(cells.get("priority")),
        parent=optional(cells.get("parent")),
        effort=_effort(cells.get("effort", "")),
        title=optional(cells.get("title", cells.get("summary"))) if titles else None,
        changes=changes,
    )


def _effort(found: str) -> float | None:
    try:
        return float(found) if found.strip() else None
    except ValueError as error:
        raise Unusable("effort", found, "a number") from error
