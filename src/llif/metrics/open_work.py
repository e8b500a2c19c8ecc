"""The items in load at as-at, each with whether it is neglected and whether it is older than most that ended.

Pure ibis, one pass over items, for a whole portfolio at once; `ageing` lists one product's with exact percentiles.
Source: DEFINITIONS section 1, *Ageing*, *Neglected*.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta

import ibis
import ibis.expr.types as ir
from ibis import _

from llif.metrics.ageing import COMPARED_WITH_DAYS, STARTED
from llif.metrics.catalogue import PERCENTILE_MINIMUM
from llif.metrics.questions import naive
from llif.terms.work import WorkState

NEGLECTED_AFTER_DAYS = 30
HIGH = 0.85


def open_work(facts: Mapping[str, ir.Table], as_at: datetime, allowed: Mapping[str, int]) -> ir.Table:
    """One row per item in the portfolio's load.

    *Takes* `allowed`: the days without activity that a product allows, where they are not 30. *Gives* item, key,
    product, idle_days, is_neglected, and is_old: its age exceeds the 85th percentile of the flow times of its kind
    that ended in the last 365 days, at least ten of them (else false). *Unit* days.
    """
    items = facts["items"].filter(_.at_portfolio)
    begun = items.state.isin(STARTED) & ((items.state != WorkState.NEW.value) | items.started_at.notnull())
    usual = _usual(items, as_at)
    met = items.filter(begun).left_join(usual, "kind").drop("kind_right")
    idle = ibis.literal(naive(as_at)).delta(met.last_activity_at, unit="microsecond") / 86_400_000_000.0
    return met.select(
        "item",
        "key",
        "product",
        idle_days=idle,
        is_neglected=(idle > _days(met, allowed)).fill_null(False),
        is_old=(met.age_hours > met.high).fill_null(False),
    )


def _usual(items: ir.Table, as_at: datetime) -> ir.Table:
    since = ibis.literal(naive(as_at) - timedelta(days=COMPARED_WITH_DAYS))
    ended = items.filter(items.flow_hours.notnull() & (items.ended_at >= since))
    found = ended.group_by("kind").aggregate(high=_.flow_hours.quantile(HIGH), n=_.count())
    return found.filter(_.n >= PERCENTILE_MINIMUM).select("kind", "high")


def _days(items: ir.Table, allowed: Mapping[str, int]) -> ir.Value:
    own = [(product, days) for product, days in allowed.items() if days != NEGLECTED_AFTER_DAYS]
    if not own:
        return ibis.literal(NEGLECTED_AFTER_DAYS)
    return ibis.cases(*[(items["product"] == product, days) for product, days in own], else_=NEGLECTED_AFTER_DAYS)
