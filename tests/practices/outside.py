"""Run as a program, beside a practice from outside: takes steps as JSON, and tells how each ended.

A step is a verb of llif with its arguments, or `record` (an entry of the practice's register), or `show` (the rows of
its panel).
"""

import contextlib
import io
import json
import sys
from datetime import UTC, datetime

from llif.cli import main
from llif.cli.home import prepare
from llif.terms.errors import LlifError


def ended(step: list[str]) -> dict[str, object]:
    out, err, code = io.StringIO(), io.StringIO(), 0
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            OWN.get(step[0], main)(step)
        except SystemExit as end:
            code = int(end.code or 0)
        except LlifError as error:
            code = error.exit_code
            print(error, file=sys.stderr)
    return {"code": code, "out": out.getvalue(), "err": err.getvalue()}


def record(step: list[str]) -> None:
    prepare()
    from llif.access.actor import COMMAND_LINE
    from llif.portfolio.registers import recording
    from llif.portfolio.registers.entries import Place
    from llif.practices.registry import practice

    (register,) = practice("continuity").registers
    _, tried_on, outcome, based_on = step
    content = {"tried_on": tried_on, "outcome": outcome, "report": "https://example.org/trial"}
    place = Place(register.name, "ours", "shop")
    print(recording.record(recording.Write(register, place, content, int(based_on)), by=COMMAND_LINE).version)


def show(step: list[str]) -> None:
    home = prepare()
    from llif.publishing.figures import windows
    from llif.publishing.scorecard import reckoning

    found = reckoning(windows.snapshot(home, "ours"), now=datetime.now(UTC))
    (followed,) = [each for each in found.practices if each.practice.id == "continuity"]
    (product,) = found.about["products"]
    (panel,) = followed.practice.panels
    print(json.dumps(list(panel.rows(found.evidence(product), followed.settings)), default=str))  # type: ignore[union-attr]


OWN = {"record": record, "show": show}
if __name__ == "__main__":
    print(json.dumps([ended(step) for step in json.load(sys.stdin)]))
