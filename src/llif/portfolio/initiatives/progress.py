"""How far an initiative is: k of n, the unknown counted apart, and its pace against the deadline. Pure.

A product of which nothing is known meets nothing, and is never left out of n.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from llif.portfolio.registers.initiatives import Asked
from llif.terms.scorecard import Rating

MEETS = {
    Asked.AMBER_OR_BETTER: {Rating.AMBER, Rating.GREEN},
    Asked.GREEN: {Rating.GREEN},
}


class Met(StrEnum):
    """What a product says to a rule. *Not applicable* takes it out of n."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"
    NOT_APPLICABLE = "not applicable"


TOLD = (Met.YES, Met.NO)


class Pace(StrEnum):
    REACHED = "reached"
    MISSED = "missed"
    ON_PACE = "on pace"
    BEHIND = "behind"
    UNKNOWN = "unknown"


def rated(asks: Asked, rating: Rating) -> Met:
    if rating is Rating.NOT_ASSESSED:
        return Met.UNKNOWN
    if rating is Rating.NOT_APPLICABLE:
        return Met.NOT_APPLICABLE
    return Met.YES if rating in MEETS[asks] else Met.NO


def measured(asks: Asked, value: float | None, limit: float) -> Met:
    """At the limit itself the rule is met."""
    if value is None:
        return Met.UNKNOWN
    return Met.YES if (value >= limit if asks is Asked.AT_LEAST else value <= limit) else Met.NO


@dataclass(frozen=True)
class Progress:
    """`met` by product in the portfolio's order; `before` the same so many `days` earlier, empty where not known."""

    met: Mapping[str, Met]
    target_percent: int
    deadline: date
    today: date
    before: Mapping[str, Met]
    days: int

    @property
    def of(self) -> int:
        return sum(each is not Met.NOT_APPLICABLE for each in self.met.values())

    @property
    def done(self) -> int:
        return _count(self.met, Met.YES)

    @property
    def unknown(self) -> int:
        return _count(self.met, Met.UNKNOWN)

    @property
    def needed(self) -> int:
        """How many products make the target: of 26 at 90 %, 24."""
        return math.ceil(self.of * self.target_percent / 100)

    @property
    def more(self) -> int:
        return max(0, self.needed - self.done)

    @property
    def left(self) -> tuple[str, ...]:
        """The products that do not meet it, or of which it is not known."""
        return tuple(product for product, each in self.met.items() if each in (Met.NO, Met.UNKNOWN))

    @property
    def days_left(self) -> int:
        return (self.deadline - self.today).days

    @property
    def gained(self) -> int | None:
        """Products gained since `before`, of those known then and now; null where there is none."""
        both = [(self.before.get(product), now) for product, now in self.met.items()]
        known = [(then, now) for then, now in both if then in TOLD and now in TOLD]
        return sum((now is Met.YES) - (then is Met.YES) for then, now in known) if known else None

    @property
    def pace(self) -> Pace:
        """Whether the gain of late, kept up to the deadline, makes the target. On the deadline it is not missed yet."""
        if not self.of:
            return Pace.UNKNOWN
        if not self.more:
            return Pace.REACHED
        if self.days_left < 0:
            return Pace.MISSED
        if self.gained is None:
            return Pace.UNKNOWN
        return Pace.ON_PACE if self.gained * self.days_left >= self.more * self.days else Pace.BEHIND


def _count(met: Mapping[str, Met], which: Met) -> int:
    return sum(each is which for each in met.values())
