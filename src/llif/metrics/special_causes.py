"""Special causes: which points of a stretch each rule of "Making Data Count" marks, and in which direction.

It knows no date and no direction of improvement. Source: DEFINITIONS section 3.
"""

from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby

import numpy as np
import numpy.typing as npt

RUN = 7
ROUNDING = 1e-12  # relative to the greatest value: nearer than this to a line is on the line

Floats = npt.NDArray[np.float64]
Signs = npt.NDArray[np.int64]


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


def marks(values: Floats, centre: float, limits: Limits, two_of_three: TwoOfThree) -> dict[Rule, Signs]:
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
    marked = np.zeros(len(signs) + reach, dtype=np.int64)
    start = 0
    for sign, run in groupby(signs.tolist()):
        stop = start + len(list(run))
        if sign and stop - start >= least:
            span = marked[start : stop + reach]
            span[span == 0] = sign
        start = stop
    return marked


def _two_of_three(side: Signs, near: Signs) -> Signs:
    marked = np.zeros_like(side)
    for start in range(len(side) - 2):
        three = slice(start, start + 3)
        if abs(side[three].sum()) == 3 and np.count_nonzero(near[three]) >= 2:
            marked[three] = np.where(near[three] != 0, near[three], marked[three])
    return marked
