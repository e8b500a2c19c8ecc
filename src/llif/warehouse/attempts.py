"""One collect under way, and the report it ends with, however it ends."""

import time
from datetime import datetime, timedelta
from pathlib import Path
from types import TracebackType
from typing import Self

from llif.terms.errors import Fault, InputError, LlifError, SourceFailed
from llif.warehouse import reports
from llif.warehouse.ingestion import Ingestion
from llif.warehouse.reports import CollectReport, Result
from llif.warehouse.segments import Stream


class Attempt:
    """Keeps the report when the block ends. A source's failure ends here; our own faults are reported and go on."""

    def __init__(self, source: str, folder: Path, now: datetime) -> None:
        self.source, self.folder, self.now = source, folder, now
        self.stream: Stream | None = None
        self.rows: dict[str, int] = {}
        self.loads: list[str] = []
        self.began = time.monotonic()
        self._report: CollectReport | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> bool:
        if error is None or isinstance(error, (SourceFailed, InputError, Fault)):
            self._report = self._ended(error)
            reports.keep(self.folder, self._report)
        return isinstance(error, (SourceFailed, InputError))

    def land(self, ingestion: Ingestion) -> None:
        """Load part after part; a stream that has nothing new makes no load."""
        stream = self.stream
        while stream and not stream.ended:
            if stream.has_rows() or stream.moved():
                self.loads += ingestion.load(stream)
                self.rows = dict(stream.rows)

    def report(self) -> CollectReport:
        assert self._report is not None, "a report is there when the attempt has ended"  # noqa: S101
        return self._report

    def _ended(self, error: LlifError | None) -> CollectReport:
        outcome = Result.LOADED if any(self.rows.values()) else Result.NOTHING_NEW
        return CollectReport(
            source=self.source,
            started_at=self.now,
            finished_at=self.now + timedelta(seconds=time.monotonic() - self.began),
            outcome=Result.FAILED if error else outcome,
            rows=self.rows,
            problems=tuple(self.stream.problems) if self.stream else (),
            error=reports.error_of(self.source, error) if error else None,
            loads=tuple(self.loads),
            skipped=self.stream.skipped if self.stream else None,
        )
