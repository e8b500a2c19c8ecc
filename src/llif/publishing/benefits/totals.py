"""Totals of a ledger by class: how many benefits go how, and of money what is had, forecast, and worth.

Only like is added: money of one currency, a year at a time. Disbenefits are taken off. A total says of how many.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from llif.portfolio.benefits.discounting import forecast_by_year, present_value, realised_by_year
from llif.portfolio.registers.benefits import CATEGORY_WORDS
from llif.publishing.benefits.ledger import Benefit


@dataclass(frozen=True)
class Worth:
    """Money of one currency. A year's amounts are at the newest reading; sums run from `base` to the day asked.

    `target` is over all `known` benefits with a target; the rest over those `measured`.
    """

    currency: str
    known: int
    measured: int
    target: float
    yearly: float
    forecast_yearly: float
    had: float
    forecast_had: float
    present: float
    forecast_present: float


@dataclass(frozen=True)
class ClassTotal:
    category: str
    count: int
    measured: int
    disbenefits: int
    own: Sequence[Benefit]
    worth: Sequence[Worth]
    is_in_money: bool
    """Whether any of them is counted in money, be its baseline known or not."""


def totals(found: Sequence[Benefit], day: date, rate: float) -> list[ClassTotal]:
    """One for each class that has a benefit, in the order of classes."""
    base = base_day(found)
    return [
        _total(category, own, base, day, rate)
        for category in CATEGORY_WORDS
        if (own := [each for each in found if each.content["category"] == category])
    ]


def base_day(found: Iterable[Benefit]) -> date | None:
    """The day whose money all money is told in: the first baseline of a benefit in money; null where there is none."""
    return min((each.course.way.baseline_on for each in found if each.is_money and each.course), default=None)


def _total(category: str, own: Sequence[Benefit], base: date | None, day: date, rate: float) -> ClassTotal:
    currencies = sorted({each.unit for each in own if each.is_money and each.course})
    worth = [_worth(name, [each for each in own if each.unit == name], base, day, rate) for name in currencies if base]
    measured = sum(each.is_measured for each in own)
    disbenefits = sum(each.is_disbenefit for each in own)
    return ClassTotal(
        category,
        len(own),
        measured,
        disbenefits,
        own,
        worth,
        any(each.is_money for each in own),
    )


def _worth(currency: str, own: Sequence[Benefit], base: date | None, day: date, rate: float) -> Worth:
    known = [each for each in own if each.course]
    measured = [each for each in known if each.is_measured]
    had, forecast = _years(measured, base or day, day)
    return Worth(
        currency,
        len(known),
        len(measured),
        sum(each.sign * (each.aim or 0) for each in known),
        sum(each.sign * (each.realised.gain or 0) for each in measured),
        sum(each.sign * (each.realised.forecast_gain or 0) for each in measured),
        sum(had),
        sum(forecast),
        present_value(had, rate),
        present_value(forecast, rate),
    )


def _years(measured: Iterable[Benefit], base: date, day: date) -> tuple[list[float], list[float]]:
    """What all of them brought in each year from the base day, and what was forecast."""
    until = day + timedelta(days=1)
    had: list[float] = []
    forecast: list[float] = []
    for each in measured:
        if each.course:
            had = _added(had, realised_by_year(each.course, each.readings, base, until), each.sign)
            forecast = _added(forecast, forecast_by_year(each.course, each.readings, base, until), each.sign)
    return had, forecast


def _added(sums: list[float], more: Sequence[float], sign: int) -> list[float]:
    return [before + sign * each for before, each in zip(sums or [0.0] * len(more), more, strict=True)]
