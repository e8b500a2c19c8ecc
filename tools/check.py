"""`python3 run check`: form, types, layers, Welsh and documents. All of them run; what failed is listed at the end."""

import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[1]
PYTHON = Path(sys.executable)


class Step(NamedTuple):
    name: str
    command: tuple[str, ...]


def module(name: str, *arguments: str) -> tuple[str, ...]:
    return (str(PYTHON), "-m", name, *arguments)


STEPS = (
    Step("formatting", module("ruff", "format", "--check", ".")),
    Step("lint", module("ruff", "check", ".")),
    Step("types", module("mypy", "-p", "llif", "-p", "tools")),
    Step("layers", (str(PYTHON.with_name("lint-imports")),)),
    Step("Welsh", module("tools.words", "--check")),
    Step("documents", module("tools.documents")),
)


def main(wanted: list[str]) -> int:
    """*Takes* names of steps to run; none: all."""
    failed = [step.name for step in STEPS if (not wanted or step.name in wanted) and not passes(step)]
    print(f"\nFailed: {', '.join(failed)}." if failed else "\nAll checks passed.", flush=True)
    return 1 if failed else 0


def passes(step: Step) -> bool:
    print(f"\n== {step.name}", flush=True)
    return subprocess.call(step.command, cwd=ROOT) == 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
