"""How much of the money is persistent (for a product as long as it lives) rather than temporary (for a project). Pure.

Currencies are never added up.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from llif.portfolio.investment.spending import within

PERSISTENT, TEMPORARY = "persistent", "temporary"


@dataclass(frozen=True)
class Budget:
    """Money for the days [first, last], both included; `funding` is persistent or temporary.

    `spend` is capital or revenue, null where it is not said.
    """

    product: str
    first: date
    last: date
    amount: float
    currency: str
    funding: str
    spend: str | None = None


@dataclass(frozen=True)
class Budgeted:
    """What a product is given for a period in one currency; of `by_spend` null is what nobody said."""

    product: str
    currency: str
    amount: float
    persistent: float
    by_spend: Mapping[str | None, float]


@dataclass(frozen=True)
class Funding:
    """What is funded over a period in one currency."""

    currency: str
    persistent: float
    temporary: float

    @property
    def total(self) -> float:
        return self.persistent + self.temporary

    @property
    def persistent_share(self) -> float | None:
        return self.persistent / self.total if self.total else None


def funding(budgets: Iterable[Budget], start: date, end: date) -> list[Funding]:
    """One for each currency that has a budget on the days [start, end], in order of currencies."""
    sums: dict[str, dict[str, float]] = defaultdict(lambda: {PERSISTENT: 0.0, TEMPORARY: 0.0})
    for each in budgets:
        if each.first <= end and each.last >= start:
            sums[each.currency][each.funding] += within(each.first, each.last, each.amount, start, end)
    return [Funding(name, kinds[PERSISTENT], kinds[TEMPORARY]) for name, kinds in sorted(sums.items())]


def by_product(budgets: Iterable[Budget], start: date, end: date) -> list[Budgeted]:
    """One for each product and currency with a budget on the days [start, end], by product, then currency."""
    found: dict[tuple[str, str], list[tuple[Budget, float]]] = defaultdict(list)
    for each in budgets:
        if each.first <= end and each.last >= start:
            part = within(each.first, each.last, each.amount, start, end)
            found[each.product, each.currency].append((each, part))
    return [_budgeted(*of, parts) for of, parts in sorted(found.items())]


def _budgeted(product: str, currency: str, parts: Sequence[tuple[Budget, float]]) -> Budgeted:
    by_spend: dict[str | None, float] = defaultdict(float)
    for each, part in parts:
        by_spend[each.spend] += part
    persistent = sum(part for each, part in parts if each.funding == PERSISTENT)
    return Budgeted(product, currency, sum(part for _each, part in parts), persistent, dict(by_spend))


def ends_unfollowed(budgets: Iterable[Budget], day: date, within_days: int) -> dict[str, date]:
    """Products whose temporary money has ended or ends within so many days, with no budget after it, and the last day.

    The earliest first. A product with persistent money on its last day is left out.
    """
    found: dict[str, date] = {}
    by_product: dict[str, list[Budget]] = defaultdict(list)
    for each in budgets:
        by_product[each.product].append(each)
    for product, own in by_product.items():
        last = max(each.last for each in own)
        final = [each for each in own if each.last == last]
        if (last - day).days <= within_days and all(each.funding == TEMPORARY for each in final):
            found[product] = last
    return dict(sorted(found.items(), key=lambda each: each[1]))
