"""One writer at a time, told by the operating system: a killed process holds no lock.

A second writer is not made to wait: it is told so.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class Held(Exception):
    """Someone else holds the lock. For the rooms' own use: they say in their words what is going on."""


@contextmanager
def exclusive(path: Path) -> Iterator[None]:
    """Hold a lock alone. *Raises* Held at once if anyone holds it."""
    with _holding(path, fcntl.LOCK_EX | fcntl.LOCK_NB):
        yield


@contextmanager
def waiting(path: Path) -> Iterator[None]:
    """Hold a lock alone, as soon as all readers have let go."""
    with _holding(path, fcntl.LOCK_EX):
        yield


@contextmanager
def shared(path: Path) -> Iterator[None]:
    """Hold a lock together with other readers; waits for the short time a writer needs to switch files."""
    with _holding(path, fcntl.LOCK_SH):
        yield


@contextmanager
def _holding(path: Path, how: int) -> Iterator[None]:
    path.parent.mkdir(parents=True, exist_ok=True)
    handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    try:
        try:
            fcntl.flock(handle, how)
        except BlockingIOError as error:
            raise Held(str(path)) from error
        yield
    finally:
        os.close(handle)
