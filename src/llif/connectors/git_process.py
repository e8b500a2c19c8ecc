"""Runs git and streams what it says.

It refuses prompts, the caller's GIT_* variables and, where a repository is only read, the user's own git settings.
"""

import os
import subprocess
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO

from llif.terms.errors import N_, InputError, SourceFailed

CHUNK = 1 << 20
# To reach a host, git needs what its user told it about proxies, certificates and keys; nothing else of it.
FOR_THE_NETWORK = ("GIT_SSH", "GIT_SSH_COMMAND", "GIT_SSH_VARIANT", "GIT_ASKPASS", "GIT_SSL_", "GIT_PROXY_")
ALONE = {"GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": os.devnull, "GIT_NO_LAZY_FETCH": "1"}
ALWAYS = {
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_ALLOW_PROTOCOL": "https:http:ssh:git:file",
    "LC_ALL": "C",
}
OPTIONS = (
    "--no-optional-locks",
    "--no-replace-objects",
    *("-c", "core.quotePath=false"),
    *("-c", "log.showSignature=false"),
    *("-c", "i18n.logOutputEncoding=UTF-8"),
)


@dataclass(frozen=True)
class Asked:
    """One question to git. `where` is how the user calls the repository; `folder` is where git runs."""

    arguments: Sequence[str]
    folder: Path
    where: str
    remedy: str = N_("Check that it is a whole git repository that you may read (git fsck says more).")
    given: Iterable[str] = ()
    is_network: bool = False

    @property
    def command(self) -> list[str]:
        return ["git", *OPTIONS, "-c", f"safe.directory={self.folder}", "-C", str(self.folder), *self.arguments]


def environment(caller: Mapping[str, str], folder: Path, *, is_network: bool) -> dict[str, str]:
    """What git may know of the caller. A folder inside another repository is not taken for that repository."""
    kept = {name: value for name, value in caller.items() if not name.startswith("GIT_")}
    if is_network:
        kept |= {name: value for name, value in caller.items() if name.startswith(FOR_THE_NETWORK)}
    alone = {} if is_network else ALONE
    return {**kept, **ALWAYS, **alone, "GIT_CEILING_DIRECTORIES": str(folder.parent)}


def answer(asked: Asked) -> str:
    """All that git says. *Raises* as `records` does."""
    return "".join(records(asked, ""))


def records(asked: Asked, separator: str) -> Iterator[str]:
    """What git says, as it says it, cut at `separator` (empty: as it comes).

    *Raises* SourceFailed with git's own words where git fails, InputError where there is no git.
    """
    with TemporaryFile() as given, TemporaryFile() as complaints:
        given.writelines(f"{line}\n".encode() for line in asked.given)
        given.seek(0)
        with _running(asked, given, complaints) as process:
            yield from _cut(process.stdout, separator.encode()) if process.stdout else ()
            if process.wait():
                words = _read(complaints)
                raise SourceFailed(N_("git says: {words}."), where=asked.where, remedy=asked.remedy, words=words)


@contextmanager
def _running(asked: Asked, given: IO[bytes], complaints: IO[bytes]) -> Iterator[subprocess.Popen[bytes]]:
    try:
        process = subprocess.Popen(
            asked.command,
            stdin=given,
            stdout=subprocess.PIPE,
            stderr=complaints,
            env=environment(os.environ, asked.folder, is_network=asked.is_network),
            start_new_session=asked.is_network,  # without a terminal ssh cannot stop to ask for a password
        )
    except FileNotFoundError as missing:
        raise InputError(N_("git is not installed."), remedy=N_("Install git 2.30 or later.")) from missing
    with process:
        try:
            yield process
        finally:
            if process.poll() is None:
                process.kill()


def _cut(stream: IO[bytes], separator: bytes) -> Iterator[str]:
    rest = b""
    while chunk := os.read(stream.fileno(), CHUNK):
        rest += chunk
        end = rest.rfind(separator) if separator else -1
        if end >= 0:
            yield from rest[:end].decode(errors="replace").split(separator.decode())
            rest = rest[end + len(separator) :]
    if rest:
        yield rest.decode(errors="replace")


def _read(complaints: IO[bytes]) -> str:
    complaints.seek(0)
    lines = complaints.read(4000).decode(errors="replace").split("\n")
    return " ".join(line.strip() for line in lines if line.strip()).rstrip(".") or "(nothing)"
