"""What the rules of next steps look at, as plain values: one portfolio on one day. Nothing here is asked for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from llif.metrics.findings import Finding
from llif.metrics.open_work import OpenWork
from llif.portfolio.declared import Words
from llif.portfolio.risks.reading import Risk
from llif.practices.contract import Said
from llif.terms.quantity import Figure
from llif.terms.scorecard import Dimension, Rating


@dataclass(frozen=True)
class SeenCell:
    """A cell of the scorecard. `evidence` is what the rule says, `reason` why; `number` what it counts.

    `overdue_days` is null where nothing is overdue; `expired_on` the review day of a judgement that has passed.
    """

    rating: Rating
    evidence: Rating = Rating.NOT_ASSESSED
    reason: Said | None = None
    number: float | None = None
    is_accepted: bool = False
    overdue_days: int | None = None
    expired_on: date | None = None


@dataclass(frozen=True)
class SeenProduct:
    """`ended` are the support ends, passed, of its components; `silent` its sources' names with the last day heard.

    `signal` is what the control chart of its lead time says, null where there are too few points for one.
    """

    id: str
    name: Words
    cells: Mapping[Dimension, SeenCell] = field(default_factory=dict)
    figures: Mapping[tuple[str, str | None], Figure] = field(default_factory=dict)
    ended: Sequence[date] = ()
    silent: Sequence[tuple[str, date]] = ()
    signal: Finding | None = None

    def figure(self, measure: str, kind: str | None = None) -> Figure | None:
        return self.figures.get((measure, kind))


@dataclass(frozen=True)
class SeenBenefit:
    """`reached` says whether its newest value makes the target; null where it cannot be told from what is recorded.

    `has_values` is false where nothing was ever read of it.
    """

    code: str
    name: Words
    target_on: date
    reached: bool | None
    has_values: bool


@dataclass(frozen=True)
class Seen:
    """A portfolio on a day. `floor` is the least share of debt and risk, 0 to 1."""

    portfolio: str
    day: date
    products: Sequence[SeenProduct]
    floor: float = 0.15
    open_work: OpenWork | None = None
    failed_sources: Sequence[str] = ()
    risks: Sequence[Risk] = ()
    benefits: Sequence[SeenBenefit] = ()
