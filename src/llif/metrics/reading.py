"""How a portfolio reads its records: which container, service and repository is whose, and by which mapping."""

from dataclasses import dataclass
from datetime import UTC, datetime

from llif.terms.work import ValueStreamMapping

EVERYTHING = "*"
UNDECLARED = ValueStreamMapping(id="")


@dataclass(frozen=True)
class Claim:
    """One container, service or repository of one source, as its tool names it; `*` is all that the source holds."""

    source: str
    name: str


@dataclass(frozen=True)
class ProductReading:
    id: str
    team: str | None = None
    mapping: ValueStreamMapping = UNDECLARED
    work: tuple[Claim, ...] = ()
    services: tuple[Claim, ...] = ()
    repositories: tuple[Claim, ...] = ()
    components: tuple[Claim, ...] = ()
    costs: tuple[Claim, ...] = ()


@dataclass(frozen=True)
class PortfolioReading:
    """Everything the facts step needs of a portfolio.

    `as_at` is aware; events after it are cut. `ticket_sources` are the sources whose ticket keys make items;
    `lifecycles` those that tell when support ends, the most trusted first.
    """

    id: str
    as_at: datetime
    zone: str
    products: tuple[ProductReading, ...]
    ticket_sources: frozenset[str] = frozenset()
    lifecycles: tuple[str, ...] = ()

    @property
    def cut(self) -> datetime:
        """`as_at` as naive UTC, the form of instants inside facts."""
        return self.as_at.astimezone(UTC).replace(tzinfo=None)

    @property
    def mappings(self) -> tuple[ValueStreamMapping, ...]:
        """Each mapping once, in the products' order."""
        return tuple({product.mapping.id: product.mapping for product in self.products}.values())
