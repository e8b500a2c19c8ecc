"""The pages of why, over the small portfolio with missions and money, and registers filled."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoDbBlocker

from llif.access.actor import COMMAND_LINE
from llif.portfolio import services
from tests.kept_database import kept_for_module
from tests.publishing import small
from tests.publishing.why import world


@pytest.fixture(scope="session")
def why_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("why")
    world.published(home)
    return home


@pytest.fixture(scope="module")
def why_declared(why_home: Path, django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[object]:
    """Nothing but the declaration: it is in the database once for a module's tests."""
    yield from kept_for_module(django_db_blocker, lambda: services.apply(small.declared(why_home), by=COMMAND_LINE))


@pytest.fixture
def bare(why_home: Path, why_declared: object, settings: Any, db: None) -> Client:
    """Nothing is recorded in any register."""
    settings.LLIF_HOME = why_home
    settings.ALLOWED_HOSTS = ["testserver"]
    return Client()


@pytest.fixture
def why(bare: Client) -> Client:
    world.filled()
    return bare
