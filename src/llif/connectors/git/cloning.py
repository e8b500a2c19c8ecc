"""Where a repository lies: the user's own clone, or llif's bare copy of an address. It never writes to the former."""

import hashlib
from pathlib import Path, PurePosixPath

from llif.connectors.git.repository import Repository, opened
from llif.connectors.git.settings import GitSettings
from llif.connectors.git_process import Asked, answer
from llif.terms.errors import N_

REACH = N_("Check the address and that git may read it without a password: try `git ls-remote` with it.")
MIRRORED = ("+refs/heads/*:refs/heads/*", "+refs/tags/*:refs/tags/*")


def found(settings: GitSettings, base: Path, workspace: Path) -> Repository:
    """The repository, brought up to date where it is llif's copy. *Raises* SourceFailed with git's own words."""
    if settings.is_remote:
        return opened(_fetched(settings.repository, workspace), settings.repository)
    return opened((base / Path(settings.repository).expanduser()).resolve(), settings.repository)


def named(settings: GitSettings, base: Path) -> str:
    """The repository's name in records: the one given, or the last part of its path or address."""
    if settings.name:
        return settings.name
    place = settings.repository.rstrip("/")
    if settings.is_remote:
        return PurePosixPath(place.replace(":", "/")).name.removesuffix(".git")
    folder = (base / Path(place).expanduser()).resolve()
    return (folder.parent if folder.name == ".git" else folder).name.removesuffix(".git")


def _fetched(address: str, workspace: Path) -> Path:
    """A bare copy with the branches and tags of `address`, and no others. What a force push leaves behind is kept."""
    workspace = workspace.resolve()
    copy = workspace / f"{hashlib.sha256(address.encode()).hexdigest()[:16]}.git"
    workspace.mkdir(parents=True, exist_ok=True)
    _ask(address, workspace, "init", "--quiet", "--bare", "--template=", "--", str(copy))
    for left in copy.rglob("*.lock"):  # of a run that was killed: a source has one collect at a time
        left.unlink()
    options = ("--quiet", "--prune", "--force", "--no-tags", "--no-write-fetch-head", "--no-recurse-submodules")
    _ask(address, copy, "-c", "gc.auto=0", "fetch", *options, "--", address, *MIRRORED)
    return copy


def _ask(address: str, folder: Path, *arguments: str) -> str:
    return answer(Asked(arguments, folder, address, remedy=REACH, is_network=True))
