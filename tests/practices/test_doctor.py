"""What the doctor says of practices."""

from pathlib import Path

import pytest

from llif.access.actor import COMMAND_LINE
from llif.pipeline.doctor import Finding, examine
from llif.portfolio import reading, services
from tests.practices.conftest import Plug

MEND = "Mend or remove the package that installs it."
FILE = """\
llif: 1
portfolios:
  - id: ours
    name: {en: Ours, cy: Ein rhai ni}
    practices: [{id: itsm}, {id: gone}]
"""


def told(home: Path, well: bool) -> list[str]:
    return [_said(each) for each in examine(home) if each.is_well is well]


def _said(finding: Finding) -> str:
    return f"{finding.subject}: {finding.text.format(**dict(finding.values))}"


@pytest.mark.django_db
def test_it_names_those_that_are_installed(tmp_path: Path) -> None:
    names = "clinical-safety, devops, enterprise-architecture, itsm, portfolio-management"
    assert f"practices: installed: {names}." in told(tmp_path, well=True)


@pytest.mark.django_db
def test_each_that_cannot_be_used_is_a_finding_of_its_own(plug: Plug, tmp_path: Path) -> None:
    plug("raises", "raise OSError('no disk')")
    plug("number", "PRACTICE = 5")
    assert told(tmp_path / "home", well=False) == [
        f"practices: llif.practices: number: is no practice of that name. {MEND}",
        f"practices: llif.practices: raises: cannot be loaded: OSError('no disk'). {MEND}",
    ]


@pytest.mark.django_db
def test_a_portfolio_that_follows_what_is_gone(tmp_path: Path) -> None:
    declared = reading.parse(FILE, path=Path("x.yaml"), practices={"itsm": None, "gone": None})
    services.apply(declared, by=COMMAND_LINE)
    assert told(tmp_path, well=False) == [
        "ours: follows the practice gone, which is not installed: its rules do not rate."
    ]
