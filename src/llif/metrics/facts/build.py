"""From landed records to fact tables: the heavy step, once per publish. Pure ibis; it stores nothing.

*Takes* the landed tables (newest version of each row, tombstones gone) by name. *Gives* the facts by name:

items         one row per flow item and scope, sorted by end when stored
load          plus and minus one at the instants at which load changes
load_months   their sums by calendar month (UTC), so that what stood long ago need not be added up one by one
stays         one row per stay of an item in a status
deployments   one row per production deployment and product
changes       one row per change and product, at its first successful production deployment
incidents     one row per incident and product
mentions      one row per product, item key and commit that names it
freshness     one row per product and what speaks for it: container, service
sources       what each product's records can tell about failure and rework
components    one row per software component and product, with its lifecycle and the end of its support
answers       one row per product, service, instrument and day: answers, those in the best two categories
service_levels  one row per product, service, objective and day: good, total
costs         one row per cost record and product that claims its container
"""

from collections.abc import Mapping

import ibis
import ibis.expr.types as ir

from llif.metrics.facts import (
    components,
    costs,
    deliveries,
    failures,
    freshness,
    history,
    mentions,
    service,
    work,
)
from llif.metrics.facts.work import Keep
from llif.metrics.reading import PortfolioReading

SORTED_BY = {
    "items": ("ended_at", "product"),
    "load": ("changed_at", "product"),
    "load_months": ("changed_at", "product"),
    "stays": ("item", "position"),
    "deployments": ("finished_at", "product"),
    "changes": ("deployed_at", "product"),
    "incidents": ("opened_at", "product"),
    "mentions": ("key", "committed_at"),
    "freshness": ("product", "family", "name"),
    "sources": ("product",),
    "components": ("product", "container", "component"),
    "answers": ("day", "product", "service"),
    "service_levels": ("day", "product", "service"),
    "costs": ("first", "product", "container"),
}
ANSWERS, SERVICE_LEVELS = "answers", "service_levels"  # families of freshness that no measure rests on


def build(
    landed: Mapping[str, ir.Table], reading: PortfolioReading, keep: Keep = lambda _name, rows: rows
) -> dict[str, ir.Table]:
    """Every fact table of a portfolio, unevaluated.

    *Takes* `keep`, which may store what several facts rest on, so that it is worked out once.
    """
    deployed = keep("deployed", deliveries.deployments(landed, reading))
    contained = keep("contained", deliveries.contents(landed, deployed))
    changed = keep("changed", deliveries.changes(landed, contained))
    incidents = keep("incidents", deliveries.incidents(landed, reading))
    signalled = keep("signalled", failures.signalled(deployed, contained, changed, incidents, reading))
    followed = work.facts(landed, changed, deployed, reading, keep)
    items, load = keep("items", followed.items), keep("load", followed.load)
    told = keep("told", failures.sources(signalled, incidents, changed, items, reading))
    answers = keep("answers", service.answers(landed, reading))
    kept_levels = keep("levels", service.service_levels(landed, reading))
    return {
        "items": items,
        "load": load,
        "load_months": history.load_months(load),
        "stays": followed.stays,
        "deployments": failures.pooled(signalled, told, reading),
        "changes": changed,
        "incidents": incidents,
        "mentions": mentions.mentions(landed, changed, reading),
        "freshness": ibis.union(
            followed.freshness,
            *_delivery_freshness(deployed, incidents, reading),
            *_service_freshness(answers, kept_levels, deployed.finished_at, reading),
        ),
        "sources": told,
        "components": components.components(landed, reading, keep),
        "answers": answers,
        "service_levels": kept_levels,
        "costs": costs.costs(landed, reading),
    }


def _service_freshness(
    answers: ir.Table, levels: ir.Table, like: ir.Value, reading: PortfolioReading
) -> list[ir.Table]:
    told = ((answers, ANSWERS), (levels, SERVICE_LEVELS))
    return [freshness.spoken(service.spoken(rows, like), family, reading) for rows, family in told]


def _delivery_freshness(deployed: ir.Table, incidents: ir.Table, reading: PortfolioReading) -> list[ir.Table]:
    finished = deployed.select("product", name="service", spoken_at="finished_at")
    opened = incidents.select("product", name="service", spoken_at="opened_at")
    return [freshness.spoken(finished, "delivery", reading), freshness.spoken(opened, "service", reading)]
