"""Delivery and service: frequency, lead time, failure, rework, restore.

Pure ibis and numpy. Source: DEFINITIONS section 2.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

import ibis
import ibis.expr.types as ir
import numpy as np
import numpy.typing as npt
import pyarrow as pa
from ibis import _

from llif.metrics import intervals, scopes
from llif.metrics.questions import Question, naive
from llif.metrics.running import Run, ask, plainly
from llif.metrics.tally import Column, Estimate, Key, Tally, bare, gathered, share
from llif.terms.time import Period

WEEK, DAY = np.timedelta64(7, "D"), np.timedelta64(1, "D")
Instants = npt.NDArray[np.datetime64]


@dataclass(frozen=True)
class Watches:
    """From when to when members' deployments were observed in periods: as columns, for there are thousands of them.

    `index` leads from (member, period number) to a place in each.
    """

    index: Mapping[tuple[str, int], int]
    start: Instants
    end: Instants

    @property
    def days(self) -> Column:
        lasting: Column = (self.end - self.start) / DAY
        return lasting

    @property
    def weeks(self) -> npt.NDArray[np.int64]:
        return (self.days // 7).astype(np.int64)


def watches(heard: Mapping[str, tuple[datetime, datetime]], periods: Sequence[Period]) -> Watches:
    """Those that last. *Takes* when each member was first and last heard."""
    first, last = (_column([each[end] for each in heard.values()])[:, None] for end in (0, 1))
    start = np.maximum(first, _column([each.start for each in periods]))
    end = np.minimum(last, _column([each.end for each in periods]))
    lasting = end > start
    members = list(heard)
    index = {(members[row], int(number)): place for place, (row, number) in enumerate(np.argwhere(lasting))}
    return Watches(index, start[lasting], end[lasting])


def _column(instants: Iterable[datetime]) -> Instants:
    return np.array([naive(each) for each in instants], "datetime64[us]")


def deployed(facts: Mapping[str, ir.Table], question: Question) -> ir.Table:
    """Production deployments that finished in a period, with member and period."""
    return scopes.timed(scopes.scoped(facts["deployments"], question), "finished_at", question.periods)


def brought(facts: Mapping[str, ir.Table], question: Question) -> ir.Table:
    """Changes that reached production in a period, but for a service's first recorded deployment."""
    rows = scopes.scoped(facts["changes"], question)
    return scopes.timed(rows.filter(~rows.is_backlog), "deployed_at", question.periods)


def restored(facts: Mapping[str, ir.Table], question: Question) -> ir.Table:
    """User-impacting incidents that were restored in a period, and not cancelled."""
    rows = scopes.scoped(facts["incidents"], question)
    return scopes.timed(rows.filter(rows.is_user_impacting & ~rows.is_cancelled), "restored_at", question.periods)


def tally_deployments(facts: Mapping[str, ir.Table], question: Question, run: Run = plainly) -> Tally:
    def build(given: Question, _last: datetime) -> list[ir.Table]:
        rows = deployed(facts, given).mutate(kind=ibis.null("string"))
        found = rows.group_by("member", "period", "kind").aggregate(
            n=_.count(),
            succeeded=_.succeeded.cast("int64").sum(),
            told=_.is_failure_told.cast("int64").sum(),
            failed=(_.is_failure_told & _.failure.notnull()).cast("int64").sum(),
            planned_known=_.is_unplanned.count(),
            unplanned=_.is_unplanned.fill_null(False).cast("int64").sum(),
        )
        return [found]

    return gathered(ask(run, "deployments", question, build))


def tally_weeks(facts: Mapping[str, ir.Table], question: Question, watches: Watches, run: Run = plainly) -> Tally:
    """Sums of weekly counts and of their squares, over the whole weeks of each watch."""

    def build(given: Question, _last: datetime) -> list[ir.Table]:
        return [deployed(facts, given).filter(_.succeeded).select("member", "period", "finished_at")]

    found = ask(run, "weeks", question, build)[0]
    place = _places(found, watches.index)
    when = found.column("finished_at").to_numpy().astype("datetime64[us]")
    counts = _weekly(place[place >= 0], when[place >= 0], watches)
    columns = {"total": counts.sum(axis=1), "squares": (counts * counts).sum(axis=1)}
    index: dict[Key, int] = {(*key, None): at for key, at in watches.index.items() if columns["total"][at]}
    return Tally(index, columns, {})


def _places(found: pa.Table, places: Mapping[tuple[str, int], int]) -> npt.NDArray[np.int64]:
    """Each row's watch, −1 for none."""
    members = found.column("member").combine_chunks().dictionary_encode()
    names = members.dictionary.to_pylist()
    last = max((period for _member, period in places), default=0)
    known = np.array([[places.get((str(name), period), -1) for period in range(last + 1)] for name in names], np.int64)
    if not names:
        return np.zeros(0, np.int64)
    rows: npt.NDArray[np.int64] = known[members.indices.to_numpy(), np.minimum(found.column("period").to_numpy(), last)]
    return rows


