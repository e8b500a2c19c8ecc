"""Run as a program: runs verbs of llif, each in a process of its own, as it is told on standard input.

The libraries are imported once; every verb is then a fork with its own LLIF_HOME, working folder and output files.
"""

import importlib
import json
import os
import sys
import traceback
from typing import Any

from llif.cli import main

# What the verbs import when they are run: here, it is imported once.
LATE = (
    *("dlt", "dlt.destinations", "django.core.management", "llif.warehouse.landing"),
    *("llif.pipeline.collect", "llif.pipeline.publish"),
)
CRASHED = 99


def serve() -> None:
    for name in LATE:
        importlib.import_module(name)
    for line in sys.stdin:
        print(json.dumps(run(json.loads(line))), flush=True)


def run(asked: dict[str, Any]) -> int:
    child = os.fork()
    if child == 0:
        try:
            alone(asked)
        finally:
            os._exit(CRASHED)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def alone(asked: dict[str, Any]) -> None:
    for number, name in enumerate(("in", "out", "err")):
        path = os.devnull if name == "in" else asked[name]
        os.dup2(os.open(path, os.O_RDONLY if name == "in" else os.O_WRONLY | os.O_CREAT | os.O_TRUNC), number)
    os.chdir(asked["folder"])
    os.environ.update(asked["environment"])
    code = CRASHED
    try:
        main(asked["arguments"])
    except SystemExit as ended:
        code = 0 if ended.code is None else int(ended.code)
    except BaseException:  # noqa: BLE001 - a fork must never run on as the parent's twin
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


if __name__ == "__main__":
    serve()
