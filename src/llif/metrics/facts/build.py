"""From landed records to fact tables: the heavy step, once per publish. Pure ibis; it stores nothing.

*Takes* the landed tables (newest version of each row, tombstones gone) by name. *Gives* the facts by name:

items         one row per flow item and scope, sorted by end when stored
load          plus and minus one at the instants at which load changes
load_months   their sums by calendar month (UTC), so that what stood long ago need not be added up one by one
stays         one row per stay of an item in a status
deployments   one row per production deployment and product
changes       one row per change and product, at its first successful production deployment
incidents     one row per incident and product
mentions      one row per product, item key and commit that names it
freshness     one row per product and what speaks for it: container, service
sources       what each product's records can tell about failure and rework
components    one row per software component and product, with its lifecycle and the end of its support
answers       one row per product, service, instrument and day: answers, those in the best two categories
service_levels  one row per product, service, objective and day: good, total
costs         one row per cost record and product that claims its container
"""

from collections.abc import Callable, Mapping

import ibis
import ibis.expr.types as ir
from ibis import _

from llif.metrics.facts import (
    components,
    costs,
    deliveries,
    failures,
    freshness,
    history,
    mentions,
    service,
    tickets,
    tracked,
)
from llif.metrics.reading import PortfolioReading
from llif.terms.work import OUTSIDE_FLOW

SORTED_BY = {
    "items": ("ended_at", "product"),
    "load": ("changed_at", "product"),
    "load_months": ("changed_at", "product"),
    "stays": ("item", "position"),
    "deployments": ("finished_at", "product"),
    "changes": ("deployed_at", "product"),
    "incidents": ("opened_at", "product"),
    "mentions": ("key", "committed_at"),
    "freshness": ("product", "family", "name"),
    "sources": ("product",),
    "components": ("product", "container", "component"),
    "answers": ("day", "product", "service"),
    "service_levels": ("day", "product", "service"),
    "costs": ("first", "product", "container"),
}
ANSWERS, SERVICE_LEVELS = "answers", "service_levels"  # families of freshness that no measure rests on
ITEM_DETAILS = ("key", "url", "title", "container", "type")


Keep = Callable[[str, ir.Table], ir.Table]


def build(
    landed: Mapping[str, ir.Table], reading: PortfolioReading, keep: Keep = lambda _name, rows: rows
) -> dict[str, ir.Table]:
    """Every fact table of a portfolio, unevaluated.

    *Takes* `keep`, which may store what several facts rest on, so that it is worked out once.
    """
    deployed = keep("deployed", deliveries.deployments(landed, reading))
    contained = keep("contained", deliveries.contents(landed, deployed))
    changed = keep("changed", deliveries.changes(landed, contained))
    incidents = keep("incidents", deliveries.incidents(landed, reading))
    signalled = keep("signalled", failures.signalled(deployed, contained, changed, incidents, reading))
    items, stays, load, freshened = _flow(landed, changed, deployed, reading, keep)
    items, load = keep("items", items), keep("load", load)
    told = keep("told", failures.sources(signalled, incidents, changed, items, reading))
    answers = keep("answers", service.answers(landed, reading))
    kept_levels = keep("levels", service.service_levels(landed, reading))
    return {
        "items": items,
        "load": load,
        "load_months": history.load_months(load),
        "stays": stays,
        "deployments": failures.pooled(signalled, told, reading),
        "changes": changed,
        "incidents": incidents,
        "mentions": mentions.mentions(landed, changed, reading),
        "freshness": ibis.union(
            *freshened,
            *_delivery_freshness(deployed, incidents, reading),
            *_service_freshness(answers, kept_levels, deployed.finished_at, reading),
        ),
        "sources": told,
        "components": components.components(landed, reading, keep),
        "answers": answers,
        "service_levels": kept_levels,
        "costs": costs.costs(landed, reading),
    }


def _flow(
    landed: Mapping[str, ir.Table], changed: ir.Table, deployed: ir.Table, reading: PortfolioReading, keep: Keep
) -> tuple[ir.Table, ir.Table, ir.Table, list[ir.Table]]:
    counted = keep("counted", tracked.counted(landed, reading))
    followed = history.followed(tracked.states(landed, counted, reading))
    stays = keep("tracked_stays", history.intervals(followed, reading.cut))
    freshened = freshness.spoken(tracked.spoken(landed, counted, stays, reading), "flow", reading)
    found, load = _tracked(landed, counted, stays, reading), history.load_changes(stays, counted)
    if not reading.ticket_sources:
        return found, _stays(stays, counted), load, [freshened]
    return _with_tickets(landed, changed, deployed, reading, keep, (found, _stays(stays, counted), load, freshened))


def _with_tickets(
    landed: Mapping[str, ir.Table],
    changed: ir.Table,
    deployed: ir.Table,
    reading: PortfolioReading,
    keep: Keep,
    tracker: tuple[ir.Table, ir.Table, ir.Table, ir.Table],
) -> tuple[ir.Table, ir.Table, ir.Table, list[ir.Table]]:
    """A tracker's facts and those observed from commits, together."""
    found, stays, load, freshened = tracker
    worked = keep("worked", tickets.commits(landed, reading))
    deployed_at = changed.select("product", "change", "deployed_at")
    events = keep("keyed", tickets.keyed(worked, deployed_at, tracked.keys(landed, reading)))
    numbered = keep("ticket_items", tickets.items(events))
    followed = history.followed(tickets.states(events, numbered, reading))
    seen = keep("ticket_stays", history.intervals(followed, reading.cut))
    return (
        found.union(_observed(numbered, seen)),
        stays.union(_stays(seen, numbered)),
        load.union(history.load_changes(seen, numbered)),
        [freshened, _tickets_freshness(worked, deployed, reading)],
    )


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


def _stays(stays: ir.Table, named: ir.Table) -> ir.Table:
    return stays.join(named.select("item_no", "item", *history.SCOPE), "item_no").select(*STAYS)


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
)


def _tracked(landed: Mapping[str, ir.Table], counted: ir.Table, stays: ir.Table, reading: PortfolioReading) -> ir.Table:
    details = counted.select(
        "item",
        "item_no",
        *history.SCOPE,
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


def _service_freshness(
    answers: ir.Table, levels: ir.Table, like: ir.Value, reading: PortfolioReading
) -> list[ir.Table]:
    told = ((answers, ANSWERS), (levels, SERVICE_LEVELS))
    return [freshness.spoken(service.spoken(rows, like), family, reading) for rows, family in told]


def _delivery_freshness(deployed: ir.Table, incidents: ir.Table, reading: PortfolioReading) -> list[ir.Table]:
    finished = deployed.select("product", name="service", spoken_at="finished_at")
    opened = incidents.select("product", name="service", spoken_at="opened_at")
    return [freshness.spoken(finished, "delivery", reading), freshness.spoken(opened, "service", reading)]