def _weekly(place: npt.NDArray[np.int64], when: Instants, watches: Watches) -> Column:
    """Deployments by watch and whole week of it."""
    whole = watches.weeks
    week = (when - watches.start[place]) // WEEK
    inside = (week >= 0) & (week < whole[place])
    longest = max(1, int(whole.max(initial=0)))
    cell = place[inside] * longest + week[inside].astype(np.int64)
    return np.bincount(cell, minlength=whole.size * longest).astype(np.float64).reshape(whole.size, longest)


def tally_changes(facts: Mapping[str, ir.Table], question: Question, run: Run = plainly) -> Tally:
    return gathered(ask(run, "changes", question, lambda given, _last: [_changes(brought(facts, given))]))


def _changes(rows: ir.Table) -> ir.Table:
    by = ["member", "period"]
    medians = rows.group_by(by).aggregate(
        n=_.count(),
        deployments=_.deployment.nunique(),
        median=_.lead_hours.quantile(0.5),
        hours=_.lead_hours.collect().sort(),
    )
    below = rows.join(medians.select(*by, "median"), by)
    clusters = below.group_by(*by, "deployment").aggregate(
        m=_.count(), k=(_.lead_hours <= _.median).cast("int64").sum()
    )
    spread = clusters.group_by(by).aggregate(spread=((_.k - _.m / 2) * (_.k - _.m / 2)).sum())
    return medians.join(spread, by).mutate(kind=ibis.null("string"))


def tally_incidents(
    facts: Mapping[str, ir.Table], question: Question, *, change_caused: bool, run: Run = plainly
) -> Tally:
    def build(given: Question, _last: datetime) -> list[ir.Table]:
        rows = restored(facts, given)
        return [_incidents(rows.filter(rows.is_change_caused) if change_caused else rows)]

    return gathered(ask(run, f"incidents {change_caused}", question, build))


def _incidents(kept: ir.Table) -> ir.Table:
    found = kept.group_by("member", "period").aggregate(
        n=_.count(),
        hours=_.restore_hours.collect(where=_.restore_hours.notnull()).sort(),
    )
    return found.mutate(kind=ibis.null("string"))


def restore_time(tally: Tally) -> Estimate:
    low, high = intervals.median_ranks(tally["n"])
    n = tally["n"]
    return Estimate(tally.percentile("hours", 0.5), n, tally.ranked("hours", low), tally.ranked("hours", high), n)


def fail_rate(tally: Tally) -> Estimate:
    return share(tally["failed"], tally["told"])


def rework_rate(tally: Tally) -> Estimate:
    return share(tally["unplanned"], tally["planned_known"])


def _lead(tally: Tally) -> Estimate:
    low, high = intervals.spread_ranks(tally["n"], tally["spread"])
    ends = tally.ranked("hours", low), tally.ranked("hours", high)
    return Estimate(tally["median"], tally["n"], *ends, tally["deployments"])


def _percentile(tally: Tally, share_below: float) -> Estimate:
    plain = bare(tally.percentile("hours", share_below), tally["n"])
    return replace(plain, enough=tally["deployments"])


CHANGES: Mapping[str, Callable[[Tally], Estimate]] = {
    "lead_time": _lead,
    "lead_time_p75": lambda tally: _percentile(tally, 0.75),
    "lead_time_p90": lambda tally: _percentile(tally, 0.9),
}


def frequency(watches: Watches, counts: Tally, weeks: Tally) -> tuple[Tally, Estimate]:
    """Successful deployments a day over the observed days, an interval widened by how uneven the weeks are.

    *Gives* its own index: a watched member without any deployment has a true 0.
    """
    index: dict[Key, int] = {(*key, None): place for key, place in watches.index.items()}
    days = watches.days
    count = _looked_up(counts, "succeeded", index)
    factor = _dispersion(_looked_up(weeks, "total", index), _looked_up(weeks, "squares", index), days // 7)
    low, high = intervals.poisson(count, factor)
    lasting: Column = np.where(days > 0, days, np.nan)
    return Tally(index, {}, {}), Estimate(count / lasting, count, low / lasting, high / lasting, count)


def _looked_up(tally: Tally, column: str, keys: Iterable[Key]) -> Column:
    """A column's values by key, 0 where it has none."""
    values = np.append(tally[column], 0.0)
    return values[[tally.index.get(key, -1) for key in keys]]


def _dispersion(total: Column, squares: Column, whole: Column) -> Column:
    """Sample variance over mean of the weekly counts, empty weeks too; 1 below two weeks or without a deployment."""
    known = (total > 0) & (whole >= 2)
    total, whole = np.where(known, total, 1.0), np.where(known, whole, 2.0)
    variance = (squares - total * total / whole) / (whole - 1)
    return np.where(known, variance / (total / whole), 1.0)
