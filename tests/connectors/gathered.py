"""What a connector gives for settings and files, as its tests look at it: rows by table, problems, tombstones apart."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from llif.connectors.contract import Batch, Collecting, Connector, Cursor
from llif.terms.errors import Problem
from llif.warehouse import schema

NOW = datetime(2026, 8, 1, tzinfo=UTC)


@dataclass
class Gathered:
    """`rows` and `gone` by table; every row has the landed types, or the test ends here."""

    rows: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    gone: dict[str, list[str]] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        return not any(self.rows.values()) and not any(self.gone.values()) and not self.problems

    def ids(self, table: str) -> list[str]:
        return [row["id"] for row in self.rows.get(table, [])]


def gather(connector: Connector, base: Path, cursor: Cursor | None = None, **told: Any) -> Gathered:
    """One collect. *Takes* a cursor to go on from; it goes through JSON, as between two collects."""
    found, kept = Gathered(), {} if cursor is None else cursor
    collecting = Collecting("s", base / "workspace", base, NOW)
    for event in connector.collect(connector.settings(**told), kept, collecting):
        if isinstance(event, Batch):
            _add(found, event.table, event.rows)
        elif isinstance(event, Problem):
            found.problems.append(str(event))
    kept.update(json.loads(json.dumps(kept)))
    return found


def _add(found: Gathered, table: str, rows: Any) -> None:
    schema.cast(table, [{**row, "source": "s", "observed_at": NOW} for row in rows])
    for row in map(dict[str, Any], rows):
        if row.get("deleted_at"):
            found.gone.setdefault(table, []).append(row["id"])
        else:
            found.rows.setdefault(table, []).append(row)


def write(path: Path, content: str | bytes | Mapping[str, Any]) -> Path:
    """Put a file there: text, bytes, or a mapping as JSON."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if isinstance(content, bytes):
        path.write_bytes(content)
    else:
        path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    return path
