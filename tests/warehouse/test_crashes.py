"""Killed at any file operation and run again, everything is as after an uninterrupted run.

`LLIF_CRASH_POINTS` places more kills than the default (1000: at every operation).
"""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.warehouse.sources import SIZE

pytestmark = pytest.mark.engine
ROOT = Path(__file__).parents[2]
POINTS = int(os.environ.get("LLIF_CRASH_POINTS", "0"))


def trials(act: str, points: int, tmp_path: Path) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "TMPDIR": str(tmp_path), "HOME": str(tmp_path)}
    command = [sys.executable, "-m", "tests.warehouse.crashes", act, str(POINTS or points)]
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-3000:]
    whole, *killed = [json.loads(line) for line in done.stdout.splitlines()]
    assert not whole["died"]
    assert killed[-1]["point"] == whole["operations"] - 1 > 10, "an act of which the hook sees little proves little"
    died = [each for each in killed if each["died"]]
    assert len(died) >= points - 1, "a library may do one operation fewer the next time, and so outlive the last point"
    return whole["after"], died


def test_a_killed_collect_ends_complete_and_undoubled_and_its_cursor_never_leaves_its_data(tmp_path: Path) -> None:
    whole, killed = trials("collect", 10, tmp_path)
    assert whole["counts"]["status_changes"] == SIZE
    for each in killed:
        assert each["after"] == whole, f"killed at operation {each['point']}"
        assert each["killed"]["rows"] == each["killed"]["cursor"], f"killed at operation {each['point']}"
    assert len({each["killed"]["rows"] for each in killed}) > 2, "the kills fell before, between and after the loads"
    assert not list(tmp_path.iterdir()), "nothing is written outside LLIF_HOME"


def test_a_killed_compaction_changes_no_answer_at_any_moment(tmp_path: Path) -> None:
    whole, killed = trials("compact", 6, tmp_path)
    assert [each["point"] for each in killed if each["killed"] != whole or each["after"] != whole] == []


def test_a_killed_erasure_is_completed_by_the_next(tmp_path: Path) -> None:
    whole, killed = trials("forget", 5, tmp_path)
    assert all(row["item_id"] != "i3" for row in whole["rows"]["status_changes"])
    assert [each["point"] for each in killed if each["after"] != whole] == []


def test_a_killed_publish_leaves_the_last_snapshot_serving(tmp_path: Path) -> None:
    whole, killed = trials("publish", 7, tmp_path)
    first = {"names": whole["names"][:1], "tables": {"items": [{"id": 1}]}}
    for each in killed:
        assert {name: each["killed"][name] for name in first} == first, f"killed at operation {each['point']}"
        assert each["after"] == whole, f"killed at operation {each['point']}"
