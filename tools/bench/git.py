"""Reading and linking pay-connector, beside `git log --all` with the same fields; then the whole collect with landing.

The repository is rebuilt from the whole graph where the real records lie beside the project, else from the demo's part
of it. Minima are compared: git's own time wavers by half on a busy machine.
"""

import csv
import gzip
import os
import subprocess
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from llif.connectors.contract import Collecting
from llif.connectors.git.rebuild import rebuild
from llif.connectors.git.settings import DeploymentTags, GitSettings
from llif.connectors.git.shape import COMMIT_FORMAT
from llif.connectors.git.source import CONNECTOR, read_and_link
from llif.demo import records
from llif.warehouse.landing import Landing
from tools.bench import apart
from tools.bench.results import Json, beside, within

NAME = "pay-connector"
MOST_TIMES = 3.0
TURNS_A_REPEAT = 7
SHARED = Path(os.environ.get("LLIF_SHARED_DATA", Path(__file__).resolve().parents[3] / "shared" / "data"))


def case(place: str, scale: float, repeats: int) -> list[Json]:
    """*Takes* `scale` for the other cases' sake: there is one repository, and it is small."""
    repository = Path(place) / f"{NAME}.git"
    if not repository.exists():
        rebuild(*_facts(), repository)
    found = [apart.run(f"tools.bench.git:{name}", str(repository), repeats) for name in ("linking", "collecting")]
    (ours, theirs, commits, tags), seconds = found[0].value, found[1].value
    peaks = [each.peak_mib for each in found]
    note = f"minima; {commits:,} commits, {tags:,} tags, every tag a deployment"
    linked = beside("git", ours, theirs, n=commits, peak_mib=peaks[0], limit=MOST_TIMES, by=min, note=note)
    whole = within("git-collect", min(seconds), None, n=commits, peak_mib=peaks[1], unit="s", note="landing included")
    return [linked.to_json(), whole.to_json()]


def _facts() -> tuple[list[dict[str, str]], list[dict[str, str]]]:
    commits, tags = (SHARED / "git" / f"alphagov__{NAME}.{part}.csv.gz" for part in ("commits", "tags"))
    if commits.is_file() and tags.is_file():
        return _rows(commits), _rows(tags)
    held, tagged = records.facts(NAME)
    return held[::-1], tagged


def _rows(path: Path) -> list[dict[str, str]]:
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def settings(repository: Path) -> GitSettings:
    every = DeploymentTags(service=NAME, tags="*")
    return GitSettings(repository=str(repository), work_items="ticket_keys", deployments=(every,))


def linking(place: str, repeats: int) -> tuple[list[float], list[float], int, int]:
    """*Gives* seconds of ours and of git's, and how many commits and deployments ours found."""
    repository, command = Path(place), ["git", "-C", place, "log", "--all", f"--format={COMMIT_FORMAT}"]
    ours: list[float] = []
    theirs: list[float] = []
    for _turn in range(repeats * TURNS_A_REPEAT):
        ours.append(_seconds(lambda: read_and_link(repository, settings(repository))))
        theirs.append(_seconds(lambda: subprocess.run(command, stdout=subprocess.PIPE, check=True)))
    found = read_and_link(repository, settings(repository))
    return ours, theirs, len(found.changes), len(found.deployments)


def collecting(place: str, repeats: int) -> list[float]:
    """Seconds of first collects, each into a new landing."""
    repository, now = Path(place), datetime.now(UTC)
    seconds = []
    for turn in range(repeats):
        home = repository.parent / f"home-{now:%H%M%S%f}-{turn}"
        asking = Collecting(NAME, home, repository.parent, now)
        landing = Landing(home)
        seconds.append(
            _seconds(
                lambda landing=landing, asking=asking: landing.collect(  # type: ignore[misc]
                    NAME, lambda cursor: CONNECTOR.collect(settings(repository), cursor, asking), now=now
                )
            )
        )
    return seconds


def _seconds(act: Callable[[], object]) -> float:
    began = time.perf_counter()
    act()
    return time.perf_counter() - began
