"""The demo's files, as a user's own would stand: git repositories, exports of tables and declarations beside them.

Everything comes out of the package; nothing is fetched. What is made up stands in a folder of its own. Work that is
done is not done again, and work cut off is begun afresh. It refuses to touch anything outside its own folder.
"""

import hashlib
import shutil
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from llif.connectors.git import rebuild
from llif.demo import records
from llif.demo.example import calendar, files

Progress = Callable[[str, int, int], None]

DECLARATIONS = tuple(Path(__file__).resolve().parent / name for name in ("portfolio.yaml", "dhcw.yaml", "example.yaml"))
STAMP = "llif-demo-facts"


def build(home: Path, progress: Progress) -> tuple[Path, ...]:
    """Write the demo under `home`/demo and give its declarations, ready for `llif apply`.

    *Takes* `progress`, told of each repository: its name, how many are done, how many there are.
    """
    folder = home / "demo"
    (folder / "repositories").mkdir(parents=True, exist_ok=True)
    names = records.repositories()
    for done, name in enumerate(names):
        progress(name, done, len(names))
        build_repository(name, folder / "repositories")
    for path in sorted(records.DATA.glob("*.csv.gz")):
        copy(path, folder)
    by = moved(home)
    files.write(folder / "example", by)
    progress(DECLARATIONS[-1].name, len(names), len(names))
    *real, made_up = DECLARATIONS
    return (*(copy(path, folder) for path in real), _later(made_up, folder, by))


def moved(home: Path) -> timedelta:
    """How far the days of the made-up portfolio are moved in this home."""
    return calendar.moved(home / "demo" / "example", datetime.now(UTC).date())


def _later(path: Path, folder: Path, by: timedelta) -> Path:
    target, text = folder / path.name, calendar.all_later(path.read_text(encoding="utf-8"), by)
    if not target.is_file() or target.read_text(encoding="utf-8") != text:
        target.write_text(text, encoding="utf-8")
    return target


def build_repository(name: str, folder: Path) -> Path:
    """Rebuild one repository from its graph, unless it stands there already, built from the same facts."""
    target = folder / f"{name}.git"
    wanted = fingerprint(name)
    if (target / STAMP).is_file() and (target / STAMP).read_text() == wanted:
        return target
    shutil.rmtree(target, ignore_errors=True)
    commits, tags = records.facts(name)
    rebuild.rebuild(reversed(commits), tags, target)
    (target / STAMP).write_text(wanted)
    return target


def fingerprint(name: str) -> str:
    """What a repository is made of: its facts, and the module that rebuilds it."""
    parts = (records.DATA / f"{name}.csv.xz", Path(rebuild.__file__))
    return hashlib.sha256(b"\0".join(path.read_bytes() for path in parts)).hexdigest()


def copy(path: Path, folder: Path) -> Path:
    """Put a file there whole, and only if it differs, so that an unchanged file keeps its time."""
    target = folder / path.name
    if not target.is_file() or target.read_bytes() != path.read_bytes():
        part = shutil.copyfile(path, folder / f"{path.name}.part")
        part.replace(target)
    return target
