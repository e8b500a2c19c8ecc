"""Spark gives DuckDB's facts and measures: the worked examples, releases and an incident, once on each engine.

It needs the extra `llif[spark]` and Java. A query takes seconds there, so there is one reading and a few questions.
"""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any

import ibis.backends
import ibis.expr.types as ir
import pyarrow.parquet as pq
import pytest
from engine import READ, Rows, built, figures
from small_tables import AS_AT, MARCH, ONE, YEAR, Tables, change, deployment, history, incident, releases, together
from test_worked_examples import REOPENED, RETYPED

from llif.metrics.questions import Question, Scope, context
from llif.metrics.reading import PortfolioReading
from llif.warehouse import schema, spark
from llif.warehouse.engine import connect
from tests.warehouse.on_spark import QUIET

pytestmark = [pytest.mark.engine, *QUIET]
READING = PortfolioReading("p", AS_AT, "Europe/London", (ONE,), frozenset())
QUESTIONS = (
    Question(("flow_velocity", "flow_time", "flow_efficiency", "flow_load"), (MARCH, YEAR), Scope.PRODUCT, kinds=True),
    Question(("deployment_frequency", "lead_time", "change_fail_rate"), (MARCH, YEAR), Scope.PRODUCT),
)


def records() -> Tables:
    ten = [history(f"i{number}", *REOPENED) for number in range(10)]
    made = together(*ten, history("r", *RETYPED), releases([f"03-{day:02}" for day in range(1, 13)]))
    late = together(made, change("c", "03-13 09:00", "late"))
    late["deployments"].append(deployment("late", "03-15 09:00", outcome="failed"))
    late["incidents"] = [incident("down", "03-15 10:00", "03-15 14:00")]
    return late


@pytest.fixture(scope="module")
def on_spark(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Mapping[str, ir.Table]]:
    if lacking := spark.missing():
        pytest.skip(f"Spark needs {lacking}, which is not here")
    session = connect("spark", master="local[2]", shuffle_partitions=1)
    folder = tmp_path_factory.mktemp("landed")
    yield built(session, records(), READING, partial(from_files, folder))
    session.disconnect()


def from_files(folder: Path, session: ibis.backends.BaseBackend, asked: Rows) -> dict[str, ir.Table]:
    """The landed tables as files: from memory they would pass through pandas, and lose their nulls."""
    found = {}
    for name in READ:
        file = folder / f"{name}.parquet"
        pq.write_table(schema.cast(name, list(asked.get(name, ()))), file)
        found[name] = session.read_parquet(file, table_name=f"landed_{name}")
    return found


@pytest.fixture(scope="module")
def on_duckdb(session: ibis.backends.BaseBackend) -> Mapping[str, ir.Table]:
    return built(session, records(), READING)


def test_the_facts_are_the_same(on_spark: Mapping[str, ir.Table], on_duckdb: Mapping[str, ir.Table]) -> None:
    assert {name: rows(table) for name, table in on_spark.items()} == {
        name: rows(table) for name, table in on_duckdb.items()
    }


@pytest.mark.parametrize("asked", QUESTIONS, ids=["flow", "delivery"])
def test_the_figures_are_the_same(
    on_spark: Mapping[str, ir.Table], on_duckdb: Mapping[str, ir.Table], asked: Question
) -> None:
    about = context(READING, "s", frozenset(), {})
    found = figures(on_spark, asked, about)
    assert found == figures(on_duckdb, asked, about)
    assert any(each.value is not None for each in found)


def rows(table: ir.Table) -> list[str]:
    """Rows as text, in an order of their own. Spark keeps some quotients as decimals: they are numbers all the same."""
    return sorted(
        repr(sorted((name, plain(cell)) for name, cell in row.items())) for row in table.to_pyarrow().to_pylist()
    )


def plain(cell: Any) -> Any:
    return round(float(cell), 6) if isinstance(cell, float | Decimal) else cell
