"""Every verb, from an empty folder on: what it prints, where, and its exit code."""

import csv
import io
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import ROOT, Runner
from tests.pipeline.world import World

FIELDS = [
    *("portfolio", "product", "measure", "kind", "period_start", "period_end", "value", "unit", "n"),
    *("low", "high", "state", "level", "snapshot"),
]
JANUARY = ("--from", "2024-01-01", "--to", "2024-02-01")
TOWN = ("measure", "--portfolio", "town")


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> World:
    made = World(tmp_path_factory.mktemp("cli")).fill()
    (made.folder / "portfolio.yaml").write_text(made.text)
    return made


@pytest.fixture(scope="module")
def home(world: World, llif: Runner) -> Path:
    """Applied, collected and published as at the end of January 2024."""
    for arguments in (("apply", world.folder / "portfolio.yaml"), ("collect",), ("publish", "--as-at", "2024-01-31")):
        ended = llif(world.home, *arguments)
        assert ended.code == 0, ended.err
    return world.home


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    return tmp_path / "home"


def test_the_program_itself_ends_with_its_code() -> None:
    command = [sys.executable, "-W", "error", "-m", "llif", "measure"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (2, "", "Which portfolio? Name it with --portfolio.\n")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["nope"], "No such command 'nope'"),
        (["measure", "--by", "fortnight"], "'fortnight' is not one of"),
        (["apply"], "Missing argument"),
        (["publish", "--as-at", "2020-13-45"], "2020-13-45"),
        (["measure", "--portfolio", "town"], "Nothing of the portfolio town has been published"),
        (["measure", "--measure", "speed", "--portfolio", "x"], "There is no measure “speed”. The measures are: depl"),
        (["collect"], "No source is declared."),
        (["publish"], "No portfolio is declared."),
        (["refresh"], "No portfolio is declared."),
        (["apply", "nofile.yaml"], "nofile.yaml: cannot be read"),
        (["export", "nope"], "There is no portfolio nope"),
        (["compact", "nope"], "Nothing was ever collected from the source nope."),
        (["forget", "nope", "1"], "Nothing was ever collected from the source nope."),
        (["prune", "nope"], "Nothing of the portfolio nope has been published."),
        (["restore", "nofile"], "nofile: This is no archive that can be read"),
        (["look", "nowhere"], "nowhere: There is no folder"),
        (["look", ".", "--tags", "a", "--tag-pattern", "b"], "Give --tags or --tag-pattern, not both."),
        (["look", ".", "--tag-pattern", "(("], "--tag-pattern: not a regular expression"),
        (["look", ".", "--as-at", "2999-01-01"], "--as-at: The day 2999-01-01 is yet to come."),
    ],
)
def test_what_the_user_got_wrong_is_said_in_a_sentence(
    llif: Runner, empty: Path, arguments: list[str], said: str
) -> None:
    ended = llif(empty, *arguments)
    assert ended.code == 2, ended.err
    assert said in " ".join(ended.err.replace("│", " ").split())
    assert "Traceback" not in ended.err
    assert ended.out == ""


def test_a_fault_of_our_own_is_called_that(llif: Runner, empty: Path) -> None:
    empty.mkdir()
    (empty / "llif.sqlite3").write_text("this is no database, and nothing here says so before it is opened" * 99)
    ended = llif(empty, "doctor")
    assert ended.code == 4
    assert ended.err.endswith("This is a fault of llif itself: nothing of yours is wrong.\n")


def test_apply_says_what_it_does_and_a_second_time_does_nothing(llif: Runner, world: World, empty: Path) -> None:
    file = world.folder / "portfolio.yaml"
    dry = llif(empty, "apply", file, "--dry-run")
    created = ["source:code", "source:tracker", "portfolio:town", "team:town/core", "mapping:town/board"]
    created += ["product:town/desk", "product:town/shop"]
    assert dry.out == "".join(f"create  {name}\n" for name in created)
    counted = "create: sources 2, portfolios 1, teams 1, mappings 1, products 2\n"
    assert dry.err == counted + "Nothing was written: this was a dry run.\n"
    assert llif(empty, "export").out == "llif: 1\n"
    first = llif(empty, "apply", file)
    assert (first.code, first.out, first.err) == (0, dry.out, counted + "Applied.\n")
    again = llif(empty, "apply", file)
    assert (again.code, again.out, again.err) == (0, "", "Nothing to change.\n")


