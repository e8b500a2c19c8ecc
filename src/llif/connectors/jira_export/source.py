"""Jira from exported files: finds them, and yields the issues that are new, changed or gone since the last collect.

It asks no server. It refuses to take an issue as deleted while any page is cut, missing or unreadable.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from zoneinfo import ZoneInfo

from llif.connectors.contract import CHECKPOINT, Batch, Collecting, Cursor, Event
from llif.connectors.export_files import ExportedFile, Fingerprint, find, fingerprint, same
from llif.connectors.jira_export.export import Export
from llif.connectors.jira_export.known import Known, digest, history_tombstones
from llif.connectors.jira_export.pages import Pages
from llif.connectors.jira_export.rest import Reading
from llif.connectors.jira_export.settings import JiraExportSettings
from llif.connectors.jira_export.shape import Issue, Row, history, work_item
from llif.connectors.jira_export.spreadsheets import Spreadsheets
from llif.terms.errors import N_, Problem, Skipped, SourceFailed

ENDINGS = (".json", ".json.gz")
BATCH = 2000
ROWS_VERSION = 1


@dataclass
class Rows:
    """Rows that wait to be yielded, and what was noticed on the way."""

    items: list[Row] = field(default_factory=list)
    changes: list[Row] = field(default_factory=list)
    contradictions: int = 0
    contradictory: list[str] = field(default_factory=list)
    partial: list[str] = field(default_factory=list)

    def drain(self) -> Iterator[Event]:
        """Everything that waits, and a checkpoint: what is known of these issues is in the cursor already."""
        items, changes, self.items, self.changes = self.items, self.changes, [], []
        if items:
            yield Batch("work_items", items)
        if changes:
            yield Batch("status_changes", changes)
        if items or changes:
            yield CHECKPOINT


class JiraExport:
    """The connector `jira-export`."""

    name = "jira-export"
    settings = JiraExportSettings

    def collect(self, settings: JiraExportSettings, cursor: Cursor, collecting: Collecting) -> Iterator[Event]:
        """What changed in the export since the cursor. *Raises* SourceFailed where nothing of it can be read."""
        files = exported(settings, collecting)
        prints = _fingerprints(files, cursor, collecting)
        form = hashlib.sha256(f"{ROWS_VERSION} {settings.model_dump_json()}".encode()).hexdigest()[:16]
        if cursor.get("form") == form and same(cursor.get("files", {}), prints):
            return
        export = _export(settings, files)
        yield from _Collect(settings, cursor, collecting).run(export)
        _refuse_silence(export, files)
        yield Skipped()
        cursor["form"] = form
        cursor["files"] = {name: print_ for name, print_ in prints.items() if name not in export.tally.unread}


class _Collect:
    """One collect: what it was told, and the cursor it changes."""

    def __init__(self, settings: JiraExportSettings, cursor: Cursor, collecting: Collecting) -> None:
        self.settings, self.now = settings, collecting.now
        self.known = Known(cursor.setdefault("known", {}))
        self.rows = Rows()

    def run(self, export: Export) -> Iterator[Event]:
        moved: set[str] = set()
        for found in export.issues():
            if isinstance(found, Problem):
                yield found
            elif self._wanted(found.project):
                moved |= found.former_keys
                self._land(found)
            if len(self.rows.items) >= BATCH:
                yield from self.rows.drain()
        self._bury(export, moved)
        yield from self.rows.drain()
        yield from self._noticed()

    def _wanted(self, project: str) -> bool:
        return not self.settings.projects or project in self.settings.projects

    def _land(self, issue: Issue) -> None:
        item, told = work_item(issue, self.settings.web), history(issue)
        mark, before = digest(item, told.rows), self.known.get(issue.key)
        if before and before[1] == mark:
            return
        if told.contradictions:
            self.rows.contradictions += told.contradictions
            self.rows.contradictory.append(issue.key)
        if not issue.whole:
            self.rows.partial.append(issue.key)
        self.rows.items.append(item)
        self.rows.changes.extend(told.rows)
        if before:
            self.rows.changes.extend(history_tombstones(issue.key, len(told.rows), before[0], self.now))
        self.known.put(issue.key, len(told.rows), mark)

    def _bury(self, export: Export, moved: set[str]) -> None:
        present = export.tally.present
        gone = {key for key in moved - present if self.known.get(key)}
        if self.settings.complete and export.tally.sound:
            wanted = {key for key in present if self._wanted(key.rpartition("-")[0])}
            gone.update(self.known.vanished(wanted))
        for key in sorted(gone):
            landed = self.known.get(key)
            self.rows.items.append({"id": key, "deleted_at": self.now})
            self.rows.changes.extend(history_tombstones(key, 0, landed[0] if landed else 0, self.now))
            self.known.forget(key)

    def _noticed(self) -> Iterator[Problem]:
        if self.rows.contradictory:
            yield Problem(
                "change log",
                N_("The log contradicts itself or today's fields {count} times, in {issues} issues ({some})."),
                N_("What the log says was set is kept, and a last row says how the issue now reads."),
                (("count", str(self.rows.contradictions)), *_counted(self.rows.contradictory)),
            )
        if self.rows.partial:
            yield Problem(
                "change log",
                N_("{issues} issues come without their whole history ({some}), which begins late or is missing."),
                N_("Export with expand=changelog, and each issue's further change log pages."),
                _counted(self.rows.partial),
            )


def _counted(keys: list[str]) -> tuple[tuple[str, str], ...]:
    return ("issues", str(len(keys))), ("some", ", ".join(sorted(keys)[:3]))


def exported(settings: JiraExportSettings, collecting: Collecting) -> list[ExportedFile]:
    """The files that the settings name. *Raises* SourceFailed where there is none."""
    patterns = [settings.path] if settings.path is not None else [settings.issues, settings.changes]
    files: list[ExportedFile] = []
    for pattern in filter(None, patterns):
        found = find(pattern, collecting.base, ENDINGS)
        if not found or (settings.path is None and len(found) != 1):
            raise _nothing(pattern, len(found))
        files += found
    return files


def _nothing(pattern: str, found: int) -> SourceFailed:
    return SourceFailed(
        N_("{found} files are here, and one or more JSON pages (or exactly one CSV file) are wanted."),
        where=pattern,
        remedy=N_("Put the export there, or correct the path; it starts at the folder of the portfolio's file."),
        found=found,
    )


def _fingerprints(files: list[ExportedFile], cursor: Cursor, collecting: Collecting) -> dict[str, Fingerprint]:
    kept: dict[str, Any] = cursor.get("files", {})
    try:
        return {file.name: fingerprint(file, kept.get(file.name), collecting.now) for file in files}
    except OSError as error:
        what, remedy = N_("The file cannot be read ({error})."), N_("Let the account that runs llif read it.")
        raise SourceFailed(what, where=str(error.filename), remedy=remedy, error=str(error.strerror)) from error


def _export(settings: JiraExportSettings, files: list[ExportedFile]) -> Export:
    zone, titles = ZoneInfo(settings.time_zone), settings.titles == "keep"
    if settings.path is None:
        return Spreadsheets(files[0], files[1], zone, titles)
    return Pages(files, Reading(zone, titles, settings.epic_field, settings.effort_field))


def _refuse_silence(export: Export, files: list[ExportedFile]) -> None:
    if len(export.tally.unread) == len(files):
        raise SourceFailed(
            N_("None of the {count} files of the export could be read."),
            where=files[0].name,
            remedy=N_("The problems named with them say why; export again."),
            count=len(files),
        )


CONNECTOR = JiraExport()
