"""DORA's published tables in words, with their holes: what each row prints, and how a value that no row prints reads.

It places no value itself: how one reads is asked of `metrics.levels`, so that the page cannot tell otherwise.
"""

import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import inf

from llif.metrics import levels
from llif.metrics.bands import BAND_SETS, DAY, HALF_YEAR, HOUR, MONTH, WEEK, Band, BandSet, column
from llif.metrics.quick_check import STEPS
from llif.publishing import vocabulary, wording
from llif.publishing.words import gettext as _
from llif.terms.errors import N_

MEASURES = ("deployment_frequency", "lead_time", "time_to_restore", "change_fail_rate")
USUALLY = N_("on demand")
ON_DEMAND: Mapping[int, str] = {2021: N_("on demand (more than once a day)"), 2022: N_("many times a day")}
HOW_LONG = {HOUR: N_("1 hour"), DAY: N_("1 day"), WEEK: N_("1 week"), MONTH: N_("1 month"), HALF_YEAR: N_("6 months")}
HOW_OFTEN = {
    HOUR: N_("once an hour"),
    DAY: N_("once a day"),
    WEEK: N_("once a week"),
    MONTH: N_("once a month"),
    HALF_YEAR: N_("once in 6 months"),
}


@dataclass(frozen=True)
class Row:
    """A level and what its row prints for each measure of `MEASURES`."""

    level: str
    printed: Sequence[str]


@dataclass(frozen=True)
class Reading:
    """How the values of a stretch of a measure read: those of a hole, of equal bands, or beyond the table."""

    measure: str
    values: str
    level: str


@dataclass(frozen=True)
class Table:
    year: int
    source: str
    rows: Sequence[Row]
    readings: Sequence[Reading]


def tables() -> list[Table]:
    """Every published table, in the order of its year."""
    return [_table(bands) for bands in BAND_SETS.values()]


def quick_check_steps() -> list[tuple[str, str, str]]:
    """Points, and the time and the frequency that earn them; the last row is what is left."""
    spans = itertools.pairwise([0.0, *(edge for edge, _points in STEPS), inf])
    points = [*(points for _edge, points in STEPS), 0.0]
    return [
        (wording.number(gained), _time(low, high), _often(low, high, _("on demand (once an hour or oftener)")))
        for gained, (low, high) in zip(points, spans, strict=True)
    ]


def _table(bands: BandSet) -> Table:
    columns = [column(measure, bands.year) for measure in MEASURES]
    rows = [_row(cells, bands.year) for cells in zip(*columns, strict=True)]
    readings = [reading for measure in MEASURES for reading in _readings(measure, bands.year)]
    return Table(bands.year, bands.source, rows, readings)


def _row(cells: Sequence[Band], year: int) -> Row:
    met = zip(MEASURES, cells, strict=True)
    return Row(cells[0].level, [_values(measure, band.best, band.worst, year) for measure, band in met])


def _values(measure: str, low: float, high: float, year: int) -> str:
    """A stretch of a measure's scale in words."""
    if measure == "deployment_frequency":
        return _often(low, high, _(ON_DEMAND.get(year, USUALLY)))
    return _share(low, high) if measure == "change_fail_rate" else _time(low, high)


def _time(low: float, high: float) -> str:
    if high == inf:
        return _("more than {edge}", edge=_(HOW_LONG[low]))
    if low in (0, HOUR) and high in (HOUR, DAY):
        return _("less than {edge}", edge=_(HOW_LONG[high]))
    return _("{low} to {high}", low=_(HOW_LONG[low]), high=_(HOW_LONG[high]))


def _often(low: float, high: float, on_demand: str) -> str:
    if low == 0:
        return on_demand
    if high == inf:
        return _("less often than {edge}", edge=_(HOW_OFTEN[low]))
    return _("between {low} and {high}", low=_(HOW_OFTEN[low]), high=_(HOW_OFTEN[high]))


def _share(low: float, high: float) -> str:
    if high == inf:
        return _("more than {edge}", edge=str(wording.share(low)))
    if low == high:
        return str(wording.share(low))
    return _("{low} to {high}", low=wording.share(low).number, high=str(wording.share(high)))


def _readings(measure: str, year: int) -> Iterator[Reading]:
    """The stretches of a column that do not read as one printed level."""
    bands = sorted({(band.best, band.worst) for band in column(measure, year)})
    if any(best == worst for best, worst in bands):
        return
    for low, high, is_hole in _stretches(bands):
        reading = levels.level(measure, _inside(measure, low, high), year)
        if is_hole or reading.kind is levels.Placing.SEVERAL:
            said = _hole(measure, low, high) if is_hole else _whole(measure, low, high, year)
            yield Reading(measure, said, vocabulary.level(str(reading)))


def _stretches(bands: Sequence[tuple[float, float]]) -> Iterator[tuple[float, float, bool]]:
    """The scale from its best end to its worst: bands, and the holes before, between and after them."""
    reached = 0.0
    for best, worst in bands:
        if best > reached:
            yield reached, best, True
        yield best, worst, False
        reached = max(reached, worst)
    if reached < inf:
        yield reached, inf, True


def _whole(measure: str, low: float, high: float, year: int) -> str:
    """A stretch that several rows print alike; beside a row of under an hour, “less than 1 day” begins at the hour."""
    if (low, high) == (HOUR, DAY) and measure != "deployment_frequency":
        return _("{low} to {high}", low=_(HOW_LONG[low]), high=_(HOW_LONG[high]))
    return _values(measure, low, high, year)


def _hole(measure: str, low: float, high: float) -> str:
    """A hole by its edges; the printed rows own the edges themselves."""
    if measure != "deployment_frequency" and low > 0 and high < inf:
        edges = HOW_LONG if measure != "change_fail_rate" else {}
        first, last = (_(edges[edge]) if edges else str(wording.share(edge)) for edge in (low, high))
        return _("over {low} and under {high}", low=first, high=last)
    return _values(measure, low, high, 0)


def _inside(measure: str, low: float, high: float) -> float:
    """A value within a stretch, in the measure's own unit."""
    place = low + 1e-3 * max(low, 1.0) if high == inf else (low + high) / 2
    return DAY / place if measure == "deployment_frequency" else place
