"""What is asked of the facts, and of whom. Frozen values: a question can be a cache's key."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum

from llif.metrics.catalogue import Family
from llif.metrics.reading import PortfolioReading
from llif.terms.time import Period
from llif.terms.work import Kind


class Scope(StrEnum):
    PRODUCT = "product"
    TEAM = "team"
    PORTFOLIO = "portfolio"
    GROUP = "group"
    """Products put together by whoever asks: a mission's, or those of one criticality."""


@dataclass(frozen=True)
class Question:
    """Measures by name, over periods, for a scope's members or `only` those named; `kinds` adds a row per kind.

    `groups` are the members of the scope *group*: names with the products under each. They may overlap.
    """

    measures: tuple[str, ...]
    periods: tuple[Period, ...]
    scope: Scope = Scope.PRODUCT
    only: tuple[str, ...] | None = None
    kinds: bool = False
    groups: tuple[tuple[str, tuple[str, ...]], ...] = ()


@dataclass(frozen=True)
class ProductContext:
    """What a figure's state depends on besides the records."""

    id: str
    team: str | None = None
    is_supplier: bool = False
    not_applicable: frozenset[str] = frozenset()
    recorded_kinds: frozenset[str] = frozenset()
    infers_incidents: bool = False
    infers_reverts: bool = False


@dataclass(frozen=True)
class Context:
    """A snapshot's portfolio as figures need it: who is in it, and at what instant it ends."""

    portfolio: str
    snapshot: str
    zone: str
    as_at: datetime
    products: tuple[ProductContext, ...]

    def members(self, scope: Scope) -> Mapping[str, tuple[ProductContext, ...]]:
        """The products under each member of a scope, in the portfolio's order; teamless products are in no team."""
        if scope is Scope.PORTFOLIO:
            return {self.portfolio: self.products}
        groups: dict[str, tuple[ProductContext, ...]] = {}
        for product in self.products:
            name = product.id if scope is Scope.PRODUCT else product.team
            if name is not None:
                groups[name] = (*groups.get(name, ()), product)
        return groups


def context(
    reading: PortfolioReading, snapshot: str, suppliers: frozenset[str], not_applicable: Mapping[str, frozenset[str]]
) -> Context:
    """The context of a reading. *Takes* the ids of supplier-held products, and by id the families that do not apply."""
    return Context(
        reading.id,
        snapshot,
        reading.zone,
        reading.as_at,
        tuple(
            ProductContext(
                product.id,
                product.team,
                product.id in suppliers,
                not_applicable.get(product.id, frozenset()),
                frozenset(kind.value for kind in Kind if product.mapping.records(kind)),
                product.mapping.incident_window_hours is not None,
                product.mapping.count_reverts,
            )
            for product in reading.products
        ),
    )


@dataclass(frozen=True)
class Spoken:
    """What speaks for a product in one family: from its first record, to its last if it is silent."""

    first_at: datetime
    last_at: datetime
    is_silent: bool
    stale_since: date | None


Told = Mapping[tuple[str, Family], Spoken]


def naive(instant: datetime) -> datetime:
    """The form of instants inside facts."""
    return instant.astimezone(UTC).replace(tzinfo=None)
