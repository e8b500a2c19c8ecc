"""From a history of states to flow items: one row an item, an interval, and a change of load. Pure ibis.

Source: DEFINITIONS section 1. *Leaves out* history after the cut, and items whose last kind is `ignore`.
"""

from datetime import datetime

import ibis
import ibis.expr.types as ir
from ibis import Deferred, _

from llif.terms.work import IN_LOAD, OUTSIDE_FLOW, Kind, WorkState

SCOPE = ("product", "team", "at_product", "at_team", "at_portfolio")
KNOWN_UNTIL = "known_until"
"""Of an item whose source has fallen silent, the instant from which nothing is known of it (naive UTC); else null."""
MICROSECONDS_PER_HOUR = 3_600_000_000.0
WHOLE = "decimal(18, 0)"
"""Microseconds of one item, up to 31,700 years; engines add them without rounding."""


def followed(history: ir.Table) -> ir.Table:
    """Add to each row what stood before it and what comes after: one pass over each item, by instant, then sequence.

    *Takes* item_no, changed_at, sequence, status, state, kind. *Gives* position, until_at (null for the last),
    previous_state, previous_kind, had_started (before this row) and started (by it).
    """
    order = {"group_by": "item_no", "order_by": ["changed_at", "sequence"]}
    window, before = ibis.window(**order), ibis.window(**order, preceding=(None, 1))
    seen = history.mutate(
        until_at=_.changed_at.lead().over(window),
        previous_state=_.state.lag().over(window),
        previous_kind=_.kind.lag().over(window),
        position=ibis.row_number().over(window),
        had_started=(_.state.isin(IN_LOAD).cast("int8").max().over(before) == 1).fill_null(False),
    )
    return seen.mutate(started=seen.had_started | seen.state.isin(IN_LOAD))


def intervals(rows: ir.Table, cut: datetime) -> ir.Table:
    """One row per stay in a status: the flow state it counts as, its hours up to the cut, and whether it is in load.

    *Takes* `followed` rows. After the start, time back in *new* counts as waiting; before it, it counts nothing.
    """
    was_in_load = rows.had_started & rows.previous_state.notin(OUTSIDE_FLOW) & (rows.previous_kind != Kind.IGNORE.value)
    back_in_new = (rows.state == WorkState.NEW.value) & rows.started
    return rows.mutate(
        flow_state=ibis.cases((back_in_new, WorkState.WAITING.value), else_=rows.state),
        hours=hours(rows.changed_at, rows.until_at.fill_null(ibis.literal(cut))),
        in_load=rows.started & rows.state.notin(OUTSIDE_FLOW) & (rows.kind != Kind.IGNORE.value),
        was_in_load=was_in_load.fill_null(False),
    ).drop("had_started", "started", "sequence")


def hours(start: ir.TimestampValue, end: ir.TimestampValue) -> ir.FloatingValue:
    """Elapsed hours, to the microsecond, between two naive instants."""
    return microseconds(start, end) / MICROSECONDS_PER_HOUR


def microseconds(start: ir.TimestampValue, end: ir.TimestampValue) -> ir.IntegerValue:
    """Elapsed microseconds between two naive instants."""
    return end.delta(start, unit="microsecond")


def total_hours(each: ir.IntegerValue, where: ir.BooleanValue | Deferred | None = None) -> ir.FloatingValue:
    """The sum of microseconds, in hours: exact, so that the order in which an engine adds changes nothing."""
    return each.cast(WHOLE).sum(where=where).cast("float64") / MICROSECONDS_PER_HOUR


def total_of_hours(each: ir.FloatingValue, where: ir.BooleanValue | Deferred | None = None) -> ir.FloatingValue:
    """As `total_hours`, of hours."""
    return total_hours((each * MICROSECONDS_PER_HOUR).round().cast("int64"), where)


