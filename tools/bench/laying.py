"""Lays made records down as a compacted landing holds them: ten million rows take a connector too long."""

# ruff: noqa: S608 - every name in these queries is the bench's own

from pathlib import Path

import duckdb

from llif.warehouse import loads, schema, versions
from llif.warehouse.landing import Landing

LOAD = "c1"


def lay(made: Path, home: Path, *, table: str, source: str, corrected_every: int = 0) -> int:
    """Put one made table under a landing, with landing order.

    *Takes* `corrected_every`: each so many-th row lands twice. *Gives* the rows landed.
    """
    folder = Landing(home).folder(source)
    (folder / table).mkdir(parents=True, exist_ok=True)
    names = ", ".join(name for name in schema.landed_schema(table).names if name != schema.ORDER)
    session = duckdb.connect()
    session.execute("SET TimeZone = 'UTC'; SET preserve_insertion_order = false")
    rows = f"SELECT {names}, row_number() OVER () - 1 AS {schema.ORDER} FROM '{made / table}.parquet'"
    session.execute(f"COPY ({rows}) TO '{folder / table / LOAD}.0.parquet' (FORMAT parquet, COMPRESSION zstd)")
    if corrected_every:
        again = f"FROM '{folder / table / LOAD}.0.parquet' WHERE {schema.ORDER} % {corrected_every} = 0"
        later = f"SELECT * REPLACE ({schema.ORDER} + 100000000 AS {schema.ORDER}) {again}"
        session.execute(f"COPY ({later}) TO '{folder / table / LOAD}.1.parquet' (FORMAT parquet, COMPRESSION zstd)")
    versions.write(folder.parent)
    loads.record_compaction(folder, loads.Compaction(LOAD, ()))
    return loads.counts(folder)[table]
