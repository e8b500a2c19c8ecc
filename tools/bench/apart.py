"""Runs one function in a process of its own, so that its peak memory is its own. Values cross as JSON."""

import importlib
import json
import os
import resource
import subprocess
import sys
from dataclasses import dataclass
from typing import Any

MARK = "llif-bench: "
KIB_PER_MIB = 1024.0


class Failed(Exception):
    """A function that was run apart ended badly; what it said stands above."""


@dataclass(frozen=True)
class Ran:
    """What the function gave, and the most memory its process held."""

    value: Any
    peak_mib: float


def run(function: str, *arguments: object, **environment: str) -> Ran:
    """*Takes* `module:function`, and arguments that JSON can hold. *Raises* Failed."""
    command = [sys.executable, "-m", "tools.bench.apart", function, json.dumps(arguments)]
    done = subprocess.run(command, env={**os.environ, **environment}, stdout=subprocess.PIPE, text=True, check=False)
    answers = [line.removeprefix(MARK) for line in done.stdout.splitlines() if line.startswith(MARK)]
    if done.returncode or not answers:
        raise Failed(f"{function} ended with {done.returncode}")
    told = json.loads(answers[-1])
    return Ran(told["value"], told["peak_mib"])


def peak_mib() -> float:
    """The most memory this process has held so far."""
    held = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return held / KIB_PER_MIB / (KIB_PER_MIB if sys.platform == "darwin" else 1)


def main(function: str, arguments: str) -> None:
    module, _, name = function.partition(":")
    value = getattr(importlib.import_module(module), name)(*json.loads(arguments))
    print(MARK + json.dumps({"value": value, "peak_mib": peak_mib()}), flush=True)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
