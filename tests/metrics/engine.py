"""The real engine, as tests ask it: landed rows in, figures out. One DuckDB session serves a whole test module."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import ibis.backends
import ibis.expr.types as ir

from llif.metrics import answers, facts, standing
from llif.metrics.questions import Context, Question
from llif.metrics.reading import PortfolioReading
from llif.terms.quantity import Figure
from llif.warehouse import schema

READ = (
    *("work_items", "status_changes", "changes", "deployments", "deployed_changes", "incidents"),
    *("components", "lifecycles", "lifecycle_identifiers", "survey_responses", "service_levels", "costs"),
)
Answers = Callable[..., Figure]
Rows = Mapping[str, Sequence[Mapping[str, Any]]]
Landing = Callable[[ibis.backends.BaseBackend, Rows], dict[str, ir.Table]]


def landed_tables(session: ibis.backends.BaseBackend, rows: Rows) -> dict[str, ir.Table]:
    """The landed tables that facts read, with exactly the landed columns and types, empty where there is no row."""
    return {
        name: session.create_table(f"landed_{name}", schema.cast(name, list(rows.get(name, ()))), overwrite=True)
        for name in READ
    }


def built(
    session: ibis.backends.BaseBackend, rows: Rows, reading: PortfolioReading, landed: Landing = landed_tables
) -> dict[str, ir.Table]:
    """The fact tables of a reading, worked out and held in the session."""

    def keep(name: str, table: ir.Table) -> ir.Table:
        return session.create_table(f"kept_{name}", table, overwrite=True)

    expressions = facts.build(landed(session, rows), reading, keep)
    return {name: session.create_table(f"fact_{name}", table, overwrite=True) for name, table in expressions.items()}


def figures(held: Mapping[str, ir.Table], question: Question, context: Context) -> list[Figure]:
    """The engine's answer to a question over built facts."""
    spoken, told = (held[name].to_pyarrow().to_pylist() for name in ("freshness", "sources"))
    return answers.answer(held, question, context, standing.knowledge(spoken, told, context))
