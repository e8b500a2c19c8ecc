"""Two public bills of materials against the public lifecycles: what meets, what is past, and how much is unknown."""

from collections import Counter
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import ibis.backends
import ibis.expr.types as ir
import pytest

from llif.connectors.cyclonedx.source import CONNECTOR as CYCLONEDX
from llif.connectors.endoflife.source import CONNECTOR as ENDOFLIFE
from llif.metrics.facts import components
from llif.metrics.reading import Claim, PortfolioReading, ProductReading
from llif.warehouse import schema
from tests.connectors.gathered import gather

AS_AT = datetime(2026, 8, 1, tzinfo=UTC)
PRODUCTS = (
    ProductReading("java", components=(Claim("sbom", "io.dropwizard/dropwizard-parent"),)),
    ProductReading("php", components=(Claim("sbom", "cyclonedx/cyclonedx-php-composer-demo"),)),
)
READING = PortfolioReading("p", AS_AT, "Europe/London", PRODUCTS, lifecycles=("eol",))


@pytest.fixture(scope="module")
def met(session: ibis.backends.BaseBackend, shared_data: Path) -> list[dict[str, Any]]:
    bills = gather(CYCLONEDX, shared_data, path="sbom")
    ends = gather(ENDOFLIFE, shared_data, cycles="lifecycle/cycles.csv.gz", identifiers="lifecycle/identifiers.csv.gz")
    rows = {name: ("sbom", found) for name, found in bills.rows.items()}
    rows |= {name: ("eol", found) for name, found in ends.rows.items()}
    landed = {
        name: session.create_table(
            f"real_{name}",
            schema.cast(name, [{**row, "source": source, "observed_at": AS_AT} for row in found]),
            overwrite=True,
        )
        for name, (source, found) in rows.items()
    }

    def keep(name: str, table: ir.Table) -> ir.Table:
        return session.create_table(f"real_kept_{name}", table, overwrite=True)

    found: list[dict[str, Any]] = components.components(landed, READING, keep).to_pyarrow().to_pylist()
    return found


def test_every_component_stays_matched_or_not(met: list[dict[str, Any]]) -> None:
    assert Counter(row["product"] for row in met) == {"java": 168, "php": 63}


def test_what_meets_a_lifecycle(met: list[dict[str, Any]]) -> None:
    """Four of 231, three of them in a cycle whose end is known; the others are unknown, and so they are counted."""
    found = {
        (row["product"], row["component"], row["cycle"], row["support_ends"], row["matched_by"])
        for row in met
        if row["lifecycle"]
    }
    assert found == {
        ("java", "org.eclipse.jetty/jetty-server", "9.4", date(2025, 8, 14), "purl"),
        ("java", "org.hibernate/hibernate-core", None, None, "purl"),  # no cycle of 4.3 is told of
        ("php", "guzzlehttp/guzzle", "6", date(2023, 10, 31), "purl"),
        ("php", "laravel/framework", "7", date(2021, 3, 3), "purl"),
    }
    assert sum(row["support"] is None for row in met) == 228
