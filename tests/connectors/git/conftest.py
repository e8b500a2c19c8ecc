"""What the tests of the git connector may ask for."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.connectors.git.small_repositories import Clone, Collected


@pytest.fixture
def clone(tmp_path: Path) -> Clone:
    made = Clone(tmp_path / "clone")
    made.path.mkdir()
    made.git("init", "--quiet", "--initial-branch=main")
    return made


@pytest.fixture
def source(tmp_path: Path) -> Callable[[], Collected]:
    return lambda: Collected(tmp_path)
