"""Flow: velocity, time, efficiency, distribution, load. Pure ibis and numpy. Source: DEFINITIONS section 1.

Populations are expressions (their rows are what evidence lists); tallies aggregate them; estimates make values of
tallies.
"""

from collections.abc import Callable, Mapping
from datetime import datetime

import ibis
import ibis.expr.types as ir
import numpy as np
from ibis import _
from ibis.expr.types.groupby import GroupedTable

from llif.metrics import intervals, scopes
from llif.metrics.facts.history import total_of_hours
from llif.metrics.questions import Question
from llif.metrics.running import Run, ask, plainly
from llif.metrics.tally import Estimate, Tally, bare, gathered, share
from llif.terms.work import KINDS_SHOWN, Kind

KINDS = tuple(kind.value for kind in KINDS_SHOWN)
MAPPED = (Kind.FEATURE.value, Kind.DEFECT.value, Kind.DEBT.value, Kind.RISK.value)
TIMED = frozenset({"flow_time", "flow_time_p85"})


def ended(facts: Mapping[str, ir.Table], question: Question) -> ir.Table:
    """Items that ended in a period, with member and period."""
    return scopes.timed(scopes.scoped(facts["items"], question), "ended_at", question.periods)


def cancelled(facts: Mapping[str, ir.Table], question: Question) -> ir.Table:
    """Items now cancelled that were cancelled in a period, with member and period."""
    return scopes.timed(scopes.scoped(facts["items"], question), "cancelled_at", question.periods)


def _groups(rows: ir.Table, question: Question) -> list[tuple[list[str], ir.Table]]:
    """All kinds together, and each kind alone if asked."""
    together = rows.mutate(kind=ibis.null("string"))
    return [(["member", "period", "kind"], each) for each in ([together, rows] if question.kinds else [together])]


def tally_ended(facts: Mapping[str, ir.Table], question: Question, run: Run = plainly) -> Tally:
    """Counts of ended items; their flow times too where a measure of the question asks for them."""
    is_timed = not TIMED.isdisjoint(question.measures)

    def build(given: Question, _last: datetime) -> list[ir.Table]:
        rows = ended(facts, given).mutate(is_mapped=_.kind.isin(MAPPED), is_known=_.active_hours.notnull())
        return [_ended(group.group_by(by), is_timed) for by, group in _groups(rows, given)]

    return gathered(ask(run, "ended and timed" if is_timed else "ended", question, build))


def _ended(groups: GroupedTable, is_timed: bool) -> ir.Table:
    known = _.is_known & _.flow_hours.notnull()
    times = {
        "timed": _.flow_hours.count(),
        "hours": _.flow_hours.collect(where=_.flow_hours.notnull()).sort(),
    }
    return groups.aggregate(
        **(times if is_timed else {}),
        n=_.count(),
        known=known.cast("int64").sum(),
        active=total_of_hours(_.active_hours, known).fill_null(0.0),
        elapsed=total_of_hours(_.flow_hours, known).fill_null(0.0),
        mapped=_.is_mapped.cast("int64").sum(),
        unstarted=_.flow_hours.isnull().cast("int64").sum(),
        reopened=(_.reopened > 0).cast("int64").sum(),
    )


def tally_cancelled(facts: Mapping[str, ir.Table], question: Question, run: Run = plainly) -> Tally:
    def build(given: Question, _last: datetime) -> list[ir.Table]:
        left = cancelled(facts, given).select("member", "period", "kind", is_cancelled=ibis.literal(True))
        tracked = ended(facts, given).filter(~_.is_from_commits)
        done = tracked.select("member", "period", "kind", is_cancelled=ibis.literal(False))
        return [
            group.group_by(by).aggregate(n=_.count(), cancelled=_.is_cancelled.cast("int64").sum())
            for by, group in _groups(left.union(done), given)
        ]

    return gathered(ask(run, "cancelled", question, build))


def _velocity(tally: Tally) -> Estimate:
    return bare(tally["n"], tally["n"])


def _time(tally: Tally) -> Estimate:
    low, high = intervals.median_ranks(tally["timed"])
    n = tally["timed"]
    return Estimate(tally.percentile("hours", 0.5), n, tally.ranked("hours", low), tally.ranked("hours", high), n)


def _efficiency(tally: Tally) -> Estimate:
    elapsed = tally["elapsed"]
    n = np.where(elapsed > 0, tally["known"], 0.0)
    return bare(np.where(elapsed > 0, tally["active"] / np.where(elapsed > 0, elapsed, 1), np.nan), n)


ENDED: Mapping[str, Callable[[Tally], Estimate]] = {
    "flow_velocity": _velocity,
    "flow_time": _time,
    "flow_time_p85": lambda tally: bare(tally.percentile("hours", 0.85), tally["timed"]),
    "flow_efficiency": _efficiency,
    "flow_reopened": lambda tally: share(tally["reopened"], tally["n"]),
    "flow_no_start": lambda tally: share(tally["unstarted"], tally["n"]),
    "flow_unmapped": lambda tally: share(tally["n"] - tally["mapped"], tally["n"]),
}


def cancel_rate(tally: Tally) -> Estimate:
    return share(tally["cancelled"], tally["n"])


def distribution(tally: Tally) -> tuple[Tally, Estimate]:
    """Each kind's share of the mapped, the unmapped's of all; of all kinds together, 1. *Takes* a tally by kind.

    *Gives* its own index: a kind of which nothing ended has a true 0 beside those of which something did.
    """
    groups = [(member, period) for member, period, kind in tally.index if kind is None]
    keys = [(*group, kind) for group in groups for kind in (None, *KINDS)]
    n, hits = np.zeros(len(keys)), np.zeros(len(keys))
    for place, (member, period, kind) in enumerate(keys):
        whole, own = tally.index[member, period, None], tally.index.get((member, period, kind))
        n[place] = tally["n" if kind == Kind.UNMAPPED else "mapped"][whole]
        if own is not None:
            hits[place] = tally["mapped" if kind is None else "n"][own]
    return Tally({key: place for place, key in enumerate(keys)}, {}, {}), share(hits, n)
