"""Money over time at a rate: a yearly amount added up by day, and what later years are worth today. Pure.

A year is counted from a base day; year 0 is not discounted. Source: HM Treasury, *The Green Book* (2022), annex A6.
"""

from collections.abc import Iterator, Sequence
from datetime import date

from llif.portfolio.benefits.realising import Course, Reading, within
from llif.terms.time import months_after

GREEN_BOOK = 0.035
DAYS_A_YEAR = 365.25


def factor(rate: float, years: int) -> float:
    """What one of a currency is worth so many years before it is had."""
    return float((1 + rate) ** -years)


def present_value(amounts: Sequence[float], rate: float = GREEN_BOOK) -> float:
    """*Takes* the amounts of year 0, 1, 2, …"""
    return sum(amount * factor(rate, years) for years, amount in enumerate(amounts))


def realised_by_year(course: Course, readings: Sequence[Reading], base: date, until: date) -> list[float]:
    """What a yearly amount brought in each year from the base day up to `until`, that day left out.

    Each reading holds until the next; before the first nothing is counted.
    """
    known = within(readings, course.way.baseline_on, until)
    towards = 1 if course.way.target > course.way.baseline else -1
    ends = [*(each.day for each in known[1:]), until]
    steps = [
        (each.day, end, towards * (each.value - course.way.baseline)) for each, end in zip(known, ends, strict=True)
    ]
    return [
        sum(gain * _days(max(first, start), min(last, end)) for start, end, gain in steps) / DAYS_A_YEAR
        for first, last in years(base, until)
    ]


def forecast_by_year(course: Course, readings: Sequence[Reading], base: date, until: date) -> list[float]:
    """The same of what was forecast for the days of the readings, so that like is held beside like."""
    forecast = [Reading(each.day, course.expected(each.day)) for each in readings]
    return realised_by_year(course, forecast, base, until)


def years(base: date, until: date) -> Iterator[tuple[date, date]]:
    """[first, last) of each year from a base day; the last is cut."""
    count = 0
    while (first := months_after(base, 12 * count)) < until:
        count += 1
        yield first, min(months_after(base, 12 * count), until)


def _days(first: date, last: date) -> int:
    return max((last - first).days, 0)
