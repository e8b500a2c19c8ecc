"""Dice with fixed seeds, and moments of working days. A seed gives the same throws on every machine."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from math import cos, exp, log, pi, sqrt
from random import Random

from llif.demo.example.profiles import FIRST, LAST

Row = dict[str, object]

END = datetime.combine(LAST + timedelta(days=1), time(), UTC)
OPENS, CLOSES = 8, 18
WORKING_DAYS = 5


def dice(*of: str) -> Random:
    return Random(":".join(of))  # noqa: S311 - made-up records, not a secret


def spread(throw: Random, typical: float, width: float) -> float:
    """A length of time around a typical one, few of them long, to the thousandth. `width`: its logarithm's spread."""
    normal = sqrt(-2 * log(1 - throw.random())) * cos(2 * pi * throw.random())
    return round(typical * exp(width * normal), 3)


def counted(throw: Random, mean: float) -> int:
    """How many there are in a week that has `mean` of them: the whole part, and one more as often as the rest says."""
    whole = int(mean)
    few = int(throw.random() * 3) - 1 if mean > 1 else 0
    return max(0, whole + few + (throw.random() < mean - whole))


def weeks() -> Iterator[date]:
    day = FIRST
    while day <= LAST:
        yield day
        day += timedelta(days=7)


def months() -> Iterator[tuple[date, date]]:
    """The first and the last day of each month."""
    day = FIRST
    while day <= LAST:
        after = date(day.year + day.month // 12, day.month % 12 + 1, 1)
        yield day, after - timedelta(days=1)
        day = after


def moment(throw: Random, week: date) -> datetime:
    """A moment in the working hours of a week's first five days."""
    day = week + timedelta(days=int(throw.random() * WORKING_DAYS))
    minutes = OPENS * 60 + int(throw.random() * (CLOSES - OPENS) * 60)
    return datetime.combine(day, time(), UTC) + timedelta(minutes=minutes)


def picked(throw: Random, weights: tuple[int, ...]) -> int:
    """A place, as often as its weight says."""
    left = throw.random() * sum(weights)
    for place, weight in enumerate(weights):
        left -= weight
        if left < 0:
            return place
    return len(weights) - 1
