"""The landing: what every source said, load by load, never overwritten.

It refuses a second writer of one source, a source id that is no plain name, and a landing written by a newer llif. It
knows no connector: it is given a generator.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

import ibis.backends
import ibis.expr.types as ir

from llif.terms.errors import N_, InputError, SourceFailed
from llif.warehouse import compaction, foreign, loads, locks, newest, recovery, reports, versions
from llif.warehouse.attempts import Attempt
from llif.warehouse.ingestion import Ingestion
from llif.warehouse.reports import CollectReport
from llif.warehouse.segments import Cursor, Event, Progress, Stream

SOURCE = re.compile(r"^[a-z0-9][a-z0-9-]*$")


class Landing:
    """All sources' landed records under one LLIF_HOME.

    Data lies under `landing/<source>`, dlt's working folder under `ingestion/<source>`, locks under `locks`.
    *Raises* InputError when a newer llif has written there.
    """

    def __init__(self, home: Path) -> None:
        self.home, self.root = home, home / "landing"
        versions.check(self.root)

    def collect(
        self,
        source: str,
        extract: Callable[[Cursor], Iterator[Event]],
        *,
        now: datetime,
        progress: Progress | None = None,
    ) -> CollectReport:
        """Land what a source has to say since its cursor, in loads that are each visible whole or not at all.

        *Takes* `extract`, which gets the cursor to change in place and yields batches, problems and checkpoints; `now`,
        stamped on every row; `progress`, told (table, rows so far).
        *Gives* the report, which is also kept. A source that fails (SourceFailed, InputError) gives a report with
        outcome *failed*: its loads before the last checkpoint stay, with their cursor.
        *Raises* SourceFailed at once if another process collects this source; Fault, after reporting it, for our own.
        """
        with self._writing(source) as folder, Attempt(source, folder, now) as attempt:
            ingestion = self._ingestion(source)
            cursor = ingestion.cursor()
            order = loads.next_order(folder)
            attempt.stream = Stream(source, extract(cursor), cursor, now=now, order=order, progress=progress)
            attempt.land(ingestion)
        return attempt.report()

    def collect_dlt(self, source: str, dlt_source: Any, *, now: datetime) -> CollectReport:
        """Land any dlt source whose tables bear our names and columns; its own incremental state is kept by dlt."""
        with self._writing(source) as folder, Attempt(source, folder, now) as attempt:
            before = loads.counts(folder)
            taken = foreign.in_our_form(dlt_source, source=source, now=now, order=loads.next_order(folder))
            attempt.loads += self._ingestion(source).run(taken)
            attempt.rows = {table: rows - before.get(table, 0) for table, rows in loads.counts(folder).items()}
        return attempt.report()

    def report(self, source: str) -> CollectReport | None:
        """The report of the latest collect; null before the first."""
        return reports.latest(self.folder(source))

    def reports(self, source: str) -> list[CollectReport]:
        """The reports kept, oldest first."""
        return reports.history(self.folder(source))

    def newest(
        self,
        backend: ibis.backends.BaseBackend,
        table: str,
        sources: Sequence[str],
        *,
        known_at: datetime | None = None,
        with_deleted: bool = False,
    ) -> ir.Table:
        """The newest version of each (source, id) of a landed table.

        *Takes* `known_at`: leave out what was observed after it. *Gives* one row per (source, id), the columns of
        `terms.records`; an empty table of that form when nothing has landed. *Leaves out* tombstoned rows, unless
        `with_deleted`. The table is read when it is executed: hold `reading(sources)` until then.
        """
        paths = [path for source in dict.fromkeys(sources) for path in loads.files(self.folder(source), table)]
        return newest.newest(backend, table, paths, known_at=known_at, with_deleted=with_deleted)

    @contextmanager
    def reading(self, sources: Sequence[str]) -> Iterator[None]:
        """Hold while reading: compact and forget wait to take files away until readers are done."""
        with ExitStack() as stack:
            for source in sorted(set(sources)):
                self.folder(source)
                stack.enter_context(locks.shared(self._read_lock(source)))
            yield

    def sources(self) -> list[str]:
        """The sources that have ever been collected."""
        return sorted(path.name for path in self.root.glob("*") if path.is_dir())

    def loads(self, source: str) -> list[str]:
        """The ids of the loads that readers see, oldest first."""
        return loads.visible(self.folder(source))

    def counts(self, source: str) -> dict[str, int]:
        """Rows landed per table, every version counted."""
        return loads.counts(self.folder(source))

    def compact(self, source: str) -> None:
        """Merge all finished loads into one; what is read, at any `known_at`, stays the same."""
        with self._writing(source) as folder:
            compaction.compact(folder)
            self._sweep(source, folder)

    def forget(self, source: str, table: str, id: str, *, column: str = "id") -> int:  # noqa: A002 - the landed name
        """Erase every version of an item from every file. *Takes* another `column` to erase by, as `item_id`.

        *Gives* the number of rows erased. A file is rewritten whole or stays as it was: after a kill, call again.
        """
        with self._writing(source) as folder, locks.waiting(self._read_lock(source)):
            recovery.sweep(folder)
            return compaction.forget(folder, table, column, id)

    def folder(self, source: str) -> Path:
        """Where a source's records lie. *Raises* InputError for an id that is no plain name."""
        if not SOURCE.match(source):
            raise InputError(
                N_("{source} cannot be a source's id."),
                remedy=N_("Use lower-case letters, digits and hyphens."),
                source=repr(source),
            )
        return self.root / source

    def _ingestion(self, source: str) -> Ingestion:
        return Ingestion(source, self.root, self.home / "ingestion" / source)

    @contextmanager
    def _writing(self, source: str) -> Iterator[Path]:
        """Hold a source alone, brought back to its last finished load."""
        folder = self.folder(source)
        try:
            with locks.exclusive(self.home / "locks" / f"collect-{source}"):
                folder.mkdir(parents=True, exist_ok=True)
                versions.write(self.root)
                recovery.recover(folder, self.home / "ingestion" / source)
                self._sweep(source, folder)
                yield folder
        except locks.Held as held:
            raise SourceFailed(
                N_("This source is being collected by another process."),
                where=source,
                remedy=N_("Wait until it is done, and try again."),
            ) from held

    def _sweep(self, source: str, folder: Path) -> None:
        """Replaced files go now, or, while someone reads them, before the next collect."""
        with ExitStack() as stack:
            try:
                stack.enter_context(locks.exclusive(self._read_lock(source)))
            except locks.Held:
                return
            recovery.sweep(folder)

    def _read_lock(self, source: str) -> Path:
        return self.home / "locks" / f"read-{source}"
