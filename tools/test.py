"""`python3 run test [pytest's arguments]`: the pages' assets, then the tests in tiers, the quickest first.

What touches the database runs on SQLite, and again on the PostgreSQL that LLIF_TEST_POSTGRES names, but for what no
database decides. Each tier is shared between as many processes as there are processors, four at most, a test file
whole to one of them. A tier that fails ends the run, but where CI is set all of them run, so that one run tells all
that fails. The closing line of each tier that ran is printed at the end. With arguments, one pytest gets them as they
are. It refuses to pass over the browser's tests where CI is set; elsewhere it says loudly that there is no Chromium,
or no PostgreSQL.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit, urlunsplit

from llif.publishing import assets

ROOT = Path(__file__).resolve().parents[1]
NOTHING_COLLECTED = 5
MOST_WORKERS = 4
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


POSTGRES = "LLIF_TEST_POSTGRES"


class Tier(NamedTuple):
    name: str
    marked: str
    on_postgres: bool = False


TIERS = (Tier("fast", "not browser and not engine"), Tier("engine", "engine and not browser"))
ON_POSTGRES = Tier("postgres", "database and not one_database and not engine and not browser", on_postgres=True)
BROWSER = Tier("browser", "browser")


class Ended(NamedTuple):
    """How a tier ended: pytest's exit status, and its last line."""

    tier: str
    status: int
    line: str


def main(arguments: list[str]) -> int:
    assets.build(ROOT)
    if arguments:
        return subprocess.call(pytest(arguments), cwd=ROOT, env=environment())
    ended = run_all(tiers())
    print("\nTests:", *(f"{each.tier}: {each.line}" for each in ended), sep="\n  ", flush=True)
    status = next((each.status for each in ended if each.status), 0)
    if not os.environ.get(POSTGRES):
        print(f"  postgres: NOT RUN. Name a server, such as {POSTGRES}=postgresql://postgres@127.0.0.1:5432/postgres.")
    if not has_browser():
        print(f"  browser: NOT RUN. No Chromium here; install one of {', '.join(BROWSERS)}.", flush=True)
        return status or int(in_ci())
    return status


def tiers() -> tuple[Tier, ...]:
    postgres = (ON_POSTGRES,) if os.environ.get(POSTGRES) else ()
    return (*TIERS, *postgres, BROWSER) if has_browser() else (*TIERS, *postgres)


def run_all(asked: Sequence[Tier]) -> list[Ended]:
    """The tiers in their order; outside CI none after one that failed."""
    ended: list[Ended] = []
    for number, tier in enumerate(asked):
        ended.append(run(tier))
        if ended[-1].status and not in_ci():
            return [*ended, *(Ended(left.name, 0, "NOT RUN, since a tier failed.") for left in asked[number + 1 :])]
    return ended


def run(tier: Tier) -> Ended:
    """One pytest, shown as it goes."""
    print(f"\n== {tier.name} ({tier.marked})", flush=True)
    last = ""
    command = pytest(["-m", tier.marked, *shared_between(os.cpu_count() or 1)])
    with subprocess.Popen(
        command, cwd=ROOT, env={**environment(), **database(tier)}, stdout=subprocess.PIPE, text=True
    ) as process:
        for line in process.stdout or ():
            print(line, end="", flush=True)
            last = line.strip() or last
    return Ended(tier.name, 0 if process.returncode == NOTHING_COLLECTED else process.returncode, last)


def shared_between(processors: int) -> tuple[str, ...]:
    """A file whole to one process: what its tests share, such as a published home, is made once.

    In the order that tests/conftest.py gives them: xdist's own begins with the files of most tests, not the longest.
    """
    workers = min(processors, MOST_WORKERS)
    return ("-n", str(workers), "--dist", "loadfile", "--no-loadscope-reorder") if workers > 1 else ()


def environment() -> dict[str, str]:
    """Ours, but compiled modules are kept: else each of the many processes compiles every library again."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def database(tier: Tier) -> dict[str, str]:
    """A database of this run's own on the server, which pytest makes and drops, one a process."""
    if not tier.on_postgres:
        return {}
    server = urlsplit(os.environ[POSTGRES])
    return {"LLIF_DATABASE_URL": urlunsplit(server._replace(path=f"/llif_{os.getpid()}"))}


def pytest(arguments: list[str]) -> list[str]:
    return [sys.executable, "-m", "pytest", *arguments]


def has_browser() -> bool:
    return any(shutil.which(name) for name in BROWSERS)


def in_ci() -> bool:
    return os.environ.get("CI", "").lower() in {"true", "1"}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
