"""`python3 run test [pytest's arguments]`: the pages' assets, then the tests in three tiers, the quickest first.

A tier that fails ends the run. With arguments, one pytest gets them as they are. It refuses to pass over the browser's
tests where CI is set; elsewhere it says loudly that there is no Chromium.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

from llif.publishing import assets

ROOT = Path(__file__).resolve().parents[1]
NOTHING_COLLECTED = 5
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


class Tier(NamedTuple):
    name: str
    marked: str


TIERS = (Tier("fast", "not browser and not engine"), Tier("engine", "engine and not browser"))
BROWSER = Tier("browser", "browser")


def main(arguments: list[str]) -> int:
    assets.build(ROOT)
    if arguments:
        return subprocess.call(pytest(arguments), cwd=ROOT)
    closing: list[str] = []
    status = next((failed for tier in tiers() if (failed := run(tier, closing))), 0)
    print("\nTests:", *(closing or ["nothing ran"]), sep="\n  ", flush=True)
    if not has_browser():
        print(f"  browser: NOT RUN. No Chromium here; install one of {', '.join(BROWSERS)}.", flush=True)
        return status or int(in_ci())
    return status


def tiers() -> tuple[Tier, ...]:
    return (*TIERS, BROWSER) if has_browser() else TIERS


def run(tier: Tier, closing: list[str]) -> int:
    """One pytest, shown as it goes; its last line is kept for the end."""
    print(f"\n== {tier.name} ({tier.marked})", flush=True)
    last = ""
    with subprocess.Popen(pytest(["-m", tier.marked]), cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        for line in process.stdout or ():
            print(line, end="", flush=True)
            last = line.strip() or last
    closing.append(f"{tier.name}: {last}")
    return 0 if process.returncode == NOTHING_COLLECTED else process.returncode


def pytest(arguments: list[str]) -> list[str]:
    return [sys.executable, "-m", "pytest", *arguments]


def has_browser() -> bool:
    return any(shutil.which(name) for name in BROWSERS)


def in_ci() -> bool:
    return os.environ.get("CI", "").lower() in {"true", "1"}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
