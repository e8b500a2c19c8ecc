"""From real sources to figures, through landing and snapshots as they are in service."""

from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from llif.publishing.figures import windows
from llif.terms.errors import InputError, Problem
from llif.terms.quantity import Standing
from llif.warehouse.reports import Result
from llif.warehouse.snapshots import Snapshot, Snapshots
from tests.pipeline.conftest import Copied
from tests.pipeline.world import NOW, TEXT, World, ask, done, everything, story, walked


@pytest.fixture(scope="module")
def world(copied: Copied, tmp_path_factory: pytest.TempPathFactory) -> World:
    """Collected and published once. Tests that change what is landed take another."""
    return copied(tmp_path_factory.mktemp("world") / "w")


@pytest.fixture(scope="module")
def shown(world: World) -> Snapshot:
    return windows.snapshot(world.home, "town")


def told(shown: Snapshot) -> list[str]:
    """The problems a manifest holds, as a person reads them."""
    return [str(Problem(**{**row, "values": tuple(map(tuple, row["values"]))})) for row in shown.manifest["problems"]]


@pytest.mark.parametrize(
    ("measure", "value", "n"),
    [
        ("deployment_frequency", 20 / (31.0 - 0.5), 20),
        ("lead_time", 2.0, 19),
        ("flow_velocity", 12.0, 12),
        ("flow_time", 48.0, 12),
        ("flow_efficiency", 1.0, 12),
        ("flow_load", 1.0, 1),
    ],
)
def test_a_record_becomes_a_figure(shown: Snapshot, measure: str, value: float, n: int) -> None:
    figure = ask(shown, measure)
    assert figure.value == pytest.approx(value)
    assert figure.n == n


def test_a_product_of_which_no_record_tells_is_not_measured(shown: Snapshot) -> None:
    assert {ask(shown, name, "desk").standing for name in ("flow_velocity", "lead_time")} == {Standing.NOT_MEASURED}


def test_nothing_new_is_nothing_landed(world: World) -> None:
    again = world.collect(NOW + timedelta(hours=1))
    assert {report.outcome for report in again.values()} == {Result.NOTHING_NEW}


def test_publishing_before_anything_has_landed_is_refused_and_leaves_nothing(tmp_path: Path) -> None:
    world = World(tmp_path)
    with pytest.raises(InputError, match="None of the portfolio's sources has been collected yet"):
        world.publish()
    assert Snapshots(world.home).current("town") is None


def test_a_source_that_fails_stops_no_other(tmp_path: Path) -> None:
    world = World(tmp_path / "w").fill()
    (world.folder / "shop.git").rename(world.folder / "elsewhere.git")
    reports = world.collect()
    assert {name: report.outcome for name, report in reports.items()} == {
        "code": Result.FAILED,
        "tracker": Result.LOADED,
    }
    made = world.publish()
    assert ask(made, "flow_velocity").value == 12
    assert ask(made, "lead_time").standing is Standing.NOT_MEASURED
    assert made.manifest["sources"]["code"]["outcome"] == "failed"


def test_the_manifest_says_what_a_snapshot_was_made_of(shown: Snapshot) -> None:
    manifest: dict[str, Any] = dict(shown.manifest)
    assert manifest["sources"]["code"]["counts"] == {"changes": 20, "deployments": 20, "deployed_changes": 20}
    assert manifest["sources"]["tracker"]["outcome"] == "loaded"
    assert [row["id"] for row in manifest["portfolio"]["products"]] == ["desk", "shop"]
    assert manifest["unmapped"] == [
        {"field": "status", "product": "shop", "value": "Blocked", "items": 1},
        {"field": "type", "product": "shop", "value": "Spike", "items": 1},
    ]
    last = {(row["family"], row["name"]): row["last"][:10] for row in manifest["freshness"]}
    assert last[("delivery", "shop")] == "2024-01-20"


@pytest.mark.parametrize(
    "words",
    [
        "board: The mapping names the type “Bugg”, which no record bears.",
        "board: The mapping names the status “Blockd”, which no record bears. Did you mean “Blocked”?",
        "SHOP-14: A counted item stands below this one, so it is not counted itself.",
        "shop: 1 items have no status history, and are in no figure.",
        "tracker: 1 deployments into “staging” are not counted as production.",
        "desk: No record of the source tracker has the container “NOBODY”.",
    ],
)
def test_what_could_not_be_placed_is_named(shown: Snapshot, words: str) -> None:
    assert any(each.startswith(words) for each in told(shown)), "\n".join(told(shown))


def test_types_that_are_not_counted_are_named(shown: Snapshot) -> None:
    assert any("type “Theme” that are not counted: 1" in problem for problem in told(shown))


def test_every_problem_is_named_once(shown: Snapshot) -> None:
    assert len(told(shown)) == len(set(told(shown))) == 7, "\n".join(told(shown))


def test_a_counted_ancestor_is_no_second_piece_of_work(shown: Snapshot) -> None:
    assert ask(shown, "flow_load", kind="unmapped").value == 1, "the spike, and not the theme above a story"
    assert ask(shown, "flow_velocity", kind="feature").value == 12


def test_an_as_at_day_cuts_what_happened_later(world: World) -> None:
    early = world.publish(as_at=date(2024, 1, 8))
    assert early.as_at == datetime(2024, 1, 9, tzinfo=NOW.tzinfo) - timedelta(microseconds=1)
    assert early.name.startswith("2024-01-08-")
    assert ask(early, "flow_velocity").value == 5
    assert ask(early, "flow_load").value == 3
    assert ask(early, "lead_time").standing is Standing.TOO_FEW


def test_a_portfolio_pinned_to_a_day_is_published_as_at_it(world: World) -> None:
    pinned = World(world.folder, TEXT.replace("    time_zone", "    as_at: 2024-01-08\n    time_zone"))
    assert pinned.publish().name.startswith("2024-01-08-")
    assert pinned.publish(as_at=date(2024, 1, 12)).name.startswith("2024-01-12-"), "a day given goes before it"


def test_a_day_that_has_not_begun_is_refused(world: World) -> None:
    with pytest.raises(InputError, match="town: The day 2024-02-02 is yet to come"):
        world.publish(as_at=date(2024, 2, 2))


@pytest.mark.engine
def test_two_clocks(copied: Copied, tmp_path: Path) -> None:
    """As published in a snapshot, and as now known: what is learned later changes the second alone."""
    world = copied(tmp_path / "w")
    then = windows.snapshot(world.home, "town")
    before = everything(then)
    world.add("items.csv", [story(20)])
    world.add("changes.csv", [*done(20, 20), *walked(1, (0, "Open"), (1, "Doing"), (3, "Done"), (25, "Doing"))[3:]])
    world.collect(NOW + timedelta(hours=25))
    now = world.publish(NOW + timedelta(hours=25))
    assert windows.snapshot(world.home, "town").name == now.name != then.name
    assert ask(now, "flow_velocity").value == 12, "one more done, and one reopened"
    assert ask(now, "flow_load").value == 2
    assert ask(windows.snapshot(world.home, "town", name=then.name), "flow_load").value == 1
    assert everything(windows.snapshot(world.home, "town", name=then.name)) == before != everything(now)
    assert windows.snapshot(world.home, "town", as_at=date(2024, 2, 1)).name == then.name


@pytest.mark.engine
def test_publishing_the_same_again_says_the_same(world: World, shown: Snapshot) -> None:
    assert everything(world.publish(NOW + timedelta(seconds=1), as_at=date(2024, 1, 31))) == everything(
        world.publish(NOW + timedelta(seconds=2), as_at=date(2024, 1, 31))
    )
