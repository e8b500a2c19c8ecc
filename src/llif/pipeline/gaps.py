"""What the facts could not place: unmapped types, components without a lifecycle, rules that match no record.

Each is counted and named, so that a person can mend the mapping; none stops a publish.
"""

import math
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from difflib import get_close_matches
from typing import Any

import ibis
import ibis.expr.types as ir
from ibis import _

from llif.metrics.facts import claims, costs, tracked
from llif.metrics.facts.landed import table
from llif.metrics.reading import EVERYTHING, Claim, PortfolioReading
from llif.terms.errors import N_, Problem
from llif.terms.work import Kind, ValueStreamMapping

Landed = Mapping[str, ir.Table]
Named = tuple[str, str]
"""A source, and the name of a container in it."""
MOST = 50
NAMED = 3


def unmapped(facts: Mapping[str, ir.Table], landed: Landed) -> list[dict[str, Any]]:
    """Types that got no kind and statuses that got no state, with how many items of each product hold them."""
    types = _types_then(facts, landed).group_by("product", value=_.type).aggregate(items=_.count())
    stays = facts["stays"].filter(_.status_unmapped & _["product"].notnull())
    statuses = stays.group_by("product", value=_.status).aggregate(items=_.item.nunique())
    found = [{"field": field, **row} for field, rows in (("type", types), ("status", statuses)) for row in _rows(rows)]
    return sorted(found, key=lambda row: (row["product"], row["field"], -row["items"]))


def _types_then(facts: Mapping[str, ir.Table], landed: Landed) -> ir.Table:
    """The unmapped items with the type they had when their kind was settled: many are retyped after their end."""
    own = facts["items"].filter(_.at_product & (_.kind == Kind.UNMAPPED.value))
    settled = own.select("item", "product", now="type", settled_at=_.ended_at.coalesce(_.last_activity_at))
    changes = landed["status_changes"].select(
        "sequence", "type", item=_.source + ":" + _.item_id, changed_at=_.changed_at.cast("timestamp")
    )
    met = settled.join(changes, "item").filter(_.changed_at <= _.settled_at)
    order = ibis.window(group_by=["item", "product"], order_by=[ibis.desc("changed_at"), ibis.desc("sequence")])
    last = met.mutate(place=ibis.row_number().over(order)).filter(_.place == 0).select("item", "product", then="type")
    known = settled.left_join(last, ["item", "product"])
    return known.mutate(type=known.then.coalesce(known.now))


def _rows(found: ir.Table) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = found.to_pyarrow().to_pylist()
    return rows


def components(facts: Mapping[str, ir.Table]) -> list[dict[str, Any]]:
    """For each product with components: how many there are, how many met a lifecycle, of how many support is known.

    *Gives* `unmatched` too: the first of those that met none, or no cycle of it, by name.
    """
    found = facts["components"]
    counts = found.group_by("product").aggregate(
        components=_.count(), matched=_.lifecycle.notnull().sum(), known=_.support.notnull().sum()
    )
    place = ibis.row_number().over(ibis.window(group_by="product", order_by=["component", "container", "version"]))
    unknown = found.filter(_.support.isnull()).mutate(place=place).filter(_.place < MOST).order_by("product", "place")
    named: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in _rows(unknown.select("product", "container", "component", "version", "lifecycle")):
        named[row.pop("product")].append(row)
    return [{**row, "unmatched": named[row["product"]]} for row in _rows(counts.order_by("product"))]


def evidence(facts: Mapping[str, ir.Table], landed: Landed, reading: PortfolioReading) -> Iterator[Problem]:
    """What the scorecard's evidence does not bear out: answers without a score, lifecycles that nothing tells of."""
    answers = facts["answers"].group_by("product", "service").aggregate(n=_.n.sum(), unlisted=_.unlisted.sum())
    for row in _rows(answers.filter(_.unlisted > 0).order_by("product", "service")):
        yield Problem(
            row["product"],
            N_("{unlisted} answers on “{service}” bear no score of the scale, beside {n} that do."),
            N_("They are in no share; list their codes with the source if they mean a score."),
            tuple((name, str(row[name])) for name in ("unlisted", "service", "n")),
        )
    yield from _lifecycles(facts, landed, reading)


