"""The items in load at as-at, each with whether it is neglected and whether it is older than most that ended.

Pure ibis, one pass over items, for a whole portfolio at once; `ageing` lists one product's with exact percentiles.
Source: DEFINITIONS section 1, *Ageing*, *Neglected*.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import ibis
import ibis.expr.types as ir
from ibis import _

from llif.metrics.ageing import COMPARED_WITH_DAYS, STARTED
from llif.metrics.catalogue import PERCENTILE_MINIMUM
from llif.metrics.facts.history import KNOWN_UNTIL
from llif.metrics.questions import naive
from llif.terms.work import WorkState

NEGLECTED_AFTER_DAYS = 30
HIGH = 0.85
NAMED = 3


@dataclass(frozen=True)
class OpenWork:
    """Items in load, how many of them are neglected and how many old; `idlest` are keys, the longest idle first.

    `days` is what every product allows without activity, null where they differ.
    """

    items: int
    neglected: int
    old: int
    idlest: Sequence[str]
    days: int | None


def counted(facts: Mapping[str, ir.Table], as_at: datetime, allowed: Mapping[str, int]) -> OpenWork:
    """The items of `open_work`, counted."""
    found = open_work(facts, as_at, allowed)
    sums = found.aggregate(
        items=_.count(), neglected=_.is_neglected.sum().fill_null(0), old=_.is_old.sum().fill_null(0)
    )
    ((items, neglected, old),) = (row.values() for row in sums.to_pyarrow().to_pylist())
    days = set(allowed.values())
    idlest = _idlest(found) if neglected else ()
    return OpenWork(int(items), int(neglected), int(old), idlest, days.pop() if len(days) == 1 else None)


def _idlest(found: ir.Table) -> tuple[str, ...]:
    worst = found.filter(_.is_neglected).order_by(ibis.desc("idle_days"), "key").limit(NAMED).select("key")
    return tuple(str(row["key"]) for row in worst.to_pyarrow().to_pylist())


def open_work(facts: Mapping[str, ir.Table], as_at: datetime, allowed: Mapping[str, int]) -> ir.Table:
    """One row per item in the portfolio's load; one whose source fell silent is neither neglected nor old, but unknown.

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
        is_neglected=(idle > _days(met, allowed)).fill_null(False) & _is_heard(met),
        is_old=(met.age_hours > met.high).fill_null(False) & _is_heard(met),
    )


def _is_heard(items: ir.Table) -> ir.BooleanValue:
    """In a snapshot from before items were told to be silent, all of them."""
    return items[KNOWN_UNTIL].isnull() if KNOWN_UNTIL in items.columns else ibis.literal(True)


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
