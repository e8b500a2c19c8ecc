"""Killed at any file operation, a publish leaves the last snapshot serving, and the next gives the same facts.

`LLIF_CRASH_POINTS` places more kills than the default (1000: at every operation).
"""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
POINTS = int(os.environ.get("LLIF_CRASH_POINTS", "7"))


@pytest.mark.engine
def test_a_killed_publish_leaves_the_last_snapshot_and_is_made_good_by_the_next(tmp_path: Path) -> None:
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "TMPDIR": str(tmp_path), "HOME": str(tmp_path)}
    command = [sys.executable, "-m", "tests.pipeline.crashes", str(POINTS)]
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-3000:]
    whole, *trials = [json.loads(line) for line in done.stdout.splitlines()]
    assert whole["after"]["days"] == ["2024-01-08", "2024-02-01"]
    assert whole["operations"] > 10, "an act of which the hook sees little proves little"
    killed = [each for each in trials if each["died"]]
    assert len(killed) >= POINTS - 1
    before, after = {"day": "2024-01-08", "velocity": 5.0}, {"day": "2024-02-01", "velocity": 12.0}
    seen = [each["killed"] for each in killed]
    assert [each for each in seen if each not in (before, after)] == [], "what serves is whole, the last or the next"
    assert before in seen
    assert [each["point"] for each in killed if each["after"] != whole["after"]] == []
