"""How far a key result has come from its baseline to its target, and whether that is as far as its dates ask. Pure."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

TOLERANCE = 0.1
"""Of the whole way: nearer to the line than this is on it."""


@dataclass(frozen=True)
class Way:
    """From a value on a day to a value on a later day."""

    baseline: float
    baseline_on: date
    target: float
    target_on: date

    def progress(self, value: float) -> float:
        """The part of the way that a value has come: below 0 it went backwards, above 1 beyond."""
        return (value - self.baseline) / (self.target - self.baseline)

    def elapsed(self, day: date) -> float:
        """The part of the time that has passed on a day, from 0 to 1."""
        return min(max((day - self.baseline_on).days / (self.target_on - self.baseline_on).days, 0.0), 1.0)

    def expected(self, day: date) -> float:
        """Where a straight line from baseline to target is on a day."""
        return self.baseline + (self.target - self.baseline) * self.elapsed(day)


class Track(StrEnum):
    """How a reading stands beside the line. Late: the target's day has passed and it is not reached."""

    UNKNOWN = "unknown"
    REACHED = "reached"
    AHEAD = "ahead"
    ON_TRACK = "on track"
    BEHIND = "behind"
    LATE = "late"


def track(way: Way, value: float | None, read_on: date | None, day: date) -> Track:
    """How a reading stands on a day. It is held beside the line on the day it was read, not on one it says nothing of.

    A reading of before the baseline, or of after the day asked for, is none.
    """
    if value is None or read_on is None or not way.baseline_on <= read_on <= day:
        return Track.UNKNOWN
    come = way.progress(value)
    if come >= 1:
        return Track.REACHED
    if day > way.target_on:
        return Track.LATE
    ahead = come - way.elapsed(read_on)
    if abs(ahead) <= TOLERANCE:
        return Track.ON_TRACK
    return Track.AHEAD if ahead > 0 else Track.BEHIND
