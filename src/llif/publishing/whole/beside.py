"""What people recorded of every product, beside its figures: benefits, spend, risks, missions and overdue steps.

Each is read once for all products, and kept while neither the snapshot nor an entry has changed.
"""

import threading
from collections import OrderedDict, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cached_property
from typing import TypeVar

from llif.portfolio.actions.lifecycle import UNJUDGED, Action, actions
from llif.portfolio.investment import spending
from llif.portfolio.registers import recorded
from llif.portfolio.registers.actions import ACTIONS
from llif.portfolio.registers.entries import Place, Recorded
from llif.portfolio.registers.initiatives import INITIATIVES
from llif.portfolio.risks.reading import Risk
from llif.publishing.asking import Asked
from llif.publishing.benefits.ledger import Benefit, ledger
from llif.publishing.costs import costs_of
from llif.publishing.next_steps.initiatives import Asking, Initiative
from llif.publishing.recorded import Standing, standing
from llif.publishing.risks.gathering import found
from llif.publishing.scorecard.asking import day_asked
from llif.publishing.scorecard.reckoning import moment, reckoning
from llif.publishing.whole.grouping import Group
from llif.terms.time import day_of

MOST_KEPT = 16
TOLD = (
    "benefits",
    "benefit_values",
    "benefit_shares",
    "benefit_missions",
    "objectives",
    "budgets",
    "risks",
    "actions",
    "initiatives",
)
"""The registers of benefits, missions, money, risks and steps, in the order in which their entries are told of."""
T = TypeVar("T")


@dataclass(frozen=True)
class Beside:
    """Of one snapshot, period and state of the registers. `spent` is by product and currency.

    `costed` are the products whose cost records reach from the period's first day to its last; `entries` what stood in
    the registers told of.
    """

    benefits: Sequence[Benefit]
    spent: Mapping[str, Mapping[str, float]]
    costed: Collection[str]
    risks: Sequence[Risk]
    overdue: Sequence[Action]
    entries: Mapping[Place, Recorded]
    missed: Sequence[Initiative]
    """The initiatives whose deadline has passed without their target."""

    @cached_property
    def claims(self) -> Mapping[str, Sequence[Benefit]]:
        """The benefits that each product has a share of."""
        return _by_product((product, each) for each in self.benefits for product in each.shares)

    @cached_property
    def open_risks(self) -> Sequence[Risk]:
        return [each for each in self.risks if each.is_open]

    @cached_property
    def threats(self) -> Mapping[str, Sequence[Risk]]:
        """The open risks that name each product, the highest score first."""
        highest = sorted(self.open_risks, key=lambda each: -each.score)
        return _by_product((product, each) for each in highest for product in each.products)

    def spent_by(self, products: Iterable[str]) -> Mapping[str, float]:
        """The spend of some products, each currency for itself; empty where nothing is recorded."""
        sums: dict[str, float] = defaultdict(float)
        for product in products:
            for currency, amount in self.spent.get(product, {}).items():
                sums[currency] += amount
        return dict(sorted(sums.items()))

    def benefits_of(self, products: Iterable[str]) -> Sequence[Benefit]:
        """Each benefit once, though several of the products have a share."""
        wanted = set(products)
        return [each for each in self.benefits if wanted.intersection(each.shares)]

    def benefits_under(self, group: Group, *, is_cut: bool) -> Sequence[Benefit]:
        """The benefits of a heading: those that serve a mission by weight, else those that its products bring.

        *Takes* whether only some products are looked at; then a mission's are those that they bring.
        """
        if group.by != "mission":
            return self.benefits_of(group.products)
        return [each for each in (self.benefits_of(group.products) if is_cut else self.benefits) if each.part(group.id)]

    def risks_of(self, products: Iterable[str]) -> Sequence[Risk]:
        """Each open risk once, the highest score first."""
        wanted = set(products)
        told = [each for each in self.open_risks if wanted.intersection(each.products)]
        return sorted(told, key=lambda each: -each.score)


def _by_product(pairs: Iterable[tuple[str, T]]) -> Mapping[str, Sequence[T]]:
    told: dict[str, list[T]] = defaultdict(list)
    for product, each in pairs:
        told[product].append(each)
    return told


_kept: "OrderedDict[tuple[object, ...], Beside]" = OrderedDict()
_lock = threading.Lock()


def beside(question: Asked) -> Beside:
    """Asked once a page; one small query says whether an answer of an earlier page still holds."""
    if "beside" not in question.worked_out:
        question.worked_out["beside"] = _held(question)
    told: Beside = question.worked_out["beside"]
    return told


def _held(question: Asked) -> Beside:
    asked = moment(question.snapshot, datetime.now(UTC), day_asked(question))
    state = recorded.state(question.id, known_at=asked.known_at)
    key = (question.snapshot.path, question.period, asked.day, asked.today, question.known_on, *state)
    with _lock:
        made = _kept.get(key)
    made = made or _gathered(question, asked.today)
    with _lock:
        _kept[key] = made
        _kept.move_to_end(key)
        while len(_kept) > MOST_KEPT:
            _kept.popitem(last=False)
    return made


def _gathered(question: Asked, today: date) -> Beside:
    stands = standing(question)
    entries = {each.place.key: (each, day_of(each.recorded_at, question.zone)) for each in stands.get(ACTIONS.name, ())}
    decided = actions(entries, UNJUDGED).standing
    overdue = sorted((each for each in decided if each.is_overdue(today)), key=lambda each: each.form.due or today)
    told = {each.place: each for name in TOLD for each in stands.get(name, ())}
    spent, costed, missed = _spent(question), _costed(question), _missed(question, stands, today)
    return Beside(ledger(question, stands), spent, costed, found(question)[0], overdue, told, missed)


def _missed(question: Asked, stands: Standing, today: date) -> Sequence[Initiative]:
    """The scorecard's evidence is gathered only where some deadline has passed."""
    deadlines = (str((each.content or {}).get("deadline") or "") for each in stands.get(INITIATIVES.name, ()))
    if not any("" < each < today.isoformat() for each in deadlines):
        return ()
    reckoned = reckoning(question.snapshot, now=datetime.now(UTC), as_at=day_asked(question))
    return list(Asking(question, reckoned).missed())


def _costed(question: Asked) -> Collection[str]:
    costs = costs_of(question.snapshot)
    begun = {each.product for each in costs if each.first <= question.first}
    return begun & {each.product for each in costs if each.last >= question.last}


def _spent(question: Asked) -> Mapping[str, Mapping[str, float]]:
    sums: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    costs = spending.spent(costs_of(question.snapshot), question.first, question.last)
    for (product, _category, currency), amount in costs.items():
        sums[product][currency] += amount
    return sums
