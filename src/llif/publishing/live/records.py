"""What the measures of a live service rest on: transactions as recorded, costs and answers as published.

Nothing after a snapshot's as-at is known. What people recorded is read anew each time: it follows at once.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from llif.metrics import evidence_rows, standing
from llif.metrics.catalogue import Family
from llif.metrics.questions import Context, Spoken
from llif.metrics.standing import Knowledge
from llif.pipeline.manifest import context_of
from llif.pipeline.reading import end_of_day
from llif.portfolio.investment.spending import Cost
from llif.portfolio.registers.entries import Recorded
from llif.portfolio.registers.transactions import TRANSACTIONS
from llif.publishing.costs import costs_of
from llif.publishing.remembered import PerSnapshot
from llif.terms.time import day_of, midnight
from llif.warehouse.snapshots import Snapshot

A_MOMENT = timedelta(microseconds=1)
ANSWERS = "answers"
Told = Mapping[str, Sequence[Mapping[str, Any]]]


@dataclass(frozen=True)
class Counted:
    """One period of a product's transactions, its days both included; what was not counted is null."""

    product: str
    first: date
    last: date
    started: int | None
    completed: int | None
    total: int | None


@dataclass(frozen=True)
class Records:
    """By product. `transactions_known` and `answers_known` say since when, and how lately, each product's speak."""

    context: Context
    counted: Mapping[str, Sequence[Counted]]
    costs: Mapping[str, Sequence[Cost]]
    answers: Told
    transactions_known: Knowledge
    answers_known: Knowledge

    @property
    def first(self) -> date | None:
        """The day of the first of them; null where there is none."""
        days = [each.first for several in self.counted.values() for each in several]
        days += [row["day"] for rows in self.answers.values() for row in rows]
        return min(days, default=None)


def records(snapshot: Snapshot, known_at: datetime | None) -> Records:
    """*Takes* until when entries are known; null: what stands now."""
    from llif.portfolio.registers.recorded import newest  # figures of a clone are asked without a database

    context = context_of(snapshot.manifest, snapshot.name, snapshot.as_at)
    last = day_of(snapshot.as_at - A_MOMENT, context.zone)
    standing_now = newest(snapshot.portfolio, known_at=known_at, register=TRANSACTIONS.name)
    counted = _counted(standing_now, {each.id for each in context.products}, last)
    costs, (answers, answers_known) = _costs(snapshot), _answered(snapshot)
    return Records(context, counted, costs, answers, _spoken(counted, context), answers_known)


def known_by(snapshot: Snapshot, *, as_at: date | None, is_named: bool) -> datetime | None:
    """Until when entries are known: the end of the day that was asked for, or of a named snapshot's own; null where
    neither was: now."""
    zone = str(snapshot.manifest["portfolio"]["time_zone"])
    last = day_of(snapshot.as_at - A_MOMENT, zone)
    return end_of_day(as_at or last, zone) if as_at or is_named else None


def _counted(entries: Iterable[Recorded], products: set[str], last: date) -> Mapping[str, list[Counted]]:
    """In order of days. Of products that the snapshot has; a period that ends after its last day is not known yet."""
    found: dict[str, list[Counted]] = defaultdict(list)
    for each in entries:
        row = _row(each)
        if row.product in products and row.last <= last:
            found[row.product].append(row)
    return {product: sorted(rows, key=lambda row: row.first) for product, rows in found.items()}


def _row(entry: Recorded) -> Counted:
    content = entry.content or {}
    first, last = (date.fromisoformat(content[name]) for name in ("first", "last"))
    return Counted(entry.place.product, first, last, content["started"], content["completed"], content["total"])


def _spoken(counted: Mapping[str, Sequence[Counted]], context: Context) -> Knowledge:
    """Entries are typed when somebody counts: that none came for a while is no silence of a source."""
    edges = {product: (rows[0].first, max(row.last for row in rows)) for product, rows in counted.items()}
    told = {
        (product, Family.LIVE): Spoken(midnight(first, context.zone), midnight(last, context.zone), False, None)
        for product, (first, last) in edges.items()
    }
    return Knowledge(told, {})


def _read_costs(snapshot: Snapshot) -> Mapping[str, Sequence[Cost]]:
    found: dict[str, list[Cost]] = defaultdict(list)
    for each in costs_of(snapshot):
        found[each.product].append(each)
    return found


def _read_answers(snapshot: Snapshot) -> tuple[Told, Knowledge]:
    """The rows of answers, and what freshness says of them. A snapshot of before there were any has none."""
    context = context_of(snapshot.manifest, snapshot.name, snapshot.as_at)
    rows = evidence_rows.grouped(snapshot.arrow(ANSWERS)) if ANSWERS in snapshot.manifest["tables"] else {}
    fresh = [row for row in snapshot.arrow("freshness").to_pylist() if row["family"] == ANSWERS]
    return rows, standing.knowledge([{**row, "family": Family.LIVE.value} for row in fresh], [], context)


_costs = PerSnapshot(_read_costs)
_answered = PerSnapshot(_read_answers)
