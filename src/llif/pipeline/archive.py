"""Backup and restore: all of LLIF_HOME in one archive. It refuses to write over data that is there.

SQLite is copied by its own backup, so that a backup taken while people write is of one moment. PostgreSQL's data is not
under LLIF_HOME: its own tools back it up, and the archive says so by leaving it out.
"""

import sqlite3
import tarfile
import tempfile
import zlib
from contextlib import closing
from pathlib import Path

from llif.terms.errors import N_, InputError

DATABASE = "llif.sqlite3"
HELD = (DATABASE, "landing", "snapshots")
DISPOSABLE = frozenset({"ingestion", "locks", "repositories", "demo", "cache"})


def backup(home: Path, file: Path) -> None:
    """Write the archive whole, or not at all; only its owner may read it. *Raises* InputError where it cannot lie."""
    if file.exists():
        raise InputError(N_("There is a file already."), where=str(file), remedy=N_("Choose another name."))
    if file.resolve().is_relative_to(home.resolve()):
        raise InputError(N_("This is inside what is backed up."), where=str(file), remedy=N_("Choose another folder."))
    partial = file.with_name(file.name + ".partial")
    try:
        partial.touch(mode=0o600)
        _write(partial, home)
        partial.rename(file)
    except OSError as error:
        partial.unlink(missing_ok=True)
        raise InputError(N_("cannot be written: {reason}."), where=str(file), reason=error.strerror) from error


def _write(file: Path, home: Path) -> None:
    with tarfile.open(file, "w:gz") as archive:
        for path in sorted(home.iterdir()):
            if path.name not in DISPOSABLE and not path.name.startswith(DATABASE):
                archive.add(path, arcname=path.name)
        if (home / DATABASE).exists():
            _add_database(archive, home / DATABASE)


def _add_database(archive: tarfile.TarFile, path: Path) -> None:
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / DATABASE
        with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(copy)) as target:
            source.backup(target)
        archive.add(copy, arcname=DATABASE)


def restore(file: Path, home: Path) -> None:
    """Unpack an archive into an empty LLIF_HOME, whole or not at all.

    *Raises* InputError for data in the way, and for what is no archive of llif's.
    """
    if home.exists() and any(home.iterdir()):
        raise InputError(
            N_("There is data here already."),
            where=str(home),
            remedy=N_("Restore into an empty folder: set LLIF_HOME to one."),
        )
    home.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=home.parent, prefix=f"{home.name}-") as folder:
        unpacked = Path(folder) / "home"
        _unpack(file, unpacked)
        if home.exists():
            home.rmdir()
        unpacked.rename(home)


def _unpack(file: Path, to: Path) -> None:
    try:
        with tarfile.open(file) as archive:
            archive.extractall(to, filter="data")
    except (tarfile.TarError, OSError, EOFError, zlib.error) as error:
        unread = N_("This is no archive that can be read: {fault}")
        raise InputError(unread, where=str(file), fault=str(error)) from error
    if not any((to / name).exists() for name in HELD):
        raise InputError(
            N_("This archive holds nothing of llif's."),
            where=str(file),
            remedy=N_("Name one that “llif backup” wrote."),
        )
