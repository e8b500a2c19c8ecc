"""The demo's figures, as the command line gives them, and its silent sources."""

from pathlib import Path

import pytest
import yaml

from llif import demo as demo_package
from tests.cli.conftest import Runner

pytestmark = pytest.mark.engine
QUARTER = ("--from", "2021-01-01", "--to", "2021-04-01")


def declared_sources() -> list[str]:
    files = (Path(demo_package.__file__).parent / f"{name}.yaml" for name in ("portfolio", "dhcw", "example"))
    return [each["id"] for file in files for each in yaml.safe_load(file.read_text()).get("sources", ())]


def figures(llif: Runner, demo: Path, *asked: str) -> dict[tuple[str, str], dict[str, object]]:
    """Figures of Pay as at 31 March 2021, of every kind together, by product and measure."""
    ended = llif(demo, "measure", "--portfolio", "pay", *asked, "--format", "json")
    assert ended.code == 0, ended.err
    return {(row["product"], row["measure"]): row for row in ended.rows if row["kind"] is None}


@pytest.mark.parametrize(
    ("product", "measure", "value", "n"),
    [
        ("pay-selfservice", "flow_velocity", 50, 50),
        ("pay-connector", "flow_velocity", 16, 16),
        ("pay-selfservice", "lead_time", 20.44, 385),
        ("pay-selfservice", "flow_load", 0, 0),
        ("pay-connector", "flow_load", 2, 2),
        ("pay-selfservice", "flow_time", 34.02, 50),
    ],
)
def test_the_first_quarter_of_2021(llif: Runner, demo: Path, product: str, measure: str, value: float, n: int) -> None:
    asked = ("--product", product, "--measure", measure, "--as-at", "2021-03-31", *QUARTER)
    found = figures(llif, demo, *asked)[product, measure]
    assert found["value"] == pytest.approx(value, abs=0.005)
    assert (found["n"], found["state"]) == (n, "measured")
    assert str(found["snapshot"]).startswith("2021-03-31-")


@pytest.mark.parametrize(
    ("product", "since"),
    [("pay-selfservice", "2021-04-16"), ("pay-frontend", "2021-05-"), ("pay-ledger", "2021-05-")],
)
def test_silence_is_said_and_is_not_zero(llif: Runner, demo: Path, product: str, since: str) -> None:
    window = ("--from", "2021-03-01", "--to", "2021-06-01", "--by", "month", "--as-at", "2021-05-31")
    asked = ("--portfolio", "pay", "--product", product, "--measure", "deployment_frequency", *window)
    march, _april, may = llif(demo, "measure", *asked, "--format", "json").rows
    assert march["state"] == "measured"
    assert march["value"] > 0
    if product == "pay-selfservice":
        assert (may["state"], may["value"]) == (f"stale since {since}", None)
    week = ("--from", "2021-05-24", "--to", "2021-05-31", "--as-at", "2021-05-31")
    asked = ("--portfolio", "pay", "--product", product, "--measure", "deployment_frequency", *week)
    (last,) = llif(demo, "measure", *asked, "--format", "json").rows
    assert last["value"] is None
    assert last["state"].startswith(f"stale since {since}")


def test_it_shows_what_it_is_pinned_to_and_is_well(llif: Runner, demo: Path) -> None:
    assert {row["snapshot"][:10] for row in llif(demo, "measure", "--portfolio", "pay", "--format", "json").rows} == {
        "2021-03-31"
    }
    rows = llif(demo, "measure", "--portfolio", "duraspace", "--each", "product", "--format", "json").rows
    assert {(row["product"], row["snapshot"][:10]) for row in rows} == {
        ("duracloud", "2013-12-31"),
        ("fedora", "2013-12-31"),
    }
    assert llif(demo, "doctor").code == 0


def test_a_second_time_it_builds_and_lands_nothing_new(llif: Runner, demo: Path) -> None:
    ended = llif(demo, "demo", "--no-serve")
    assert ended.code == 0
    lines = ended.err.splitlines()
    assert lines[:3] == ["Nothing to change."] * 3, "one for each of the demo's files"
    assert [line for line in lines if line.endswith(": nothing new")] == [
        f"{source}: nothing new" for source in sorted(declared_sources())
    ]
    assert "" not in lines, "progress leaves no empty lines where there is no terminal"
