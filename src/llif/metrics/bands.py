"""DORA's published performance bands as data, by year and source; how values are read against them is in `levels`.

It rounds nothing and fills no hole. Every scale counts from better to worse: times in hours, deployment frequency as
hours between deployments, change fail as a share. "On demand" ends where the next row begins, in 2021 and 2022 at once
a day ("more than one a day", "many per day"). Source: DEFINITIONS section 2.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from math import inf

HOUR = 1.0
DAY = 24 * HOUR
WEEK = 7 * DAY
MONTH = 30.44 * DAY
HALF_YEAR = 6 * MONTH

PRINTED_YEAR = 2021
FOUR = ("Elite", "High", "Medium", "Low")
THREE = ("High", "Medium", "Low")


@dataclass(frozen=True)
class Band:
    """One row of one column: from `best` to `worst`, both in it. A point value has the two equal."""

    level: str
    best: float
    worst: float


@dataclass(frozen=True)
class BandSet:
    """One year's table, best row first in every column."""

    year: int
    source: str
    deployment_frequency: tuple[Band, ...]
    lead_time: tuple[Band, ...]
    restore: tuple[Band, ...]
    change_fail: tuple[Band, ...]


COLUMN_OF: Mapping[str, str] = {
    "deployment_frequency": "deployment_frequency",
    "lead_time": "lead_time",
    "time_to_restore": "restore",
    "recovery_time": "restore",
    "change_fail_rate": "change_fail",
}


def column(measure: str, year: int = PRINTED_YEAR) -> tuple[Band, ...]:
    """The bands of a measure. *Raises* ValueError for a measure or a year without any."""
    if measure not in COLUMN_OF or year not in BAND_SETS:
        raise ValueError(f"no bands for {measure} in {year}")
    bands: tuple[Band, ...] = getattr(BAND_SETS[year], COLUMN_OF[measure])
    return bands


def hours_between(per_day: float) -> float:
    """Deployments per day as hours between them; never is infinitely far apart."""
    return DAY / per_day if per_day > 0 else inf


def _rows(levels: tuple[str, ...], *spans: tuple[float, float]) -> tuple[Band, ...]:
    return tuple(Band(level, best, worst) for level, (best, worst) in zip(levels, spans, strict=True))


def _points(levels: tuple[str, ...], *percents: float) -> tuple[Band, ...]:
    return _rows(levels, *((percent / 100, percent / 100) for percent in percents))


UNDER_HOUR = (0.0, HOUR)
UNDER_DAY = (0.0, DAY)
HOUR_TO_DAY = (HOUR, DAY)  # "< 1 day" beside a row that ends at one hour; "between once an hour and once a day"
DAY_TO_WEEK = (DAY, WEEK)
WEEK_TO_MONTH = (WEEK, MONTH)
MONTH_TO_HALF = (MONTH, HALF_YEAR)
BEYOND_HALF = (HALF_YEAR, inf)
TO_15 = (0.0, 0.15)
TO_30 = (0.16, 0.30)
TO_60 = (0.46, 0.60)

_SETS = (
    BandSet(
        2018,
        "DORA, Accelerate: State of DevOps 2018",
        deployment_frequency=_rows(FOUR, UNDER_HOUR, HOUR_TO_DAY, WEEK_TO_MONTH, WEEK_TO_MONTH),
        lead_time=_rows(FOUR, UNDER_HOUR, DAY_TO_WEEK, WEEK_TO_MONTH, MONTH_TO_HALF),
        restore=_rows(FOUR, UNDER_HOUR, HOUR_TO_DAY, HOUR_TO_DAY, WEEK_TO_MONTH),
        change_fail=_rows(FOUR, TO_15, TO_15, TO_15, TO_60),
    ),
    BandSet(
        2019,
        "DORA, Accelerate State of DevOps 2019",
        deployment_frequency=_rows(FOUR, UNDER_DAY, DAY_TO_WEEK, WEEK_TO_MONTH, MONTH_TO_HALF),
        lead_time=_rows(FOUR, UNDER_DAY, DAY_TO_WEEK, WEEK_TO_MONTH, MONTH_TO_HALF),
        restore=_rows(FOUR, UNDER_HOUR, HOUR_TO_DAY, HOUR_TO_DAY, WEEK_TO_MONTH),
        change_fail=_rows(FOUR, TO_15, TO_15, TO_15, TO_60),
    ),
    BandSet(
        2021,
        "DORA, Accelerate State of DevOps 2021",
        deployment_frequency=_rows(FOUR, UNDER_DAY, WEEK_TO_MONTH, MONTH_TO_HALF, BEYOND_HALF),
        lead_time=_rows(FOUR, UNDER_HOUR, DAY_TO_WEEK, MONTH_TO_HALF, BEYOND_HALF),
        restore=_rows(FOUR, UNDER_HOUR, HOUR_TO_DAY, DAY_TO_WEEK, BEYOND_HALF),
        change_fail=_rows(FOUR, TO_15, TO_30, TO_30, TO_30),
    ),
    BandSet(
        2022,
        "DORA, Accelerate State of DevOps 2022",
        deployment_frequency=_rows(THREE, UNDER_DAY, WEEK_TO_MONTH, MONTH_TO_HALF),
        lead_time=_rows(THREE, DAY_TO_WEEK, WEEK_TO_MONTH, MONTH_TO_HALF),
        restore=_rows(THREE, UNDER_DAY, DAY_TO_WEEK, WEEK_TO_MONTH),
        change_fail=_rows(THREE, TO_15, TO_30, TO_60),
    ),
    BandSet(
        2023,
        "DORA, Accelerate State of DevOps 2023",
        deployment_frequency=_rows(FOUR, UNDER_DAY, DAY_TO_WEEK, WEEK_TO_MONTH, WEEK_TO_MONTH),
        lead_time=_rows(FOUR, UNDER_DAY, DAY_TO_WEEK, WEEK_TO_MONTH, WEEK_TO_MONTH),
        restore=_rows(FOUR, UNDER_HOUR, HOUR_TO_DAY, DAY_TO_WEEK, MONTH_TO_HALF),
        change_fail=_points(FOUR, 5, 10, 15, 64),
    ),
    BandSet(
        2024,
        "DORA, Accelerate State of DevOps 2024",
        deployment_frequency=_rows(FOUR, UNDER_DAY, DAY_TO_WEEK, WEEK_TO_MONTH, MONTH_TO_HALF),
        lead_time=_rows(FOUR, UNDER_DAY, DAY_TO_WEEK, WEEK_TO_MONTH, MONTH_TO_HALF),
        restore=_rows(FOUR, UNDER_HOUR, HOUR_TO_DAY, HOUR_TO_DAY, WEEK_TO_MONTH),
        change_fail=_points(FOUR, 5, 20, 10, 40),
    ),
)
BAND_SETS: Mapping[int, BandSet] = {bands.year: bands for bands in _SETS}
