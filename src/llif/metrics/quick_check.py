"""DORA's Quick Check: points from 0 to 10 a measure, and their mean. It serves since DORA dropped levels in 2025.

It refuses to score a missing answer: that is skipped. Source: DEFINITIONS section 2, *Quick Check*.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import isnan
from statistics import fmean

from llif.metrics.bands import DAY, HALF_YEAR, HOUR, MONTH, WEEK, hours_between

STEPS = ((HOUR, 10.0), (DAY, 8.0), (WEEK, 6.0), (MONTH, 4.0), (HALF_YEAR, 2.0))
FREQUENCY = "deployment_frequency"
RATES = ("change_fail_rate", "rework_rate")
QUESTIONS = ("lead_time", FREQUENCY, "recovery_time", *RATES)
EDGE = 1e-9


@dataclass(frozen=True)
class QuickCheck:
    """The points of each question (null: not answered) and the mean of those answered, null if none was."""

    points: Mapping[str, float | None]
    mean: float | None


def quick_check(values: Mapping[str, float | None]) -> QuickCheck:
    """The check of a product's measured values. *Takes* values by question; what is missing or null is skipped."""
    answered = {question: values.get(question) for question in QUESTIONS}
    scored = {question: None if value is None else points(question, value) for question, value in answered.items()}
    return QuickCheck(scored, mean_points(scored.values()))


def points(question: str, value: float) -> float:
    """The points of one measured value: an edge belongs to the better step, and *on demand* is once an hour or oftener.

    *Unit* hours, deployments per day, or a share of 0 to 1. *Raises* ValueError for a question that is not asked, and
    for NaN.
    """
    if question not in QUESTIONS or isnan(value):
        raise ValueError(f"the Quick Check cannot score {question}: {value}")
    if question in RATES:
        return 10.0 - 10.0 * value
    place = hours_between(value) if question == FREQUENCY else value
    return next((gained for edge, gained in STEPS if place <= edge * (1 + EDGE)), 0.0)


def mean_points(scored: Iterable[float | None]) -> float | None:
    """The mean of the points that were given, null if none was."""
    given = [each for each in scored if each is not None]
    return fmean(given) if given else None
