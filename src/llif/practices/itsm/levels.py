"""What the days and incidents of a window say: attainment by objective, major incidents, whether incidents are heard.

Pure. A window of n days ends on the day it is asked for, and holds it.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from llif.practices.contract import Evidence, Row
from llif.terms.time import next_day

INCIDENTS = "service"  # the family of freshness that incidents are told under
SILENT_AFTER_DAYS, GAPS = 14.0, 5.0


@dataclass(frozen=True)
class Attained:
    """An objective of a service over a window; `share` of 0 to 1."""

    service: str
    objective: str
    source: str
    good: float
    total: float
    newest: date

    @property
    def share(self) -> float:
        return self.good / self.total


def within(rows: Iterable[Row], day: date, window_days: int) -> list[Row]:
    """Rows of the window that ends on `day`, by their `day`."""
    first = day - timedelta(days=window_days)
    return [row for row in rows if first < row["day"] <= day]


def leaves(day: date, window_days: int) -> date:
    """The first day whose window holds `day` no longer; the calendar's last where there is none."""
    return date.max if date.max - day < timedelta(days=window_days) else day + timedelta(days=window_days)


def attained(rows: Sequence[Row]) -> tuple[list[Attained], int]:
    """Each objective that says something, in order of names; and how many days do not say how many were good."""
    told, unknown = defaultdict[tuple[str, str], list[Row]](list), 0
    for row in rows:
        if row["good"] is None or row["total"] is None:
            unknown += 1
        elif row["total"] > 0:
            told[row["service"], row["objective"]].append(row)
    return [_attained(*name, told[name]) for name in sorted(told)], unknown


def _attained(service: str, objective: str, rows: Sequence[Row]) -> Attained:
    good, total = sum(row["good"] for row in rows), sum(row["total"] for row in rows)
    return Attained(service, objective, rows[0]["source"], good, total, max(row["day"] for row in rows))


@dataclass(frozen=True)
class Heard:
    """The incidents of a window, cancelled ones left out; `unknown` are those not told to be major or not.

    `is_told` says whether any record, however old, tells of major incidents; `silent_since` the last day that was
    heard of them, where the source has fallen silent.
    """

    incidents: tuple[Row, ...]
    majors: tuple[Row, ...]
    unknown: int
    is_told: bool
    silent_since: date | None


def heard(evidence: Evidence, window_days: int) -> Heard:
    """Days of incidents are those of UTC."""
    until = datetime.combine(next_day(evidence.day), time())
    since = until - timedelta(days=window_days)
    rows = [row for row in evidence.rows("incidents") if row["opened_at"] < until]
    inside = tuple(row for row in rows if row["opened_at"] >= since and not row["is_cancelled"])
    majors = tuple(row for row in inside if row["is_major"])
    unknown = sum(row["is_major"] is None for row in inside)
    is_told = any(row["is_major"] is not None for row in rows)
    return Heard(inside, majors, unknown, is_told, _silent_since(evidence))


def _silent_since(evidence: Evidence) -> date | None:
    services = spoken(evidence)
    if not services or any(evidence.day < silent_from(row) for row in services):
        return None
    return max(_last(row) for row in services)


def spoken(evidence: Evidence) -> list[Row]:
    """When each service's incidents were last heard of."""
    return [row for row in evidence.rows("freshness") if row["family"] == INCIDENTS]


def silent_from(service: Row) -> date:
    """The first day on which a service counts as silent. *Source* DEFINITIONS section 2, *Silence*."""
    allowed = max(SILENT_AFTER_DAYS, GAPS * (service["gap_days"] or 0.0))
    return leaves(_last(service), int(allowed) + 1)


def _last(service: Row) -> date:
    last: Any = service["last_at"]
    return date(last.year, last.month, last.day)
