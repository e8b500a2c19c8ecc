"""Flow load at an instant, and its time-weighted mean over a period. Pure ibis and numpy.

Load changes are summed between the edges of the asked periods; what stands at an edge is the running sum, and the
area under it gives the mean exactly, whatever the hour of a change. Source: DEFINITIONS section 1.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from itertools import pairwise

import ibis
import ibis.expr.types as ir
import numpy as np
import numpy.typing as npt
import pyarrow as pa
from ibis import _

from llif.metrics import scopes
from llif.metrics.facts.history import microseconds, total_hours
from llif.metrics.questions import Question, naive
from llif.metrics.running import Run, ask, plainly
from llif.metrics.tally import Column, Tally
from llif.terms.time import Period

Group = tuple[str, str | None]
Table = npt.NDArray[np.float64]
"""Of numbers: a row a group, a column an edge."""
SUMMED = ("net", "silent", "early")
MEAN = "flow_load_mean"
SILENCE = "is_silence"


def tally_load(
    facts: Mapping[str, ir.Table],
    question: Question,
    as_at: datetime,
    heard: Mapping[str, datetime],
    run: Run = plainly,
) -> Tally:
    """Load at the end of each period, by member and kind; its mean too where a measure of the question asks for it.

    What was in load when its source fell silent within a period counts in that one still, and in none after it.

    *Takes* `heard`, until when each member's products are known. *Gives* columns `load` and `mean`.
    """
    edges = _edges(question.periods, as_at)
    groups, net, silent, early = _between(facts, question, as_at, run)
    standing, gone = net.cumsum(axis=1), silent.cumsum(axis=1)
    starts = [edges.index(naive(period.start)) for period in question.periods]
    ends = [edges.index(naive(period.end)) for period in question.periods]
    known = np.array([heard.get(member, as_at).timestamp() for member, _kind in groups])
    means = [
        _mean(edges, standing, early, period, as_at, known) for period in question.periods if MEAN in question.measures
    ]
    keys = ((member, number, kind) for number in range(len(ends)) for member, kind in groups)
    heard_last = standing[:, ends] - (gone[:, ends] - gone[:, starts])
    columns = {"load": heard_last.T.ravel(), **({"mean": np.concatenate(means)} if means else {})}
    return Tally({key: place for place, key in enumerate(keys)}, columns, {})


def _edges(periods: Sequence[Period], as_at: datetime) -> list[datetime]:
    return sorted({naive(edge) for each in periods for edge in (each.start, each.end)} | {naive(as_at)})


def _between(
    facts: Mapping[str, ir.Table], question: Question, as_at: datetime, run: Run
) -> tuple[Sequence[Group], Table, Table, Table]:
    """Members and kinds, and for each by edge what there was since the edge before.

    It is the net change, that of it by silence, and the changes' hours up to the edge.

    The hours are 0 where no measure of the question needs them: to work them out takes longer than the rest.
    """
    is_timed = MEAN in question.measures

    def build(given: Question, last: datetime) -> list[ir.Table]:
        edges = _edges(given.periods, last)
        rows = _placed(_changes(facts, given, edges).filter(_.changed_at < edges[-1]), edges, is_timed=is_timed)
        early = {"early": total_hours(_.net * _.left)} if is_timed else {}
        silent = _.net.sum(where=_[SILENCE]).fill_null(0)
        sums = rows.group_by("member", "kind", "bucket").aggregate(net=_.net.sum(), silent=silent, **early)
        return [sums.order_by("member", "kind", "bucket")]

    found = ask(run, "load and mean" if is_timed else "load", question, build, as_at)[0]
    members, kinds = ([*map(str, found.column(name).to_pylist())] for name in ("member", "kind"))
    together: list[Group] = [(member, None) for member in members]
    apart: list[Group] = list(zip(members, kinds, strict=True)) if question.kinds else []
    places = {group: place for place, group in enumerate(dict.fromkeys([*together, *apart]))}
    size = (len(places), len(_edges(question.periods, as_at)))
    sums = {name: np.zeros(size) for name in SUMMED}
    for groups in (together, apart) if apart else (together,):
        own = [places[group] for group in groups]
        for name in SUMMED if is_timed else SUMMED[:-1]:
            sums[name] += _summed(found, name, own, size)
    return list(places), sums["net"], sums["silent"], sums["early"]


def _summed(found: pa.Table, column: str, places: Sequence[int], size: tuple[int, int]) -> Table:
    """A column's sums by group and edge."""
    sums = np.zeros(size)
    bucket, values = (found.column(name).to_numpy().astype(np.float64) for name in ("bucket", column))
    np.add.at(sums, (np.array(places, np.int64), bucket.astype(np.int64)), values)
    return sums


