"""The command line as its users have it: processes, exit codes, two streams; and the demo, built once."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Ended:
    """How a verb ended, and what it said."""

    code: int
    out: str
    err: str

    @property
    def rows(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = json.loads(self.out)
        return found


class Runner:
    """Runs verbs, one at a time."""

    def __init__(self, process: "subprocess.Popen[str]", folder: Path) -> None:
        self.process, self.folder = process, folder

    def __call__(self, home: Path, *arguments: str | Path, **environment: str) -> Ended:
        out, err = self.folder / "out", self.folder / "err"
        asked = {
            "arguments": list(map(str, arguments)),
            "environment": {"LLIF_HOME": str(home), **environment},
            "folder": str(self.folder),
            "out": str(out),
            "err": str(err),
        }
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.write(json.dumps(asked) + "\n")
        self.process.stdin.flush()
        code = json.loads(self.process.stdout.readline())
        return Ended(code, out.read_text(), err.read_text())


@pytest.fixture(scope="session")
def llif(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Runner]:
    """`llif(home, "measure", …)` runs a verb and gives its exit code and what it said."""
    folder = tmp_path_factory.mktemp("verbs")
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(("LLIF_", "LC_", "LANG"))}
    static = str(ROOT / "build" / "static")
    environment = {**inherited, "PYTHONPATH": str(ROOT), "LLIF_STATIC": static, "LLIF_DATABASE_URL": ""}
    command = [sys.executable, "-W", "error", "-m", "tests.cli.verbs"]
    with subprocess.Popen(
        command, cwd=ROOT, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        yield Runner(process, folder)
        assert process.stdin
        process.stdin.close()


@pytest.fixture(scope="session")
def demo(llif: Runner, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The LLIF_HOME of the demo. Tests of it bear the mark `engine`: building it takes some twenty seconds."""
    home = tmp_path_factory.mktemp("demo") / "home"
    ended = llif(home, "demo", "--no-serve")
    assert ended.code == 0, ended.err
    return home
