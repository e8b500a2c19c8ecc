"""`apply` and `export`: the portfolio as a file."""

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from llif.cli.home import prepare
from llif.cli.output import note
from llif.publishing.words import gettext as _
from llif.terms.errors import N_, InputError

if TYPE_CHECKING:
    from llif.portfolio.changes import Change, Plan
    from llif.portfolio.declared import Declaration

ACTIONS = {"create": N_("create"), "change": N_("change"), "remove": N_("remove")}
THINGS = {
    "source": N_("sources"),
    "portfolio": N_("portfolios"),
    "team": N_("teams"),
    "mapping": N_("mappings"),
    "product": N_("products"),
}
NOTHING = "–"


def apply(
    file: Annotated[Path, typer.Argument(help=N_("The portfolio file (YAML)."))],
    dry_run: Annotated[bool, typer.Option("--dry-run", help=N_("Say what would change, and change nothing."))] = False,
) -> None:
    """Declare portfolios, products, sources and mappings from a file."""
    prepare()
    from llif.access.actor import COMMAND_LINE
    from llif.portfolio import services

    declared = read(file)
    made = services.plan(declared) if dry_run else services.apply(declared, by=COMMAND_LINE)
    for change in made.changes:
        print("\n".join(_told(change)))
    for line in closing(made, dry_run):
        note(line)


def read(file: Path) -> "Declaration":
    """A declaration whose connectors and practices are installed, and whose settings they take."""
    from llif.connectors import registry as connectors
    from llif.portfolio import services
    from llif.practices import registry as practices

    models = practices.settings_models()
    return services.read(file, connectors=connectors.settings_models(), practices=models)


def _told(change: "Change") -> Iterator[str]:
    """A line for a thing that is created or removed; for one that changes, a line more for each field."""
    yield f"{_(ACTIONS[change.action.value])}  {change.key}"
    if change.before and change.after:
        for each in change.fields:
            yield f"    {each.field}: {_value(each.old)} → {_value(each.new)}"


def _value(value: object) -> str:
    if value is None:
        return NOTHING
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)


def closing(made: "Plan", dry_run: bool = False) -> Iterator[str]:
    """How much changed, by kind of thing, and whether it was written."""
    if not made:
        yield _("Nothing to change.")
        return
    for action, word in ACTIONS.items():
        counts = Counter(each.key.thing.value for each in made.changes if each.action.value == action)
        if counts:
            yield f"{_(word)}: " + ", ".join(f"{_(THINGS[name])} {count}" for name, count in counts.items())
    yield _("Nothing was written: this was a dry run.") if dry_run else _("Applied.")


def export(
    portfolios: Annotated[list[str] | None, typer.Argument(help=N_("Portfolios to write; all by default."))] = None,
    out: Annotated[Path | None, typer.Option("--out", help=N_("A file to write; standard output by default."))] = None,
) -> None:
    """Write what is declared as a portfolio file; applying it again changes nothing."""
    prepare()
    from llif.portfolio import services

    text = services.export(portfolios or None, folder=out.resolve().parent if out else None)
    if out:
        _write(out, text)
    else:
        print(text, end="")


def _write(file: Path, text: str) -> None:
    try:
        file.write_text(text, encoding="utf-8")
    except OSError as error:
        raise InputError(N_("cannot be written: {reason}."), where=str(file), reason=error.strerror) from error
