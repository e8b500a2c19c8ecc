"""What each collect did, kept beside what it landed. A report is whole or not there."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

from llif.terms.errors import LlifError, Problem, Skipped
from llif.warehouse import durable

FOLDER = "_llif/reports"
KEPT = 400


class Result(StrEnum):
    LOADED = "loaded"
    NOTHING_NEW = "nothing new"
    FAILED = "failed"


@dataclass(frozen=True)
class CollectReport:
    """One collect of one source: how it ended, how many rows of each table it landed, in which loads.

    A failed collect may have landed loads before it failed. `error` says what failed, where, and what to do. `skipped`
    is null where the source did not say what it read again.
    """

    source: str
    started_at: datetime
    finished_at: datetime
    outcome: Result
    rows: Mapping[str, int]
    problems: tuple[Problem, ...] = ()
    error: Problem | None = None
    loads: tuple[str, ...] = ()
    skipped: Skipped | None = None

    @property
    def has_failed(self) -> bool:
        """Whole, or in that nothing of one of its tables could be read."""
        return self.error is not None or any(each.is_failure for each in self.problems)

    def to_json(self) -> str:
        record = asdict(self)
        times = {"started_at": self.started_at.isoformat(), "finished_at": self.finished_at.isoformat()}
        return json.dumps({**record, **times}, indent=1, ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> "CollectReport":
        record: dict[str, Any] = json.loads(text)
        return cls(
            source=record["source"],
            started_at=datetime.fromisoformat(record["started_at"]),
            finished_at=datetime.fromisoformat(record["finished_at"]),
            outcome=Result(record["outcome"]),
            rows=record["rows"],
            problems=tuple(_problem(each) for each in record["problems"]),
            error=_problem(record["error"]) if record["error"] else None,
            loads=tuple(record["loads"]),
            skipped=_skipped(record.get("skipped")),
        )


def standing(history: Sequence[CollectReport]) -> list[Problem]:
    """The problems that still stand after these collects, the oldest first; each once.

    One is over when its place is read again and it is not told again. A source that does not say what it read again
    tells of a record once, when it is read: what it told stands until it lands anything. What a collect that failed
    and landed nothing told is told again by the next, or is over.
    """
    found: list[Problem] = []
    tried: tuple[Problem, ...] = ()
    for report in history:
        if report.outcome is Result.FAILED and not report.loads:
            tried = report.problems
            continue
        found, tried = [*(each for each in found if _stands(each, report)), *report.problems], ()
    return list(dict.fromkeys([*found, *tried]))


def _stands(problem: Problem, report: CollectReport) -> bool:
    if report.skipped is not None:
        return report.skipped.holds(problem)
    return report.outcome is not Result.LOADED


def error_of(source: str, error: LlifError) -> Problem:
    """An error as a report keeps it: still a template and its values, so that it can be put in Welsh."""
    values = tuple((name, str(value)) for name, value in error.values.items())
    return Problem(where=error.where or source, what=error.what, remedy=error.remedy or "", values=values)


def keep(folder: Path, report: CollectReport) -> None:
    """Write a report after all before it, and let the oldest go. Only under the source's lock."""
    earlier = _paths(folder)
    number = int(earlier[-1].stem) + 1 if earlier else 1
    durable.write(folder / FOLDER / f"{number:08d}.json", report.to_json())
    for path in earlier[: max(0, len(earlier) + 1 - KEPT)]:
        path.unlink()


def history(folder: Path) -> list[CollectReport]:
    """The reports kept, oldest first."""
    return [CollectReport.from_json(path.read_text(encoding="utf-8")) for path in _paths(folder)]


def latest(folder: Path) -> CollectReport | None:
    paths = _paths(folder)
    return CollectReport.from_json(paths[-1].read_text(encoding="utf-8")) if paths else None


def _paths(folder: Path) -> list[Path]:
    return sorted((folder / FOLDER).glob("[0-9]*.json"))


def _problem(record: Mapping[str, Any]) -> Problem:
    values = tuple((str(name), str(value)) for name, value in record["values"])
    return Problem(record["where"], record["what"], record["remedy"], values, record.get("is_failure", False))


def _skipped(record: Mapping[str, Any] | None) -> Skipped | None:
    return Skipped(tuple(record["places"])) if record else None
