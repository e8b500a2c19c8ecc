"""The verbs in one place, and what becomes of an error: one message in the user's language and an exit code.

0 done; 2 the user's input; 3 a source failed while the rest went on; 4 llif's own fault.
"""

import os
import sys

import click
import typer

from llif.cli import declaring, keeping, landing, looking, measuring, serving
from llif.publishing import words
from llif.terms.errors import LlifError

app = typer.Typer(
    name="llif",
    help="Runs a product operating model: how is each product doing, is value flowing, what do we do next?",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)

for verb in (
    serving.demo,
    looking.look,
    declaring.apply,
    declaring.export,
    landing.collect,
    landing.publish,
    landing.refresh,
    measuring.measure,
    serving.serve,
    keeping.doctor,
    landing.compact,
    landing.prune,
    landing.forget,
    keeping.backup,
    keeping.restore,
    serving.shell,
):
    app.command()(verb)


def main() -> None:
    """Run one verb. *Raises* SystemExit with the exit code."""
    with words.speaking(spoken()):
        sys.exit(_run())


def _run() -> int:
    try:
        app(standalone_mode=False)
    except LlifError as error:
        print(error.render(words.translate), file=sys.stderr)
        return error.exit_code
    except click.exceptions.Exit as done:
        return done.exit_code
    except click.exceptions.Abort:
        return 130
    except click.ClickException as error:
        error.show()
        return 2
    return 0


def spoken() -> str:
    """The language of messages: LLIF_LANG, else Welsh where the terminal's locale is."""
    asked = os.environ.get("LLIF_LANG") or os.environ.get("LC_ALL") or os.environ.get("LANG") or "en"
    return "cy" if asked.startswith("cy") else "en"
