"""XmR charts as the NHS's "Making Data Count" draws them: limits, special causes, icons.

It draws nothing and words nothing, clips no limit, and draws no limits from fewer than 13 points: those are a run
chart. Source: DEFINITIONS section 3; the cases agree with NHSRplotthedots 0.2.2.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import groupby, pairwise

import numpy as np

from llif.metrics.special_causes import ROUNDING, Floats, Limits, Rule, Signal, Signs, TwoOfThree, marks
from llif.terms.errors import N_, InputError

LEAST_POINTS = 13
LEAST_BASELINE = 12
LIMIT = 2.66
TWO_SIGMA = 1.7733
SCREEN = 3.267


class Improvement(StrEnum):
    HIGHER = "higher"
    LOWER = "lower"
    NEUTRAL = "neutral"


class Variation(StrEnum):
    COMMON = "common"
    IMPROVEMENT = "improvement"
    CONCERN = "concern"
    NEUTRAL_HIGH = "neutral high"
    NEUTRAL_LOW = "neutral low"


class Assurance(StrEnum):
    PASS = "pass"  # noqa: S105 - the icon's name
    FAIL = "fail"
    INCONSISTENT = "inconsistent"


@dataclass(frozen=True)
class Settings:
    """How a series is read. *Raises* InputError for a baseline of fewer than 12 points."""

    improvement: Improvement
    target: float | None = None
    screen: bool = True
    fix_after_n_points: int | None = None
    two_of_three: TwoOfThree = TwoOfThree.MDC
    rebase_at: tuple[date, ...] = ()

    def __post_init__(self) -> None:
        if self.fix_after_n_points is not None and self.fix_after_n_points < LEAST_BASELINE:
            raise InputError(
                N_("A baseline needs at least {least} points, not {found}."),
                where="fix_after_n_points",
                remedy=N_("Give a greater number, or none to use every point."),
                least=LEAST_BASELINE,
                found=self.fix_after_n_points,
            )


@dataclass(frozen=True)
class Point:
    """One point. `stretch` numbers its stretch, from 0; `signals` are all that mark it, in order of precedence.

    `centre` is the baseline's mean, or in a run chart (no `limits`) the median of the stretch.
    """

    at: date
    value: float
    stretch: int
    centre: float
    limits: Limits | None
    signals: tuple[Signal, ...]
    variation: Variation

    @property
    def signal(self) -> Signal | None:
        return self.signals[0] if self.signals else None


@dataclass(frozen=True)
class Chart:
    """A series with its icons: `variation` is null for a run chart, `assurance` also without target or direction."""

    points: tuple[Point, ...]
    settings: Settings
    variation: Variation | None
    assurance: Assurance | None

    @property
    def is_run_chart(self) -> bool:
        """Whether the latest stretch is too short for limits."""
        return not self.points or self.points[-1].limits is None


def xmr(series: Iterable[tuple[date, float]], settings: Settings) -> Chart:
    """The chart of a series.

    *Takes* dated values in any order; a period without a value is left out by the caller. A rebase starts a stretch at
    the first point on or after its date; baseline, rules and the least number of points are each stretch's own.
    *Raises* InputError for two values on one date, ValueError for a value that is no number.
    """
    ordered = sorted(series, key=lambda dated: dated[0])
    _refuse_unusable(ordered)
    points = tuple(point for index, part in _stretches(ordered, settings) for point in _stretch(index, part, settings))
    if not points or points[-1].limits is None:
        return Chart(points, settings, None, None)
    return Chart(points, settings, points[-1].variation, _assurance(points[-1].limits, settings))


def _refuse_unusable(ordered: Sequence[tuple[date, float]]) -> None:
    if not np.isfinite([value for _, value in ordered]).all():
        raise ValueError("a point has a finite value; leave out a period without one")
    dates = [at for at, _ in ordered]
    twice = next((at for at, following in pairwise(dates) if at == following), None)
    if twice is not None:
        raise InputError(
            N_("Two values share the date {date}."),
            where=twice.isoformat(),
            remedy=N_("Give one value for each date."),
            date=twice.isoformat(),
        )


def _stretches(
    ordered: Sequence[tuple[date, float]], settings: Settings
) -> Iterable[tuple[int, list[tuple[date, float]]]]:
    parts = groupby(ordered, key=lambda dated: sum(dated[0] >= start for start in settings.rebase_at))
    return enumerate(list(part) for _, part in parts)


def _stretch(index: int, part: Sequence[tuple[date, float]], settings: Settings) -> list[Point]:
    values = np.array([value for _, value in part], dtype=np.float64)
    if len(part) < LEAST_POINTS:
        centre, limits, marked = float(np.median(values)), None, dict[Rule, Signs]()
    else:
        centre, limits = limits_of(values[: settings.fix_after_n_points], settings.screen)
        marked = marks(values, centre, limits, settings.two_of_three)
    points = []
    for row, (at, value) in enumerate(part):
        signals = tuple(Signal(rule, bool(marked[rule][row] > 0)) for rule in marked if marked[rule][row])
        points.append(Point(at, value, index, centre, limits, signals, _variation(signals, settings.improvement)))
    return points


def limits_of(baseline: Floats, screen: bool = True) -> tuple[float, Limits]:
    """The centre (plain mean) of a baseline, and its limits from the mean moving range, screened once.

    A constant baseline has limits equal to its mean.
    """
    centre = float(baseline.mean())
    ranges = np.abs(np.diff(baseline))
    typical = float(ranges.mean())
    if screen and typical > 0:
        typical = float(ranges[ranges < SCREEN * typical].mean())
    wide, near = LIMIT * typical, TWO_SIGMA * typical
    return centre, Limits(centre - wide, centre - near, centre + near, centre + wide)


def _variation(signals: tuple[Signal, ...], improvement: Improvement) -> Variation:
    if not signals:
        return Variation.COMMON
    up = signals[0].up
    if improvement is Improvement.NEUTRAL:
        return Variation.NEUTRAL_HIGH if up else Variation.NEUTRAL_LOW
    return Variation.IMPROVEMENT if up == (improvement is Improvement.HIGHER) else Variation.CONCERN


def _assurance(limits: Limits, settings: Settings) -> Assurance | None:
    if settings.target is None or settings.improvement is Improvement.NEUTRAL:
        return None
    slack = ROUNDING * max(abs(limits.lower), abs(limits.upper), abs(settings.target))
    above, below = settings.target > limits.upper + slack, settings.target < limits.lower - slack
    if not above and not below:
        return Assurance.INCONSISTENT
    return Assurance.FAIL if above == (settings.improvement is Improvement.HIGHER) else Assurance.PASS
