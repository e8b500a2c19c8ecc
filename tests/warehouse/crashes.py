"""Run as a program: kills itself at the k-th file operation of an act, then acts again, and prints what is there.

File operations are what Python's audit hooks see: opening to write, renaming, removing, making a folder. Each trial is
a fork, so that the libraries are imported once.
"""

import json
import os
import shutil
import sys
import tempfile
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import dlt  # imported before the forks, as are the next
import dlt.destinations
import dlt.pipeline.exceptions  # noqa: F401
import pyarrow as pa

from llif.warehouse import engine, segments
from llif.warehouse.landing import Landing
from llif.warehouse.snapshots import Snapshots
from tests.warehouse.sources import BEGIN, NOW, STEP, numbered

WRITES = {"os.rename", "os.remove", "os.mkdir", "os.rmdir", "shutil.rmtree", "os.link", "os.truncate"}
SOURCE = "alpha--1"  # two hyphens in a row are a trap for dlt's names
DIED = 17


def collect(home: Path) -> None:
    segments.ROWS_PER_LOAD = STEP
    report = Landing(home).collect(SOURCE, numbered, now=NOW)
    assert report.error is None, report


def compact(home: Path) -> None:
    Landing(home).compact(SOURCE)


def forget(home: Path) -> None:
    Landing(home).forget(SOURCE, "status_changes", "i3", column="item_id")


def publish_first(home: Path) -> None:
    with Snapshots(home).writing("pay", as_at=BEGIN, manifest={}, now=BEGIN) as draft:
        draft.write("items", pa.table({"id": [1]}))


def publish(home: Path) -> None:
    with Snapshots(home).writing("pay", as_at=NOW, manifest={"by": "test"}, now=NOW) as draft:
        draft.write("items", pa.table({"id": [3, 1, 2]}), order_by=("id",))
        draft.write("deployments", pa.table({"id": ["a", "b"]}))


def landed(home: Path) -> Any:
    landing, session = Landing(home), engine.connect()
    with landing.reading([SOURCE]):
        rows = {
            table: sorted(landing.newest(session, table, [SOURCE]).to_pyarrow().to_pylist(), key=str)
            for table in ("status_changes", "work_items")
        }
    return {"counts": landing.counts(SOURCE), "rows": rows}


def restored(home: Path) -> Any:
    """What readers see, and the cursor that the next run is given."""
    seen: list[Any] = []
    before = Landing(home).counts(SOURCE).get("status_changes", 0)

    def look(cursor: dict[str, Any]) -> Any:
        seen.append(cursor.get("read", 0))
        return iter(())

    Landing(home).collect(SOURCE, look, now=NOW)
    return {"rows": before, "cursor": seen[0]}


def published(home: Path) -> Any:
    found = Snapshots(home)
    session = engine.connect()
    names = [each.name for each in found.all("pay")]
    current = found.current("pay")
    tables = {n: t.to_pyarrow().to_pylist() for n, t in current.tables(session).items()} if current else None
    left = sorted(path.name for path in (home / "snapshots" / "pay").glob("*") if path.is_dir())
    return {"names": names, "tables": tables, "left": left}


@dataclass(frozen=True)
class Act:
    """What to do before, what to kill, what to look at after the kill and after the next run."""

    before: tuple[Callable[[Path], None], ...]
    act: Callable[[Path], None]
    killed: Callable[[Path], Any]
    after: Callable[[Path], Any]


ACTS = {
    "collect": Act((), collect, restored, landed),
    "compact": Act((collect,), compact, landed, landed),
    "forget": Act((collect,), forget, landed, landed),
    "publish": Act((publish_first,), publish, published, published),
}


def main(name: str, points: int) -> None:
    act = ACTS[name]
    start = Path(tempfile.mkdtemp())
    for step in act.before:
        forked(partial(step, start / "home"))
    whole = trial(start, act, -1)
    print(json.dumps(whole), flush=True)
    last = whole["operations"] - 1
    points = min(points, last + 1)
    for point in sorted({round(at * last / max(points - 1, 1)) for at in range(points)}):
        print(json.dumps(trial(start, act, point)), flush=True)
    shutil.rmtree(start)


def trial(start: Path, act: Act, point: int) -> dict[str, Any]:
    """Act on a copy of a folder until the kill; look; every other time lose the working folder; act again; look."""
    folder = Path(tempfile.mkdtemp(dir=start))
    home = folder / "home"
    copied(start / "home", home)
    died, count = forked(lambda: counted(act.act, home, point), folder / "operations")
    killed = None
    if died:
        copied(home, folder / "copy")
        killed = forked(lambda: act.killed(folder / "copy"), folder / "killed")[1]
        if point % 2:
            shutil.rmtree(home / "ingestion", ignore_errors=True)
        forked(lambda: act.act(home))
    after = forked(lambda: act.after(home), folder / "after")[1]
    shutil.rmtree(folder)
    return {"point": point, "died": died, "operations": count, "killed": killed, "after": after}


def copied(home: Path, to: Path) -> None:
    shutil.copytree(home, to) if home.exists() else to.mkdir()


def counted(act: Callable[[Path], None], home: Path, point: int) -> int:
    seen, counting = [0], [True]

    def hook(event: str, arguments: tuple[Any, ...]) -> None:
        if counting[0] and (event in WRITES or (event == "open" and writes(arguments))) and within(arguments, home):
            if seen[0] == point:
                os._exit(DIED)
            seen[0] += 1

    sys.addaudithook(hook)
    act(home)
    counting[0] = False
    return seen[0]


def writes(arguments: tuple[Any, ...]) -> bool:
    return bool(arguments[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT))


def within(arguments: tuple[Any, ...], home: Path) -> bool:
    return any(isinstance(each, (str, os.PathLike)) and str(home) in os.fspath(each) for each in arguments[:2])


def forked(act: Callable[[], Any], answer: Path | None = None) -> tuple[bool, int]:
    """*Gives* whether it died at its point, and what it answered. Any other ending is an error."""
    child = os.fork()
    if child == 0:
        code = 1
        try:
            given = act()
            if answer:
                answer.write_text(json.dumps(given, default=str))
            code = 0
        except BaseException:  # noqa: BLE001 - a fork must never run on as the parent's twin
            traceback.print_exc()
        finally:
            sys.stderr.flush()
            os._exit(code)
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    if code not in (0, DIED):
        raise SystemExit(f"a run ended with {code}")
    return code == DIED, json.loads(answer.read_text()) if answer and answer.exists() else 0


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
