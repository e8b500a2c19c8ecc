"""The periods in which a page looks for movement: as many of four weeks as a control chart needs."""

import functools
import itertools
from collections.abc import Sequence
from datetime import date, timedelta

from llif.publishing.asking import Asked
from llif.terms.time import Period, span

POINTS, POINT_DAYS = 13, 28


def recent_periods(asked: Asked) -> Sequence[Period]:
    """As many four-week periods as an SPC chart needs, up to the last day asked for."""
    return _four_weeks(asked.last, asked.zone)


@functools.lru_cache(maxsize=64)
def _four_weeks(last: date, zone: str) -> tuple[Period, ...]:
    edges = [last + timedelta(days=1 - POINT_DAYS * back) for back in range(POINTS, -1, -1)]
    return tuple(span(first, after, zone) for first, after in itertools.pairwise(edges))
