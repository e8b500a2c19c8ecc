"""Practices and their thresholds in a portfolio file: what `apply` refuses, with file, line and field."""

from pathlib import Path

import pytest

from tests.cli.conftest import Runner

FILE = """\
llif: 1
portfolios:
  - id: ours
    name: {en: Ours, cy: Ein rhai ni}
    practices:
      - id: itsm
      - id: %s
        settings: %s
"""


def applied(llif: Runner, folder: Path, practice: str, settings: str, **environment: str) -> tuple[int, str]:
    file = folder / "portfolio.yaml"
    file.write_text(FILE % (practice, settings), encoding="utf-8")
    ended = llif(folder / "home", "apply", file, **environment)
    return ended.code, ended.err.replace(str(folder) + "/", "")


@pytest.mark.parametrize(
    ("practice", "settings", "said"),
    [
        ("enterprise-architecture", "{months_ahead: 0}", "settings.months_ahead: must be 1 or more; found 0."),
        ("enterprise-architecture", "{months_ahead: six}", "settings.months_ahead: must be a whole number; found six."),
        (
            "enterprise-architecture",
            "{months: 6}",
            "settings.months: there is no such field. Did you mean months_ahead?",
        ),
        ("portfolio-management", "{floor_low: 2}", "settings.floor_low: must be 1.0 or less; found 2."),
        ("portfolio-management", "{red_months: 24}", "settings: red_months must not be more than amber_months."),
        ("devops", "{months: 6}", "settings.months: there is no such field."),
    ],
)
def test_a_bad_threshold(llif: Runner, tmp_path: Path, practice: str, settings: str, said: str) -> None:
    code, err = applied(llif, tmp_path, practice, settings)
    assert code == 2
    line, _column, told = err.removeprefix("portfolio.yaml:").split(":", 2)
    assert (line, told.startswith(f" portfolios[ours].practices[{practice}].{said}")) == ("8", True), err
    assert err.endswith("Nothing was written. Faults in the declaration: 1.\n")


def test_thresholds_that_can_stand(llif: Runner, tmp_path: Path) -> None:
    assert applied(llif, tmp_path, "enterprise-architecture", "{months_ahead: 18}") == (
        0,
        "create: portfolios 1\nApplied.\n",
    )


def test_an_unknown_practice_is_told_with_the_nearest(llif: Runner, tmp_path: Path) -> None:
    code, err = applied(llif, tmp_path, "clinical-safty", "{}")
    assert code == 2
    place = "portfolio.yaml:7:13: portfolios[ours].practices[clinical-safty].id"
    assert err.startswith(f"{place}: there is no practice clinical-safty. Did you mean clinical-safety? Allowed: ")


def test_an_objective_s_own_target_is_checked_too(llif: Runner, tmp_path: Path) -> None:
    code, err = applied(llif, tmp_path, "portfolio-management", "{}")
    assert code == 0, err
    file = tmp_path / "portfolio.yaml"
    file.write_text(file.read_text().replace("- id: itsm", "- {id: itsm, settings: {objective_targets: {a: 95}}}"))
    ended = llif(tmp_path / "home", "apply", file)
    assert ended.code == 2
    assert ".practices[itsm].settings.objective_targets.a: must be 1.0 or less; found 95." in ended.err


def test_in_welsh(llif: Runner, tmp_path: Path) -> None:
    code, err = applied(llif, tmp_path, "portfolio-management", "{red_months: 24}", LLIF_LANG="cy")
    assert code == 2
    assert "rhaid i'r rhain fod mewn trefn, y lleiaf yn gyntaf: red_months, amber_months." in err
