"""People who may do different things with a published portfolio, and registers of every sort in it."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from django.test import Client
from pytest_django import DjangoDbBlocker

from llif.access.actor import COMMAND_LINE
from llif.access.roles import Role
from llif.access.services import add_user, grant
from llif.portfolio import selectors, services
from llif.portfolio.declared import Declaration, DeclaredMission, Words
from llif.practices import registry
from tests.kept_database import kept_for_module
from tests.practices.plugins import install
from tests.publishing.registers.world import OFFICE

SignedIn = Callable[..., Client]


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A practice from outside the package, whose registers are of the sorts that llif's own practices have not."""
    monkeypatch.syspath_prepend(str(tmp_path))
    install(tmp_path, "office-practice", {"office": "tests.publishing.registers.world:OFFICE"}, {})
    registry.installed.cache_clear()
    assert OFFICE.id in registry.installed()
    yield
    registry.installed.cache_clear()


@pytest.fixture
def signed_in(pages: Client) -> SignedIn:
    """`signed_in("sioned", Role.VIEWER)`: a browser of somebody with one role over the portfolio or a product of it."""

    def signing(name: str, role: Role, product: str = "", checks: bool = False) -> Client:
        user = add_user(by=COMMAND_LINE, username=name)
        grant(by=COMMAND_LINE, user=user, role=role, portfolio="small", product=product)
        client = Client(enforce_csrf_checks=checks)
        client.force_login(user)
        return client

    return signing


@pytest.fixture(scope="module", autouse=True)
def with_missions(small_declared: object, django_db_blocker: DjangoDbBlocker) -> Iterator[object]:
    """The portfolio declares a mission, which objectives and benefits name."""
    yield from kept_for_module(django_db_blocker, _declare_a_mission)


def _declare_a_mission() -> None:
    stands = selectors.portfolio("small")
    missions = (DeclaredMission("quality", Words("Deliver quality", "Darparu ansawdd")),)
    services.apply(Declaration((), (replace(stands, missions=missions),)), by=COMMAND_LINE)


@pytest.fixture
def lead(signed_in: SignedIn) -> Client:
    return signed_in("lead", Role.PORTFOLIO_LEAD)
