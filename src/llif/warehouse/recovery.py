"""What is done before every collect, so that a run killed at any moment is as if it had not begun.

Only under the source's lock. Measured: a working folder left by a kill may be stuck for good, and a cursor whose load
was never finished would be restored ahead of its data. So the working folder goes, and so does every trace of a load
that has no whole record: its cursor and its torn record here, its files in `sweep`. dlt then restores cursor and schema
from the destination.
"""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

from llif.warehouse import durable, loads
from llif.warehouse.schema import tables


def recover(folder: Path, working: Path) -> None:
    """Bring a source back to its last finished load. *Takes* its folder in the landing and dlt's working folder."""
    if working.exists():
        shutil.rmtree(working)
    _drop(folder / loads.LOADS, lambda path: loads.finished_load(path) is not None)
    done = set(loads.finished(folder))
    _drop(folder / loads.STATES, lambda path: _part(path, 1) in done and _whole(path))
    _drop(folder / loads.VERSIONS, _whole)
    _put_init(folder / loads.INIT)


def sweep(folder: Path) -> None:
    """Remove the data of loads that no reader sees: half-copied, or replaced by a compaction."""
    seen = set(loads.visible(folder))
    for table in tables():
        for path in (folder / table).glob("*"):
            if path.name != loads.INIT and loads.load_of(path) not in seen:
                path.unlink()


def _drop(folder: Path, keep: Callable[[Path], bool]) -> None:
    for path in folder.glob("*.jsonl"):
        if not keep(path):
            path.unlink()


def _part(path: Path, at: int) -> str:
    parts = path.name.removesuffix(".jsonl").rsplit("__", maxsplit=2)
    return parts[at] if len(parts) > at else ""


def _whole(path: Path) -> bool:
    try:
        json.loads(path.read_text(encoding="utf-8"))
    except ValueError:
        return False
    return True


def _put_init(init: Path) -> None:
    """dlt makes a dataset's folder and then this file: killed between the two, it would fail at every later run."""
    if not init.exists() or not init.read_text(encoding="utf-8") or not _whole(init):
        durable.write(init, json.dumps({"initial_version": 2, "current_version": 2}))