def test_apply_says_field_by_field_what_changes(llif: Runner, world: World, empty: Path, tmp_path: Path) -> None:
    llif(empty, "apply", world.folder / "portfolio.yaml")
    text = world.text.replace("cy: Siop", "cy: Y Siop").replace("        team: core\n", "")
    changed = tmp_path / "changed.yaml"
    changed.write_text(text[: text.index("      - id: desk")])
    ended = llif(empty, "apply", changed, "--dry-run")
    assert "change  product:town/shop\n    name.cy: Siop → Y Siop\n    team: core → –\n" in ended.out
    assert "remove  product:town/desk\n" in ended.out
    assert "remove: products 1\n" in ended.err


def test_an_export_applied_again_changes_nothing(llif: Runner, home: Path, tmp_path: Path) -> None:
    file = tmp_path / "exported.yaml"
    assert llif(home, "export", "--out", file).code == 0
    assert llif(home, "apply", file).err == "Nothing to change.\n"
    assert llif(home, "export").out != "llif: 1\n"


def test_a_file_with_faults_names_each_place_and_writes_nothing(llif: Runner, empty: Path, tmp_path: Path) -> None:
    file = tmp_path / "wrong.yaml"
    file.write_text(
        "llif: 1\nsources:\n  - id: a\n    connector: gitt\nportfolios:\n  - id: p\n    nam: {en: P, cy: P}\n"
    )
    ended = llif(empty, "apply", file)
    assert ended.code == 2
    assert f"{file}:4:16: sources[a].connector: there is no connector gitt. Did you mean git?" in ended.err
    assert f"{file}:7:5: portfolios[p].nam: there is no such field. Did you mean name?" in ended.err
    assert llif(empty, "export").out == "llif: 1\n"


@pytest.mark.engine
def test_one_source_that_fails_is_told_and_the_rest_goes_on(llif: Runner, tmp_path: Path) -> None:
    world = World(tmp_path / "w").fill()
    (world.folder / "portfolio.yaml").write_text(world.text)
    (world.folder / "shop.git").rename(world.folder / "elsewhere.git")
    llif(world.home, "apply", world.folder / "portfolio.yaml")
    ended = llif(world.home, "refresh", "town")
    assert ended.code == 3
    assert "code: failed\n  shop.git: There is no folder" in ended.err
    assert "tracker: 15 work_items, 40 status_changes, 1 deployments\n" in ended.err
    assert re.search(r"town: published as \S+\n  \d+ problems: see the Sources page\.\n", ended.err)
    assert llif(world.home, "collect", "tracker").code == 0
    sick = llif(world.home, "doctor")
    assert sick.code == 3
    assert "BAD code: failed: shop.git: There is no folder" in sick.out
    (world.folder / "elsewhere.git").rename(world.folder / "shop.git")
    assert (
        llif(world.home, "collect").err
        == "code: 20 changes, 20 deployments, 20 deployed_changes\ntracker: nothing new\n"
    )
    assert llif(world.home, "doctor").code == 0


@pytest.mark.engine
def test_publishing_one_portfolio_that_cannot_be_does_not_stop_the_others(
    llif: Runner, home: Path, tmp_path: Path
) -> None:
    other = tmp_path / "other.yaml"
    other.write_text(
        "llif: 1\nsources:\n  - {id: late, connector: git, settings: {repository: late}}\nportfolios:\n  - id: early\n"
        "    name: {en: E, cy: E}\n    products:\n      - id: x\n        name: {en: X, cy: X}\n"
        "        repositories: [{source: late, repository: late}]\n"
    )
    assert llif(home, "apply", other).code == 0
    ended = llif(home, "publish", "--as-at", "2024-01-31")
    assert ended.code == 2
    assert "town: published as 2024-01-31-" in ended.err
    assert "early: None of the portfolio's sources has been collected yet." in ended.err


