"""The calendar day, in a portfolio's zone, of an instant inside facts (naive UTC). No engine's own zones are used.

Within one UTC date the local day turns at most once, so a table of those turns is all that is needed.
"""

from datetime import UTC, date, datetime, timedelta
from functools import lru_cache

import ibis
import ibis.expr.types as ir

from llif.metrics.facts.landed import made
from llif.terms.time import day_of, midnight

FIRST = date(1970, 1, 1)
DAY = timedelta(days=1)
MOMENT = timedelta(microseconds=1)
ENDS = {"day": "date", "day_ends": "timestamp(6)"}
SCHEMA = {"utc_date": "date", "turn": "timestamp(6)", "before": "date", "after": "date"}


def with_day(rows: ir.Table, instant: str, zone: str, until: datetime) -> ir.Table:
    """Add `day` to rows. *Takes* the column of the instant, none of them after `until`."""
    turns = made(_turns(zone, until.date() + DAY), SCHEMA)
    dated = rows.mutate(utc_date=rows[instant].date())
    met = dated.left_join(turns, "utc_date")
    local = ibis.cases((met[instant] < met.turn, met.before), else_=met.after)
    return met.mutate(day=local.coalesce(met.utc_date)).drop("utc_date", "utc_date_right", "turn", "before", "after")


def with_end_of_day(rows: ir.Table, zone: str, until: datetime) -> ir.Table:
    """Add `day_ends`, the instant at which a row's local `day` is over. *Takes* days that begin by `until`."""
    ends = made(_ends(zone, until.date() + DAY), ENDS)
    return rows.left_join(ends, "day").drop("day_right")


@lru_cache(maxsize=8)
def _ends(zone: str, until: date) -> tuple[tuple[object, ...], ...]:
    days = (FIRST + DAY * place for place in range((until - FIRST).days + 1))
    return tuple((day, midnight(day + DAY, zone).replace(tzinfo=None)) for day in days)


@lru_cache(maxsize=8)
def _turns(zone: str, until: date) -> tuple[tuple[object, ...], ...]:
    return tuple(_turn(FIRST + DAY * place, zone) for place in range((until - FIRST).days + 1))


def _turn(utc_date: date, zone: str) -> tuple[object, ...]:
    """A UTC date, the instant at which the local day turns within it, and the local days before and after."""
    begins = datetime(utc_date.year, utc_date.month, utc_date.day, tzinfo=UTC)
    before, after = day_of(begins, zone), day_of(begins + DAY - MOMENT, zone)
    return utc_date, midnight(after, zone).replace(tzinfo=None), before, after
