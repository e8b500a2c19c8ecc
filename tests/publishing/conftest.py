"""The pages over a small portfolio that was really collected and published."""

from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from llif.access.actor import COMMAND_LINE
from llif.portfolio import services
from tests.publishing import small


@pytest.fixture(scope="session")
def small_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("small")
    small.published(home)
    return home


@pytest.fixture
def pages(small_home: Path, settings: Any, db: None) -> Client:
    """A browser without scripts, at the small portfolio, which is public."""
    services.apply(small.declared(small_home), by=COMMAND_LINE)
    settings.LLIF_HOME = small_home
    settings.ALLOWED_HOSTS = ["testserver"]
    return Client()
