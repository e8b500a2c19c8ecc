"""A snapshot while it is written: tables and a manifest in a folder that nobody reads yet."""

import hashlib
import json
import re
import warnings
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import ibis.expr.types as ir
import pyarrow as pa
import pyarrow.parquet as pq

from llif.terms.errors import N_, Fault
from llif.warehouse import durable

ROWS_PER_GROUP = 30_720  # measured: pages read a few groups of facts sorted by their end
TABLE = re.compile(r"^[a-z][a-z0-9_]*$")


class Draft:
    """`write` adds a table; `manifest` may be added to until the block ends; `name` is null until then."""

    def __init__(self, folder: Path, manifest: Mapping[str, Any]) -> None:
        self.folder = folder
        self.manifest: dict[str, Any] = dict(manifest)
        self.tables: dict[str, dict[str, Any]] = {}
        self.name: str | None = None
        folder.mkdir(parents=True)

    def write(self, name: str, table: ir.Table | pa.Table, order_by: Sequence[str] = ()) -> int:
        """Add a table, sorted, as Parquet with small row groups. *Gives* its rows. *Raises* Fault for a name twice."""
        if not TABLE.match(name) or name in self.tables:
            raise Fault(N_("A snapshot's tables have different plain names."), where=name)
        path = self.folder / f"{name}.parquet"
        if isinstance(table, pa.Table):
            ordered = table.sort_by([(column, "ascending") for column in order_by]) if order_by else table
            rows = _write(path, ordered.schema, iter(ordered.to_batches()))
        else:
            expression = table.order_by(list(order_by)) if order_by else table
            wanted = expression.schema().to_pyarrow()
            rows = _write(path, wanted, _streamed(expression))
        self.tables[name] = {"rows": rows, "sha256": _hash(path)}
        return rows

    def finish(self, day: date, manifest: str) -> str:
        """Write the manifest, have all of it on disk, and name the snapshot by its day and content."""
        self.manifest["tables"] = self.tables
        text = json.dumps(self.manifest, indent=1, sort_keys=True, ensure_ascii=False, default=str)
        durable.write(self.folder / manifest, text)
        durable.sync(self.folder)
        return f"{day.isoformat()}-{hashlib.sha256(text.encode()).hexdigest()[:8]}"


def _write(path: Path, schema: pa.Schema, batches: Iterator[pa.RecordBatch]) -> int:
    rows = 0
    with path.open("wb") as file, pq.ParquetWriter(file, schema, compression="zstd") as writer:
        for batch in batches:
            writer.write_batch(batch.cast(schema), row_group_size=ROWS_PER_GROUP)
            rows += batch.num_rows
    durable.sync(path)
    return rows


def _streamed(expression: ir.Table) -> Iterator[pa.RecordBatch]:
    """In pieces, so that a table need not fit in memory. ibis 12 calls DuckDB by a name that DuckDB 1.5 is retiring."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", r"fetch_record_batch\(\) is deprecated", DeprecationWarning)
        yield from expression.to_pyarrow_batches(chunk_size=4 * ROWS_PER_GROUP)


def _hash(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
