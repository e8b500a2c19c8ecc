"""Expressions over a snapshot's tables, compiled once per shape and run many times: compiling is what takes long.

What is kept is DuckDB's SQL, with marks where the tables' names and the question's instants stand. It is kept for the
process, so that a new snapshot of the same form is quick at once. Other engines, and expressions over anything
else, are run as they are.
"""

import re
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, cast

import ibis.expr.operations as ops
import ibis.expr.types as ir
import pyarrow as pa

STAND_IN = datetime(9000, 1, 1, tzinfo=UTC)
WRITTEN = re.compile(r"MAKE_TIMESTAMP\(9000, 1, (\d+), (\d+), (\d+), 0\.0\)")
REMEMBERED = 512

Instants = Sequence[datetime]
Build = Callable[[Instants], Sequence[ir.Table]]


@dataclass(frozen=True)
class Template:
    """One table's SQL between its marks, and the columns it gives."""

    text: str
    columns: pa.Schema


_templates: OrderedDict[Hashable, Sequence[Template] | None] = OrderedDict()
_lock = threading.Lock()


class Prepared:
    """Runs what is built over these tables. One thread's session, one `Prepared`."""

    def __init__(self, tables: Mapping[str, ir.Table]) -> None:
        self.names = {name: table.op().name for name, table in tables.items()}
        self.form = tuple((name, table.schema()) for name, table in tables.items())
        self.session: Any = next(iter(tables.values())).get_backend()

    def __call__(self, shape: Hashable, instants: Instants, build: Build) -> Sequence[pa.Table]:
        """The tables built, executed. *Takes* `shape`, which names the build; instants, all that may differ in it."""
        if self.session.name != "duckdb":
            return [each.to_pyarrow() for each in build(instants)]
        edges = sorted(set(instants))
        ranks = tuple(edges.index(instant) for instant in instants)
        templates = self._templates((shape, ranks, self.form), ranks, build)
        if templates is None:
            return [each.to_pyarrow() for each in build(instants)]
        return [self._executed(each, edges) for each in templates]

    def _templates(self, key: Hashable, ranks: Sequence[int], build: Build) -> Sequence[Template] | None:
        with _lock:
            if key in _templates:
                _templates.move_to_end(key)
                return _templates[key]
        made = self._made(build([STAND_IN + timedelta(minutes=rank) for rank in ranks]))
        with _lock:
            _templates[key] = made
            while len(_templates) > REMEMBERED:
                _templates.popitem(last=False)
        return made

    def _made(self, built: Sequence[ir.Table]) -> Sequence[Template] | None:
        found = {table.name for each in built for table in each.op().find(ops.PhysicalTable)}
        if not found <= set(self.names.values()):
            return None
        return [Template(self._marked(str(self.session.compile(each))), each.schema().to_pyarrow()) for each in built]

    def _marked(self, text: str) -> str:
        marked = WRITTEN.sub(lambda found: f"\0{_rank(*map(int, found.groups()))}\0", text)
        for name, own in self.names.items():
            marked = marked.replace(f'"{own}"', f"\0{name}\0")
        return marked

    def _executed(self, template: Template, edges: Instants) -> pa.Table:
        parts = template.text.split("\0")
        parts[1::2] = [
            _literal(edges[int(each)]) if each.isdigit() else f'"{self.names[each]}"' for each in parts[1::2]
        ]
        found = self.session.raw_sql("".join(parts)).to_arrow_table()
        return cast(pa.Table, found.rename_columns(template.columns.names).cast(template.columns))


def _rank(day: int, hour: int, minute: int) -> int:
    return ((day - 1) * 24 + hour) * 60 + minute


def _literal(instant: datetime) -> str:
    """An instant as facts hold it: naive UTC, to the microsecond."""
    return f"TIMESTAMP '{instant.astimezone(UTC).replace(tzinfo=None).isoformat(sep=' ')}'"
