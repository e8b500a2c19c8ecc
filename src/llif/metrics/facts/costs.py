"""What products cost, as their sources tell it: one row per record and product that claims its container. Pure ibis.

*Leaves out* records of periods that begin after as-at. Nothing is pro-rated here.
"""

from collections.abc import Mapping

import ibis
import ibis.expr.types as ir
from ibis import _

from llif.metrics.facts import claims
from llif.metrics.facts.landed import nothing
from llif.metrics.reading import PortfolioReading
from llif.terms.time import day_of

FACT = {
    "product": "string",
    "source": "string",
    "container": "string",
    "cost": "string",
    "category": "string",
    "spend": "string",
    "first": "date",
    "last": "date",
    "amount": "float64",
    "currency": "string",
    "at_portfolio": "boolean",
}


def unclaimed(landed: Mapping[str, ir.Table], reading: PortfolioReading) -> ir.Table:
    """Money of the sources that a product claims some of, in containers that none claims.

    *Gives* source, container, currency, amount.
    """
    sources = sorted({claim.source for product in reading.products for claim in product.costs})
    found = _begun(landed, reading).filter(_.source.isin(sources))
    left = found.anti_join(_owners(found, reading), ["source", "container"]).mutate(currency=_.currency.strip().upper())
    return left.group_by("source", "container", "currency").aggregate(amount=_.amount.sum())


def costs(landed: Mapping[str, ir.Table], reading: PortfolioReading) -> ir.Table:
    """*Gives* `FACT`; `first` and `last` are days, both included; `at_portfolio` is true once for each record."""
    if "costs" not in landed or not any(product.costs for product in reading.products):
        return nothing(FACT)
    found = _begun(landed, reading)
    owned = found.join(
        _owners(found, reading).select("source", "container", "product", "at_portfolio"), ["source", "container"]
    )
    return owned.select(
        "product",
        "source",
        "container",
        cost="id",
        category=_.category.strip().lower().nullif(""),
        spend=_.spend.strip().lower().nullif(""),
        first="period_start",
        last="period_end",
        amount="amount",
        currency=_.currency.strip().upper(),
        at_portfolio="at_portfolio",
    )


def _begun(landed: Mapping[str, ir.Table], reading: PortfolioReading) -> ir.Table:
    """The records of periods that have begun by as-at."""
    return landed["costs"].filter(_.period_start <= ibis.literal(day_of(reading.as_at, reading.zone)))


def _owners(found: ir.Table, reading: PortfolioReading) -> ir.Table:
    return claims.owners(found, "container", reading, lambda product: product.costs)