def _lifecycles(facts: Mapping[str, ir.Table], landed: Landed, reading: PortfolioReading) -> Iterator[Problem]:
    told = {row["source"] for row in _rows(table(landed, "lifecycles").select("source").distinct())}
    for source in reading.lifecycles:
        if source not in told:
            what = N_("The source {source} tells of no lifecycle.")
            yield Problem(reading.id, what, N_("Collect the source."), (("source", source),))
    known = table(landed, "lifecycles").select(lifecycle=_["product"]).distinct()
    named = table(landed, "components").filter(_.lifecycle.notnull()).select("source", "lifecycle").distinct()
    strangers = named.anti_join(known, "lifecycle").order_by("source", "lifecycle")
    for row in _rows(strangers.limit(MOST)) if reading.lifecycles else ():
        what = N_("The inventory names the lifecycle “{lifecycle}”, of which no source tells.")
        remedy = N_("Write it as the lifecycles' source does, or leave it out.")
        yield Problem(row["source"], what, remedy, (("lifecycle", row["lifecycle"]),))


def unclaimed_costs(landed: Landed, reading: PortfolioReading, elsewhere: Collection[Named]) -> list[dict[str, Any]]:
    """By source and currency the money that no product claims: the amount, of how many containers, the first by name.

    Nothing of a source that no product claims anything of, nor of what another portfolio claims: theirs to tell.
    """
    if "costs" not in landed or not any(product.costs for product in reading.products):
        return []
    found: defaultdict[tuple[str, str], dict[str, float]] = defaultdict(dict)
    for row in _rows(costs.unclaimed(landed, reading)):
        if not {(row["source"], row["container"]), (row["source"], EVERYTHING)}.isdisjoint(elsewhere):
            continue
        found[row["source"], row["currency"]][row["container"] or ""] = row["amount"]
    return [
        {
            "source": source,
            "currency": currency,
            "amount": math.fsum(of.values()),
            "containers": len(of),
            "named": sorted(of, key=lambda name: (-of[name], name))[:NAMED],
        }
        for (source, currency), of in sorted(found.items())
    ]


def problems(landed: Landed, counted: ir.Table, reading: PortfolioReading) -> Iterator[Problem]:
    """Everything of a portfolio's reading that its records do not bear out."""
    yield from _ancestors(landed, reading)
    yield from _without_history(landed, counted)
    yield from _uncounted(landed, counted, reading)
    yield from _environments(landed, reading)
    yield from _unknown_names(landed, reading)
    yield from _claims(landed, reading)


def _ancestors(landed: Landed, reading: PortfolioReading) -> Iterator[Problem]:
    for row in _rows(tracked.ancestors(landed, reading).order_by("item").limit(MOST)):
        yield Problem(
            row["key"] or row["item"],
            N_("A counted item stands below this one, so it is not counted itself."),
            N_("Let the mapping count one level of the hierarchy only."),
        )


def _without_history(landed: Landed, counted: ir.Table) -> Iterator[Problem]:
    known = landed["status_changes"].select(item=_.source + ":" + _.item_id).distinct()
    for row in _rows(
        counted.anti_join(known, "item").group_by("product").aggregate(items=_.count()).order_by("product")
    ):
        yield Problem(
            row["product"],
            N_("{items} items have no status history, and are in no figure."),
            N_("Import their status changes too."),
            (("items", str(row["items"])),),
        )


