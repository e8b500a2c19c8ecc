"""A declaration that uses every field, and a way to read a changed one."""

from collections.abc import Callable
from pathlib import Path

import pytest
from pydantic import BaseModel, ConfigDict

from llif.portfolio.declared import Declaration
from llif.portfolio.reading import parse
from tests.access.databases import installation

__all__ = ["installation"]

HERE = Path(__file__).parent
FILE = Path("portfolio.yaml")


class GitSettings(BaseModel):
    """Stands for a connector's own settings: portfolio may import none."""

    model_config = ConfigDict(extra="forbid")
    path: str
    tags: str = "v*"
    depth: int = 1


CONNECTORS = {"git": GitSettings, "jira-export": None, "tables": None}


@pytest.fixture(scope="session")
def whole_file() -> str:
    """The text of a valid file with every field in it."""
    return (HERE / "portfolio.yaml").read_text()


@pytest.fixture(scope="session")
def read() -> Callable[[str | bytes], Declaration]:
    """Parse a text as if it lay in the current folder."""

    def reading(content: str | bytes) -> Declaration:
        return parse(content, path=FILE, connectors=CONNECTORS)

    return reading


@pytest.fixture
def declared(whole_file: str, read: Callable[[str | bytes], Declaration]) -> Declaration:
    return read(whole_file)
