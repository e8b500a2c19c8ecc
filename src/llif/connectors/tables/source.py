"""Landed tables from files: finds them, and yields the rows of those that changed and tombstones for rows that went.

It refuses to take a row as deleted while its file cannot be read to the end, or when the whole file is gone.
"""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Generator, Iterator
from itertools import chain
from typing import Any

from llif.connectors.contract import CHECKPOINT, Collecting, Cursor, Event
from llif.connectors.export_files import ExportedFile, find, fingerprint
from llif.connectors.known_ids import pack, tombstones, unpack
from llif.connectors.tables.reading import FileReading
from llif.connectors.tables.settings import TableFile, TablesSettings
from llif.terms.errors import N_, Problem, Skipped, SourceFailed

ENDINGS = (".csv", ".csv.gz", ".parquet", ".xlsx")

Found = list[tuple[ExportedFile, TableFile]]
Failures = dict[str, list[SourceFailed]]


class Tables:
    """The connector `tables`."""

    name = "tables"
    settings = TablesSettings

    def collect(self, settings: TablesSettings, cursor: Cursor, collecting: Collecting) -> Iterator[Event]:
        """The rows of changed files. *Raises* SourceFailed where no file can be read at all."""
        failures: Failures = defaultdict(list)
        gone: dict[str, set[str]] = {}
        files: Found = []
        skipped: list[str] = []
        for told in settings.files:
            found = find(told.path, collecting.base, ENDINGS)
            files += [(file, told) for file in found]
            if not found:
                failures[told.table].append(_nothing(told.path))
        for place, (file, told) in _placed(files).items():
            if (yield from _one(place, file, told, cursor, collecting, gone, failures)):
                skipped.append(file.name)
        yield from _bury(gone, cursor, collecting)
        yield Skipped(tuple(skipped))
        yield from _told(failures, Counter(told.table for _file, told in files))


def _placed(files: Found) -> dict[str, tuple[ExportedFile, TableFile]]:
    """Each file and entry under its name in the cursor; a file that two entries read in two ways has two."""
    placed: dict[str, tuple[ExportedFile, TableFile]] = {}
    for file, told in files:
        place = f"{told.table} {file.name} {told.sheet or ''}".strip()
        while place in placed:
            place += "+"
        placed[place] = (file, told)
    return placed


def _one(
    place: str,
    file: ExportedFile,
    told: TableFile,
    cursor: Cursor,
    collecting: Collecting,
    gone: dict[str, set[str]],
    failures: Failures,
) -> Generator[Event, None, bool]:
    """*Gives* whether the file was passed over as unchanged."""
    kept: dict[str, Any] = cursor.setdefault("files", {}).get(place, {})
    form = hashlib.sha256(told.model_dump_json(exclude={"path"}).encode()).hexdigest()[:16]
    reading = FileReading(file, told)
    try:
        print_ = fingerprint(file, kept.get("print"), collecting.now)
        if kept.get("form") == form and kept["print"] and kept["print"][2] == print_[2]:
            return True
        yield from reading.events()
    except (SourceFailed, OSError) as error:
        failures[told.table].append(error if isinstance(error, SourceFailed) else _unreadable(file, error))
        kept["print"] = None  # mended to its earlier bytes, it is read again
        return False
    before = unpack(kept.get("ids"))
    lost = before - reading.ids if reading.sound else set()
    gone.setdefault(told.table, set()).update(lost)
    cursor["files"][place] = {
        "table": told.table,
        "form": form,
        "print": print_ if reading.whole else None,  # one that broke off is tried again at the next collect
        "ids": pack(reading.ids if reading.sound else reading.ids | before),
    }
    return False


def _bury(gone: dict[str, set[str]], cursor: Cursor, collecting: Collecting) -> Iterator[Event]:
    """Tombstones for ids that no file of the table holds any more, and a checkpoint: the cursor is consistent now."""
    for table, lost in gone.items():
        for kept in cursor["files"].values() if lost else ():
            if kept["table"] == table:
                lost -= unpack(kept["ids"])
        yield from tombstones(table, lost, collecting.now)
    if gone:
        yield CHECKPOINT


def _told(failures: Failures, found: Counter[str]) -> Iterator[Problem]:
    """Files that failed are problems beside those that were read; where none was, the source failed."""
    unread = [failure for failure in chain.from_iterable(failures.values()) if _is_file(failure)]
    if failures and len(unread) == found.total():
        raise next(chain.from_iterable(failures.values()))
    for table, failed in failures.items():
        is_lost = sum(map(_is_file, failed)) == found[table]
        for failure in failed:
            values = tuple((name, str(value)) for name, value in failure.values.items())
            yield Problem(failure.where or "files", failure.what, failure.remedy or "", values, is_failure=is_lost)


def _is_file(failure: SourceFailed) -> bool:
    """Of a file that is there, and not of a path at which there is none."""
    return failure.values.get("files") is None


def _nothing(path: str) -> SourceFailed:
    return SourceFailed(
        N_("{files} files are here, and one or more are wanted."),
        where=path,
        remedy=N_("Put the file there, or correct the path; it starts at the folder of the portfolio's file."),
        files=0,
    )


def _unreadable(file: ExportedFile, error: OSError) -> SourceFailed:
    remedy = N_("Let the account that runs llif read it.")
    return SourceFailed(N_("The file cannot be read ({error})."), where=file.name, remedy=remedy, error=error.strerror)


CONNECTOR = Tables()
