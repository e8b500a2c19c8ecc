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
import numpy.typing as npt

from llif.terms.errors import N_, InputError

LEAST_POINTS = 13
LEAST_BASELINE = 12
LIMIT = 2.66
TWO_SIGMA = 1.7733
SCREEN = 3.267
RUN = 7
ROUNDING = 1e-12  # relative to the greatest value: nearer than this to a line is on the line

Floats = npt.NDArray[np.float64]
Signs = npt.NDArray[np.int64]


class Improvement(StrEnum):
    HIGHER = "higher"
    LOWER = "lower"
    NEUTRAL = "neutral"


class TwoOfThree(StrEnum):
    """Whether points beyond three sigma count for the third rule: in `mdc` they do, in `r` not."""

    MDC = "mdc"
    R = "r"


class Rule(StrEnum):
    """The special causes, in order of precedence."""

    OUTSIDE = "outside limits"
    TREND = "trend"
    TWO_OF_THREE = "two of three"
    SHIFT = "shift"


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
class Limits:
    lower: float
    lower_two_sigma: float
    upper_two_sigma: float
    upper: float


@dataclass(frozen=True)
class Signal:
    """A special cause and its direction: a trend's slope, else the side of the centre."""

    rule: Rule
    up: bool


@dataclass(frozen=True)
class Point:
    """One point. `stretch` counts the rebases before it; `signals` are all that mark it, in order of precedence.

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
        centre, limits, marks = float(np.median(values)), None, dict[Rule, Signs]()
    else:
        centre, limits = limits_of(values[: settings.fix_after_n_points], settings.screen)
        marks = _marks(values, centre, limits, settings.two_of_three)
    points = []
    for row, (at, value) in enumerate(part):
        signals = tuple(Signal(rule, bool(marks[rule][row] > 0)) for rule in marks if marks[rule][row])
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


def _marks(values: Floats, centre: float, limits: Limits, two_of_three: TwoOfThree) -> dict[Rule, Signs]:
    """For each rule in order, which points it marks: 1 upwards, −1 downwards, 0 not."""
    slack = ROUNDING * float(np.abs(values).max())
    side = _beyond(values, centre, centre, slack)
    outside = _beyond(values, limits.lower, limits.upper, slack)
    near = _beyond(values, limits.lower_two_sigma, limits.upper_two_sigma, slack)
    if two_of_three is TwoOfThree.R:
        near = np.where(outside == 0, near, 0)
    steps = _beyond(np.diff(values), 0.0, 0.0, slack)
    return {
        Rule.OUTSIDE: outside,
        Rule.TREND: _runs(steps, RUN - 1, reach=1),
        Rule.TWO_OF_THREE: _two_of_three(side, near),
        Rule.SHIFT: _runs(side, RUN),
    }


def _beyond(values: Floats, lower: float, upper: float, slack: float) -> Signs:
    return (values > upper + slack).astype(np.int64) - (values < lower - slack).astype(np.int64)


def _runs(signs: Signs, least: int, reach: int = 0) -> Signs:
    """Marks runs of `least` equal signs or more; `reach` 1 where the signs are steps, which span one point more.

    The turning point of two trends keeps the direction of the one it ends.
    """
    marks = np.zeros(len(signs) + reach, dtype=np.int64)
    start = 0
    for sign, run in groupby(signs.tolist()):
        stop = start + len(list(run))
        if sign and stop - start >= least:
            span = marks[start : stop + reach]
            span[span == 0] = sign
        start = stop
    return marks


def _two_of_three(side: Signs, near: Signs) -> Signs:
    marks = np.zeros_like(side)
    for start in range(len(side) - 2):
        three = slice(start, start + 3)
        if abs(side[three].sum()) == 3 and np.count_nonzero(near[three]) >= 2:
            marks[three] = np.where(near[three] != 0, near[three], marks[three])
    return marks


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
