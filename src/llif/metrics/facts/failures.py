"""Which deployments failed, and by which signal. Pure ibis. Source: DEFINITIONS section 2, *Change fail rate*.

Signals in order of trust: outcome, an incident that names the deployment, then two that are inferred and off by
default. A product without any failure source has no answer, which is not the answer "none".
"""

from collections.abc import Callable

import ibis
import ibis.expr.types as ir
from ibis import _

from llif.metrics.facts import claims
from llif.metrics.facts.deliveries import FAILED
from llif.metrics.reading import PortfolioReading
from llif.terms.delivery import Outcome
from llif.terms.work import ValueStreamMapping

OUTCOME, INCIDENT, INCIDENT_INFERRED, REVERT_INFERRED = "outcome", "incident", "incident inferred", "revert inferred"
REVERTED_WITHIN_HOURS = 7 * 24
KNOWN = (Outcome.SUCCEEDED.value, *FAILED)


def signalled(
    deployed: ir.Table, contained: ir.Table, changed: ir.Table, incidents: ir.Table, reading: PortfolioReading
) -> ir.Table:
    """Add `failure` (the most trusted signal, or null) and `change_count` to the deployments."""
    ids = ["product", "deployment"]
    faults = incidents.filter(~incidents.is_cancelled)
    named = _named(deployed, faults).union(_caused(contained, faults)).distinct()
    inferred = _inferred(deployed, faults, reading)
    reverted = _reverted(contained, changed, deployed, reading)
    counts = contained.group_by(ids).aggregate(change_count=_.change.nunique())
    marked = deployed.left_join(counts, ids).drop("product_right", "deployment_right")
    for name, rows in (("by_incident", named), ("by_inference", inferred), ("by_revert", reverted)):
        flagged = rows.mutate(**{name: ibis.literal(True)})
        marked = marked.left_join(flagged, ids).drop("product_right", "deployment_right")
    failure = ibis.cases(
        (~marked.succeeded, OUTCOME),
        (marked.by_incident.notnull(), INCIDENT),
        (marked.by_inference.notnull(), INCIDENT_INFERRED),
        (marked.by_revert.notnull(), REVERT_INFERRED),
        else_=ibis.null("string"),
    )
    judged = marked.mutate(failure=failure, change_count=_.change_count.fill_null(0))
    return judged.drop("by_incident", "by_inference", "by_revert")


def pooled(signalled_rows: ir.Table, told: ir.Table, reading: PortfolioReading) -> ir.Table:
    """Add `is_failure_told`: whether the product has any failure source. Without one, no failure is no answer.

    *Takes* the rows of `sources`. Of a deployment that several products share, a roll-up counts the row of one that
    could tell, and of those one that knows it failed, if any does.
    """
    watching = [product.id for product in reading.products if product.mapping.incident_window_hours is not None]
    reverting = [product.id for product in reading.products if product.mapping.count_reverts]
    is_told = (told.known_outcomes > 0) | (told.linked_incidents > 0)
    is_told = is_told | (told["product"].isin(watching) & (told.incidents > 0))
    is_told = is_told | (told["product"].isin(reverting) & (told.reverts > 0))
    known = told.select("product", is_failure_told=is_told)
    judged = signalled_rows.join(known, "product")
    return claims.once(judged, "deployment", ~judged.is_failure_told, judged.failure.isnull()).drop("rank")


def _named(deployed: ir.Table, incidents: ir.Table) -> ir.Table:
    naming = incidents.filter(_.caused_by_deployment.notnull()).select("product", "service", "caused_by_deployment")
    met = deployed.join(naming, ["product", "service"])
    names = [met.native_id, met.version, met.revision]
    hit = names[0] == met.caused_by_deployment
    for name in names[1:]:
        hit = hit | (name == met.caused_by_deployment).fill_null(False)
    return met.filter(hit).select("product", "deployment")


def _caused(contained: ir.Table, incidents: ir.Table) -> ir.Table:
    causing = incidents.filter(_.caused_by_change.notnull()).select("product", "service", "caused_by_change")
    met = contained.join(causing, ["product", "service"])
    return met.filter(met.change == met.source + ":" + met.caused_by_change).select("product", "deployment")


def _with(reading: PortfolioReading, asked: Callable[[ValueStreamMapping], bool]) -> list[ValueStreamMapping]:
    return [mapping for mapping in reading.mappings if asked(mapping)]


def _inferred(deployed: ir.Table, incidents: ir.Table, reading: PortfolioReading) -> ir.Table:
    windows = _with(reading, lambda mapping: mapping.incident_window_hours is not None)
    if not windows:
        return deployed.select("product", "deployment").limit(0)
    hours = ibis.cases(*[(deployed.mapping == each.id, each.incident_window_hours) for each in windows], else_=-1.0)
    watched = deployed.mutate(watched_hours=hours)
    met = watched.join(incidents.select("product", "service", "opened_at"), ["product", "service"])
    after = met.opened_at.delta(met.finished_at, unit="microsecond") / 3_600_000_000.0
    return met.filter((after >= 0) & (after <= met.watched_hours)).select("product", "deployment").distinct()


def _reverted(contained: ir.Table, changed: ir.Table, deployed: ir.Table, reading: PortfolioReading) -> ir.Table:
    switched_on = _with(reading, lambda mapping: mapping.count_reverts)
    if not switched_on:
        return deployed.select("product", "deployment").limit(0)
    reverts = changed.filter(_.reverts.notnull()).select("product", change="reverts", reverted_at="deployed_at")
    met = contained.filter(_.mapping.isin([each.id for each in switched_on])).join(reverts, ["product", "change"])
    after = met.reverted_at.delta(met.finished_at, unit="microsecond") / 3_600_000_000.0
    return met.filter((after >= 0) & (after <= REVERTED_WITHIN_HOURS)).select("product", "deployment").distinct()


def sources(
    signalled_rows: ir.Table, incidents: ir.Table, changed: ir.Table, items: ir.Table, reading: PortfolioReading
) -> ir.Table:
    """What each product's records can tell. *Gives* product, and how many records tell it.

    known_outcomes, linked_incidents, incidents, reverts, known_rework, tracked_items (whose waiting is known).
    """
    tracked = items.filter(~_.is_from_commits).group_by("product").aggregate(tracked_items=_.count())
    told = signalled_rows.group_by("product").aggregate(
        known_outcomes=_.outcome.isin(KNOWN).fill_null(False).cast("int64").sum(),
        known_rework=_.is_unplanned.notnull().cast("int64").sum(),
    )
    faults = incidents.filter(~incidents.is_cancelled)
    seen = faults.group_by("product").aggregate(
        incidents=_.count(), linked_incidents=_.is_change_caused.cast("int64").sum()
    )
    back = changed.group_by("product").aggregate(reverts=_.reverts.notnull().cast("int64").sum())
    products = ibis.memtable({"product": [product.id for product in reading.products]}, schema={"product": "string"})
    for rows in (told, seen, back, tracked):
        products = products.left_join(rows, "product").drop("product_right")
    return products.mutate(
        **{column: products[column].fill_null(0) for column in products.columns if column != "product"}
    )
