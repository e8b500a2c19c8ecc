"""`run test`: every test falls into a tier, and in CI a tier that fails hides no other."""

import itertools

import pytest

from tools import test as door

FAST, ENGINE, POSTGRES, BROWSER = (*door.TIERS, door.ON_POSTGRES, door.BROWSER)
FAILING = {"engine"}


def fails(tier: door.Tier) -> door.Ended:
    return door.Ended(tier.name, int(tier.name in FAILING), "closed")


@pytest.fixture
def all_tiers(monkeypatch: pytest.MonkeyPatch) -> tuple[door.Tier, ...]:
    monkeypatch.setattr(door, "run", fails)
    return (FAST, ENGINE, POSTGRES, BROWSER)


def test_in_ci_every_tier_runs(all_tiers: tuple[door.Tier, ...], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CI", "true")
    assert [(each.status, each.line) for each in door.run_all(all_tiers)] == [
        (status, "closed") for status in (0, 1, 0, 0)
    ]


def test_on_a_desk_none_runs_after_one_that_failed(
    all_tiers: tuple[door.Tier, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("CI", raising=False)
    ended = door.run_all(all_tiers)
    assert [each.line for each in ended[:2]] == ["closed"] * 2
    assert [each.line for each in ended[2:]] == ["NOT RUN, since a tier failed."] * 2


@pytest.mark.parametrize(("engine", "browser"), [*itertools.product([False, True], repeat=2)])
def test_a_test_falls_into_one_tier(engine: bool, browser: bool) -> None:
    marks = {"engine": engine, "browser": browser}
    assert [tier.name for tier in (FAST, ENGINE, BROWSER) if eval(tier.marked, {}, marks)] == [  # noqa: S307
        "browser" if browser else "engine" if engine else "fast"
    ]


@pytest.mark.parametrize(("processors", "workers"), [(1, None), (2, "2"), (64, "4")])
def test_as_many_processes_as_processors(processors: int, workers: str | None) -> None:
    given = door.shared_between(processors)
    assert given == (("-n", workers, "--dist", "loadfile", "--no-loadscope-reorder") if workers else ())


def test_bytecode_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    assert "PYTHONDONTWRITEBYTECODE" not in door.environment()
