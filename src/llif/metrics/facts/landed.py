"""The landed tables that facts read; one that is not given has no row, and still its columns. Pure ibis."""

from collections.abc import Mapping, Sequence

import ibis
import ibis.expr.types as ir
import pyarrow as pa

from llif.terms.records import Type, columns

TYPES = {
    Type.TEXT: "string",
    Type.TEXTS: "array<string>",
    Type.INSTANT: "timestamp('UTC')",
    Type.DAY: "date",
    Type.INTEGER: "int64",
    Type.NUMBER: "float64",
    Type.FLAG: "boolean",
}


def table(landed: Mapping[str, ir.Table], name: str) -> ir.Table:
    """A landed table by its name, empty where it is absent."""
    return landed[name] if name in landed else nothing({each: TYPES[kind] for each, kind in columns(name).items()})


def nothing(schema: Mapping[str, str]) -> ir.Table:
    """A table of these columns without a row."""
    return made([], schema)


def made(rows: Sequence[Sequence[object]], schema: Mapping[str, str]) -> ir.Table:
    """A table of a few rows, in the order of the schema's columns, with exactly its types."""
    wanted = ibis.schema(schema).to_pyarrow()
    columns = [pa.array([row[place] for row in rows], field.type) for place, field in enumerate(wanted)]
    return ibis.memtable(pa.table(columns, schema=wanted))
