"""Commits that name an item's key, and when each reached production: an item's way down to its changes. Pure ibis."""

from collections.abc import Mapping

import ibis.expr.types as ir
from ibis import _

from llif.metrics.facts import claims
from llif.metrics.reading import PortfolioReading


def mentions(landed: Mapping[str, ir.Table], changed: ir.Table, reading: PortfolioReading) -> ir.Table:
    """One row per product, key and commit in the product's repositories.

    *Takes* the facts of changes. *Gives* product, key, change, repository, url, committed_at, and deployed_at and
    deployment, null until then.
    """
    naming = landed["changes"].filter(_.item_keys.length() > 0)
    owners = claims.owners(naming, "repository", reading, lambda product: product.repositories)
    owned = naming.join(owners.select("source", "repository", "product"), ["source", "repository"])
    kept = owned.mutate(committed_at=_.committed_at.cast("timestamp")).filter(_.committed_at <= reading.cut)
    named = kept.select(
        "product", "repository", "url", "committed_at", change=_.source + ":" + _.id, key=_.item_keys.unnest()
    )
    reached = changed.select("product", "change", "deployed_at", "deployment")
    return named.left_join(reached, ["product", "change"]).drop("product_right", "change_right")
