"""A practice from outside llif, exactly as the document shows it: found, rating, recorded, shown; and switched off."""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.practices.plugins import install_project

ROOT = Path(__file__).resolve().parents[2]
DOCUMENT = ROOT / "docs" / "writing-a-practice.md"
FILES = re.compile(r"^`our-practice/([\w./-]+)`[^`\n]*:\n\n```\w+\n(.*?)^```", re.M | re.S)
PORTFOLIO = """\
llif: 1
portfolios:
  - id: ours
    name: {en: Ours, cy: Ein rhai ni}
    as_at: "2026-03-31"
    practices: %s
    products:
      - {id: shop, name: {en: Shop, cy: Siop}}
"""
PORTFOLIOS = {
    "on": "[{id: continuity, settings: {months: 6}}, {id: itsm}]",
    "off": "[{id: itsm}]",
    "bad": "[{id: continuity, settings: {months: 0}}]",
}
CELLS = ["scorecard", "--portfolio", "ours", "--format", "json"]
STEPS: Mapping[str, list[list[str]]] = {
    "installed": [["doctor", "--format", "json"]],
    "bad threshold": [["apply", "bad.yaml"]],
    "nothing recorded": [["apply", "on.yaml"], ["publish"], CELLS],
    "recorded": [["record", "2025-10-01", "worked", "0"], CELLS],
    "too old": [["record", "2025-09-30", "worked", "1"], CELLS],
    "bad entry": [["record", "soon", "perhaps", "2"]],
    "shown": [["show"]],
    "switched off": [["apply", "off.yaml"], ["publish"], CELLS],
}
Ended = Mapping[str, Any]


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that the document shows, and nothing beside it."""
    folder = tmp_path_factory.mktemp("outside") / "our-practice"
    for name, text in FILES.findall(DOCUMENT.read_text(encoding="utf-8")):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def site(project: Path) -> Path:
    """Where the folder is installed, built as it stands."""
    return install_project(project, project.parent / "site")


@pytest.fixture(scope="module")
def ended(site: Path) -> Mapping[str, Ended]:
    """How the last step of each of `STEPS` ended, in a process of llif that has the practice installed."""
    folder = site.parent
    for name, practices in PORTFOLIOS.items():
        (folder / f"{name}.yaml").write_text(PORTFOLIO % practices, encoding="utf-8")
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(("LLIF_", "LC_", "LANG"))}
    path = os.pathsep.join((str(site), str(ROOT)))
    environment = {**inherited, "PYTHONPATH": path, "LLIF_HOME": str(folder / "home"), "LLIF_DATABASE_URL": ""}
    asked = json.dumps([step for steps in STEPS.values() for step in steps])
    command = [sys.executable, "-W", "error", "-m", "tests.practices.outside"]
    done = subprocess.run(
        command, cwd=folder, env=environment, input=asked, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    told = iter(json.loads(done.stdout))
    return {name: [next(told) for _ in steps][-1] for name, steps in STEPS.items()}


def cell(ended: Ended) -> Ended:
    assert ended["code"] == 0, ended["err"]
    (row,) = json.loads(ended["out"])
    found: Ended = row["ratings"]["reliability"]
    return found


MODULES = {f"llif_continuity/{name}.py" for name in ("__init__", "rules", "practice")}


def test_the_document_shows_one_folder(project: Path) -> None:
    shown = {str(path.relative_to(project)) for path in project.rglob("*") if path.is_file()}
    assert shown == {"pyproject.toml", *MODULES}


def test_the_folder_ships_all_its_modules(site: Path) -> None:
    assert {str(path.relative_to(site)) for path in site.rglob("*.py")} == MODULES


def test_a_folder_without_its_init_cannot_be_installed(project: Path, tmp_path: Path) -> None:
    """So that what installs the document's folder here refuses what pip refuses."""
    shutil.copytree(project, tmp_path / "our-practice")
    (tmp_path / "our-practice" / "llif_continuity" / "__init__.py").unlink()
    with pytest.raises(AssertionError, match="Unable to determine which files to ship"):
        install_project(tmp_path / "our-practice", tmp_path / "site")


def test_it_is_found(ended: Mapping[str, Ended]) -> None:
    (practices,) = [each for each in json.loads(ended["installed"]["out"]) if each["subject"] == "practices"]
    assert practices["is_well"]
    assert practices["finding"] == (
        "installed: clinical-safety, continuity, devops, enterprise-architecture, itsm, portfolio-management."
    )


def test_its_rule_rates_a_cell(ended: Mapping[str, Ended]) -> None:
    assert cell(ended["nothing recorded"])["rating"] == "not assessed"
    green = cell(ended["recorded"])
    told = [green[name] for name in ("rating", "by", "rule", "reason", "age_days")]
    assert told == ["green", "evidence", "restoring", "The trial of 1 October 2025 worked.", 181]
    assert [each["url"] for each in green["evidence"]] == ["https://example.org/trial"]


def test_its_threshold_is_the_portfolio_s(ended: Mapping[str, Ended]) -> None:
    assert cell(ended["too old"])["rating"] == "amber"
    bad = ended["bad threshold"]
    said = "bad.yaml:6:53: portfolios[ours].practices[continuity].settings.months: must be 1 or more; found 0.\n"
    assert (bad["code"], bad["err"].startswith(said)) == (2, True), bad["err"]


def test_its_register_refuses_what_its_form_does_not_take(ended: Mapping[str, Ended]) -> None:
    bad = ended["bad entry"]
    assert bad["code"] == 2
    assert "Tried on: Write a day as year-month-day" in bad["err"]
    assert "Outcome: Choose one of those offered." in bad["err"]


def test_its_panel_gives_rows(ended: Mapping[str, Ended]) -> None:
    assert json.loads(ended["shown"]["out"]) == [["2025-09-30", "amber", "https://example.org/trial"]]


def test_a_portfolio_switches_it_off(ended: Mapping[str, Ended]) -> None:
    off = cell(ended["switched off"])
    assert (off["rating"], off["rule"]) == ("not assessed", "reliability")
