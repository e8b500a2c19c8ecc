"""What every test may ask for."""

import os
from pathlib import Path

import pytest

ASKS_THE_DATABASE = {"db", "transactional_db", "django_db_setup"}
SHARED_DATA = Path(os.environ.get("LLIF_SHARED_DATA", Path(__file__).resolve().parents[2] / "shared" / "data"))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what touches the database, so that it can be run again on another one."""
    for item in items:
        if item.get_closest_marker("django_db") or ASKS_THE_DATABASE & set(getattr(item, "fixturenames", ())):
            item.add_marker("database")


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The real records beside the repository; tests that want them skip where they are absent."""
    if not SHARED_DATA.is_dir():
        pytest.skip(f"the real records are not here ({SHARED_DATA.name} beside the repository)")
    return SHARED_DATA
