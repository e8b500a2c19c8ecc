"""The oracle's deployments, changes and incidents of a set of products, and the figures over them.

DEFINITIONS section 2 in plain loops. It refuses ibis, numpy and every shortcut of the engine.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from llif.metrics.reading import PortfolioReading, ProductReading
from llif.terms.delivery import Outcome
from oracle.records import HOUR, Key, Landed, Row, claimed, in_production, key, once, rows, until

FAILED = (Outcome.FAILED, Outcome.ROLLED_BACK)
KNOWN = (Outcome.SUCCEEDED, *FAILED)
REVERTED_WITHIN = timedelta(days=7)


@dataclass(frozen=True)
class Deployment:
    """A finished attempt to put a version of a service into production."""

    id: Key
    service: Key
    at: datetime
    outcome: str | None
    names: frozenset[str]
    is_unplanned: bool | None
    changes: frozenset[Key]

    @property
    def successful(self) -> bool:
        return self.outcome not in FAILED


@dataclass(frozen=True)
class Delivered:
    """A change and the deployment that first brought it to production."""

    change: Key
    deployment: Deployment
    hours: float


@once
def deployments(landed: Landed, reading: PortfolioReading, products: tuple[ProductReading, ...]) -> list[Deployment]:
    """The production deployments of these products' services until as-at, each once, in order of time and id."""
    contents: dict[Key, set[Key]] = {}
    for row in rows(landed, "deployed_changes"):
        contents.setdefault((row["source"], row["deployment_id"]), set()).add((row["source"], row["change_id"]))
    found = {
        key(row): _deployment(row, contents.get(key(row), set()))
        for product in products
        for row in rows(landed, "deployments")
        if _is_production(reading, product, row)
    }
    return sorted(found.values(), key=lambda each: (each.at, each.id[1], each.id[0]))


def _is_production(reading: PortfolioReading, product: ProductReading, row: Row) -> bool:
    ours = claimed(product.services, row, "service") and until(reading, row["finished_at"])
    return ours and in_production(product.mapping, row["environment"])


def _deployment(row: Row, changes: set[Key]) -> Deployment:
    names = frozenset(name for name in (row["id"], row["version"], row["revision"]) if name)
    service = (row["source"], row["service"])
    return Deployment(
        key(row), service, row["finished_at"], row["outcome"], names, row["is_unplanned"], frozenset(changes)
    )


@once
def first_deployments(
    landed: Landed, reading: PortfolioReading, products: tuple[ProductReading, ...]
) -> dict[Key, Deployment]:
    """Each change's first successful production deployment by these products."""
    first: dict[Key, Deployment] = {}
    for deployment in deployments(landed, reading, products):
        if deployment.successful:
            for change in deployment.changes:
                first.setdefault(change, deployment)
    return first


@once
def lead_times(landed: Landed, reading: PortfolioReading, products: tuple[ProductReading, ...]) -> list[Delivered]:
    """The lead time of each change, without those of a service's first successful deployment (they are a backlog)."""
    backlog: dict[Key, Key] = {}
    for deployment in deployments(landed, reading, products):
        if deployment.successful:
            backlog.setdefault(deployment.service, deployment.id)
    committed = {key(row): row["committed_at"] for row in rows(landed, "changes")}
    return [
        Delivered(change, deployment, (deployment.at - committed[change]) / HOUR)
        for change, deployment in first_deployments(landed, reading, products).items()
        if change in committed and backlog[deployment.service] != deployment.id
    ]


@once
def incidents(landed: Landed, reading: PortfolioReading, products: tuple[ProductReading, ...]) -> list[Row]:
    """The incidents of these products' services opened until as-at, each once; a later restoration is not known yet."""
    found = {
        key(row): {**row, "restored_at": row["restored_at"] if until(reading, row["restored_at"]) else None}
        for product in products
        for row in rows(landed, "incidents")
        if claimed(product.services, row, "service") and until(reading, row["opened_at"])
    }
    return [found[each] for each in sorted(found)]


def restorations(landed: Landed, reading: PortfolioReading, products: tuple[ProductReading, ...]) -> list[Row]:
    """Incidents with service restored that users felt and nobody cancelled."""
    return [row for row in incidents(landed, reading, products) if row["restored_at"] and felt(row)]


def felt(row: Row) -> bool:
    return not row["cancelled"] and row["is_user_impacting"] is not False


def names_cause(row: Row) -> bool:
    return bool(row["caused_by_deployment"] or row["caused_by_change"])


def linked(deployment: Deployment, incident: Row) -> bool:
    """Whether an incident of the same service names the deployment, or a change in it, as its cause.

    Incidents come from another tool than deployments as a rule, so names are compared, not sources.
    """
    if incident["cancelled"] or incident["service"] != deployment.service[1]:
        return False
    brought = {change for _source, change in deployment.changes}
    return incident["caused_by_deployment"] in deployment.names or incident["caused_by_change"] in brought


@once
def failures(landed: Landed, reading: PortfolioReading, product: ProductReading) -> set[Key]:
    """The product's deployments with at least one failure signal, as its mapping reads them."""
    return {
        deployment.id
        for deployment in deployments(landed, reading, (product,))
        if any(_signals(landed, reading, product, deployment))
    }


def _signals(
    landed: Landed, reading: PortfolioReading, product: ProductReading, deployment: Deployment
) -> Iterator[bool]:
    mapping, faults = product.mapping, incidents(landed, reading, (product,))
    yield deployment.outcome in FAILED
    yield any(linked(deployment, incident) for incident in faults)
    if mapping.incident_window_hours is not None:
        window = timedelta(hours=mapping.incident_window_hours)
        yield any(_soon_after(deployment, incident, window) for incident in faults)
    if mapping.count_reverts:
        yield _reverted(landed, reading, product, deployment)


def _soon_after(deployment: Deployment, incident: Row, window: timedelta) -> bool:
    same = incident["service"] == deployment.service[1] and not incident["cancelled"]
    return same and deployment.at <= incident["opened_at"] <= deployment.at + window


def _reverted(landed: Landed, reading: PortfolioReading, product: ProductReading, deployment: Deployment) -> bool:
    first = first_deployments(landed, reading, (product,))
    back = [
        first[revert].at
        for revert, change in reverts(landed).items()
        if change in deployment.changes and revert in first
    ]
    return any(deployment.at <= at <= deployment.at + REVERTED_WITHIN for at in back)


def reverts(landed: Landed) -> dict[Key, Key]:
    """Each revert and the change it takes back, in one source."""
    return {
        key(row): (row["source"], row["reverts_change_id"])
        for row in rows(landed, "changes")
        if row["reverts_change_id"]
    }


@once
def judges_failure(landed: Landed, reading: PortfolioReading, product: ProductReading) -> bool:
    """Whether the product has any source of failures at all; without one its rate is not measured."""
    made = deployments(landed, reading, (product,))
    faults = [row for row in incidents(landed, reading, (product,)) if not row["cancelled"]]
    if any(each.outcome in KNOWN for each in made) or any(names_cause(row) for row in faults):
        return True
    deployed = {change for each in made for change in each.changes}
    inferred = product.mapping.incident_window_hours is not None and bool(faults)
    return inferred or (product.mapping.count_reverts and bool(deployed & set(reverts(landed))))
