"""Reading and writing Parquet files through whichever engine is there."""

from collections.abc import Sequence
from pathlib import Path

import ibis
import ibis.backends
import ibis.expr.types as ir


def read(backend: ibis.backends.BaseBackend, paths: Sequence[Path]) -> ir.Table:
    """Files of one table as one ibis table; a column that some lack is null there. *Takes* at least one path."""
    names = [str(path) for path in paths]
    if backend.name == "duckdb":
        return backend.read_parquet(names, union_by_name=True)
    parts = [backend.read_parquet(name) for name in names]
    return ibis.union(*parts) if len(parts) > 1 else parts[0]
