"""The door `run`: it hands over to llif in its own place, with the clone's own home, wherever it is typed."""

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TELLS = '#!/bin/sh\necho $$ "$LLIF_HOME" "$@"\n'


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """A clone whose python is a script that says what it was given."""
    made = tmp_path / "clone"
    (made / ".venv" / "bin").mkdir(parents=True)
    (made / "requirements").mkdir()
    for name in ("run", "pyproject.toml", "requirements/core.lock"):
        shutil.copy(ROOT / name, made / name)
    told = (made / "requirements" / "core.lock").read_bytes() + (made / "pyproject.toml").read_bytes()
    (made / ".venv" / "llif-installed").write_text(f"core:{hashlib.sha256(told).hexdigest()}")
    python = made / ".venv" / "bin" / "python"
    python.write_text(TELLS)
    python.chmod(0o755)
    return made


@pytest.mark.skipif(os.name != "posix", reason="elsewhere llif runs beside the door")
@pytest.mark.parametrize("named", ["", "/elsewhere"], ids=["its own home", "a home that is named"])
def test_it_hands_over_in_its_own_place(clone: Path, tmp_path: Path, named: str) -> None:
    """What stops the process that was started stops llif: there is only one."""
    without = {name: value for name, value in os.environ.items() if name != "LLIF_HOME"}
    environment = {**without, "LLIF_HOME": named} if named else without
    command = [sys.executable, str(clone / "run"), "serve", "--port", "8001"]
    with subprocess.Popen(command, cwd=tmp_path, env=environment, stdout=subprocess.PIPE, text=True) as started:
        told, _none = started.communicate(timeout=60)
    home = named or str(clone / "var")
    assert told.split() == [str(started.pid), home, "-m", "llif", "serve", "--port", "8001"]
