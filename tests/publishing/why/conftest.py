"""The pages of why, over the small portfolio with missions and money, and registers filled."""

from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from llif.access.actor import COMMAND_LINE
from llif.portfolio import services
from tests.publishing import small
from tests.publishing.why import world


@pytest.fixture(scope="session")
def why_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("why")
    world.published(home)
    return home


@pytest.fixture
def bare(why_home: Path, settings: Any, db: None) -> Client:
    """Nothing is recorded in any register."""
    services.apply(small.declared(why_home), by=COMMAND_LINE)
    settings.LLIF_HOME = why_home
    settings.ALLOWED_HOSTS = ["testserver"]
    return Client()


@pytest.fixture
def why(bare: Client) -> Client:
    world.filled()
    return bare
