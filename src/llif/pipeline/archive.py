"""Backup and restore: all of LLIF_HOME in one archive. It refuses to write over data that is there.

SQLite is copied by its own backup, so that a backup taken while people write is of one moment. PostgreSQL's data is not
under LLIF_HOME: its own tools back it up, and the archive says so by leaving it out.
"""

import sqlite3
import tarfile
import tempfile
from contextlib import closing
from pathlib import Path

from llif.terms.errors import N_, InputError

DATABASE = "llif.sqlite3"
DISPOSABLE = frozenset({"ingestion", "locks", "repositories", "demo"})


def backup(home: Path, file: Path) -> None:
    """Write the archive whole, or not at all. *Raises* InputError when the file exists."""
    if file.exists():
        raise InputError(N_("There is a file already."), where=str(file), remedy=N_("Choose another name."))
    partial = file.with_name(file.name + ".partial")
    with tarfile.open(partial, "w:gz") as archive:
        for path in sorted(home.iterdir()):
            if path.name not in DISPOSABLE and not path.name.startswith(DATABASE):
                archive.add(path, arcname=path.name)
        if (home / DATABASE).exists():
            _add_database(archive, home / DATABASE)
    partial.rename(file)


def _add_database(archive: tarfile.TarFile, path: Path) -> None:
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / DATABASE
        with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(copy)) as target:
            source.backup(target)
        archive.add(copy, arcname=DATABASE)


def restore(file: Path, home: Path) -> None:
    """Unpack an archive into an empty LLIF_HOME. *Raises* InputError for data in the way, or what is no archive."""
    if home.exists() and any(home.iterdir()):
        raise InputError(
            N_("There is data here already."),
            where=str(home),
            remedy=N_("Restore into an empty folder: set LLIF_HOME to one."),
        )
    try:
        with tarfile.open(file) as archive:
            home.mkdir(parents=True, exist_ok=True)
            archive.extractall(home, filter="data")
    except (tarfile.TarError, OSError) as error:
        raise InputError(
            N_("This is no archive that can be read: {fault}"), where=str(file), fault=str(error)
        ) from error
