"""Merging finished loads into one, and erasing rows from all of them. Only under the source's lock.

A merge keeps every version of every row, in landing order: what was known at any time stays knowable.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from llif.warehouse import durable, loads
from llif.warehouse.schema import Column, landed_schema, tables

ROWS_PER_GROUP = 122_880


def compact(folder: Path) -> None:
    """Write the merged files, then make them visible and the loads they replace invisible in one step.

    The files replaced are left for the sweep.
    """
    before = loads.visible(folder)
    if len(before) < 2:
        return
    done = loads.compaction(folder)
    load = f"c{len(done.replaces) + len(before)}"
    for table in tables():
        paths = loads.files(folder, table)
        if paths:
            _merge(table, paths, folder / table / f"{load}.0.parquet")
    replaced = dict.fromkeys((*done.replaces, *before))
    loads.record_compaction(folder, loads.Compaction(load, tuple(replaced)))


def forget(folder: Path, table: str, column: str, value: str) -> int:
    """Rewrite each file of a table that holds the value, without it. *Gives* the rows erased."""
    return sum(_erase(table, path, column, value) for path in loads.files(folder, table))


def _erase(table: str, path: Path, column: str, value: str) -> int:
    found = sum(_matches(batch, column, value) for batch in _batches(table, [path]))
    if found:
        kept = (batch.filter(pc.invert(_mask(batch, column, value))) for batch in _batches(table, [path]))
        part = path.with_name(f".{path.name}{durable.PART}")
        _write(table, kept, part)
        durable.replace(part, path)
    return found


def _matches(batch: pa.RecordBatch, column: str, value: str) -> int:
    return int(pc.sum(_mask(batch, column, value)).as_py() or 0)


def _mask(batch: pa.RecordBatch, column: str, value: str) -> Column:
    found: Column = pc.equal(batch[column], pa.scalar(value)).fill_null(False)
    return found


def _merge(table: str, paths: Sequence[Path], into: Path) -> None:
    _write(table, _batches(table, paths), into)


def _batches(table: str, paths: Sequence[Path]) -> Iterator[pa.RecordBatch]:
    wanted = landed_schema(table)
    for path in paths:
        with pq.ParquetFile(path) as file:
            for batch in file.iter_batches(batch_size=ROWS_PER_GROUP):
                yield _in_form(batch, wanted)


def _in_form(batch: pa.RecordBatch, wanted: pa.Schema) -> pa.RecordBatch:
    """Of the present columns and types: an older file may lack a column."""
    columns = [
        batch[field.name].cast(field.type) if field.name in batch.schema.names else pa.nulls(batch.num_rows, field.type)
        for field in wanted
    ]
    return pa.RecordBatch.from_arrays(columns, schema=wanted)


def _write(table: str, batches: Iterator[pa.RecordBatch], into: Path) -> None:
    with into.open("wb") as file, pq.ParquetWriter(file, landed_schema(table), compression="zstd") as writer:
        for batch in batches:
            writer.write_batch(batch, row_group_size=ROWS_PER_GROUP)
    durable.sync(into)
