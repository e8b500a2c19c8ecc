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
from pathlib import Path
from typing import Any, cast

import ibis.expr.operations as ops
import ibis.expr.types as ir
import pyarrow as pa
import pyarrow.parquet as pq

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

    def __init__(self, session: Any, tables: Mapping[str, ir.Table], files: Mapping[str, Path]) -> None:
        """*Takes* an engine's session, the tables, opened when looked at, and the Parquet file of each."""
        self.session, self.tables, self.files = session, tables, files
        self.form = tuple((name, pq.read_schema(path).remove_metadata()) for name, path in files.items())

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
        names = {self.tables[name].op().name: name for name in self.files}
        if not found <= set(names):
            return None
        return [Template(_marked(str(self.session.compile(each)), names), each.schema().to_pyarrow()) for each in built]

    def _executed(self, template: Template, edges: Instants) -> pa.Table:
        parts = template.text.split("\0")
        parts[1::2] = [
            _literal(edges[int(each)]) if each.isdigit() else _file(self.files[each]) for each in parts[1::2]
        ]
        found = self.session.raw_sql("".join(parts)).to_arrow_table()
        return cast(pa.Table, found.rename_columns(template.columns.names).cast(template.columns))


def _marked(text: str, names: Mapping[str, str]) -> str:
    """*Takes* what each table is called in the session."""
    marked = WRITTEN.sub(lambda found: f"\0{_rank(*map(int, found.groups()))}\0", text)
    for own, name in names.items():
        marked = marked.replace(f'"{own}"', f"\0{name}\0")
    return marked


def _file(path: Path) -> str:
    """A file as a table: to open a view of it first would take longer than most questions."""
    return "read_parquet('{}')".format(str(path).replace("'", "''"))


def _rank(day: int, hour: int, minute: int) -> int:
    return ((day - 1) * 24 + hour) * 60 + minute


def _literal(instant: datetime) -> str:
    """An instant as facts hold it: naive UTC, to the microsecond."""
    return f"TIMESTAMP '{instant.astimezone(UTC).replace(tzinfo=None).isoformat(sep=' ')}'"
