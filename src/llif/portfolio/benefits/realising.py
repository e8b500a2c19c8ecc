"""What a benefit has brought, beside what was forecast of it. Pure.

Readings are dated values of what is measured; a benefit's gain is how far the newest moved from the baseline towards
the target. Nothing is read between readings or after them: a value holds until the next one.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from llif.portfolio.strategy.results import TOLERANCE, Track, Way, track

__all__ = ["TOLERANCE", "Course", "Reading", "Realised", "realised"]


@dataclass(frozen=True, order=True)
class Reading:
    day: date
    value: float


@dataclass(frozen=True)
class Course:
    """A benefit's way, and what is forecast for the target's day where that is no longer the target itself."""

    way: Way
    forecast: float | None = None

    @property
    def line(self) -> Way:
        """The way as it is forecast now."""
        way = self.way
        end = way.target if self.forecast is None else self.forecast
        return Way(way.baseline, way.baseline_on, end, way.target_on)

    def expected(self, day: date) -> float:
        """The forecast for a day, on a straight line from the baseline; after the target's day it stays."""
        return self.line.expected(day)


@dataclass(frozen=True)
class Realised:
    """`gain` is measured in the benefit's unit and positive towards the target; `share` is its part of the whole way.

    `forecast_gain` is what the forecast says for the day of the reading. All are null where there is no reading.
    """

    track: Track
    reading: Reading | None = None
    gain: float | None = None
    share: float | None = None
    forecast_gain: float | None = None


def realised(course: Course, readings: Iterable[Reading], day: date) -> Realised:
    """How a benefit stands on a day, by the newest reading not before the baseline and not after that day."""
    known = within(readings, course.way.baseline_on, day)
    if not known:
        return Realised(Track.UNKNOWN)
    last = known[-1]
    towards = 1 if course.way.target > course.way.baseline else -1
    return Realised(
        _track(course, last, day),
        last,
        towards * (last.value - course.way.baseline),
        course.way.progress(last.value),
        towards * (course.expected(last.day) - course.way.baseline),
    )


def within(readings: Iterable[Reading], first: date, last: date) -> Sequence[Reading]:
    """The readings of some days, both included, in their order."""
    return sorted(reading for reading in readings if first <= reading.day <= last)


def _track(course: Course, last: Reading, day: date) -> Track:
    """Held beside the forecast; *reached* and *late* ask for the target itself."""
    beside_target = track(course.way, last.value, last.day, day)
    if beside_target in (Track.REACHED, Track.LATE) or course.line.target == course.line.baseline:
        return beside_target
    whole = course.way.target - course.way.baseline
    ahead = (last.value - course.expected(last.day)) / whole
    if abs(ahead) <= TOLERANCE:
        return Track.ON_TRACK
    return Track.AHEAD if ahead > 0 else Track.BEHIND