def _changes(facts: Mapping[str, ir.Table], question: Question, edges: list[datetime]) -> ir.Table:
    """Changes of load; those of the months before the first edge summed by month, for only their sum matters."""
    changes = _of_kinds(facts["load"], question)
    if SILENCE not in changes.columns:  # a snapshot from before items left load by silence
        changes = changes.mutate(is_silence=ibis.literal(False))
    if "load_months" not in facts:
        return changes
    month = ibis.literal(edges[0]).truncate("M")
    columns = {name: _[name] for name in ("member", "kind", "net", SILENCE)}
    columns["changed_at"] = _.changed_at.cast("timestamp")  # of one precision, whatever holds the facts
    before = _of_kinds(facts["load_months"], question).filter(_.changed_at < month)
    before = before.mutate(is_silence=ibis.literal(False))  # long ago, and so in no period that is asked
    return before.select(**columns).union(changes.filter(_.changed_at >= month).select(**columns))


def _of_kinds(changes: ir.Table, question: Question) -> ir.Table:
    """Kinds that are not asked for are not told apart."""
    rows = scopes.scoped(changes, question)
    return rows if question.kinds else rows.mutate(kind=ibis.null("string"))


def _placed(rows: ir.Table, edges: list[datetime], *, is_timed: bool) -> ir.Table:
    """Which edge comes next after a change (`bucket`), and how many microseconds later (`left`).

    A silence that begins at an edge comes before it: the period that ends there was heard, the one after it was not.
    """
    rows = rows.mutate(
        moment=ibis.cases((rows[SILENCE], rows.changed_at - ibis.interval(microseconds=1)), else_=rows.changed_at)
    )
    if len(edges) <= scopes.COMPARED:
        bucket = scopes.place(rows.moment, edges)
        if not is_timed:
            return rows.mutate(bucket=bucket)
        following = ibis.cases(*[(_.bucket == number, ibis.literal(edge)) for number, edge in enumerate(edges)])
        return rows.mutate(bucket=bucket).mutate(left=microseconds(_.changed_at, following))
    spans = ibis.memtable(
        {"bucket": list(range(len(edges))), "since": [datetime(1, 1, 1), *edges[:-1]], "next_edge": edges},  # noqa: DTZ001 - naive like the facts
        schema={"bucket": "int64", "since": "timestamp", "next_edge": "timestamp"},
    )
    joined = rows.join(spans, [rows.moment >= spans.since, rows.moment < spans.next_edge])
    return joined.mutate(left=microseconds(joined.changed_at, joined.next_edge))


def _mean(
    edges: list[datetime], standing: Table, early: Table, period: Period, as_at: datetime, known: Column
) -> Column:
    """The area between the period's edges, and not beyond as-at, over its known hours, by group; NaN over no time.

    *Takes* `known`, the instant until which each group is known (seconds): beyond it the area is empty.
    """
    until = min(naive(period.end), naive(as_at))
    first, last = edges.index(naive(period.start)), edges.index(until)
    if last <= first:
        return np.full(len(standing), np.nan)
    lengths = np.array([(after - edge).total_seconds() / 3600 for edge, after in pairwise(edges[first : last + 1])])
    area: Column = standing[:, first:last] @ lengths + early[:, first + 1 : last + 1].sum(axis=1)
    hours = np.minimum(lengths.sum(), (known - period.start.timestamp()) / 3600)
    mean: Column = np.where(hours > 0, area / np.where(hours > 0, hours, 1.0), np.nan)
    return mean
