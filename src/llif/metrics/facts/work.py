"""Flow items of trackers and of commits, together: items, stays in a status, changes of load. Pure ibis.

What is known of an item ends where its product's flow falls silent: from then on it is in no load. Source: DEFINITIONS
sections 1 and 2 (*Silence*).
"""

from collections.abc import Callable, Mapping
from typing import NamedTuple

import ibis
import ibis.expr.types as ir
from ibis import _

from llif.metrics.facts import freshness, history, tickets, tracked
from llif.metrics.reading import PortfolioReading
from llif.terms.work import OUTSIDE_FLOW

Keep = Callable[[str, ir.Table], ir.Table]
ITEM_DETAILS = ("key", "url", "title", "container", "type")
STAYS = (
    "item",
    *history.SCOPE,
    "position",
    "changed_at",
    "until_at",
    "status",
    "state",
    "flow_state",
    "kind",
    "hours",
    "in_load",
    "status_unmapped",
    history.KNOWN_UNTIL,
)
ITEMS = (
    "item",
    "product",
    "team",
    "at_product",
    "at_team",
    "at_portfolio",
    *ITEM_DETAILS,
    "kind",
    "state",
    "status",
    "created_at",
    "first_changed_at",
    "started_at",
    "ended_at",
    "cancelled_at",
    "active_hours",
    "waiting_hours",
    "flow_hours",
    "age_hours",
    "reopened",
    "last_activity_at",
    "is_from_commits",
    history.KNOWN_UNTIL,
)


class Flow(NamedTuple):
    """The facts of flow; `freshness` says when containers, and what ends tickets, spoke."""

    items: ir.Table
    stays: ir.Table
    load: ir.Table
    freshness: ir.Table


class _Followed(NamedTuple):
    """Numbered items and their stays in a status, whoever tells of them."""

    named: ir.Table
    stays: ir.Table


def facts(
    landed: Mapping[str, ir.Table], changed: ir.Table, deployed: ir.Table, reading: PortfolioReading, keep: Keep
) -> Flow:
    """A tracker's facts and those observed from commits, together.

    *Takes* `changed` and `deployed`, the facts of changes and deployments, stored.
    """
    counted = keep("counted", tracked.counted(landed, reading))
    followed = history.followed(tracked.states(landed, counted, reading))
    stays = keep("tracked_stays", history.intervals(followed, reading.cut))
    freshened = [freshness.spoken(tracked.spoken(landed, counted, stays, reading), "flow", reading)]
    worked = keep("worked", tickets.commits(landed, reading)) if reading.ticket_sources else None
    if worked is not None:
        freshened.append(_tickets_freshness(worked, deployed, reading))
    spoken = keep("flow_spoken", ibis.union(*freshened))
    known = keep("known_until", freshness.known_until(spoken, reading))
    counted = counted.left_join(known, "product").drop("product_right")
    found = [_Followed(counted, stays)]
    items = [_tracked(landed, counted, stays, reading)]
    if worked is not None:
        found.append(_tickets(landed, worked, changed, known, reading, keep))
        items.append(_observed(*found[-1]))
    return Flow(
        ibis.union(*items),
        ibis.union(*[_stays(each) for each in found]),
        ibis.union(*[history.load_changes(each.stays, each.named) for each in found]),
        spoken,
    )


def _tickets(
    landed: Mapping[str, ir.Table],
    worked: ir.Table,
    changed: ir.Table,
    known: ir.Table,
    reading: PortfolioReading,
    keep: Keep,
) -> _Followed:
    deployed_at = changed.select("product", "change", "deployed_at")
    heard = worked.left_join(known, "product").drop("product_right")
    events = keep("keyed", tickets.keyed(heard, deployed_at, tracked.keys(landed, reading)))
    numbered = keep("ticket_items", tickets.items(events))
    followed = history.followed(tickets.states(events, numbered, reading))
    return _Followed(numbered, keep("ticket_stays", history.intervals(followed, reading.cut)))