def test_a_figure_has_one_form_everywhere(llif: Runner, home: Path) -> None:
    asked = (*TOWN, "--product", "shop", "--measure", "flow_velocity", *JANUARY)
    rows = llif(home, *asked, "--format", "json").rows
    assert [list(row) for row in rows] == [FIELDS] * 6
    assert rows[0] == {
        "portfolio": "town", "product": "shop", "measure": "flow_velocity", "kind": None, "level": None,
        "period_start": "2024-01-01T00:00:00+00:00", "period_end": "2024-02-01T00:00:00+00:00", "value": 12.0,
        "unit": "items", "n": 12, "low": None, "high": None, "state": "measured", "snapshot": rows[0]["snapshot"],
    }  # fmt: skip
    assert [row["kind"] for row in rows] == [None, "feature", "defect", "debt", "risk", "unmapped"]
    assert [row["state"] for row in rows[2:5]] == ["not measured"] * 3
    assert [row["value"] for row in rows] == [12.0, 12.0, None, None, None, 0.0]
    read = list(csv.DictReader(io.StringIO(llif(home, *asked, "--format", "csv").out)))
    assert list(read[0]) == FIELDS
    assert [row["value"] for row in read] == ["12.0", "12.0", "", "", "", "0.0"]


def test_a_team_is_named_only_where_teams_are_asked(llif: Runner, home: Path) -> None:
    for asked in (("--team", "core"), ("--each", "team")):
        rows = llif(home, *TOWN, *asked, "--measure", "lead_time", "--format", "json").rows
        assert [(row["product"], row["team"], row["value"]) for row in rows] == [(None, "core", 2.0)]
        assert [name for name in rows[0] if name != "team"] == FIELDS
    whole = llif(home, *TOWN, "--measure", "lead_time", "--format", "json").rows
    assert [list(row) for row in whole] == [FIELDS]
    assert whole[0]["product"] is None


def test_a_window_is_cut_at_its_edges(llif: Runner, home: Path) -> None:
    days = ("--from", "2024-01-10", "--to", "2024-01-18", "--by", "week")
    rows = llif(home, *TOWN, "--measure", "deployment_frequency", *days, "--format", "json").rows
    assert [(row["period_start"][:10], row["period_end"][:10]) for row in rows] == [
        ("2024-01-10", "2024-01-15"),
        ("2024-01-15", "2024-01-18"),
    ]
    assert [(row["value"], row["n"]) for row in rows] == [(1.0, 5), (1.0, 3)]


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (["--product", "shp"], "There is no product shp. There are: desk, shop."),
        (["--team", "nobody"], "There is no team nobody. There are: core."),
        (["--product", "shop", "--each", "team"], "Give one of product, team and each."),
        (["--snapshot", "nope"], "town: There is no snapshot nope of this portfolio."),
        (["--as-at", "2199-01-01"], "The day 2199-01-01 is yet to come. Choose today or an earlier day."),
        (["--as-at", "2019-01-01"], "No snapshot of the portfolio town answers for 2019-01-01. The earliest is as at"),
        (["--from", "2024-02-31"], "“2024-02-31” is no day."),
        (["--from", "2024-02-01", "--to", "2024-01-01"], "The window from 2024-02-01 to 2024-01-01 holds no day."),
    ],
)
def test_what_a_portfolio_does_not_have_is_refused(llif: Runner, home: Path, asked: list[str], said: str) -> None:
    ended = llif(home, *TOWN, *asked)
    assert (ended.code, ended.out) == (2, "")
    assert said in ended.err


def test_a_name_that_is_nearly_a_portfolio_is_told_which(llif: Runner, home: Path) -> None:
    ended = llif(home, "measure", "--portfolio", "twon")
    assert ended.code == 2
    assert "Nothing of the portfolio twon has been published. Did you mean town? Allowed: town." in ended.err


def test_a_table_is_for_people(llif: Runner, home: Path) -> None:
    measures = ("--measure", "flow_velocity", "--measure", "change_fail_rate", "--measure", "lead_time")
    lines = llif(home, *TOWN, "--each", "product", *measures, *JANUARY).out.splitlines()
    snapshot = llif(home, *TOWN, "--measure", "lead_time", "--format", "json").rows[0]["snapshot"]
    assert lines[0] == f"town, from 2024-01-01 to before 2024-02-01, as published in {snapshot}"
    assert lines[1].split() == ["product", "measure", "kind", "value", "unit", "n", "low", "high", "state", "level"]
    assert [" ".join(line.split()) for line in lines[2:]] == [
        "desk flow_velocity 0 not measured",
        "shop flow_velocity 12 items 12",
        "shop flow_velocity feature 12 items 12",
        "shop flow_velocity unmapped 0 items 0",
        "desk change_fail_rate 0 not measured",
        "shop change_fail_rate 0 not measured",
        "desk lead_time 0 not measured",
        "shop lead_time 2 hours 19 2 2 between Elite and High",
    ]
    risk = llif(
        home, *TOWN, "--kind", "risk", "--measure", "flow_load", "--by", "quarter", "--to", "2024-05-01"
    ).out.splitlines()
    assert [" ".join(line.split()) for line in risk[1:]] == [
        "measure kind from to n state products",
        "flow_load risk 2024-01-01 2024-04-01 0 not measured 0 of 2",
        "flow_load risk 2024-04-01 2024-05-01 0 not measured 0 of 2",
    ]


