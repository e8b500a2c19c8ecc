"""One small installation, made once; tests take a copy of it."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.pipeline.world import World

Copied = Callable[[Path], World]


@pytest.fixture(scope="session")
def copied(tmp_path_factory: pytest.TempPathFactory) -> Copied:
    """Puts an installation, collected and published once, into a folder that is not there."""
    origin = World(tmp_path_factory.mktemp("origin")).fill()
    origin.collect()
    origin.publish()

    def copy(folder: Path) -> World:
        shutil.copytree(origin.folder, folder)
        return World(folder)

    return copy
