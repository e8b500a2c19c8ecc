"""What a chart says, as data: the newest signal of its latest stretch. The pages word it; it words nothing itself."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from llif.metrics.spc import Chart, Point, Variation
from llif.metrics.special_causes import Rule, Signal


class Saying(StrEnum):
    TOO_FEW = "too few points"
    NO_SIGNAL = "no signal"
    OUTSIDE = "outside limits"
    TREND = "trend"
    TWO_OF_THREE = "two of three"
    SHIFT = "shift"


SAYING_OF = {
    Rule.OUTSIDE: Saying.OUTSIDE,
    Rule.TREND: Saying.TREND,
    Rule.TWO_OF_THREE: Saying.TWO_OF_THREE,
    Rule.SHIFT: Saying.SHIFT,
}


@dataclass(frozen=True)
class Finding:
    """`since` and `until` are the first and last point of the signal, `points` how many lie in between, both included.

    `up` is its direction, null without a signal. `is_current`: the signal still holds at the latest point, so that it
    is what the icon of variation shows. `points` without a signal counts the latest stretch.
    """

    kind: Saying
    variation: Variation
    points: int
    up: bool | None = None
    since: date | None = None
    until: date | None = None
    is_current: bool = True


def finding(chart: Chart) -> Finding:
    """The one thing to say about a chart: its newest signal, the first in precedence where a point bears several."""
    stretch = [point for point in chart.points if point.stretch == chart.points[-1].stretch]
    if chart.is_run_chart:
        return Finding(Saying.TOO_FEW, Variation.COMMON, len(stretch))
    last = max((row for row, point in enumerate(stretch) if point.signals), default=None)
    if last is None:
        return Finding(Saying.NO_SIGNAL, Variation.COMMON, len(stretch))
    signal = stretch[last].signals[0]
    first = _first(stretch, last, signal)
    return Finding(
        SAYING_OF[signal.rule],
        stretch[last].variation,
        last - first + 1,
        signal.up,
        stretch[first].at,
        stretch[last].at,
        last == len(stretch) - 1,
    )


def _first(stretch: list[Point], last: int, signal: Signal) -> int:
    """Where the signal began: two of three may leave one point unmarked."""
    gap = 2 if signal.rule is Rule.TWO_OF_THREE else 1
    first = last
    for row in range(last - 1, -1, -1):
        if first - row > gap:
            break
        if signal in stretch[row].signals:
            first = row
    return first
