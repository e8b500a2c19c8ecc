"""How work, people and money spread over missions by products' weights, benefits by their own; what each mission holds.

An amount given to a mission is an attribution by weights that somebody declared, and is told as such. An item that two
products claim counts for each.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from llif.portfolio.codes import Phase
from llif.portfolio.investment import spending
from llif.portfolio.registers.benefit_ties import SERVES_NONE
from llif.portfolio.strategy.results import Track
from llif.portfolio.strategy.spread import Spread, Ties, people_by_product, rest, spread
from llif.publishing.asking import Asked
from llif.publishing.benefits.ledger import Benefit, ledger
from llif.publishing.benefits.serving import NOT_RECORDED
from llif.publishing.costs import costs_of
from llif.publishing.figures.answers import Answers
from llif.publishing.figures.kinds import Mixed, mixed
from llif.publishing.recorded import Standing
from llif.publishing.strategy.gains import Gain, gains
from llif.publishing.strategy.results import KeyResult, key_results
from llif.publishing.words import named
from llif.terms.time import Period
from llif.terms.work import KINDS_SHOWN

MOVING = (Track.REACHED, Track.AHEAD, Track.ON_TRACK)


@dataclass(frozen=True)
class Amounts:
    """What falls to a mission. Null: not recorded anywhere. `kinds` is finished work by kind, `money` by currency."""

    work: float | None
    before: float | None
    kinds: Mapping[str, float]
    people: float | None
    money: Mapping[str, float]

    @property
    def shares(self) -> list[Mixed]:
        """How this work divides by kind."""
        return mixed(self.kinds)


@dataclass(frozen=True)
class Row:
    """A mission, or what serves none (its id a hyphen) or is untold (empty). `benefits` are those with a part in it."""

    id: str
    name: str
    products: Sequence[str]
    amounts: Amounts
    results: Sequence[KeyResult] = ()
    benefits: Sequence[Benefit] = ()

    @property
    def gains(self) -> Sequence[Gain]:
        """Money that its benefits bring a year, by weight and by currency."""
        return gains(self.benefits, self.id)

    def going(self, *tracks: Track) -> int:
        return sum(each.track in tracks for each in self.results)


@dataclass(frozen=True)
class Strategy:
    """`told` counts the products whose ties are recorded, `measured` those whose finished work is known."""

    vision: str
    drivers: Sequence[str]
    missions: Sequence[Row]
    none: Row
    untold: Row
    told: int
    measured: int
    with_money: int
    benefits: Sequence[Benefit]
    lost: Sequence[KeyResult]
    """Key results of a mission that is no longer declared."""

    @property
    def rows(self) -> Sequence[Row]:
        """Every part of the spread: the missions, what serves none, what is untold."""
        return [*self.missions, self.none, self.untold]

    def knows(self, row: Row) -> bool:
        """Whether what products give it is known: that none serves a mission is known only where all are told."""
        if row is self.none or row is self.untold:
            return bool(self.told if row is self.none else row.products)
        return bool(self.told and (row.products or not self.untold.products))


@dataclass(frozen=True)
class _Spreads:
    """Each amount spread; null where no product has one."""

    work: Spread | None
    before: Spread | None
    kinds: Mapping[str, Spread]
    people: Spread | None
    money: Mapping[str, Spread]

    def amounts(self, products: Sequence[str], part: Callable[[Spread], float]) -> Amounts:
        """One part of every spread, where anything is known of any of these products; no product has no amount."""

        def known(found: Spread | None) -> bool:
            return found is not None and (not products or not found.products.isdisjoint(products))

        def of(found: Spread | None) -> float | None:
            return part(found) if found is not None and known(found) else None

        return Amounts(
            of(self.work),
            of(self.before),
            {kind: part(found) for kind, found in self.kinds.items() if known(found)},
            of(self.people),
            {name: part(found) for name, found in self.money.items() if known(found)},
        )


def gathered(question: Asked, standing: Standing) -> Strategy:
    about = question.portfolio
    missions = {each["id"]: named(each["name"], each["id"]) for each in about.get("missions", [])}
    ties = {name: _ties(product) for name, product in question.products.items()}
    answers, measured = _answered(question)
    spreads = _spreads(question, answers, ties, tuple(missions))
    results, benefits = key_results(question, standing.get("objectives", ())), ledger(question, standing)

    def serves(mission: str) -> Sequence[Benefit]:
        return [each for each in benefits if each.part(mission)]

    serving = {name: [product for product, told in ties.items() if told and told.get(name)] for name in missions}
    rows = [
        Row(
            name,
            text,
            serving[name],
            spreads.amounts(serving[name], _of_mission(name)),
            [each for each in results if each.content["mission"] == name],
            serves(name),
        )
        for name, text in missions.items()
    ]
    unserving = [product for product, told in ties.items() if told is not None and rest(told, missions)]
    untold = [product for product, told in ties.items() if told is None]
    return Strategy(
        named(about.get("vision")),
        [named(each) for each in about.get("drivers", [])],
        rows,
        Row(SERVES_NONE, "", unserving, spreads.amounts(unserving, lambda found: found.none), (), serves(SERVES_NONE)),
        Row(NOT_RECORDED, "", untold, spreads.amounts(untold, lambda found: found.untold), (), serves(NOT_RECORDED)),
        len(ties) - len(untold),
        measured,
        len({each.product for each in costs_of(question.snapshot)} & set(question.products)),
        benefits,
        [each for each in results if each.content["mission"] not in missions],
    )


def _of_mission(name: str) -> Callable[[Spread], float]:
    return lambda found: found.by_mission[name]


def _ties(product: Mapping[str, Any]) -> Ties | None:
    serves = product.get("serves")
    return None if serves is None else {each["mission"]: each["weight"] for each in serves}


def _answered(question: Asked) -> tuple[Answers, int]:
    answers = Answers()
    answers.ask(question.snapshot, ["flow_velocity"], [question.period, question.before], kinds=True)
    known = [_value(answers, product, question.period) for product in question.products]
    return answers, sum(each is not None for each in known)


def _value(answers: Answers, product: str, period: Period, kind: str | None = None) -> float | None:
    figure = answers.get("flow_velocity", product, period, kind)
    return figure.value if figure else None


def _spreads(question: Asked, answers: Answers, ties: Mapping[str, Ties | None], missions: tuple[str, ...]) -> _Spreads:
    def over(amounts: Mapping[str, float]) -> Spread | None:
        return spread(amounts, ties, missions) if amounts else None

    def work(period: Period, kind: str | None = None) -> dict[str, float]:
        found = {product: _value(answers, product, period, kind) for product in question.products}
        return {product: value for product, value in found.items() if value is not None}

    by_kind = {kind.value: over(work(question.period, kind.value)) for kind in KINDS_SHOWN}
    teams = question.portfolio.get("teams", [])
    counts = {team["id"]: team["people"] for team in teams if team.get("people") is not None}
    served = {name: each for name, each in question.products.items() if each.get("phase") != Phase.RETIRED}
    people = people_by_product(counts, {name: each.get("team") for name, each in served.items()})
    costs = [each for each in costs_of(question.snapshot) if each.product in question.products]
    sums = spending.spent(costs, question.first, question.last)
    money = {name: over(spending.by_product(sums, name)) for name in spending.currencies(sums)}
    return _Spreads(
        over(work(question.period)),
        over(work(question.before)),
        {kind: found for kind, found in by_kind.items() if found},
        over(people),
        {name: found for name, found in money.items() if found},
    )
