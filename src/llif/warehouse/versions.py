"""The version of the landing's form on disk. A newer one is refused; an older one is brought up step by step."""

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from pathlib import Path

from llif.terms.errors import N_, InputError
from llif.warehouse import durable, locks
from llif.warehouse.schema import LANDING_VERSION

FILE = "VERSION"


def _nothing_to_rewrite(_root: Path) -> None:
    """Columns and tables that came to be are null and absent in older files: readers see to that."""


UPGRADES: Mapping[int, Callable[[Path], None]] = {1: _nothing_to_rewrite}  # from a version to the next


def check(root: Path, upgrades: Mapping[int, Callable[[Path], None]] = UPGRADES) -> None:
    """Make sure that this llif can read a landing, upgrading an older one.

    *Raises* InputError for one that a newer llif wrote.
    """
    found = read(root)
    if found is None:
        return
    if found > LANDING_VERSION:
        raise InputError(
            N_("These records were written by a newer llif (form {found}; this one reads up to {known})."),
            where=str(root / FILE),
            remedy=N_("Install the newer llif, or name another LLIF_HOME."),
            found=found,
            known=LANDING_VERSION,
        )
    if found < LANDING_VERSION:
        with _alone(root):
            for version in range(read(root) or found, LANDING_VERSION):
                upgrades[version](root)
                durable.write(root / FILE, f"{version + 1}\n")


def read(root: Path) -> int | None:
    """The version a landing has; null where nothing has landed yet."""
    path = root / FILE
    return int(path.read_text(encoding="utf-8")) if path.exists() else None


def write(root: Path) -> None:
    """Mark a new landing; two sources may be the first at once."""
    with _alone(root):
        if read(root) is None:
            durable.write(root / FILE, f"{LANDING_VERSION}\n")


def _alone(root: Path) -> AbstractContextManager[None]:
    return locks.waiting(root.parent / "locks" / "landing")
