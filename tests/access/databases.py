"""Databases of their own for tests that write from several processes at once."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

POSTGRES = os.environ.get("LLIF_TEST_POSTGRES", "")


@pytest.fixture(params=["sqlite", "postgresql"])
def installation(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[dict[str, str]]:
    """The environment of an installation with empty tables, on SQLite, and on what LLIF_TEST_POSTGRES names."""
    environment = {**os.environ, "LLIF_HOME": str(tmp_path), "DJANGO_SETTINGS_MODULE": "llif.config.settings"}
    if request.param == "sqlite":
        yield migrated({**environment, "LLIF_DATABASE_URL": ""})
    elif POSTGRES:
        yield from _on_postgres(environment, f"llif_test_{os.getpid()}")
    else:
        pytest.skip("LLIF_TEST_POSTGRES names no PostgreSQL")


def _on_postgres(environment: dict[str, str], name: str) -> Iterator[dict[str, str]]:
    psycopg = pytest.importorskip("psycopg")
    server = POSTGRES.rstrip("/") if urlsplit(POSTGRES).path.strip("/") == "" else POSTGRES.rpartition("/")[0]
    with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
        try:
            yield migrated({**environment, "LLIF_DATABASE_URL": f"{server}/{name}"})
        finally:
            connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def migrated(environment: dict[str, str]) -> dict[str, str]:
    migrate = [sys.executable, "-m", "django", "migrate", "--skip-checks", "-v", "0"]
    subprocess.run(migrate, env=environment, check=True, timeout=120)
    return environment


def at_once(program: str, environment: dict[str, str], processes: int) -> list[int]:
    """The exit codes of one program run several times at once; `sys.argv[1]` tells each its number."""
    commands = [[sys.executable, "-W", "error", "-c", program, str(number)] for number in range(processes)]
    running = [subprocess.Popen(command, env=environment) for command in commands]
    return [process.wait(timeout=240) for process in running]


def told(program: str, environment: dict[str, str]) -> list[str]:
    """The words a program prints."""
    command = [sys.executable, "-W", "error", "-c", program]
    printed = subprocess.run(command, env=environment, check=True, capture_output=True, text=True, timeout=120)
    return printed.stdout.split()
