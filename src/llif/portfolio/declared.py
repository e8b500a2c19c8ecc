"""What was declared, as plain frozen values: the one shape between file, database and the rooms above."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from llif.portfolio.codes import (
    DEFAULT_TIME_ZONE,
    DEFAULT_WINDOW_DAYS,
    EVERYTHING,
    Criticality,
    Family,
    Phase,
    ProductKind,
)
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
    id: str
    name: Words


@dataclass(frozen=True, order=True)
class Claim:
    """A part of a source that belongs to a product: a container, service or repository; `*` is all of them."""

    source: str
    part: str

    @property
    def is_everything(self) -> bool:
        return self.part == EVERYTHING


@dataclass(frozen=True)
class DeclaredProduct:
    """`work` claims containers of sources, `services` services, `repositories` repositories."""

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

    @property
    def claims(self) -> tuple[Claim, ...]:
        return self.work + self.services + self.repositories


@dataclass(frozen=True)
class DeclaredPortfolio:
    """`sources` are those its products name. `levels` holds a mapping's own hierarchy, where it declares one."""

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

    @property
    def source_ids(self) -> frozenset[str]:
        return frozenset(claim.source for product in self.products for claim in product.claims)


@dataclass(frozen=True)
class Declaration:
    """What one file says, in order of ids."""

    sources: tuple[DeclaredSource, ...] = ()
    portfolios: tuple[DeclaredPortfolio, ...] = ()
