"""Deployments, the changes they brought, and incidents, each with its products. Pure ibis.

Source: DEFINITIONS section 2. *Leaves out* environments that a mapping does not call production, and events after the
cut.
"""

from collections.abc import Mapping

import ibis
import ibis.expr.types as ir
from ibis import _

from llif.metrics.facts import claims
from llif.metrics.facts.history import hours
from llif.metrics.reading import PortfolioReading
from llif.terms.delivery import Outcome

FAILED = (Outcome.FAILED.value, Outcome.ROLLED_BACK.value)


def deployments(landed: Mapping[str, ir.Table], reading: PortfolioReading) -> ir.Table:
    """One row per production deployment and product.

    *Gives* deployment, service, finished_at, outcome, succeeded, is_first, …

    `is_first` marks the service's first recorded successful deployment: its changes are a backlog.
    """
    found = landed["deployments"]
    owners = claims.owners(found, "service", reading, lambda product: product.services)
    owned = found.join(owners, ["source", "service"]).mutate(finished_at=_.finished_at.cast("timestamp"))
    kept = owned.filter((owned.finished_at <= reading.cut) & _is_production(owned, reading))
    rows = kept.mutate(
        deployment=kept.source + ":" + kept.id,
        native_id=kept.id,
        at_product=ibis.literal(True),
        succeeded=kept.outcome.fill_null(Outcome.UNKNOWN.value).notin(FAILED),
    )
    of_service = ibis.window(
        group_by=["product", "source", "service"], order_by=[ibis.desc("succeeded"), "finished_at", "native_id"]
    )
    return rows.mutate(is_first=(ibis.row_number().over(of_service) == 0) & rows.succeeded).select(
        "product",
        "team",
        "mapping",
        "rank",
        "at_product",
        "at_team",
        "at_portfolio",
        "deployment",
        "native_id",
        "source",
        "service",
        "environment",
        "finished_at",
        "outcome",
        "succeeded",
        "is_first",
        "version",
        "revision",
        "url",
        "is_unplanned",
        "is_lower_bound",
    )


def _is_production(owned: ir.Table, reading: PortfolioReading) -> ir.BooleanValue:
    environment = owned.environment.strip().lower()
    branches = [
        (owned.mapping == mapping.id, environment.isin([name.strip().lower() for name in mapping.production]))
        for mapping in reading.mappings
    ]
    return ibis.cases(*branches, else_=False).fill_null(False) if branches else ibis.literal(False)


def contents(landed: Mapping[str, ir.Table], deployed: ir.Table) -> ir.Table:
    """One row per production deployment, product and change in it. *Gives* deployment rows with `change`."""
    links = landed["deployed_changes"].select(
        deployment=_.source + ":" + _.deployment_id, change=_.source + ":" + _.change_id
    )
    return deployed.join(links.distinct(), "deployment")


def changes(landed: Mapping[str, ir.Table], contained: ir.Table) -> ir.Table:
    """One row per change and product: its first successful production deployment, and the hours from commit to there.

    *Gives* change, deployment, committed_at, deployed_at, lead_hours, is_backlog (left out of lead time), scope
    columns, url.
    """
    facts = landed["changes"].select(
        "repository",
        "url",
        change=_.source + ":" + _.id,
        committed_at=_.committed_at.cast("timestamp"),
        reverts=_.source + ":" + _.reverts_change_id,
    )
    successful = contained.filter(contained.succeeded).drop("url")
    first = _first(successful, ["product"]).drop("at_team", "at_portfolio")
    known = first.join(facts, "change")
    ranked = known.mutate(
        at_portfolio=_rank(["change"]) == 0, at_team=(_rank(["team", "change"]) == 0) & known.team.notnull()
    )
    return ranked.select(
        "product",
        "team",
        "mapping",
        "at_product",
        "at_team",
        "at_portfolio",
        "change",
        "deployment",
        "service",
        "repository",
        "url",
        "committed_at",
        "reverts",
        deployed_at="finished_at",
        is_backlog="is_first",
        lead_hours=hours(_.committed_at, _.finished_at),
    )


def _rank(groups: list[str]) -> ir.IntegerValue:
    order = ["finished_at", "deployment", "is_first", "product"]
    return ibis.row_number().over(ibis.window(group_by=groups, order_by=order))


def _first(rows: ir.Table, scope: list[str]) -> ir.Table:
    return rows.mutate(place=_rank([*scope, "change"])).filter(_.place == 0).drop("place")


def incidents(landed: Mapping[str, ir.Table], reading: PortfolioReading) -> ir.Table:
    """One row per incident and product: a cancelled one is no fault, but its source has spoken.

    *Gives* restore_hours (null while open), is_cancelled.
    """
    found = landed["incidents"]
    owners = claims.owners(found, "service", reading, lambda product: product.services)
    owned = found.join(owners, ["source", "service"]).mutate(
        opened_at=_.opened_at.cast("timestamp"), restored_at=_.restored_at.cast("timestamp")
    )
    kept = owned.filter(owned.opened_at <= reading.cut)
    known = kept.mutate(
        restored_at=ibis.cases((kept.restored_at <= reading.cut, kept.restored_at), else_=ibis.null("timestamp"))
    )
    return known.select(
        "product",
        "team",
        "mapping",
        "at_team",
        "at_portfolio",
        "service",
        "opened_at",
        "restored_at",
        "url",
        "priority",
        "is_major",
        "caused_by_deployment",
        "caused_by_change",
        at_product=ibis.literal(True),
        incident=_.source + ":" + _.id,
        source=_.source,
        is_cancelled=_.cancelled.fill_null(False),
        is_user_impacting=_.is_user_impacting.fill_null(True),
        is_change_caused=_.caused_by_deployment.notnull() | _.caused_by_change.notnull(),
        restore_hours=hours(_.opened_at, _.restored_at),
    )
