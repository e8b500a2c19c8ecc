"""People who may do different things with a published portfolio, and registers of every sort in it."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from pytest_django import DjangoDbBlocker

from llif.access.actor import COMMAND_LINE
from llif.portfolio import selectors, services
from llif.portfolio.declared import Declaration, DeclaredMission, Words
from llif.practices import registry
from tests.kept_database import kept_for_module
from tests.practices.plugins import install
from tests.publishing.registers.world import OFFICE


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A practice from outside the package, whose registers are of the sorts that llif's own practices have not."""
    monkeypatch.syspath_prepend(str(tmp_path))
    install(tmp_path, "office-practice", {"office": "tests.publishing.registers.world:OFFICE"}, {})
    registry.installed.cache_clear()
    assert OFFICE.id in registry.installed()
    yield
    registry.installed.cache_clear()


@pytest.fixture(scope="module", autouse=True)
def with_missions(small_declared: object, django_db_blocker: DjangoDbBlocker) -> Iterator[object]:
    """The portfolio declares a mission, which objectives and benefits name."""
    yield from kept_for_module(django_db_blocker, _declare_a_mission)


def _declare_a_mission() -> None:
    stands = selectors.portfolio("small")
    missions = (DeclaredMission("quality", Words("Deliver quality", "Darparu ansawdd")),)
    services.apply(Declaration((), (replace(stands, missions=missions),)), by=COMMAND_LINE)
