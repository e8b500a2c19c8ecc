"""Small files that are whole or not there. It is for records about data, not for the data."""

import os
from pathlib import Path

PART = ".part"


def write(path: Path, text: str) -> None:
    """Replace a file's content in one step, on disk when this returns."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}{PART}")
    with part.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    replace(part, path)


def replace(part: Path, path: Path) -> None:
    """Put a finished file (or a folder that is not there yet) in its place, for good."""
    part.replace(path)
    sync(path.parent)


def sync(path: Path) -> None:
    """Have a file's or a folder's entries on disk; a system that cannot do this for folders goes without."""
    try:
        handle = os.open(path, os.O_RDONLY)
    except PermissionError:
        return
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
