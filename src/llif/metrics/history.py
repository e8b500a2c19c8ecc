"""From a history of states to flow items: one row an item, an interval, and a change of load. Pure ibis.

Source: DEFINITIONS section 1. *Leaves out* history after the cut, and items whose last kind is `ignore`.
"""

from datetime import datetime

import ibis
import ibis.expr.types as ir
from ibis import _

from llif.terms.work import IN_LOAD, OUTSIDE_FLOW, Kind, WorkState

HISTORY = (
    "item",
    "product",
    "team",
    "at_product",
    "at_team",
    "at_portfolio",
    "changed_at",
    "sequence",
    "status",
    "state",
    "kind",
)
SCOPE = ("product", "team", "at_product", "at_team", "at_portfolio")
MICROSECONDS_PER_HOUR = 3_600_000_000.0


def followed(history: ir.Table) -> ir.Table:
    """Add to each row what stood before and comes after it: `until_at`, `previous_state`, `started`, `position`, …

    Within an item rows are ordered by instant, then sequence.
    """
    order = {"group_by": ["item", "product", "team"], "order_by": ["changed_at", "sequence"]}
    window, so_far = ibis.window(**order), ibis.cumulative_window(**order)
    return history.mutate(
        until_at=_.changed_at.lead().over(window),
        previous_state=_.state.lag().over(window),
        previous_kind=_.kind.lag().over(window),
        position=ibis.row_number().over(window),
        started=_.state.isin(IN_LOAD).cast("int8").max().over(so_far) == 1,
    )


def intervals(rows: ir.Table, cut: datetime) -> ir.Table:
    """One row per stay in a status: the flow state it counts as, and its hours up to the cut.

    *Takes* `followed` rows. After the start, time back in *new* counts as waiting; before it, it counts nothing.
    """
    until = rows.until_at.fill_null(ibis.literal(cut))
    counted = rows.mutate(
        flow_state=ibis.cases(
            ((rows.state == WorkState.NEW.value) & rows.started, WorkState.WAITING.value), else_=rows.state
        ),
        hours=hours(rows.changed_at, until),
    )
    in_load = counted.started & counted.state.notin(OUTSIDE_FLOW) & (counted.kind != Kind.IGNORE.value)
    return counted.mutate(in_load=in_load)


def hours(start: ir.TimestampValue, end: ir.TimestampValue) -> ir.FloatingValue:
    """Elapsed hours, to the microsecond, between two naive instants."""
    return end.delta(start, unit="microsecond") / MICROSECONDS_PER_HOUR


def items(stays: ir.Table) -> ir.Table:
    """One row per item and scope. *Takes* `intervals` rows.

    *Gives* kind, state, started_at, ended_at, cancelled_at (naive UTC or null), active_hours, waiting_hours, flow_hours, reopened,
    first_changed_at, last_changed_at, first_state.
    """
    done, cancelled = WorkState.DONE.value, WorkState.CANCELLED.value
    last = _.until_at.isnull()
    entered = _.previous_state.isnull() | (_.previous_state != _.state)
    found = stays.group_by("item", *SCOPE).aggregate(
        state=_.state.max(where=last),
        status=_.status.max(where=last),
        last_kind=_.kind.max(where=last),
        started_at=_.changed_at.min(where=_.state.isin(IN_LOAD)),
        done_at=_.changed_at.max(where=entered & (_.state == done)),
        done_kind=_.kind.argmax(_.position, where=entered & (_.state == done)),
        last_cancelled_at=_.changed_at.max(where=entered & (_.state == cancelled)),
        active_hours=_.hours.sum(where=_.flow_state == WorkState.ACTIVE.value).fill_null(0.0),
        waiting_hours=_.hours.sum(where=_.flow_state == WorkState.WAITING.value).fill_null(0.0),
        reopened=((_.previous_state == done) & (_.state != done)).fill_null(False).cast("int64").sum(),
        first_changed_at=_.changed_at.min(),
        first_state=_.state.max(where=_.position == 0),
        last_changed_at=_.changed_at.max(),
    )
    ended = found.state == done
    return found.mutate(
        kind=ibis.cases((ended, found.done_kind), else_=found.last_kind),
        ended_at=ibis.cases((ended, found.done_at), else_=ibis.null("timestamp")),
        cancelled_at=ibis.cases((found.state == cancelled, found.last_cancelled_at), else_=ibis.null("timestamp")),
    ).drop("done_at", "done_kind", "last_kind", "last_cancelled_at")


def load_changes(stays: ir.Table) -> ir.Table:
    """Plus and minus one at the instants at which an item enters or leaves load, or changes kind while in it.

    *Gives* scope columns, kind, changed_at, net; summing `net` up to an instant gives the load at it.
    """
    order = ibis.window(group_by=["item", "product", "team"], order_by="position")
    seen = stays.mutate(was=_.in_load.lag().over(order).fill_null(False))
    moved = (seen.was != seen.in_load) | (seen.in_load & (seen.kind != seen.previous_kind).fill_null(False))
    leaving = seen.filter(moved & seen.was).select(
        *SCOPE, "changed_at", kind=_.previous_kind, net=ibis.literal(-1, "int64")
    )
    entering = seen.filter(moved & seen.in_load).select(*SCOPE, "changed_at", "kind", net=ibis.literal(1, "int64"))
    both = leaving.union(entering.select(leaving.columns))
    return both.group_by(*SCOPE, "kind", "changed_at").aggregate(net=_.net.sum().cast("int64")).filter(_.net != 0)
