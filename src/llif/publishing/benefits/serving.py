"""Which missions each benefit serves, by the weights recorded. Of what nobody recorded it says nothing."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from llif.portfolio.registers.benefit_ties import SERVES_NONE
from llif.portfolio.registers.entries import Recorded
from llif.portfolio.strategy.spread import Ties, rest

NOT_RECORDED = ""
"""Stands for a mission where it is not recorded which a benefit serves."""
WHOLE = 1.0


@dataclass(frozen=True)
class Serving:
    """`ties` are to missions declared, in their order; `lost` to others, which count as none.

    `is_earlier`: it was recorded as the benefit's one mission, before ties had weights, and is read as the whole.
    """

    ties: Ties
    lost: Ties
    is_earlier: bool = False

    @property
    def none(self) -> float:
        """The part that serves no mission."""
        return rest(self.ties, self.ties)


def part(serving: Serving | None, mission: str) -> float:
    """The part of a benefit that falls to a mission, to none (`-`), or to what is not recorded (empty)."""
    if serving is None:
        return WHOLE if mission == NOT_RECORDED else 0.0
    return serving.none if mission == SERVES_NONE else serving.ties.get(mission, 0.0)


def servings(
    benefits: Iterable[Recorded], ties: Iterable[Recorded], missions: Sequence[str]
) -> Mapping[str, Serving | None]:
    """By benefit; null where nothing is recorded. *Takes* the missions declared, in their order."""
    told = _told(ties)
    return {code: _serving(told.get(code), mission, missions) for code, mission in map(_earlier, benefits)}


def _earlier(benefit: Recorded) -> tuple[str, str | None]:
    content = benefit.content or {}
    return content["code"], content.get("mission")


def _told(ties: Iterable[Recorded]) -> Mapping[str, dict[str, float]]:
    found: dict[str, dict[str, float]] = defaultdict(dict)
    for each in ties:
        content = each.content or {}
        weights = {} if content["mission"] == SERVES_NONE else {content["mission"]: content["weight"]}
        found[content["benefit"]].update(weights)
    return found


def _serving(told: Ties | None, earlier: str | None, missions: Sequence[str]) -> Serving | None:
    if told is None and earlier is None:
        return None
    weights = {str(earlier): WHOLE} if told is None else told
    ties = {name: weights[name] for name in missions if name in weights}
    return Serving(ties, {name: each for name, each in weights.items() if name not in ties}, told is None)
