"""What every test may ask for."""

import os
from pathlib import Path

import pytest

SHARED_DATA = Path(os.environ.get("LLIF_SHARED_DATA", Path(__file__).resolve().parents[2] / "shared" / "data"))


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The real records beside the repository; tests that want them skip where they are absent."""
    if not SHARED_DATA.is_dir():
        pytest.skip(f"the real records are not here ({SHARED_DATA.name} beside the repository)")
    return SHARED_DATA
