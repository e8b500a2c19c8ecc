"""The small portfolio with costs, answers and transactions, and three doors to its figures: command, API and page."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from llif.cli.app import app
from tests.publishing.why.conftest import bare as bare
from tests.publishing.why.conftest import why as why
from tests.publishing.why.conftest import why_declared as why_declared
from tests.publishing.why.conftest import why_home as why_home

Printed = Callable[..., Any]


@pytest.fixture
def command(why_home: Path, monkeypatch: pytest.MonkeyPatch) -> Printed:
    """`command("--measure", "take_up")`: how `llif measure` of the portfolio ended."""
    monkeypatch.setenv("LLIF_HOME", str(why_home))
    return lambda *words: CliRunner().invoke(app, ["measure", "--portfolio", "small", *words])


@pytest.fixture
def printed(command: Printed) -> Printed:
    """The figures that it prints as JSON."""

    def run(*words: str) -> Any:
        done = command(*words, "--format", "json")
        assert done.exit_code == 0, done.output
        return json.loads(done.stdout)

    return run