def _tickets_freshness(worked: ir.Table, deployed: ir.Table, reading: PortfolioReading) -> ir.Table:
    """Items seen in commits begin with the first commit, and are known for as long as deployments are.

    Where nothing was ever deployed, commits themselves speak.
    """
    began = worked.group_by("product").aggregate(began_at=_.committed_at.min())
    told = deployed.semi_join(worked, "product").select("product", name="service", spoken_at="finished_at")
    alone = worked.anti_join(deployed, "product")
    commits = alone.select("product", "change", name="repository", spoken_at="committed_at").distinct().drop("change")
    found = freshness.spoken(told.union(commits), "flow", reading)
    joined = found.join(began, "product")
    return joined.mutate(first_at=ibis.least(joined.first_at, joined.began_at)).select(*found.columns)


def _stays(found: _Followed) -> ir.Table:
    named = found.named.select("item_no", "item", *history.SCOPE, history.KNOWN_UNTIL)
    return found.stays.join(named, "item_no").select(*STAYS)


def _tracked(landed: Mapping[str, ir.Table], counted: ir.Table, stays: ir.Table, reading: PortfolioReading) -> ir.Table:
    details = counted.select(
        "item",
        "item_no",
        *history.SCOPE,
        history.KNOWN_UNTIL,
        *ITEM_DETAILS,
        created_at=_.created_at.cast("timestamp"),
        touched_at="last_activity_at",
    )
    found = history.items(stays).join(details, "item_no")
    late = tracked.has_late_history(found)
    known = found.mutate(started_at=ibis.cases((late, ibis.null("timestamp")), else_=found.started_at))
    return _finished(_last_activity(known, landed, reading).mutate(is_from_commits=False))


def _last_activity(found: ir.Table, landed: Mapping[str, ir.Table], reading: PortfolioReading) -> ir.Table:
    """The latest of a status change, the tool's own word, and a commit that names the key; none of it after the cut."""
    commits = (
        landed["changes"]
        .filter(_.item_keys.length() > 0)
        .select(committed_at=_.committed_at.cast("timestamp"), key=_.item_keys.unnest())
    )
    last = commits.filter(_.committed_at <= reading.cut).group_by("key").aggregate(committed_at=_.committed_at.max())
    met = found.left_join(last, "key").drop("key_right")
    touched = met.touched_at.cast("timestamp")
    said = ibis.cases((touched <= reading.cut, touched), else_=met.last_changed_at)
    return met.mutate(last_activity_at=ibis.greatest(met.last_changed_at, said, met.committed_at.fill_null(said)))


def _observed(numbered: ir.Table, stays: ir.Table) -> ir.Table:
    found = history.items(stays).join(numbered.drop("mapping", "tags"), "item_no")
    nothing = ibis.null("string")
    return _finished(
        found.mutate(
            url=nothing,
            title=nothing,
            type=ibis.literal(tickets.TYPE),
            created_at=ibis.null("timestamp"),
            last_activity_at=ibis.greatest(found.last_changed_at, found.last_commit_at),
            is_from_commits=True,
        )
    )


def _finished(found: ir.Table) -> ir.Table:
    """Flow time is known of ended items with an observed start; how an item seen in commits waited is not."""
    known = found.ended_at.notnull() & found.started_at.notnull()
    nothing = ibis.null("float64")
    so_far = found.active_hours + found.waiting_hours
    ageing = found.started_at.notnull() & found.state.notin(OUTSIDE_FLOW)
    measured = found.mutate(
        flow_hours=ibis.cases((known, so_far), else_=nothing), age_hours=ibis.cases((ageing, so_far), else_=nothing)
    )
    hidden = measured.is_from_commits
    return (
        measured.mutate(
            active_hours=ibis.cases((hidden, nothing), else_=measured.active_hours),
            waiting_hours=ibis.cases((hidden, nothing), else_=measured.waiting_hours),
        )
        .filter(_.kind != "ignore")
        .select(*ITEMS)
    )
