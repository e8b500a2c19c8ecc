"""What every test may ask for."""

import os
from collections import Counter
from pathlib import Path

import pytest

ASKS_THE_DATABASE = {"db", "transactional_db", "django_db_setup"}
TESTS = Path(__file__).resolve().parent
SHARED_DATA = Path(os.environ.get("LLIF_SHARED_DATA", TESTS.parents[1] / "shared" / "data"))

LONGEST = (
    *("addresses/test_every_address", "metrics/test_against_oracle", "browser/test_every_page", "cli/test_demo"),
    *("warehouse/test_crashes", "metrics/test_evidence", "pipeline/test_killed_publish", "demo/test_example"),
    *("browser/test_comparing_in_a_browser", "browser/test_in_a_browser", "cli/test_verbs"),
)
"""Files that take longest, as measured: begun first, so that no process works on one alone at the end."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest files first, then those of most tests. What touches the database is marked, so that it can be run
    again on another one."""
    tests = Counter(item.path for item in items)
    known = {TESTS / f"{name}.py": at for at, name in enumerate(LONGEST)}
    items.sort(key=lambda item: (known.get(item.path, len(LONGEST)), -tests[item.path]))
    for item in items:
        if item.get_closest_marker("django_db") or ASKS_THE_DATABASE & set(getattr(item, "fixturenames", ())):
            item.add_marker("database")


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The real records beside the repository; tests that want them skip where they are absent."""
    if not SHARED_DATA.is_dir():
        pytest.skip(f"the real records are not here ({SHARED_DATA.name} beside the repository)")
    return SHARED_DATA
