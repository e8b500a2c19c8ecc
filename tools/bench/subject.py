"""The portfolio that the bench measures: as many products as asked, in fifty teams, all read by one mapping."""

from datetime import UTC, datetime
from pathlib import Path

import ibis.backends
import ibis.expr.types as ir

from llif.metrics.reading import Claim, PortfolioReading, ProductReading
from llif.terms.work import Condition, Kind, KindRule, StateRule, ValueStreamMapping, WorkState
from llif.warehouse import schema

AS_AT = datetime(2025, 1, 1, tzinfo=UTC)
ZONE = "Europe/London"
TEAMS = 50
READ = ("work_items", "status_changes", "changes", "deployments", "deployed_changes", "incidents")
MAPPING = ValueStreamMapping(
    "bench",
    kinds=tuple(
        KindRule(Condition(types=(name,)), kind)
        for name, kind in (("Bug", Kind.DEFECT), ("Story", Kind.FEATURE), ("Chore", Kind.DEBT))
    ),
    states=(
        StateRule(Condition(resolutions=("Won't Fix", "Duplicate")), WorkState.CANCELLED),
        *(
            StateRule(Condition(statuses=statuses), state)
            for statuses, state in (
                (("Open",), WorkState.NEW),
                (("To do", "Review"), WorkState.WAITING),
                (("Doing",), WorkState.ACTIVE),
                (("Done",), WorkState.DONE),
            )
        ),
    ),
)


def reading(products: int) -> PortfolioReading:
    return PortfolioReading("bench", AS_AT, ZONE, tuple(_product(number) for number in range(products)))


def _product(number: int) -> ProductReading:
    return ProductReading(
        f"product-{number}",
        f"team-{number % TEAMS}",
        MAPPING,
        (Claim("jira", f"container-{number}"),),
        (Claim("git", f"service-{number}"),),
        (Claim("git", f"service-{number}"),),
    )


def landed(session: ibis.backends.BaseBackend, folder: Path) -> dict[str, ir.Table]:
    """The tables made in a folder, read where they lie; those that were not made, empty."""
    return {name: _table(session, folder / f"{name}.parquet", name) for name in READ}


def _table(session: ibis.backends.BaseBackend, path: Path, name: str) -> ir.Table:
    if path.exists():
        return session.read_parquet(str(path))
    return session.create_table(name, schema.schema(name).empty_table(), temp=True)
