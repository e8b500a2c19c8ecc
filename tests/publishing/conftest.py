"""The pages over a small portfolio that was really collected and published."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoDbBlocker

from llif.access.actor import COMMAND_LINE
from llif.access.roles import Role
from llif.access.services import add_user, grant
from llif.portfolio import services
from tests.kept_database import kept_for_module
from tests.publishing import small

SignedIn = Callable[..., Client]


@pytest.fixture(scope="session")
def small_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("small")
    small.published(home)
    return home


@pytest.fixture(scope="module")
def small_declared(small_home: Path, django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[object]:
    """The small portfolio in the database, once for a module's tests."""
    yield from kept_for_module(django_db_blocker, lambda: services.apply(small.declared(small_home), by=COMMAND_LINE))


@pytest.fixture
def pages(small_home: Path, small_declared: object, settings: Any, db: None) -> Client:
    """A browser without scripts, at the small portfolio, which is public."""
    settings.LLIF_HOME = small_home
    settings.ALLOWED_HOSTS = ["testserver"]
    return Client()


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


@pytest.fixture
def lead(signed_in: SignedIn) -> Client:
    return signed_in("lead", Role.PORTFOLIO_LEAD)
