"""The rows that a live service's figures are made from: a figure is the sum of one column by the sum of another. Pure.

A period of transactions is of its last day, whole. Rows that lack what a measure needs are no part of it. What two
products claim counts once: the later row then bears what the earlier has not.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from llif.portfolio.investment.spending import Cost, within
from llif.publishing.live.records import Counted, Records

A_DAY = timedelta(days=1)
Row = Mapping[str, Any]
Days = tuple[date, date]


@dataclass(frozen=True)
class Made:
    """How a figure is made of its rows: Σ `part` ÷ Σ `whole`. `shown` are the other columns."""

    part: str
    whole: str
    shown: tuple[str, ...]

    @property
    def columns(self) -> tuple[str, ...]:
        return (*self.shown, self.part, self.whole)


PERIOD = ("product", "first", "last")
MADE: Mapping[str, Made] = {
    "cost_per_transaction": Made("amount", "total", (*PERIOD, "currency")),
    "take_up": Made("completed", "total", PERIOD),
    "completion_rate": Made("completed", "started", PERIOD),
    "satisfaction": Made("best", "n", ("product", "service", "day")),
}


def rows(measure: str, records: Records, products: Sequence[str], days: Days) -> list[Row]:
    """In order of products and days. *Takes* the first and the last day, both included."""
    return list(_ROWS[measure](records, products, days))


def _ended(records: Records, products: Sequence[str], days: Days) -> Iterator[Counted]:
    first, last = days
    return (each for product in products for each in records.counted.get(product, ()) if first <= each.last <= last)


def _shares(measure: str) -> Callable[[Records, Sequence[str], Days], Iterator[Row]]:
    made = MADE[measure]

    def found(records: Records, products: Sequence[str], days: Days) -> Iterator[Row]:
        for each in _ended(records, products, days):
            row = {name: getattr(each, name) for name in made.columns}
            if row[made.part] is not None and row[made.whole] is not None:
                yield row

    return found


def _costs(records: Records, products: Sequence[str], days: Days) -> Iterator[Row]:
    """Periods whose every day has a cost recorded, of whatever category: unknown costs are not none."""
    taken = _Taken()
    for each in _ended(records, products, days):
        period = each.first, each.last
        costs = records.costs.get(each.product, ())
        own = [cost for cost in costs if cost.first <= each.last and each.first <= cost.last]
        if each.total is not None and _covered(period, own):
            yield {
                "product": each.product,
                "first": each.first,
                "last": each.last,
                "currency": ", ".join(sorted({cost.currency for cost in own})),
                "amount": sum(taken.amount(cost, period) for cost in own),
                "total": each.total,
            }


def _covered(days: Days, costs: Iterable[Cost]) -> bool:
    reached, last = days
    for cost in sorted(costs, key=lambda each: each.first):
        if cost.first <= reached:
            reached = max(reached, cost.last + A_DAY)
    return reached > last


@dataclass
class _Taken:
    """The days of each cost record that a row bears already."""

    days: dict[str, list[Days]] = field(default_factory=lambda: defaultdict(list))

    def amount(self, cost: Cost, days: Days) -> float:
        """What a record adds on these days: those of them that no row bears yet."""
        left = [(max(cost.first, days[0]), min(cost.last, days[1]))]
        for taken in self.days[cost.record]:
            left = [part for each in left for part in _without(each, taken)]
        self.days[cost.record].extend(left)
        return sum(within(cost.first, cost.last, cost.amount, first, last) for first, last in left)


def _without(days: Days, taken: Days) -> Iterator[Days]:
    (first, last), (start, end) = days, taken
    if first < start:
        yield first, min(last, start - A_DAY)
    if last > end:
        yield max(first, end + A_DAY), last


def _answers(records: Records, products: Sequence[str], days: Days) -> Iterator[Row]:
    seen = set()
    for product in products:
        for row in sorted(records.answers.get(product, ()), key=lambda each: each["day"]):
            key = tuple(row[name] for name in ("source", "service", "instrument", "day"))
            if days[0] <= row["day"] <= days[1] and key not in seen:
                seen.add(key)
                yield {name: row[name] for name in MADE["satisfaction"].columns}


_ROWS: Mapping[str, Callable[[Records, Sequence[str], Days], Iterator[Row]]] = {
    "cost_per_transaction": _costs,
    "take_up": _shares("take_up"),
    "completion_rate": _shares("completion_rate"),
    "satisfaction": _answers,
}