def _uncounted(landed: Landed, counted: ir.Table, reading: PortfolioReading) -> Iterator[Problem]:
    """Types of a product's containers that its mapping does not count."""
    found = landed["work_items"]
    owners = claims.owners(found, "container", reading, lambda product: product.work)
    owned = found.join(owners, ["source", "container"]).mutate(item=found.source + ":" + found.id)
    left = (
        owned.anti_join(counted, ["item", "product"]).group_by("product", "mapping", "type").aggregate(items=_.count())
    )
    counting = {mapping.id for mapping in reading.mappings if mapping.counts}
    for row in _rows(left.order_by("product", "type")):
        if row["mapping"] in counting:
            yield Problem(
                row["product"],
                N_("Items of the type “{type}” that are not counted: {items}."),
                N_("Name the type under “counts” if it should be."),
                (("type", row["type"] or ""), ("items", str(row["items"]))),
            )


def _environments(landed: Landed, reading: PortfolioReading) -> Iterator[Problem]:
    known = {name.strip().lower() for mapping in reading.mappings for name in mapping.production}
    met = landed["deployments"].group_by("source", "environment").aggregate(deployments=_.count()).order_by("source")
    for row in _rows(met):
        if (row["environment"] or "").strip().lower() not in known:
            yield Problem(
                row["source"],
                N_("{deployments} deployments into “{environment}” are not counted as production."),
                N_("If that is production, name it under “production” in the mapping."),
                (("deployments", str(row["deployments"])), ("environment", row["environment"] or "")),
            )


def _unknown_names(landed: Landed, reading: PortfolioReading) -> Iterator[Problem]:
    """Types, statuses and resolutions that a mapping names and no record of its products bears."""
    for mapping in reading.mappings:
        sources = {claim.source for each in reading.products if each.mapping.id == mapping.id for claim in each.work}
        if not sources:
            continue
        changes = landed["status_changes"].filter(_.source.isin(sorted(sources)))
        for field, names in _named(mapping).items():
            met = {row[field] for row in _rows(changes.select(field).distinct()) if row[field]}
            yield from _strangers(mapping.id, field, names, met)


def _named(mapping: ValueStreamMapping) -> dict[str, list[str]]:
    conditions = [*(rule.when for rule in mapping.kinds), *(rule.when for rule in mapping.states)]
    return {
        "type": [*mapping.counts, *(name for when in conditions for name in when.types)],
        "status": [name for when in conditions for name in when.statuses],
        "resolution": [name for when in conditions for name in when.resolutions],
    }


def _strangers(mapping: str, field: str, names: Sequence[str], met: Iterable[str]) -> Iterator[Problem]:
    known = {name.strip().lower(): name for name in met}
    for name in dict.fromkeys(names):
        if known and name.strip().lower() not in known:
            near = get_close_matches(name.strip().lower(), known, n=1)
            yield Problem(
                mapping,
                N_("The mapping names the {field} “{name}”, which no record bears."),
                N_("Did you mean “{near}”?") if near else N_("Correct it, or leave it if records may bear it later."),
                (("field", field), ("name", name), ("near", known[near[0]] if near else "")),
            )


def _claims(landed: Landed, reading: PortfolioReading) -> Iterator[Problem]:
    """Containers, services and repositories that a product claims and no record bears."""
    for tables, field, attribute in (
        (("work_items",), "container", "work"),
        (("deployments", "incidents", "survey_responses", "service_levels"), "service", "services"),
        (("changes",), "repository", "repositories"),
        (("components",), "container", "components"),
        (("costs",), "container", "costs"),
    ):
        known = [table(landed, name).select("source", field).distinct() for name in tables]
        met = {(row["source"], row[field]) for rows in known for row in _rows(rows)}
        for product in reading.products:
            for claim in getattr(product, attribute):
                if not _is_met(claim, met):
                    yield Problem(
                        product.id,
                        N_("No record of the source {source} has the {field} “{name}”."),
                        N_("Collect the source, or correct the product."),
                        (("source", claim.source), ("field", field), ("name", claim.name)),
                    )


def _is_met(claim: Claim, met: set[tuple[str, str]]) -> bool:
    return any(claim.source == source and claim.name in {name, EVERYTHING} for source, name in met)
