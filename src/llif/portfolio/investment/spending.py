"""What was spent in a period: cost records pro-rated by day, by product, category and currency. Pure.

Currencies are never added up: each has its own sum. A record's days are both included.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

SPENDS = ("capital", "revenue")


@dataclass(frozen=True)
class Cost:
    """`category` is run or change, `spend` capital or revenue; either is null where the source does not say.

    A source that has one column for both says capital or revenue as the category. `record` names the record it was
    read from: two products that claim one hold the same.
    """

    product: str
    category: str | None
    first: date
    last: date
    amount: float
    currency: str
    record: str = ""
    spend: str | None = None

    @property
    def accounted_as(self) -> str | None:
        """Capital or revenue, in whichever column it was said."""
        return self.spend or (self.category if self.category in SPENDS else None)


Sums = Mapping[tuple[str, str | None, str], float]
"""Amounts by product, category and currency."""


def within(first: date, last: date, amount: float, start: date, end: date) -> float:
    """The part of an amount over [first, last] that falls on the days [start, end], day by day alike."""
    shared = (min(last, end) - max(first, start)).days + 1
    return amount * shared / ((last - first).days + 1) if shared > 0 else 0.0


def spent(costs: Iterable[Cost], start: date, end: date) -> Sums:
    """The sums of the days [start, end]; what has no day there is left out, so that nothing reads as zero."""
    sums: dict[tuple[str, str | None, str], float] = defaultdict(float)
    for cost in costs:
        if cost.first <= end and cost.last >= start:
            part = within(cost.first, cost.last, cost.amount, start, end)
            sums[cost.product, cost.category, cost.currency] += part
    return dict(sums)


def by_spend(costs: Iterable[Cost], start: date, end: date) -> Mapping[str, Mapping[str | None, float]]:
    """By currency, what was capital and what revenue on the days [start, end]; null: what nobody said."""
    sums = spent([replace(each, category=each.accounted_as) for each in costs], start, end)
    return {name: by_category(sums, name) for name in currencies(sums)}


def by_product(sums: Sums, currency: str) -> dict[str, float]:
    found: dict[str, float] = defaultdict(float)
    for (product, _category, of), amount in sums.items():
        if of == currency:
            found[product] += amount
    return dict(found)


def by_category(sums: Sums, currency: str) -> dict[str | None, float]:
    found: dict[str | None, float] = defaultdict(float)
    for (_product, category, of), amount in sums.items():
        if of == currency:
            found[category] += amount
    return dict(found)


def currencies(sums: Sums) -> list[str]:
    return sorted({currency for _product, _category, currency in sums})


def by_kind(amount: float, finished: Mapping[str, float]) -> dict[str, float] | None:
    """An amount divided as finished work divides by kind: an attribution, not a record. Null where none finished."""
    total = sum(finished.values())
    return {kind: amount * count / total for kind, count in finished.items()} if total else None


def per_item(amount: float | None, finished: float | None) -> float | None:
    """The cost of a finished item; null where either is unknown or none finished."""
    return amount / finished if amount is not None and finished else None
