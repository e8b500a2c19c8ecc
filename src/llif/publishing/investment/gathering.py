"""What the page of investment shows: spend by currency, category and product, its attribution to work, and funding."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from llif.portfolio.investment import spending
from llif.portfolio.investment.funding import Budget, Funding, ends_unfollowed, funding
from llif.portfolio.investment.spending import Sums
from llif.portfolio.registers.entries import Recorded
from llif.publishing.asking import Asked
from llif.publishing.costs import costs_of
from llif.publishing.figures.answers import Answers
from llif.publishing.recorded import Standing
from llif.terms.work import KINDS_SHOWN

ENDING_WITHIN_DAYS = 365


@dataclass(frozen=True)
class Spent:
    """What one product cost in one currency. `by_kind` attributes it as its finished work divides; null: unknown."""

    product: str
    currency: str
    amount: float
    before: float | None
    finished: float | None
    per_item: float | None
    by_kind: Mapping[str, float] | None


@dataclass(frozen=True)
class Investment:
    """`recorded` counts the products with a cost in the period, `known` those with any at all."""

    spent: Sequence[Spent]
    by_category: Mapping[str, Mapping[str | None, float]]
    recorded: int
    known: int
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
    return Investment(
        list(_spent(question, answers, now, before)),
        {name: spending.by_category(now, name) for name in spending.currencies(now)},
        len({product for product, _category, _currency in now}),
        len({each.product for each in costs}),
        funding(budgets, question.first, question.last),
        len({each.product for each in budgets if each.first <= question.last and each.last >= question.first}),
        ends_unfollowed(budgets, question.as_at, ENDING_WITHIN_DAYS),
    )


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
                    count,
                    spending.per_item(amounts[product], count),
                    spending.by_kind(amounts[product], kinds),
                )


def finished_by_kind(answers: Answers, question: Asked, product: str | None) -> dict[str, float]:
    """Items finished by kind, of the kinds that have a value."""
    found = {kind.value: answers.get("flow_velocity", product, question.period, kind.value) for kind in KINDS_SHOWN}
    return {kind: figure.value for kind, figure in found.items() if figure and figure.value is not None}


def _budget(entry: Recorded) -> Budget:
    content = entry.content or {}
    first, last = (date.fromisoformat(content[name]) for name in ("first", "last"))
    return Budget(entry.place.product, first, last, content["amount"], content["currency"], content["funding"])
