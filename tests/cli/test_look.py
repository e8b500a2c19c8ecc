"""`look` on real histories, whose medians are known, and on folders that cannot be looked at."""

import csv
import gzip
import subprocess
from pathlib import Path
from typing import Any

import pytest

from llif.connectors.git.rebuild import rebuild
from tests.cli.conftest import Runner
from tests.pipeline.world import World


def rebuilt(name: str, data: Path, into: Path) -> Path:
    rows: list[list[dict[str, Any]]] = []
    for what in ("commits", "tags"):
        with gzip.open(data / "git" / f"{name}.{what}.csv.gz", "rt", newline="") as file:
            rows.append(list(csv.DictReader(file)))
    rebuild(*rows, into / name)
    return into / name


@pytest.fixture(scope="module")
def clone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return World(tmp_path_factory.mktemp("clone")).fill().folder / "shop.git"


@pytest.mark.engine
@pytest.mark.parametrize(
    ("name", "pattern", "days", "n"),
    [
        ("nhsuk__nhsuk-frontend", r"^v?\d+\.\d+\.\d+$", 19.0504, 6196),
        ("NHSDigital__manage-vaccinations-in-schools", r"^v\d+(\.\d+)+$", 3.1039, 10211),
    ],
)
def test_real_histories_have_their_known_medians(
    llif: Runner, shared_data: Path, tmp_path: Path, name: str, pattern: str, days: float, n: int
) -> None:
    clone = rebuilt(name, shared_data, tmp_path)
    ended = llif(tmp_path / "home", "look", clone, "--tag-pattern", pattern, "--format", "json")
    assert ended.code == 0, ended.err
    found = next(row for row in ended.rows if row["measure"] == "lead_time")
    assert (found["unit"], found["n"], found["state"]) == ("hours", n, "measured")
    assert found["value"] / 24 == pytest.approx(days, abs=0.00005)
    assert not (tmp_path / "home").exists(), "nothing is kept"


def test_a_picture_is_drawn(llif: Runner, clone: Path, tmp_path: Path) -> None:
    ended = llif(tmp_path, "look", clone, "--tags", "v*", "--as-at", "2024-01-20")
    assert (ended.code, ended.err) == (0, "")
    said = [" ".join(line.split()) for line in ended.out.splitlines()]
    assert said[:2] == ["shop as at 20 January 2024", "from 2024-01-01 to 2024-01-21"]
    assert "Change lead time, median 2 h n = 19, 2 to 2 h between Elite and High" in said
    assert "Change fail rate not measured" in said
    assert "···········█ Deployment frequency, by month from 1 Feb 2023 to 20 Jan 2024" in said


def test_what_a_tag_cannot_tell_is_noted_beside_the_figures(llif: Runner, tmp_path: Path) -> None:
    clone = World(tmp_path / "w").fill().folder / "shop.git"
    tree = subprocess.run(["git", "-C", clone, "rev-parse", "v1^{tree}"], check=True, capture_output=True, text=True)
    subprocess.run(["git", "-C", clone, "tag", "vain", tree.stdout.strip()], check=True)
    ended = llif(tmp_path, "look", clone, "--tags", "v*", "--format", "json")
    assert ended.code == 0
    assert f"{clone}: tag vain: The tag points to no commit" in ended.err
    assert next(row["n"] for row in ended.rows if row["measure"] == "lead_time") == 19


def test_a_window_before_anything_happened_is_not_measured(llif: Runner, clone: Path, tmp_path: Path) -> None:
    rows = llif(tmp_path, "look", clone, "--tags", "v*", "--as-at", "2000-01-01", "--format", "json").rows
    assert {row["state"] for row in rows} == {"not measured"}


def test_what_is_no_whole_clone_is_refused_with_what_to_do(llif: Runner, clone: Path, tmp_path: Path) -> None:
    subprocess.run(["git", "clone", "-q", "--depth", "1", f"file://{clone}", tmp_path / "shallow"], check=True)
    (tmp_path / "plain").mkdir()
    subprocess.run(["git", "init", "-q", tmp_path / "new"], check=True)
    for folder, said in (
        ("shallow", "The clone is shallow"),
        ("plain", "git says: fatal: not a git repository"),
        ("nowhere", "There is no folder"),
        ("new", "No tag of new is taken as a deployment."),
    ):
        ended = llif(tmp_path, "look", tmp_path / folder)
        assert (ended.code, ended.out) == (2, ""), folder
        assert said in ended.err
        assert "Traceback" not in ended.err
