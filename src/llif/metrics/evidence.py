"""The rows a figure was made from: the same populations as its value, unaggregated. Pure ibis.

`counted` says which rows a share's numerator counts; in every other figure all rows are. It works out no value.
"""

from collections.abc import Callable, Mapping

import ibis
import ibis.expr.types as ir
from ibis import _

from llif.metrics import delivery, flow, scopes
from llif.metrics.catalogue import Measure, Rows
from llif.metrics.facts.history import KNOWN_UNTIL, hours
from llif.metrics.questions import Question, naive
from llif.terms.work import Kind

Facts = Mapping[str, ir.Table]
ITEM = ("item", "product", "key", "url", "type", "kind", "state")
COLUMNS: Mapping[Rows, tuple[str, ...]] = {
    Rows.ENDED: (*ITEM, "started_at", "ended_at", "flow_hours", "active_hours", "waiting_hours", "reopened"),
    Rows.CANCELLED: (*ITEM, "started_at", "ended_at", "cancelled_at", "left_at"),
    Rows.LOAD: (*ITEM, "changed_at", "until_at", "hours_in_period"),
    Rows.DEPLOYMENTS: (
        "deployment",
        "product",
        "service",
        "url",
        "version",
        "finished_at",
        "outcome",
        "failure",
        "is_unplanned",
        "change_count",
        "is_lower_bound",
    ),
    Rows.CHANGES: ("change", "product", "repository", "url", "deployment", "committed_at", "deployed_at", "lead_hours"),
    Rows.INCIDENTS: (
        "incident",
        "product",
        "service",
        "url",
        "opened_at",
        "restored_at",
        "restore_hours",
        "is_change_caused",
    ),
}
SORTED_BY: Mapping[Rows, str] = {
    Rows.ENDED: "ended_at",
    Rows.CANCELLED: "left_at",
    Rows.LOAD: "changed_at",
    Rows.DEPLOYMENTS: "finished_at",
    Rows.CHANGES: "deployed_at",
    Rows.INCIDENTS: "opened_at",
}


def rows(facts: Facts, measure: Measure, question: Question, kind: str | None) -> ir.Table:
    """The rows of one figure, newest first.

    *Takes* a question of one period, for one member. *Gives* `COLUMNS` and `counted`.
    """
    found = _POPULATIONS[measure.rows](facts, measure, question, kind)
    named = found.select(*COLUMNS[measure.rows], "counted")
    return named.order_by(ibis.desc(SORTED_BY[measure.rows]), COLUMNS[measure.rows][0])


def _ended(facts: Facts, measure: Measure, question: Question, kind: str | None) -> ir.Table:
    found = flow.ended(facts, question).mutate(counted=ibis.literal(True))
    if measure.name == "flow_distribution":
        mapped = found if kind == Kind.UNMAPPED else found.filter(found.kind.isin(flow.MAPPED))
        return mapped.mutate(counted=mapped.kind == kind if kind else ibis.literal(True))
    kept = found.filter(found.kind == kind) if kind else found
    return _ITEM_TESTS.get(measure.name, lambda items: items)(kept)


_ITEM_TESTS: Mapping[str, Callable[[ir.Table], ir.Table]] = {
    "flow_time": lambda items: items.filter(_.flow_hours.notnull()),
    "flow_time_p85": lambda items: items.filter(_.flow_hours.notnull()),
    "flow_efficiency": lambda items: items.filter(_.flow_hours.notnull() & _.active_hours.notnull()),
    "flow_reopened": lambda items: items.mutate(counted=_.reopened > 0),
    "flow_no_start": lambda items: items.mutate(counted=_.flow_hours.isnull()),
    "flow_unmapped": lambda items: items.mutate(counted=_.kind.notin(flow.MAPPED)),
}


def _cancelled(facts: Facts, _measure: Measure, question: Question, kind: str | None) -> ir.Table:
    left = flow.cancelled(facts, question).mutate(counted=ibis.literal(True))
    done = flow.ended(facts, question).filter(~_.is_from_commits).mutate(counted=ibis.literal(False))
    both = left.union(done.select(left.columns)).mutate(left_at=ibis.coalesce(_.cancelled_at, _.ended_at))
    return both.filter(both.kind == kind) if kind else both


def _in_load(facts: Facts, measure: Measure, question: Question, kind: str | None) -> ir.Table:
    """Stays in load: those at the period's end, or for the mean all that overlap it, with their hours in it.

    Of items whose source fell silent in the period, what was last known.
    """
    (period,) = question.periods
    start, end = ibis.literal(naive(period.start)), ibis.literal(naive(period.end))
    stays = scopes.scoped(facts["stays"], question).filter(_.in_load)
    # a snapshot from before items were told to be silent does not say until when they are known
    known = stays[KNOWN_UNTIL].fill_null(end) if KNOWN_UNTIL in stays.columns else end
    stays = stays.mutate(last=ibis.least(known, end)).filter((_.changed_at < _.last) & (_.last > start))
    open_end = stays.until_at.fill_null(stays.last)
    kept = stays.filter(open_end > start if measure.name == "flow_load_mean" else open_end >= stays.last)
    kept = kept.filter(kept.kind == kind) if kind else kept
    # a stay that is still open lasts until as-at, which `hours` knows, and not until the period's end
    inside = ibis.least(kept.hours, hours(kept.changed_at, kept["last"])) - ibis.greatest(
        0.0, hours(kept.changed_at, start)
    )
    details = facts["items"].select("item", "key", "url", "type").distinct(on="item", keep="first")
    named = kept.mutate(hours_in_period=inside, counted=ibis.literal(True)).left_join(details, "item")
    return named.drop("item_right")


def _deployments(facts: Facts, measure: Measure, question: Question, _kind: str | None) -> ir.Table:
    found = delivery.deployed(facts, question)
    if measure.name == "deployment_frequency":
        return found.filter(found.succeeded).mutate(counted=ibis.literal(True))
    if measure.name == "rework_rate":
        return found.filter(found.is_unplanned.notnull()).mutate(counted=_.is_unplanned)
    return found.filter(found.is_failure_told).mutate(counted=_.failure.notnull())


def _changes(facts: Facts, _measure: Measure, question: Question, _kind: str | None) -> ir.Table:
    return delivery.brought(facts, question).mutate(counted=ibis.literal(True))


def _incidents(facts: Facts, measure: Measure, question: Question, _kind: str | None) -> ir.Table:
    found = delivery.restored(facts, question).mutate(counted=ibis.literal(True))
    return found.filter(found.is_change_caused) if measure.name == "recovery_time" else found


_POPULATIONS: Mapping[Rows, Callable[[Facts, Measure, Question, str | None], ir.Table]] = {
    Rows.ENDED: _ended,
    Rows.CANCELLED: _cancelled,
    Rows.LOAD: _in_load,
    Rows.DEPLOYMENTS: _deployments,
    Rows.CHANGES: _changes,
    Rows.INCIDENTS: _incidents,
}