def test_the_measures_are_listed(llif: Runner, empty: Path) -> None:
    rows = llif(empty, "measure", "--list", "--format", "json").rows
    names = [row["measure"] for row in rows]
    least = {row["measure"]: (row["n counts"], row["least n"], row["least of"]) for row in rows}
    assert least["lead_time"] == ("changes", 10, "deployments")
    assert least["flow_time"] == ("ended items", 10, "ended items")
    assert names[:3] == ["deployment_frequency", "lead_time", "lead_time_p75"]
    assert names[-4:] == ["cost_per_transaction", "take_up", "completion_rate", "satisfaction"]
    assert len(names) == 23
    assert not empty.exists(), "nothing is made to answer it"


def told(rows: list[dict[str, object]]) -> list[dict[str, object]]:
    """Figures but for their snapshot, to twelve digits: an engine may add up in another order."""
    return [
        {
            name: float(f"{cell:.12g}") if isinstance(cell, float) else cell
            for name, cell in row.items()
            if name != "snapshot"
        }
        for row in rows
    ]


@pytest.mark.engine
def test_upkeep_keeps_the_figures(llif: Runner, home: Path, tmp_path: Path) -> None:
    asked = (*TOWN, *JANUARY, "--format", "json")
    before = llif(home, *asked).rows
    compacted = llif(home, "compact")
    assert (compacted.code, compacted.err) == (0, "code: compacted\ntracker: compacted\n")
    assert llif(home, "publish", "town", "--as-at", "2024-01-31").code == 0
    after = llif(home, *asked).rows
    assert len(before) > 10
    assert told(after) == told(before)
    assert llif(home, "prune", "--keep", "nonsense").code == 2
    pruned = llif(home, "prune", "town", "--keep", "daily:1")
    assert pruned.code == 0
    assert f"town: deleted {before[0]['snapshot']}\n" in pruned.err
    assert llif(home, "backup", tmp_path / "all.tar.gz").err == f"Backed up to {tmp_path / 'all.tar.gz'}\n"
    there = tmp_path / "there"
    assert llif(there, "restore", tmp_path / "all.tar.gz").err == f"Restored into {there}\n"
    assert llif(there, *asked).rows == llif(home, *asked).rows
    assert llif(there, "forget", "tracker", "S2").err.startswith("4 rows erased. Publish again")
    assert llif(there, "publish", "town", "--as-at", "2024-01-31").code == 0
    assert llif(there, *TOWN, "--measure", "flow_velocity", *JANUARY, "--format", "json").rows[0]["value"] == 11
    assert llif(there, "doctor", "--format", "json").rows[:2] == [
        {"subject": "database", "is_well": True, "finding": "its form is current."},
        {"subject": "audit", "is_well": True, "finding": "the chain is whole."},
    ]


def test_help_and_messages_are_in_the_users_language(llif: Runner, empty: Path) -> None:
    english, welsh = (llif(empty, "measure", "--help", LLIF_LANG=code, COLUMNS="200").out for code in ("en", "cy"))
    assert "Print figures: a portfolio's, or those of its products or teams." in english
    assert welsh != english
    assert "The portfolio." not in welsh
    assert llif(empty, "measure", LLIF_LANG="cy").err != llif(empty, "measure", LLIF_LANG="en").err
    assert llif(empty, "measure", LC_ALL="cy_GB.UTF-8").err == llif(empty, "measure", LLIF_LANG="cy").err


def test_every_verb_says_what_it_is_for(llif: Runner, empty: Path) -> None:
    said = llif(empty, "--help", COLUMNS="200").out
    verbs = (
        "demo look apply export collect publish refresh measure serve doctor compact prune forget backup restore shell"
    )
    assert [verb for verb in verbs.split() if f"│ {verb} " not in said] == []
    assert not empty.exists()
