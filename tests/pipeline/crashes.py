"""Run as a program: kills `publish` at successive file operations, looks, publishes again, and prints what is there."""

import hashlib
import json
import shutil
import sys
import tempfile
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from llif.publishing.figures import figures, windows
from llif.warehouse.snapshots import Snapshot, Snapshots
from tests.pipeline.world import NOW, World, ask
from tests.warehouse.crashes import Act, forked, trial

FIRST = date(2024, 1, 8)


def begin(home: Path) -> None:
    """What serves before the publish that is killed."""
    world = World(home.parent).fill()
    world.collect()
    world.publish(as_at=FIRST)


def publish(home: Path) -> None:
    # A trial works on a copy of the home: nothing is read from the sources any more.
    World(home.parent).publish(NOW + timedelta(hours=1))


def serving(home: Path) -> Any:
    shown = windows.snapshot(home, "town")
    return {"day": shown.name[:10], "velocity": ask(shown, "flow_velocity").value}


def facts(shown: Snapshot) -> dict[str, str]:
    """Each table's rows, in any order, as one hash."""
    rows = {name: sorted(map(str, table.to_pyarrow().to_pylist())) for name, table in figures.facts(shown).items()}
    return {name: f"{len(found)} {hashlib.sha256(str(found).encode()).hexdigest()}" for name, found in rows.items()}


def published(home: Path) -> Any:
    shown = windows.snapshot(home, "town")
    left = sorted(path.name for path in (home / "snapshots" / "town").iterdir() if path.is_dir())
    names = [each.name for each in Snapshots(home).all("town")]
    days = [name[:10] for name in names]
    return {**serving(home), "facts": facts(shown), "days": days, "left": left == sorted(names)}


ACT = Act((begin,), publish, serving, published)


def main(points: int) -> None:
    start = Path(tempfile.mkdtemp())
    forked(partial(begin, start / "home"))
    whole = trial(start, ACT, -1)
    print(json.dumps(whole), flush=True)
    last = whole["operations"] - 1
    for point in sorted({round(at * last / (points - 1)) for at in range(points)}):
        print(json.dumps(trial(start, ACT, point)), flush=True)
    shutil.rmtree(start)


if __name__ == "__main__":
    main(int(sys.argv[1]))
