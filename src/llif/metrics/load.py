"""Flow load at an instant, and its time-weighted mean over a period. Pure ibis and numpy.

Load changes are summed between the edges of the asked periods; what stands at an edge is the running sum, and the
area under it gives the mean exactly, whatever the hour of a change. Source: DEFINITIONS section 1.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime

import ibis
import ibis.expr.types as ir
import numpy as np
import pyarrow as pa
from ibis import _

from llif.metrics import scopes
from llif.metrics.facts.history import hours
from llif.metrics.questions import Question, naive
from llif.metrics.running import Run, ask, plainly
from llif.metrics.tally import Column, Tally
from llif.terms.time import Period

Group = tuple[str, str | None]


def tally_load(facts: Mapping[str, ir.Table], question: Question, as_at: datetime, run: Run = plainly) -> Tally:
    """Load at the end and mean load of each period, by member and kind. *Gives* columns `load` and `mean`."""
    edges = _edges(question.periods, as_at)
    sums = _between(facts, question, as_at, run)
    at = {edge: place for place, edge in enumerate(edges)}
    index: dict[tuple[str, int, str | None], int] = {}
    load: list[float] = []
    mean: list[float] = []
    for (member, kind), (net, early) in sums.items():
        standing = np.cumsum(net)
        for number, period in enumerate(question.periods):
            index[member, number, kind] = len(load)
            load.append(float(standing[at[naive(period.end)]]))
            mean.append(_mean(edges, standing, early, period, as_at))
    return Tally(index, {"load": np.array(load), "mean": np.array(mean)}, {})


def _edges(periods: Sequence[Period], as_at: datetime) -> list[datetime]:
    return sorted({naive(edge) for each in periods for edge in (each.start, each.end)} | {naive(as_at)})


def _between(
    facts: Mapping[str, ir.Table], question: Question, as_at: datetime, run: Run
) -> dict[Group, tuple[Column, Column]]:
    """Per member and kind: net change since the edge before, and those changes' hours up to the edge."""

    def build(given: Question, last: datetime) -> list[ir.Table]:
        edges = _edges(given.periods, last)
        rows = _placed(_changes(facts, given, edges).filter(_.changed_at < edges[-1]), edges)
        by = ("member", "kind", "bucket")
        return [rows.group_by(*by).aggregate(net=_.net.sum(), early=(_.net * _.hours_left).sum())]

    found = ask(run, "load", question, build, as_at)[0]
    size = len(_edges(question.periods, as_at))
    sums: dict[Group, tuple[Column, Column]] = defaultdict(lambda: (np.zeros(size), np.zeros(size)))
    for member, kind, bucket, net, early in _rows(found):
        for group in ((member, kind), (member, None)) if question.kinds else ((member, None),):
            sums[group][0][bucket] += net
            sums[group][1][bucket] += early
    return sums


def _changes(facts: Mapping[str, ir.Table], question: Question, edges: list[datetime]) -> ir.Table:
    """Changes of load; those of the months before the first edge summed by month, for only their sum matters."""
    changes = scopes.scoped(facts["load"], question)
    if "load_months" not in facts:
        return changes
    month = ibis.literal(edges[0]).truncate("M")
    columns = {name: _[name] for name in ("member", "kind", "net")}
    columns["changed_at"] = _.changed_at.cast("timestamp")  # of one precision, whatever holds the facts
    before = scopes.scoped(facts["load_months"], question).filter(_.changed_at < month)
    return before.select(**columns).union(changes.filter(_.changed_at >= month).select(**columns))


def _rows(found: pa.Table) -> list[tuple[str, str, int, float, float]]:
    columns = [found.column(name).to_pylist() for name in ("member", "kind", "bucket", "net", "early")]
    return list(zip(*columns, strict=True))


def _placed(rows: ir.Table, edges: list[datetime]) -> ir.Table:
    """Which edge comes next after a change (`bucket`), and how many hours later."""
    if len(edges) <= scopes.COMPARED:
        bucket = scopes.place(rows.changed_at, edges)
        following = ibis.cases(*[(_.bucket == number, ibis.literal(edge)) for number, edge in enumerate(edges)])
        return rows.mutate(bucket=bucket).mutate(hours_left=hours(_.changed_at, following))
    spans = ibis.memtable(
        {"bucket": list(range(len(edges))), "since": [datetime(1, 1, 1), *edges[:-1]], "next_edge": edges},  # noqa: DTZ001 - naive like the facts
        schema={"bucket": "int64", "since": "timestamp", "next_edge": "timestamp"},
    )
    joined = rows.join(spans, [rows.changed_at >= spans.since, rows.changed_at < spans.next_edge])
    return joined.mutate(hours_left=hours(joined.changed_at, joined.next_edge))


def _mean(edges: list[datetime], standing: Column, early: Column, period: Period, as_at: datetime) -> float:
    """The area between the period's edges, and not beyond as-at, over its hours; NaN over no time."""
    until = min(naive(period.end), naive(as_at))
    first, last = edges.index(naive(period.start)), edges.index(until)
    if last <= first:
        return float("nan")
    lengths = np.array(
        [(b - a).total_seconds() / 3600 for a, b in zip(edges[first:last], edges[first + 1 : last + 1], strict=True)]
    )
    area = float((standing[first:last] * lengths).sum() + early[first + 1 : last + 1].sum())
    return area / float(lengths.sum())
