"""Periods as UTC instants, cut in a portfolio's time zone. It knows no clock: "now" is always given.

Source: DEFINITIONS section 2, *Periods are [from, to)*.
"""

import calendar
import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from llif.terms.errors import N_, InputError


class Grain(StrEnum):
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"
    FINANCIAL_QUARTER = "financial_quarter"
    FINANCIAL_YEAR = "financial_year"


MONTHS = {
    Grain.MONTH: 1,
    Grain.QUARTER: 3,
    Grain.YEAR: 12,
    Grain.FINANCIAL_QUARTER: 3,
    Grain.FINANCIAL_YEAR: 12,
}
FINANCIAL_YEAR_STARTS = 4


@dataclass(frozen=True, order=True)
class Period:
    """[start, end), both timezone-aware UTC instants."""

    start: datetime
    end: datetime

    def __post_init__(self) -> None:
        if self.start.tzinfo is None or self.end.tzinfo is None:
            raise ValueError("a period's edges carry a time zone")
        if self.end < self.start:
            raise ValueError(f"a period ends after it starts: {self.start} … {self.end}")

    @property
    def days(self) -> float:
        return (self.end - self.start) / timedelta(days=1)


def midnight(day: date, zone: str) -> datetime:
    """The UTC instant at which `day` begins in `zone`."""
    return datetime.combine(day, time(), ZoneInfo(zone)).astimezone(UTC)


def day_of(instant: datetime, zone: str) -> date:
    """The calendar day of an instant in `zone`."""
    return instant.astimezone(ZoneInfo(zone)).date()


def not_to_come(day: date, zone: str, *, now: datetime, where: str | None = None) -> date:
    """The day itself. *Raises* InputError for one after today, as at which nothing is known."""
    if day > day_of(now, zone):
        remedy = N_("Choose today or an earlier day.")
        raise InputError(N_("The day {day} is yet to come."), where=where, remedy=remedy, day=day.isoformat())
    return day


def span(first: date, until: date, zone: str) -> Period:
    """[first, until) as instants: `until` is the first day that is left out."""
    return Period(midnight(first, zone), midnight(until, zone))


def periods(first: date, until: date, grain: Grain, zone: str) -> list[Period]:
    """The contiguous periods of a grain that cover [first, until), whole: the first may begin before `first`."""
    edges = list(_edges(first, until, grain))
    return [span(start, end, zone) for start, end in itertools.pairwise(edges)]


def _edges(first: date, until: date, grain: Grain) -> Iterator[date]:
    edge = floor(first, grain)
    while edge < until:
        yield edge
        edge = following(edge, grain)
    yield edge


def floor(day: date, grain: Grain) -> date:
    """The first day of the period of `grain` that holds `day`; weeks begin on Monday, financial years on 1 April."""
    if grain is Grain.DAY:
        return day
    if grain is Grain.WEEK:
        return day - timedelta(days=day.weekday())
    anchor = FINANCIAL_YEAR_STARTS if "financial" in grain else 1
    months = (day.year * 12 + day.month - anchor) // MONTHS[grain] * MONTHS[grain] + anchor - 1
    return date(months // 12, months % 12 + 1, 1)


def following(edge: date, grain: Grain) -> date:
    if grain in (Grain.DAY, Grain.WEEK):
        return edge + timedelta(days=1 if grain is Grain.DAY else 7)
    months = edge.year * 12 + edge.month - 1 + MONTHS[grain]
    return date(months // 12, months % 12 + 1, 1)


def months_after(day: date, months: int) -> date:
    """The same day so many calendar months on (back if negative), or that month's last: 31 August + 6 is 28 February.

    Kept within the calendar's first and last day.
    """
    count = day.year * 12 + day.month - 1 + months
    if not date.min.year * 12 <= count < (date.max.year + 1) * 12:
        return date.max if months > 0 else date.min
    year, month = count // 12, count % 12 + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def next_day(day: date) -> date:
    """The day after; the calendar's last day stays itself."""
    return day if day == date.max else day + timedelta(days=1)


def first_within(end: date, months: int) -> date:
    """The first day on which `end` lies at most so many calendar months ahead."""
    back = months_after(end, -months)
    return back if months_after(back, months) >= end else next_day(back)