def items(stays: ir.Table) -> ir.Table:
    """One row per item. *Takes* `intervals` rows.

    *Gives* item_no, kind, state, status, started_at, ended_at, cancelled_at (naive UTC or null), active_hours,
    waiting_hours, reopened, first_changed_at, first_state, last_changed_at.
    """
    done, cancelled = WorkState.DONE.value, WorkState.CANCELLED.value
    last = _.until_at.isnull()
    entered = _.previous_state.isnull() | (_.previous_state != _.state)
    found = stays.group_by("item_no").aggregate(
        state=_.state.max(where=last),
        status=_.status.max(where=last),
        last_kind=_.kind.max(where=last),
        started_at=_.changed_at.min(where=_.state.isin(IN_LOAD)),
        done_at=_.changed_at.max(where=entered & (_.state == done)),
        done_kind=_.kind.argmax(_.position, where=entered & (_.state == done)),
        last_cancelled_at=_.changed_at.max(where=entered & (_.state == cancelled)),
        active_hours=total_of_hours(_.hours, _.flow_state == WorkState.ACTIVE.value).fill_null(0.0),
        waiting_hours=total_of_hours(_.hours, _.flow_state == WorkState.WAITING.value).fill_null(0.0),
        reopened=((_.previous_state == done) & (_.state != done)).fill_null(False).cast("int64").sum(),
        first_changed_at=_.changed_at.min(),
        first_state=_.state.max(where=_.position == 0),
        last_changed_at=_.changed_at.max(),
    )
    ended = found.state == done
    nothing = ibis.null("timestamp")
    return found.mutate(
        kind=ibis.cases((ended, found.done_kind), else_=found.last_kind),
        ended_at=ibis.cases((ended, found.done_at), else_=nothing),
        cancelled_at=ibis.cases((found.state == cancelled, found.last_cancelled_at), else_=nothing),
    ).drop("done_at", "done_kind", "last_kind", "last_cancelled_at")


def load_changes(stays: ir.Table, scopes: ir.Table) -> ir.Table:
    """Plus and minus one at the instants at which an item enters or leaves load, or changes kind while in it.

    An item leaves load where its source falls silent (`is_silence`), for nothing says whether it still is in it.

    *Takes* `intervals` rows, and the scope columns and `known_until` by item_no. *Gives* scope columns, kind,
    changed_at, net, is_silence; summing `net` up to an instant gives the load at it.
    """
    moved = (stays.was_in_load != stays.in_load) | (
        stays.in_load & (stays.kind != stays.previous_kind).fill_null(False)
    )
    left = stays.filter(moved & stays.was_in_load).select(
        "item_no", "changed_at", kind="previous_kind", net=ibis.literal(-1)
    )
    came = stays.filter(moved & stays.in_load).select("item_no", "changed_at", "kind", net=ibis.literal(1))
    both = left.union(came).join(scopes.select("item_no", *SCOPE, KNOWN_UNTIL), "item_no")
    known = both.filter(_[KNOWN_UNTIL].isnull() | (_.changed_at < _[KNOWN_UNTIL])).mutate(
        is_silence=ibis.literal(False)
    )
    changes = known.union(_forgotten(stays, scopes).select(known.columns))
    return changes.select(*SCOPE, "kind", "changed_at", "is_silence", net=_.net.cast("int64"))


def _forgotten(stays: ir.Table, scopes: ir.Table) -> ir.Table:
    """Minus one for each item that was in load when its source fell silent."""
    silent = scopes.filter(_[KNOWN_UNTIL].notnull()).select("item_no", *SCOPE, KNOWN_UNTIL)
    met = stays.filter(_.in_load).select("item_no", "changed_at", "until_at", "kind").join(silent, "item_no")
    last = met.filter(
        (met.changed_at < met[KNOWN_UNTIL]) & (met.until_at.isnull() | (met.until_at >= met[KNOWN_UNTIL]))
    )
    return last.mutate(changed_at=last[KNOWN_UNTIL], net=ibis.literal(-1), is_silence=ibis.literal(True))


def load_months(changes: ir.Table) -> ir.Table:
    """`load_changes` rows summed by calendar month (UTC).

    *Gives* the same columns; `changed_at` is the month's first instant.
    """
    found = changes.mutate(changed_at=_.changed_at.truncate("M").cast("timestamp"))
    return found.group_by(*SCOPE, "kind", "changed_at").aggregate(net=_.net.sum().cast("int64"))
