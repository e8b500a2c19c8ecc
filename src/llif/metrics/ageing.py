"""Items in load now, and how old each is among its kind.

Pure ibis. Source: DEFINITIONS section 1, *Ageing*, *Neglected*.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta

import ibis
import ibis.expr.types as ir
from ibis import _

from llif.metrics import scopes
from llif.metrics.catalogue import PERCENTILE_MINIMUM
from llif.metrics.questions import Question, naive
from llif.terms.work import IN_LOAD, WorkState

COMPARED_WITH_DAYS = 365
STARTED = (*IN_LOAD, WorkState.NEW.value)


def in_load(facts: Mapping[str, ir.Table], question: Question, as_at: datetime) -> ir.Table:
    """One row per item in load, the oldest first.

    *Gives* age_hours (flow time so far; null where the start was not observed), age_percentile (share of ended items
    of its kind, in the last 365 days, that took no longer; null below ten), compared_with, idle_days. *Unit* hours,
    shares, days.
    """
    items = scopes.scoped(facts["items"], question)
    since = naive(as_at) - timedelta(days=COMPARED_WITH_DAYS)
    ended = items.filter(_.flow_hours.notnull() & (_.ended_at >= ibis.literal(since)))
    sizes = ended.group_by("member", "kind").aggregate(compared_with=_.count())
    open_items = items.filter(items.state.isin(STARTED) & _is_started(items))
    met = open_items.left_join(sizes, ["member", "kind"]).drop("member_right", "kind_right")
    below = _no_longer(open_items, ended)
    ranked = met.left_join(below, ["item", "member"]).drop("item_right", "member_right")
    share = ranked.below.fill_null(0) / ranked.compared_with
    known = (ranked.compared_with >= PERCENTILE_MINIMUM) & ranked.age_hours.notnull()
    idle = ibis.literal(naive(as_at)).delta(ranked.last_activity_at, unit="microsecond") / 86_400_000_000.0
    return ranked.mutate(
        age_percentile=ibis.cases((known, share), else_=ibis.null("float64")),
        compared_with=ranked.compared_with.fill_null(0),
        idle_days=idle,
    ).order_by(ibis.desc("age_hours"), "item")


def _no_longer(open_items: ir.Table, ended: ir.Table) -> ir.Table:
    """How many ended items of its kind took no longer than each open one is old, as a running count by hours."""
    ages = open_items.filter(_.age_hours.notnull()).select("member", "kind", "item", hours="age_hours", ended=0)
    times = ended.select("member", "kind", item=ibis.null("string"), hours="flow_hours", ended=1)
    order = ibis.cumulative_window(group_by=["member", "kind"], order_by=["hours", ibis.desc("ended")])
    counted = ages.union(times).mutate(below=_.ended.sum().over(order))
    return counted.filter(_.item.notnull()).select("item", "member", "below")


def _is_started(items: ir.Table) -> ir.BooleanValue:
    """In waiting or active now, or back in *new* after a start."""
    return (items.state != WorkState.NEW.value) | items.started_at.notnull()
