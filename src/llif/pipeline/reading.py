"""What was declared, in the form the facts step reads. It looks nothing up."""

from datetime import UTC, date, datetime, timedelta

from llif.metrics.questions import Context, context
from llif.metrics.reading import Claim, PortfolioReading, ProductReading
from llif.portfolio.codes import ProductKind
from llif.portfolio.declared import Claim as DeclaredClaim
from llif.portfolio.declared import DeclaredPortfolio, DeclaredProduct
from llif.terms.time import midnight, not_to_come
from llif.terms.work import ValueStreamMapping

MOMENT = timedelta(microseconds=1)


def end_of_day(day: date, zone: str) -> datetime:
    """The last moment of a day: what a figure *as at* that day may know of."""
    return midnight(day + timedelta(days=1), zone) - MOMENT


def read(declared: DeclaredPortfolio, *, as_at: date | None, now: datetime) -> PortfolioReading:
    """A portfolio's reading as at the end of a day: the one given, else the one it is pinned to, else now.

    *Raises* InputError for a day that has not begun.
    """
    asked = not_to_come(as_at, declared.time_zone, now=now, where=declared.id) if as_at else None
    day = asked or declared.as_at
    instant = min(end_of_day(day, declared.time_zone), now) if day else now
    return PortfolioReading(
        declared.id,
        instant.astimezone(UTC),
        declared.time_zone,
        tuple(_product(product, declared) for product in declared.products),
        frozenset(source.id for source in declared.sources if source.settings.get("work_items") == "ticket_keys"),
        declared.lifecycles,
    )


def _product(product: DeclaredProduct, declared: DeclaredPortfolio) -> ProductReading:
    mapping = declared.mappings[product.mapping] if product.mapping else ValueStreamMapping(id="")
    return ProductReading(
        product.id,
        product.team,
        mapping,
        _claims(product.work),
        _claims(product.services),
        _claims(product.repositories),
        _claims(product.components),
        _claims(product.costs),
    )


def _claims(claims: tuple[DeclaredClaim, ...]) -> tuple[Claim, ...]:
    return tuple(Claim(claim.source, claim.part) for claim in claims)


def framed(declared: DeclaredPortfolio, reading: PortfolioReading, snapshot: str) -> Context:
    """The context of a portfolio's figures."""
    return context(
        reading,
        snapshot,
        frozenset(product.id for product in declared.products if product.kind is ProductKind.SUPPLIER),
        {product.id: frozenset(each.value for each in product.not_applicable) for product in declared.products},
    )
