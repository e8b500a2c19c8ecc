"""The pages of endoflife.date's repository: `products/*.md`, from a folder or from git, wherever it lies.

An address is fetched into llif's own folder, the newest state alone. It refuses a place that holds no such page.
"""

import hashlib
import io
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from llif.connectors.contract import Collecting
from llif.connectors.endoflife.settings import EndOfLifeSettings
from llif.connectors.export_files import find
from llif.connectors.git_process import Asked, answer, environment
from llif.terms.errors import N_, SourceFailed

FOLDER = "products"
LARGEST = 4 << 20
REACH = N_("Check the address and that git may read it without a password: try `git ls-remote` with it.")


@dataclass(frozen=True)
class Page:
    """A product's page: its name there, and its bytes (null where there are more than a page can have)."""

    name: str
    content: bytes | None

    @property
    def product(self) -> str:
        return PurePosixPath(self.name).stem


def pages(settings: EndOfLifeSettings, collecting: Collecting) -> Iterator[Page]:
    """*Raises* SourceFailed where there is no page, or git fails."""
    place = settings.repository or ""
    found = _of_git(_fetched(place, collecting.workspace), place, "FETCH_HEAD") if settings.is_remote else None
    if found is None:
        folder = (collecting.base / Path(place).expanduser()).resolve()
        found = _of_folder(folder) if (folder / FOLDER).is_dir() else _of_git(folder, place, "HEAD")
    count = 0
    for count, page in enumerate(found, 1):  # noqa: B007 - counted for the refusal
        yield page
    if not count:
        raise _nothing(place)


def _nothing(place: str) -> SourceFailed:
    return SourceFailed(
        N_("There is no page of a product here ({folder}/*.md)."),
        where=place,
        remedy=N_("Name a clone of endoflife.date's repository, or its address."),
        folder=FOLDER,
    )


def _of_folder(folder: Path) -> Iterator[Page]:
    for file in find(FOLDER, folder, (".md",)):
        if file.path.parent == folder / FOLDER:
            size = file.path.stat().st_size
            yield Page(file.name, file.path.read_bytes() if size <= LARGEST else None)


def _of_git(folder: Path, where: str, state: str) -> Iterator[Page]:
    if not folder.is_dir():
        raise _nothing(where)
    listed = answer(Asked(("ls-tree", "-z", state, f"{FOLDER}/"), folder, where)).split("\0")
    blobs = [(meta.split(" ")[2], name) for meta, _, name in (line.partition("\t") for line in listed if line)]
    wanted = [(blob, name) for blob, name in blobs if name.endswith(".md")]
    asked = Asked(("cat-file", "--batch"), folder, where)
    answered = subprocess.run(
        asked.command,
        input="".join(f"{blob}\n" for blob, _name in wanted).encode(),
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=environment({}, folder, is_network=False),
        check=False,
    )
    stream = io.BytesIO(answered.stdout)
    for _blob, name in wanted:
        heading = stream.readline().split()
        if len(heading) != 3:
            raise SourceFailed(N_("git cannot read {name}."), where=where, remedy=asked.remedy, name=name)
        content = stream.read(int(heading[2]) + 1)[:-1]
        yield Page(name, content if len(content) <= LARGEST else None)


def _fetched(address: str, workspace: Path) -> Path:
    """A bare copy of the newest state of an address: lifecycles have no history of their own to keep."""
    copy = workspace.resolve() / f"{hashlib.sha256(address.encode()).hexdigest()[:16]}.git"
    copy.parent.mkdir(parents=True, exist_ok=True)
    _ask(address, copy.parent, "init", "--quiet", "--bare", "--template=", "--", str(copy))
    for left in copy.rglob("*.lock"):  # of a run that was killed: a source has one collect at a time
        left.unlink()
    _ask(address, copy, "-c", "gc.auto=0", "fetch", "--quiet", "--depth=1", "--no-tags", "--", address, "HEAD")
    return copy


def _ask(address: str, folder: Path, *arguments: str) -> str:
    return answer(Asked(arguments, folder, address, remedy=REACH, is_network=True))
