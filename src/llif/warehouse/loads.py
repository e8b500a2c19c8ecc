"""Which loads of a source are finished, and which files are theirs.

A load is finished when its record under `_dlt_loads` is whole and says status 0. Files are chosen by this before any is
opened: those of an unfinished load may be torn. A compaction replaces many loads by one, by a single small file.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pyarrow.parquet as pq

from llif.warehouse import durable
from llif.warehouse.schema import ORDER, tables

LOADS, STATES, VERSIONS, INIT = "_dlt_loads", "_dlt_pipeline_state", "_dlt_version", "init"
COMPACTION = "_llif/compaction.json"
FILE = re.compile(r"^(?P<load>\d+\.\d+|c\d+)\..+\.parquet$")


@dataclass(frozen=True)
class Compaction:
    """The load that stands for others. `load` is null before the first compaction."""

    load: str | None = None
    replaces: tuple[str, ...] = ()


def compaction(folder: Path) -> Compaction:
    path = folder / COMPACTION
    if not path.exists():
        return Compaction()
    record = json.loads(path.read_text(encoding="utf-8"))
    return Compaction(record["load"], tuple(record["replaces"]))


def record_compaction(folder: Path, done: Compaction) -> None:
    """The one step that makes a compaction visible and what it replaces invisible."""
    text = json.dumps({"load": done.load, "replaces": list(done.replaces)}, indent=1)
    durable.write(folder / COMPACTION, text)


def finished(folder: Path) -> list[str]:
    """The ids of all finished loads dlt made, oldest first, compacted or not."""
    return sorted(load for path in markers(folder) if (load := finished_load(path)))


def markers(folder: Path) -> Iterator[Path]:
    return (folder / LOADS).glob("*.jsonl")


def finished_load(marker: Path) -> str | None:
    """The load a record speaks of, or null if the record is torn or says anything but success."""
    try:
        record = json.loads(marker.read_text(encoding="utf-8"))
    except ValueError:
        return None
    whole = isinstance(record, dict) and record.get("status") == 0
    return str(record["load_id"]) if whole and "load_id" in record else None


def visible(folder: Path) -> list[str]:
    """The ids of the loads that readers see, oldest first: a compaction stands before what came after it."""
    done = compaction(folder)
    fresh = [load for load in finished(folder) if load not in set(done.replaces)]
    return [done.load, *fresh] if done.load else fresh


def load_of(path: Path) -> str | None:
    """The load a Parquet file belongs to, by its name; null for a file that is none of ours."""
    match = FILE.match(path.name)
    return match["load"] if match else None


def files(folder: Path, table: str) -> list[Path]:
    """The Parquet files of a table's visible loads, in landing order."""
    place = {load: at for at, load in enumerate(visible(folder))}
    found = [(place[load], path) for path in (folder / table).glob("*.parquet") if (load := load_of(path)) in place]
    return [path for _, path in sorted(found)]


def counts(folder: Path) -> dict[str, int]:
    """Rows landed per table, every version of each counted."""
    found = {table: sum(pq.read_metadata(path).num_rows for path in files(folder, table)) for table in tables()}
    return {table: rows for table, rows in found.items() if rows}


def next_order(folder: Path) -> int:
    """One more than the last landing order of any visible row, from the files' own statistics."""
    return max((_last(path) for table in tables() for path in files(folder, table)), default=-1) + 1


def _last(path: Path) -> int:
    data = pq.read_metadata(path)
    column = next(at for at in range(data.num_columns) if data.schema.column(at).path == ORDER)
    groups = [data.row_group(at).column(column).statistics for at in range(data.num_row_groups)]
    return max((int(group.max or 0) for group in groups if group is not None and group.has_min_max), default=-1)
