"""`apply` and `export`: the portfolio as a file."""

from pathlib import Path
from typing import Annotated

import typer

from llif.cli.home import prepare
from llif.cli.output import notes
from llif.publishing.words import gettext as _


def apply(
    file: Annotated[Path, typer.Argument(help="The portfolio file (YAML).")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would change, and change nothing.")] = False,
) -> None:
    """Declare portfolios, products, sources and mappings from a file."""
    prepare()
    from llif.access.actor import COMMAND_LINE
    from llif.connectors import registry
    from llif.portfolio import services

    declared = services.read(file, connectors=registry.settings_models())
    made = services.plan(declared) if dry_run else services.apply(declared, by=COMMAND_LINE)
    for change in made.changes:
        print(f"{change.action.value:8} {change.key}")
        for field in change.fields:
            print(f"         {field}")
    notes.print(_closing(bool(made), dry_run))


def _closing(changed: bool, dry_run: bool) -> str:
    if not changed:
        return _("Nothing to change.")
    return _("Nothing was written: this was a dry run.") if dry_run else _("Applied.")


def export(
    portfolios: Annotated[list[str] | None, typer.Argument(help="Portfolios to write; all by default.")] = None,
    out: Annotated[Path | None, typer.Option("--out", help="A file to write; standard output by default.")] = None,
) -> None:
    """Write what is declared as a portfolio file; applying it again changes nothing."""
    prepare()
    from llif.portfolio import services

    text = services.export(portfolios or None, folder=out.resolve().parent if out else None)
    if out:
        out.write_text(text, encoding="utf-8")
    else:
        print(text, end="")
