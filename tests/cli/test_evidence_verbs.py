"""`apply`, `collect`, `publish`, `scorecard`: exports of four tools and two registers give all five dimensions."""

import csv
import io
import os
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from tests.cli.conftest import ROOT, Runner
from tests.publishing.evidence_town import Town

RECORD = """
import sys; from datetime import date; from pathlib import Path
import django; django.setup()
from tests.publishing.evidence_town import Town
Town(Path(sys.argv[1]), date.fromisoformat(sys.argv[2])).record()
"""
DIMENSIONS = ("commercial_risk", "unsupported_technology", "cloud_readiness", "customer_expectation", "reliability")


def test_from_exports_to_the_scorecard(llif: Runner, tmp_path: Path) -> None:
    town = Town(tmp_path, datetime.now(UTC).date())
    town.fill(django_ends=town.day + timedelta(days=30))
    for asked in (("apply", town.declaration), ("collect",), ("publish", "town")):
        ended = llif(tmp_path, *asked)
        assert ended.code == 0, ended.err
    record(tmp_path, town.day)
    rows = llif(tmp_path, "scorecard", "--portfolio", "town", "--format", "json").rows
    assert [(row["product"], row["score"], row["rated"]) for row in rows] == [
        ("ward", 9, 5), ("desk", 1, 5), ("kiosk", 0, 1), ("bare", None, 0),
    ]  # fmt: skip
    desk = rows[1]["ratings"]
    assert [desk[each]["rating"] for each in DIMENSIONS] == ["green", "amber", "green", "green", "green"]
    assert {desk[each]["by"] for each in DIMENSIONS} == {"evidence"}
    assert all(desk[each]["evidence"] and desk[each]["reason"] for each in DIMENSIONS)
    assert "Ward" in llif(tmp_path, "scorecard", "--portfolio", "town").out
    (flat, *_rest) = csv.DictReader(
        io.StringIO(llif(tmp_path, "scorecard", "--portfolio", "town", "--format", "csv").out)
    )
    first = rows[0]["ratings"]["unsupported_technology"]
    parts = ("rating", "rule", "reason", "state")
    assert [flat[f"unsupported_technology_{part}"] for part in parts] == [first[part] for part in parts]
    again = llif(tmp_path, "collect")
    assert again.err.count("nothing new") == 4


def record(home: Path, day: date) -> None:
    environment = {**os.environ, "LLIF_HOME": str(home), "DJANGO_SETTINGS_MODULE": "llif.config.settings"}
    environment |= {"PYTHONPATH": str(ROOT), "LLIF_DATABASE_URL": ""}
    subprocess.run([sys.executable, "-c", RECORD, str(home), day.isoformat()], env=environment, check=True, timeout=120)
