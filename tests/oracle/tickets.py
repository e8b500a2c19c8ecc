"""The oracle's items observed from commits: one per ticket key, done when all its commits are in production.

It refuses to guess what happened before the first commit or between commits. DEFINITIONS section 1.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from llif.metrics.reading import PortfolioReading, ProductReading
from llif.terms.work import ValueStreamMapping, WorkState
from oracle.delivery import Deployment, first_deployments
from oracle.flow import Item, Step
from oracle.records import Key, Landed, Row, claimed, key, kind_of, once, rows, until

TYPE = "ticket"
STATUS = {WorkState.ACTIVE: "in progress", WorkState.DONE: "in production"}


@dataclass(frozen=True)
class Commit:
    at: datetime
    in_production_at: datetime | None
    conventional_type: str | None


@once
def ticket_items(landed: Landed, reading: PortfolioReading, products: tuple[ProductReading, ...]) -> list[Item]:
    """The observed items whose keys no tracker of these products knows: one that a tracker knows is the tracker's."""
    trackers = {row["key"] for product in products for row in rows(landed, "work_items") if claims_item(product, row)}
    return [item for item in observed_items(landed, reading, products) if item.id[1] not in trackers]


def ticket_tellers(
    landed: Landed, reading: PortfolioReading, products: tuple[ProductReading, ...], name: str
) -> list[ProductReading]:
    """The products with a commit that names the key."""
    return [
        product
        for product in products
        if any(name in (row["item_keys"] or ()) for row in ticket_commits(landed, reading, product))
    ]


def claims_item(product: ProductReading, row: Row) -> bool:
    return claimed(product.work, row, "container")


@once
def observed_items(landed: Landed, reading: PortfolioReading, products: tuple[ProductReading, ...]) -> list[Item]:
    """One item per ticket key over the commits of these products' repositories.

    A commit is in production when any product that has it brought it there. Where the products' mappings differ, the
    mapping whose id comes first reads the item. Items of an ignored kind are among them.
    """
    commits: dict[str, dict[Key, Commit]] = {}
    mappings: dict[str, ValueStreamMapping] = {}
    for product in products:
        deployed = first_deployments(landed, reading, (product,))
        for row in ticket_commits(landed, reading, product):
            for name in row["item_keys"] or ():
                known = commits.setdefault(name, {})
                known[key(row)] = _earliest(known.get(key(row)), _commit(row, deployed.get(key(row))))
                mappings[name] = min(product.mapping, mappings.get(name, product.mapping), key=lambda each: each.id)
    return [_item(reading, mappings[name], name, list(each.values())) for name, each in sorted(commits.items())]


def _commit(row: Row, deployment: Deployment | None) -> Commit:
    arrived = max(deployment.at, row["committed_at"]) if deployment else None
    return Commit(row["committed_at"], arrived, row["conventional_type"])


def _earliest(one: Commit | None, other: Commit) -> Commit:
    both = [each for each in (one, other) if each and each.in_production_at]
    return min(both, key=lambda each: each.in_production_at or each.at, default=other)


def ticket_commits(landed: Landed, reading: PortfolioReading, product: ProductReading) -> Iterator[Row]:
    """The commits of the product's repositories in sources whose keys make items."""
    for row in rows(landed, "changes"):
        tickets = row["source"] in reading.ticket_sources and until(reading, row["committed_at"])
        if tickets and claimed(product.repositories, row, "repository"):
            yield row


def _item(reading: PortfolioReading, mapping: ValueStreamMapping, name: str, commits: Sequence[Commit]) -> Item:
    tags = sorted({commit.conventional_type for commit in commits if commit.conventional_type})
    steps = tuple(
        Step(at, state, kind_of(mapping, {"type": TYPE, "tags": tags, "status": STATUS[state]}))
        for at, state in _states(reading, commits)
    )
    return Item((TYPE, name), steps, False, False, reading.as_at)


def _states(reading: PortfolioReading, commits: Sequence[Commit]) -> Iterator[tuple[datetime, WorkState]]:
    """The first instant is always active; then the state after all that happened at each instant."""
    arrivals = {commit.in_production_at for commit in commits if until(reading, commit.in_production_at)}
    instants = sorted({commit.at for commit in commits} | {at for at in arrivals if at})
    yield instants[0], WorkState.ACTIVE
    for at in instants:
        seen = [commit for commit in commits if commit.at <= at]
        arrived = [commit for commit in seen if commit.in_production_at and commit.in_production_at <= at]
        yield at, WorkState.DONE if len(arrived) == len(seen) else WorkState.ACTIVE
