"""The DORA level of one measure: which published band holds a value, or which hole it falls into.

It refuses to give a product an overall level, and to round a value into a band. Source: DEFINITIONS section 2.
"""

from dataclasses import dataclass
from enum import StrEnum
from math import isnan

from llif.metrics.bands import COLUMN_OF, PRINTED_YEAR, Band, column, hours_between

MEASURES = frozenset(COLUMN_OF)
EDGE = 1e-9  # a value this near (relative) to an edge stands on it: 52 ÷ 364 is once a week


class Placing(StrEnum):
    IN = "in"
    SEVERAL = "several"
    BETWEEN = "between"
    BETTER = "better"
    WORSE = "worse"
    NEAREST = "nearest"


@dataclass(frozen=True)
class Level:
    """Where a value stands. `names` are the levels concerned: for `between` the worse one first; for `better` and
    `worse` (than any band printed) none."""

    kind: Placing
    names: tuple[str, ...] = ()

    def __str__(self) -> str:
        match self.kind:
            case Placing.BETWEEN:
                return f"between {self.names[0]} and {self.names[1]} (no band printed)"
            case Placing.BETTER | Placing.WORSE:
                return f"{self.kind.value} than any band printed"
            case Placing.NEAREST:
                return f"nearest published: {self.names[0]}"
            case _:
                return " or ".join(filter(None, (", ".join(self.names[:-1]), self.names[-1])))


def level(measure: str, value: float, year: int = PRINTED_YEAR) -> Level:
    """The level of a value in a year's table.

    Every printed edge is in its band, and an edge of two bands in the better one: exactly one a day is Elite in 2021,
    exactly one hour "< 1 h". Of point values the nearest is named; half-way, the lower.

    *Takes* a measure of `MEASURES` and its value. *Unit* deployments per day; hours (a negative time reads as 0); a
    share of 0 to 1. *Raises* ValueError for a measure or year without bands, and for NaN.
    """
    bands = column(measure, year)
    if isnan(value):
        raise ValueError(f"{measure}: no level without a value")
    place = hours_between(value) if measure == "deployment_frequency" else max(value, 0.0)
    if all(band.best == band.worst for band in bands):
        return _nearest(bands, place)
    holding = [band for band in bands if band.best * (1 - EDGE) <= place <= band.worst * (1 + EDGE)]
    return _within(holding) if holding else _outside(bands, place)


def _within(holding: list[Band]) -> Level:
    best = holding[0]
    names = tuple(band.level for band in holding if (band.best, band.worst) == (best.best, best.worst))
    return Level(Placing.IN if len(names) == 1 else Placing.SEVERAL, names)


def _outside(bands: tuple[Band, ...], place: float) -> Level:
    better = [band.level for band in bands if band.worst < place]
    worse = [band.level for band in bands if band.best > place]
    if not worse:
        return Level(Placing.WORSE)
    if not better:
        return Level(Placing.BETTER)
    return Level(Placing.BETWEEN, (worse[0], better[-1]))


def _nearest(points: tuple[Band, ...], place: float) -> Level:
    nearest = min(points, key=lambda point: (round(abs(point.best - place), 12), point.best))
    return Level(Placing.NEAREST, (nearest.level,))
