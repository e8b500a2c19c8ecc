"""What was declared, as plain frozen values: the one shape between file, database and the rooms above."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from llif.portfolio.codes import (
    DEFAULT_DISCOUNT_RATE,
    DEFAULT_TIME_ZONE,
    DEFAULT_WINDOW_DAYS,
    EVERYTHING,
    Criticality,
    Family,
    Phase,
    ProductKind,
)
from llif.terms.scorecard import ScoreState
from llif.terms.work import ValueStreamMapping

Levels = tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Words:
    """One text in both languages."""

    en: str
    cy: str

    def within(self, language: str) -> str:
        return self.cy if language == "cy" else self.en


@dataclass(frozen=True)
class DeclaredSource:
    """`settings` are the connector's own; relative paths in them start at `base`, the folder of the declaration."""

    id: str
    connector: str
    settings: Mapping[str, object]
    base: Path


@dataclass(frozen=True)
class DeclaredTeam:
    """`people` is how many they are, or null: not recorded."""

    id: str
    name: Words
    people: int | None = None


@dataclass(frozen=True)
class DeclaredMission:
    """What the organisation means to achieve; missions stand in the order of the file."""

    id: str
    name: Words


@dataclass(frozen=True, order=True)
class Tie:
    """How much of a product serves a mission: more than 0, at most 1."""

    mission: str
    weight: float


@dataclass(frozen=True, order=True)
class Claim:
    """A part of a source that belongs to a product: a container, service or repository; `*` is all of them."""

    source: str
    part: str

    @property
    def is_everything(self) -> bool:
        return self.part == EVERYTHING


@dataclass(frozen=True)
class PublishedScore:
    """A score carried over from a document without its ratings; `place` is the product's row there, from 1."""

    state: ScoreState
    score: int | None
    source: Words
    dated: date | None = None
    place: int | None = None


@dataclass(frozen=True)
class DeclaredPractice:
    """A practice that is switched on, with the thresholds that differ from its own."""

    id: str
    settings: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class DeclaredProduct:
    """`work`, `components` and `costs` claim containers of sources, `services` services, `repositories` repositories.

    `expectation_target` is the share of 0 to 1 of answers in the best two categories that its customers expect.
    `serves` null: which missions it serves is not recorded; empty: none. What its weights leave serves none.
    """

    id: str
    name: Words
    summary: Words | None = None
    team: str | None = None
    criticality: Criticality = Criticality.UNKNOWN
    phase: Phase = Phase.LIVE
    kind: ProductKind = ProductKind.PRODUCT
    mapping: str | None = None
    not_applicable: tuple[Family, ...] = ()
    work: tuple[Claim, ...] = ()
    services: tuple[Claim, ...] = ()
    repositories: tuple[Claim, ...] = ()
    components: tuple[Claim, ...] = ()
    costs: tuple[Claim, ...] = ()
    serves: tuple[Tie, ...] | None = None
    expectation_target: float | None = None
    published_score: PublishedScore | None = None

    @property
    def claims(self) -> tuple[Claim, ...]:
        return self.work + self.services + self.repositories + self.components + self.costs


@dataclass(frozen=True)
class DeclaredPortfolio:
    """`sources` are those it names. `levels` holds a mapping's own hierarchy, where it declares one.

    `practices` null: every practice that is installed. `lifecycles` are the sources that tell when support ends.
    `drivers` and `missions` stand in the order of the file. `discount_rate`: what money loses by year, 0 to 1.
    `reaction_days` holds, by rating and criticality, the days that differ from llif's own.
    """

    id: str
    name: Words
    summary: Words | None = None
    attribution: Words | None = None
    time_zone: str = DEFAULT_TIME_ZONE
    as_at: date | None = None
    window_days: int = DEFAULT_WINDOW_DAYS
    teams: tuple[DeclaredTeam, ...] = ()
    products: tuple[DeclaredProduct, ...] = ()
    mappings: Mapping[str, ValueStreamMapping] = field(default_factory=dict)
    levels: Mapping[str, Levels] = field(default_factory=dict)
    sources: tuple[DeclaredSource, ...] = ()
    public: bool = False
    practices: tuple[DeclaredPractice, ...] | None = None
    lifecycles: tuple[str, ...] = ()
    reaction_days: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    vision: Words | None = None
    drivers: tuple[Words, ...] = ()
    missions: tuple[DeclaredMission, ...] = ()
    discount_rate: float = DEFAULT_DISCOUNT_RATE

    @property
    def source_ids(self) -> frozenset[str]:
        return frozenset(claim.source for product in self.products for claim in product.claims).union(self.lifecycles)


@dataclass(frozen=True)
class Declaration:
    """What one file says, in order of ids."""

    sources: tuple[DeclaredSource, ...] = ()
    portfolios: tuple[DeclaredPortfolio, ...] = ()
