"""Practices plugged in for one test."""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from llif.practices import registry
from tests.practices.plugins import install

Plug = Callable[..., None]


@pytest.fixture
def plug(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Plug]:
    """`plug(name, text)` installs a practice of that name from a module of that text."""
    monkeypatch.syspath_prepend(str(tmp_path))
    registry.installed.cache_clear()
    modules: list[str] = []

    def add(name: str, text: str, package: str | None = None) -> None:
        module = f"plugged_{len(modules)}_{tmp_path.name.replace('-', '_')}"
        modules.append(module)
        install(tmp_path, package or f"plugged-{name}", {name: f"{module}:PRACTICE"}, {f"{module}.py": text})

    yield add
    registry.installed.cache_clear()
    for module in modules:
        sys.modules.pop(module, None)
