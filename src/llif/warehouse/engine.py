"""Engines, found by name: an entry point of the group `llif.engines`, or a module of this room. None is imported above.

It refuses a name that no engine has.
"""

import importlib
import threading
from collections.abc import Callable
from importlib.metadata import entry_points
from typing import Any

import ibis.backends

from llif.terms.errors import N_, InputError

GROUP = "llif.engines"
BUILT_IN = ("duckdb", "spark")

_threads = threading.local()


def connect(name: str = "duckdb", **limits: Any) -> ibis.backends.BaseBackend:
    """A new session of an engine, in UTC. *Takes* the engine's own limits (DuckDB: memory_limit, threads).

    *Raises* InputError for an engine that is not there. One session serves one thread.
    """
    opened: ibis.backends.BaseBackend = _door(name)(**limits)
    return opened


def local(name: str = "duckdb", **limits: Any) -> ibis.backends.BaseBackend:
    """This thread's own session, opened at first use: threads that share one fail (measured: 7 of 8)."""
    sessions: dict[str, Any] = _threads.__dict__
    key = repr((name, sorted(limits.items())))
    if key not in sessions:
        sessions[key] = connect(name, **limits)
    session: ibis.backends.BaseBackend = sessions[key]
    return session


def _door(name: str) -> Callable[..., Any]:
    found = entry_points(group=GROUP, name=name)
    if found:
        door: Callable[..., Any] = next(iter(found)).load()
        return door
    if name not in BUILT_IN:
        raise InputError(
            N_("There is no engine {name}."), remedy=N_("Engines: {known}."), name=repr(name), known=", ".join(BUILT_IN)
        )
    connector: Callable[..., Any] = importlib.import_module(f"llif.warehouse.{name}").connect
    return connector
