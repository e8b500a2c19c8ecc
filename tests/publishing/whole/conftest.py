"""The small portfolio with missions and money, published twice: as at the end of 2023, and declared otherwise after."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoDbBlocker

from llif.access.actor import COMMAND_LINE
from llif.pipeline.publish import publish
from llif.portfolio import services
from llif.portfolio.described import fingerprint
from llif.publishing.whole import beside
from tests.kept_database import kept_for_module
from tests.publishing import small
from tests.publishing.why import world

EARLIER = (
    world.DECLARATION.replace("as_at: 2024-03-31", "as_at: 2023-12-31")
    .replace("criticality: clinical_critical", "criticality: business_critical")
    .replace("phase: beta", "phase: alpha")
)


@pytest.fixture(scope="session")
def whole_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("whole")
    small.published(home, declaration=EARLIER, files=world.tables())
    (home / "declared" / "portfolio.yaml").write_text(world.DECLARATION, encoding="utf-8")
    for portfolio in small.declared(home).portfolios:
        publish(portfolio, home=home, now=small.NOW, fingerprint=fingerprint(portfolio))
    return home


@pytest.fixture(scope="module")
def whole_declared(whole_home: Path, django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[object]:
    """Nothing but the declaration: it is in the database once for a module's tests."""
    yield from kept_for_module(django_db_blocker, lambda: services.apply(small.declared(whole_home), by=COMMAND_LINE))


@pytest.fixture
def bare(whole_home: Path, whole_declared: object, settings: Any, db: None) -> Client:
    """Nothing is recorded in any register, and nothing is kept of another test, whose entries had the same ids."""
    beside._kept.clear()
    settings.LLIF_HOME = whole_home
    settings.ALLOWED_HOSTS = ["testserver"]
    return Client()


@pytest.fixture
def whole(bare: Client) -> Client:
    world.filled()
    return bare
