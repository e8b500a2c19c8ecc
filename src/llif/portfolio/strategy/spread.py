"""How an amount that products have, such as items finished, people or money, spreads over the missions they serve.

What a product's weights leave serves none. A product whose ties were never recorded is apart from both: unknown is not
none.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

Ties = Mapping[str, float]
"""Weights of 0 to 1 by mission."""
LEAST = 1e-9
"""A third three times leaves nothing, whatever the last digit says."""


@dataclass(frozen=True)
class Spread:
    """`none` is what serves no mission, `untold` what belongs to products whose ties are not recorded.

    `products` are those that had an amount: of any other nothing is known, which is not nothing.
    """

    by_mission: Mapping[str, float]
    none: float
    untold: float
    products: frozenset[str] = frozenset()

    @property
    def total(self) -> float:
        return sum(self.by_mission.values()) + self.none + self.untold

    def share(self, amount: float) -> float | None:
        """An amount's part of the whole; null where there is no whole."""
        return amount / self.total if self.total else None


def rest(told: Ties, missions: Iterable[str]) -> float:
    """What ties leave, which serves none. Those to other missions count as none."""
    left = 1 - sum(told.get(mission, 0.0) for mission in missions)
    return left if left > LEAST else 0.0


def spread(amounts: Mapping[str, float], ties: Mapping[str, Ties | None], missions: tuple[str, ...]) -> Spread:
    """Divide each product's amount by its weights.

    *Takes* amounts by product, and the ties of each (null: not recorded); ties to other missions count as none.
    """
    by_mission = dict.fromkeys(missions, 0.0)
    none = untold = 0.0
    for product, amount in amounts.items():
        told = ties.get(product)
        if told is None:
            untold += amount
            continue
        for mission in missions:
            by_mission[mission] += amount * told.get(mission, 0.0)
        none += amount * rest(told, missions)
    return Spread(by_mission, none, untold, frozenset(amounts))


def people_by_product(people: Mapping[str, int], teams: Mapping[str, str | None]) -> dict[str, float]:
    """A team's people divided equally over its products: an attribution, for nobody records who works on which.

    *Takes* how many people each team has, where that is recorded, and each product's team.
    """
    counts = {team: sum(1 for of in teams.values() if of == team) for team in people}
    return {
        product: people[team] / counts[team] for product, team in teams.items() if team is not None and team in people
    }
