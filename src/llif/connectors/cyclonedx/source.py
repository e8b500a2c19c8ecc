"""Components from bills of materials: finds the files, yields those of changed ones, and tombstones for what went.

The newest bill of a container counts: an older one beside it is passed over. It refuses to take a component as gone
because a file is gone or cannot be read.
"""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from llif.connectors.contract import CHECKPOINT, Batch, Collecting, Cursor, Event
from llif.connectors.cyclonedx.reading import Unread, read
from llif.connectors.cyclonedx.settings import CycloneDxSettings
from llif.connectors.cyclonedx.shape import Bill, Unusable, rows
from llif.connectors.export_files import ExportedFile, Fingerprint
from llif.connectors.gathering import form, found, prints
from llif.connectors.instants import instant
from llif.connectors.known_ids import pack, tombstones, unpack
from llif.connectors.named_rows import Told
from llif.terms.errors import N_, Problem, Skipped, SourceFailed

ENDINGS = (".json", ".json.gz", ".xml", ".xml.gz", ".cdx", ".bom")
BATCH = 10_000
ROWS_VERSION = 1
NEVER = datetime(1, 1, 1, tzinfo=UTC)


class CycloneDx:
    """The connector `cyclonedx`."""

    name = "cyclonedx"
    settings = CycloneDxSettings

    def collect(self, settings: CycloneDxSettings, cursor: Cursor, collecting: Collecting) -> Iterator[Event]:
        """The components of changed files. *Raises* SourceFailed where no file can be read."""
        files = found(settings.path, collecting, ENDINGS)
        now_form = form(settings, ROWS_VERSION)
        printed = prints(files, cursor, collecting)
        before: dict[str, Fingerprint] = cursor.get("files", {}) if cursor.get("form") == now_form else {}
        cursor["form"], cursor["files"] = now_form, before
        unread: list[Problem] = []
        skipped: list[str] = []
        for file in files:
            if file.name in before and before[file.name][2] == printed[file.name][2]:
                skipped.append(file.name)
                continue
            try:
                yield from _Bill(file, settings, cursor, collecting).events()
                before[file.name] = printed[file.name]
                yield CHECKPOINT
            except Unread as error:
                before.pop(file.name, None)
                unread.append(error.problem)
        yield Skipped(tuple(skipped))
        yield from _told(unread, len(files))


def _told(unread: list[Problem], files: int) -> list[Problem]:
    if unread and len(unread) == files:
        first = unread[0]
        raise SourceFailed(first.what, where=first.where, remedy=first.remedy, **dict(first.values))
    return unread


class _Bill:
    """One file of a collect. `containers` of the cursor hold, by container, its bill's time, edition and ids."""

    def __init__(self, file: ExportedFile, settings: CycloneDxSettings, cursor: Cursor, collecting: Collecting) -> None:
        self.file, self.settings, self.now = file, settings, collecting.now
        self.containers: dict[str, Any] = cursor.setdefault("containers", {})

    def events(self) -> Iterator[Event]:
        zone = ZoneInfo(self.settings.time_zone)
        bill = read(self.file, zone)
        listed = bill.made_at or self._declared(zone)
        container = self._container(bill)
        kept = self.containers.get(container, {})
        rank = [(listed or NEVER).isoformat(), bill.edition]
        yield from self._unusable(bill.unusable)
        if kept and kept["rank"] > rank:
            return
        if kept and kept["rank"] == rank and kept["file"] != self.file.name:
            yield self._rival(container, kept["file"])
        ids: set[str] = set()
        for batch in _batches(bill, container, listed):
            ids.update(str(each["id"]) for each in batch.rows)
            yield batch
        yield from tombstones("components", unpack(kept.get("ids")) - ids, self.now, listed_at=listed)
        self.containers[container] = {"rank": rank, "file": self.file.name, "ids": pack(ids)}

    def _declared(self, zone: ZoneInfo) -> datetime | None:
        return instant(self.settings.listed_on, zone) if self.settings.listed_on else None

    def _container(self, bill: Bill) -> str:
        name = self.settings.container or (bill.subject and bill.subject.full_name)
        if name:
            return name
        what = N_("The bill does not say what it is of (metadata.component).")
        remedy = N_("Name it under `container`, in a source of its own.")
        raise Unread(Problem(self.file.name, what, remedy))

    def _rival(self, container: str, other: str) -> Problem:
        what = N_("{other} is of {container} too, and neither says which is newer; this one counts.")
        remedy = N_("Keep one of them, or make them with their time (metadata.timestamp).")
        return Problem(self.file.name, what, remedy, (("other", other), ("container", container)))

    def _unusable(self, errors: list[Unusable]) -> Iterator[Problem]:
        told = Told(self.file.name)
        for error in errors:
            if told.speaks():
                values = (("found", error.found), ("wanted", error.wanted))
                what, remedy = N_("This holds {found}; {wanted} is wanted."), N_("The component is left out.")
                yield Problem(f"{self.file.name}, {error.place}", what, remedy, values)
        yield from told.rest()


def _batches(bill: Bill, container: str, listed: datetime | None) -> Iterator[Batch]:
    waiting: list[dict[str, object]] = []
    for each in rows(bill, container, listed):
        waiting.append(each)
        if len(waiting) == BATCH:
            yield Batch("components", waiting)
            waiting = []
    if waiting:
        yield Batch("components", waiting)


CONNECTOR = CycloneDx()
