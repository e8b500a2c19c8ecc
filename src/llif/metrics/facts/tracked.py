"""Items that a tracker keeps: its records read through the products' claims and mappings. Pure ibis.

Source: DEFINITIONS section 1. *Leaves out* types that a mapping does not count, and counted ancestors of counted items.
"""

from collections.abc import Mapping

import ibis
import ibis.expr.types as ir
from ibis import _

from llif.metrics.facts import claims, rules
from llif.metrics.reading import PortfolioReading

GENERATIONS = 5
LATE_AFTER_SECONDS = 60


def counted(landed: Mapping[str, ir.Table], reading: PortfolioReading) -> ir.Table:
    """One row per work item and product that claims and counts it.

    *Gives* its landed and scope columns, item, item_no.
    """
    found = landed["work_items"]
    owners = claims.owners(found, "container", reading, lambda product: product.work)
    owned = found.join(owners, ["source", "container"])
    kept = owned.filter(_counts(owned, reading))
    named = kept.mutate(item=kept.source + ":" + kept.id, at_product=ibis.literal(True))
    lowest = named.anti_join(_ancestors(found, named), "item")
    if claims.shares(reading, lambda product: product.work):
        lowest = claims.once(lowest, "item")
    return lowest.mutate(item_no=ibis.row_number())


def ancestors(landed: Mapping[str, ir.Table], reading: PortfolioReading) -> ir.Table:
    """The items that `counted` drops because a counted item stands below them. *Gives* item."""
    found = landed["work_items"]
    owners = claims.owners(found, "container", reading, lambda product: product.work)
    owned = found.join(owners, ["source", "container"])
    named = owned.filter(_counts(owned, reading)).mutate(item=_.source + ":" + _.id)
    return named.semi_join(_ancestors(found, named), "item").select("item", "product", "url", "key").distinct()


def keys(landed: Mapping[str, ir.Table], reading: PortfolioReading) -> ir.Table:
    """The keys that products' trackers know, whether counted or not. *Gives* product, team, key."""
    found = landed["work_items"]
    owners = claims.owners(found, "container", reading, lambda product: product.work)
    return found.join(owners, ["source", "container"]).select("product", "team", "key").distinct()


def _counts(owned: ir.Table, reading: PortfolioReading) -> ir.BooleanValue:
    branches = [
        (
            owned.mapping == mapping.id,
            owned.type.strip().lower().isin([name.strip().lower() for name in mapping.counts]),
        )
        for mapping in reading.mappings
        if mapping.counts
    ]
    return ibis.cases(*branches, else_=True).fill_null(False) if branches else ibis.literal(True)


def _ancestors(found: ir.Table, named: ir.Table) -> ir.Table:
    parents = found.filter(found.parent_id.notnull() & (found.parent_id != found.id)).select(
        item=_.source + ":" + _.id, above=_.source + ":" + _.parent_id
    )
    line = named.join(parents, "item").select(item="above").distinct()
    generations = [line]
    for _generation in range(GENERATIONS - 1):
        line = line.join(parents, "item").select(item="above").distinct()
        generations.append(line)
    return ibis.union(*generations, distinct=True)


def states(landed: Mapping[str, ir.Table], items: ir.Table, reading: PortfolioReading) -> ir.Table:
    """The counted items' history with kind and state by their mapping's rules, up to the cut.

    A history that tells no type or tags (null, not empty) is read with those the item has now.

    *Takes* `counted` rows, stored: their numbers must stay the same. *Gives* item_no, changed_at, sequence, status,
    kind, state, status_unmapped.
    """
    changes = landed["status_changes"]
    keys = items.select("item_no", "mapping", "source", item_id="id", own_type="type", own_tags="tags")
    rows = changes.mutate(changed_at=changes.changed_at.cast("timestamp")).join(keys, ["source", "item_id"])
    native = rows.filter(rows.changed_at <= reading.cut).select(
        "item_no",
        "mapping",
        "changed_at",
        "status",
        "resolution",
        type=_.type.coalesce(_.own_type),
        tags=_.tags.coalesce(_.own_tags),
        sequence=_.sequence.fill_null(0),
    )
    known = rules.classified(native, reading.mappings)
    return known.select("item_no", "changed_at", "sequence", "status", "kind", "state", "status_unmapped")


def spoken(landed: Mapping[str, ir.Table], counted: ir.Table, stays: ir.Table, reading: PortfolioReading) -> ir.Table:
    """When each product's containers spoke: a tracker that is still used is not silent, whatever the product counts.

    *Takes* `counted` and its stays. *Gives* product, name, spoken_at: each status change of an item that the product
    counts, and of any other item of the container from the first of those on.
    """
    own = stays.join(counted.select("item_no", "product", "container"), "item_no")
    own = own.select("product", name="container", spoken_at="changed_at")
    began = own.group_by("product", "name").aggregate(began_at=_.spoken_at.min())
    found = landed["work_items"]
    owners = claims.owners(found, "container", reading, lambda product: product.work)
    owned = found.join(owners, ["source", "container"])
    others = owned.anti_join(counted, ["source", "id", "product"])
    others = others.select("source", "product", item_id="id", name="container").join(began, ["product", "name"])
    changes = landed["status_changes"].select("source", "item_id", spoken_at=_.changed_at.cast(own.spoken_at.type()))
    seen = changes.join(others, ["source", "item_id"])
    seen = seen.filter((seen.spoken_at <= reading.cut) & (seen.spoken_at >= seen.began_at))
    return own.union(seen.select("product", "name", "spoken_at"))


def has_late_history(found: ir.Table) -> ir.BooleanValue:
    """Whether an item's history is known to begin late, after its creation and not in a *new* state."""
    born = found.created_at.cast("timestamp")
    late = found.first_changed_at.delta(born, unit="microsecond") > LATE_AFTER_SECONDS * 1_000_000
    return ((found.first_state != "new") & late).fill_null(False)
