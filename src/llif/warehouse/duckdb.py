"""The engine on one machine. It writes only what spills to a temporary folder, and fetches no extension."""

import tempfile
from pathlib import Path

import ibis
import ibis.backends


def connect(
    *, memory_limit: str | None = None, threads: int | None = None, temp_directory: Path | None = None
) -> ibis.backends.BaseBackend:
    """A DuckDB session in memory, in UTC. *Takes* `memory_limit` as DuckDB writes it: `4GiB`."""
    limits = {"memory_limit": memory_limit, "threads": threads}
    spill = temp_directory or Path(tempfile.gettempdir()) / "llif-duckdb"
    session = ibis.duckdb.connect(
        temp_directory=str(spill),
        autoinstall_known_extensions=False,
        **{name: value for name, value in limits.items() if value is not None},
    )
    for setting in ("SET TimeZone = 'UTC'", "SET enable_progress_bar = false", "SET parquet_metadata_cache = true"):
        session.raw_sql(setting)
    return session
