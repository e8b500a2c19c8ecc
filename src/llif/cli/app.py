"""The verbs in one place, and what becomes of an error: one message in the user's language and an exit code.

0 done; 2 the user's input; 3 a source failed while the rest went on; 4 llif's own fault; 130 stopped by the user.
"""

import os
import sys
import traceback
from collections.abc import Callable, Sequence
from typing import Any

import typer

from llif.cli import declaring, keeping, landing, looking, measuring, packing, people, scoring, serving, sheeting
from llif.publishing import words
from llif.terms.errors import N_, LlifError

OWN_FAULT = 4
ABOUT = N_("Runs a product operating model: how is each product doing, is value flowing, what do we do next?")
VERBS: Sequence[tuple[Callable[..., None], str]] = (
    (serving.demo, N_("Build the demo from real public records, through the same steps as your own, and serve it.")),
    (looking.look, N_("Measure a git clone as it stands: the four DORA measures, and flow by kind from ticket keys.")),
    (declaring.apply, N_("Declare portfolios, products, sources and mappings from a file.")),
    (declaring.export, N_("Write what is declared as a portfolio file; applying it again changes nothing.")),
    (landing.collect, N_("Ask each source what is new, and land it.")),
    (landing.publish, N_("Build a portfolio's facts from what has landed, and make them current.")),
    (landing.refresh, N_("Collect the portfolios' sources, then publish them.")),
    (measuring.measure, N_("Print figures: a portfolio's, or those of its products or teams.")),
    (scoring.scorecard, N_("Print a portfolio's scorecard: ratings, the evidence under them, and scores.")),
    (sheeting.sheet, N_("Write a portfolio's scorecard as a spreadsheet with drop-downs, or record an edited one.")),
    (packing.pack, N_("Write a portfolio's board pack to a file: slides, PDF, workbook or page.")),
    (serving.serve, N_("Serve the pages, and do the work that waits.")),
    (serving.worker, N_("Do the work that waits, such as board packs, until stopped.")),
    (keeping.doctor, N_("Check the installation: database, audit chain, sources, landing, snapshots.")),
    (landing.compact, N_("Merge each source's finished loads into one.")),
    (landing.prune, N_("Delete old snapshots, but for those to keep and the current one.")),
    (landing.forget, N_("Erase an item and its history from everything that was landed, and note that in the audit.")),
    (
        keeping.backup,
        N_("Write everything under LLIF_HOME, the database as it stands at one moment, into one archive."),
    ),
    (keeping.restore, N_("Put a backup back. It refuses a LLIF_HOME that already holds data.")),
    (serving.shell, N_("A Python shell with the installation ready.")),
)

app = typer.Typer(name="llif", help=ABOUT, no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)
for verb, about in VERBS:
    app.command(help=about)(verb)
app.add_typer(people.users, name="user")
app.add_typer(people.tokens, name="token")


def main(arguments: Sequence[str] | None = None) -> None:
    """Run one verb. *Takes* what follows `llif`, by default of this process. *Raises* SystemExit with the exit code."""
    with words.speaking(spoken()):
        _run(arguments)


def _run(arguments: Sequence[str] | None) -> None:
    try:
        _in_words(typer.main.get_command(app))(arguments, prog_name=words.started())
    except LlifError as error:
        print(error.render(words.translate), file=sys.stderr)
        raise SystemExit(error.exit_code) from error
    except Exception as fault:  # the one door: what nobody foresaw is our fault, and says so with its place
        traceback.print_exc()
        print(words.gettext("This is a fault of llif itself: nothing of yours is wrong."), file=sys.stderr)
        raise SystemExit(OWN_FAULT) from fault


def _in_words(command: Any) -> Any:
    """The command with its help in the language of the user; the words of the library itself stay English."""
    command.help = words.translate(command.help) if command.help else None
    for parameter in command.params:
        if said := getattr(parameter, "help", None):
            parameter.help = words.translate(said)
    for each in getattr(command, "commands", {}).values():
        _in_words(each)
    return command


def spoken() -> str:
    """The language of messages: LLIF_LANG, else Welsh where the terminal's locale is."""
    asked = os.environ.get("LLIF_LANG") or os.environ.get("LC_ALL") or os.environ.get("LANG") or "en"
    return "cy" if asked.startswith("cy") else "en"
