"""The oracle's items observed from commits: one per ticket key, done when all its commits are in production.

It refuses to guess what happened before the first commit or between commits. DEFINITIONS section 1.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from llif.metrics.reading import PortfolioReading, ProductReading
from llif.terms.work import Kind, WorkState
from oracle.delivery import first_deployments
from oracle.flow import Item, Step
from oracle.records import Landed, Row, claimed, key, kind_of, rows, until

TYPE = "ticket"
STATUS = {WorkState.ACTIVE: "in progress", WorkState.DONE: "in production"}


@dataclass(frozen=True)
class Commit:
    at: datetime
    in_production_at: datetime | None
    conventional_type: str | None


def ticket_items(landed: Landed, reading: PortfolioReading, products: Sequence[ProductReading]) -> list[Item]:
    """One item per ticket key over the commits of these products' repositories, in the order of the keys."""
    by_key: dict[str, list[Commit]] = {}
    owner: dict[str, ProductReading] = {}
    for product in products:
        for row in ticket_commits(landed, reading, product):
            for name in row["item_keys"] or ():
                owner.setdefault(name, product)
    deployed = first_deployments(landed, reading, products)
    for row in _once(landed, reading, products):
        found = deployed.get(key(row))
        arrived = max(found.at, row["committed_at"]) if found else None
        for name in set(row["item_keys"] or ()):
            by_key.setdefault(name, []).append(Commit(row["committed_at"], arrived, row["conventional_type"]))
    made = [_item(reading, owner[name], name, commits) for name, commits in sorted(by_key.items())]
    return [item for item in made if item.kind is not Kind.IGNORE]


def ticket_commits(landed: Landed, reading: PortfolioReading, product: ProductReading) -> Iterator[Row]:
    """The commits of the product's repositories in sources whose keys make items."""
    for row in rows(landed, "changes"):
        tickets = row["source"] in reading.ticket_sources and until(reading, row["committed_at"])
        if tickets and claimed(product.repositories, row, "repository"):
            yield row


def _once(landed: Landed, reading: PortfolioReading, products: Sequence[ProductReading]) -> list[Row]:
    return list({key(row): row for product in products for row in ticket_commits(landed, reading, product)}.values())


def _item(reading: PortfolioReading, product: ProductReading, name: str, commits: Sequence[Commit]) -> Item:
    tags = sorted({commit.conventional_type for commit in commits if commit.conventional_type})
    states = list(_states(reading, commits))
    steps = tuple(
        Step(at, state, kind_of(product.mapping, {"type": TYPE, "tags": tags, "status": STATUS[state]}))
        for at, state in states
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
