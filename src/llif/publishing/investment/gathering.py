"""What the page of investment shows: spend by currency, category and product, its attribution to work, and funding."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from llif.portfolio.codes import Phase
from llif.portfolio.investment import spending
from llif.portfolio.investment.funding import Budget, Budgeted, Funding, by_product, ends_unfollowed, funding
from llif.portfolio.investment.spending import Sums
from llif.portfolio.registers.entries import Recorded
from llif.publishing.asking import Asked
from llif.publishing.costs import costs_of
from llif.publishing.figures.answers import Answers
from llif.publishing.recorded import Standing
from llif.terms.quantity import Figure
from llif.terms.work import KINDS_SHOWN

ENDING_WITHIN_DAYS = 365


@dataclass(frozen=True)
class Spent:
    """What one product cost in one currency. `by_kind` attributes it as its finished work divides; null: unknown.

    `work` is the figure of its finished items: where it has no value it says why.
    """

    product: str
    currency: str
    amount: float
    before: float | None
    work: Figure | None
    per_item: float | None
    by_kind: Mapping[str, float] | None

    @property
    def finished(self) -> float | None:
        return self.work.value if self.work else None


@dataclass(frozen=True)
class KindSpend:
    """What the products cost in one currency, divided as their finished work divides by kind.

    `amount` is of the products with finished work, `products` of them; `total` of all with costs, `of` of them.
    """

    currency: str
    kinds: Mapping[str, float]
    amount: float
    products: int
    total: float
    of: int


@dataclass(frozen=True)
class BudgetBeside:
    """A product's budget for the period beside what it cost; `spent` is null where no cost of it is recorded."""

    budget: Budgeted
    spent: float | None

    @property
    def share_spent(self) -> float | None:
        return None if self.spent is None or not self.budget.amount else self.spent / self.budget.amount


@dataclass(frozen=True)
class Investment:
    """`recorded` counts the products with a cost in the period, `known` those with any at all."""

    spent: Sequence[Spent]
    by_category: Mapping[str, Mapping[str | None, float]]
    by_spend: Mapping[str, Mapping[str | None, float]]
    recorded: int
    known: int
    by_kind: Sequence[KindSpend]
    budgets: Sequence[BudgetBeside]
    funding: Sequence[Funding]
    funded: int
    ending: Mapping[str, date]


def gathered(question: Asked, standing: Standing) -> Investment:
    costs = [each for each in costs_of(question.snapshot) if each.product in question.products]
    now = spending.spent(costs, question.first, question.last)
    earlier = question.first - (question.last - question.first) - date.resolution, question.first - date.resolution
    before = spending.spent(costs, *earlier)
    answers = Answers()
    answers.ask(question.snapshot, ["flow_velocity"], [question.period], kinds=True)
    budgets = [_budget(each) for each in standing.get("budgets", ()) if each.place.product in question.products]
    of_products = list(_spent(question, answers, now, before))
    return Investment(
        of_products,
        {name: spending.by_category(now, name) for name in spending.currencies(now)},
        spending.by_spend(costs, question.first, question.last),
        len({product for product, _category, _currency in now}),
        len({each.product for each in costs}),
        [_by_kind(name, of_products) for name in spending.currencies(now)],
        list(_beside(question, by_product(budgets, question.first, question.last), of_products)),
        funding(budgets, question.first, question.last),
        len({each.product for each in budgets if each.first <= question.last and each.last >= question.first}),
        ends_unfollowed(_in_service(budgets, question), question.as_at, ENDING_WITHIN_DAYS),
    )


def _in_service(budgets: Iterable[Budget], question: Asked) -> list[Budget]:
    """The money of a product that is retired need not go on."""
    return [each for each in budgets if question.products[each.product].get("phase") != Phase.RETIRED]


def _spent(question: Asked, answers: Answers, now: Sums, before: Sums) -> Iterable[Spent]:
    """In the products' order, which says nothing of them."""
    for currency in spending.currencies(now):
        amounts, earlier = spending.by_product(now, currency), spending.by_product(before, currency)
        for product in question.products:
            if product in amounts:
                finished = answers.get("flow_velocity", product, question.period)
                count = finished.value if finished else None
                kinds = finished_by_kind(answers, question, product)
                yield Spent(
                    product,
                    currency,
                    amounts[product],
                    earlier.get(product),
                    finished,
                    spending.per_item(amounts[product], count),
                    spending.by_kind(amounts[product], kinds),
                )


def _by_kind(currency: str, found: Sequence[Spent]) -> KindSpend:
    own = [each for each in found if each.currency == currency]
    known = [each for each in own if each.by_kind]
    kinds: dict[str, float] = defaultdict(float)
    for each in known:
        for kind, amount in (each.by_kind or {}).items():
            kinds[kind] += amount
    amount, total = (sum(each.amount for each in some) for some in (known, own))
    return KindSpend(currency, dict(kinds), amount, len(known), total, len(own))


def _beside(question: Asked, budgets: Sequence[Budgeted], found: Sequence[Spent]) -> Iterable[BudgetBeside]:
    """In the products' order."""
    spent = {(each.product, each.currency): each.amount for each in found}
    places = {product: place for place, product in enumerate(question.products)}
    for each in sorted(budgets, key=lambda budget: (places[budget.product], budget.currency)):
        yield BudgetBeside(each, spent.get((each.product, each.currency)))


def finished_by_kind(answers: Answers, question: Asked, product: str | None) -> dict[str, float]:
    """Items finished by kind, of the kinds that have a value."""
    found = {kind.value: answers.get("flow_velocity", product, question.period, kind.value) for kind in KINDS_SHOWN}
    return {kind: figure.value for kind, figure in found.items() if figure and figure.value is not None}


def _budget(entry: Recorded) -> Budget:
    content = entry.content or {}
    first, last = (date.fromisoformat(content[name]) for name in ("first", "last"))
    amount, currency, kind = content["amount"], content["currency"], content["funding"]
    return Budget(entry.place.product, first, last, amount, currency, kind, content.get("spend"))
