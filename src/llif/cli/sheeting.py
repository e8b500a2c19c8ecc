"""`sheet`: a portfolio's scorecard as a spreadsheet to a file, and an edited one back."""

import hashlib
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from llif.cli.home import prepare
from llif.cli.output import Format, note, show, table
from llif.publishing.words import gettext as _
from llif.publishing.words import ngettext
from llif.terms.errors import N_, InputError

if TYPE_CHECKING:
    from llif.publishing.registers.subject import Subject
    from llif.publishing.sheets.changes import Found

COLUMNS = ("cell", "product", "of", "field", "was", "becomes")


def sheet(
    portfolio: Annotated[str, typer.Option("--portfolio", help=N_("The portfolio."))] = "",
    output: Annotated[Path | None, typer.Option("--output", help=N_("The spreadsheet to write (.xlsx)."))] = None,
    upload: Annotated[Path | None, typer.Option("--upload", help=N_("An edited spreadsheet to record."))] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help=N_("Say what would change, and change nothing."))] = False,
    form: Annotated[Format, typer.Option("--format", help=N_("How to print."))] = Format.TABLE,
) -> None:
    """Write a portfolio's scorecard as a spreadsheet, or record an edited one."""
    if (output is None) == (upload is None):
        raise InputError(N_("Write a spreadsheet or upload one?"), remedy=N_("Give one of --output and --upload."))
    home = prepare()
    if output:
        return _write(home, portfolio, output)
    return _record(home, portfolio, upload or Path(), dry_run, form)


def _write(home: Path, portfolio: str, output: Path) -> None:
    from llif.publishing.figures import windows
    from llif.publishing.sheets import exchange

    if not portfolio:
        raise InputError(N_("Which portfolio?"), remedy=N_("Name it with --portfolio."))
    content = exchange.made(windows.snapshot(home, portfolio))
    try:
        output.write_bytes(content)
    except OSError as error:
        raise InputError(N_("cannot be written: {reason}."), where=str(output), reason=error.strerror) from error
    note(_("Written: {file}", file=output))


def _record(home: Path, portfolio: str, upload: Path, dry_run: bool, form: Format) -> None:
    from llif.access.actor import COMMAND_LINE
    from llif.publishing.figures import windows
    from llif.publishing.sheets import exchange, pending
    from llif.publishing.sheets.limits import LARGEST_FILE
    from llif.publishing.sheets.reading import read

    content = _read(upload, LARGEST_FILE + 1)
    book = read(content)
    whole = exchange.of(windows.snapshot(home, portfolio or book.portfolio))
    found = exchange.held(book, whole, by=COMMAND_LINE)
    _refuse(found, whole)
    _told(found, whole, form)
    if dry_run:
        return note(_("Nothing was written: this was a dry run."))
    digest = hashlib.sha256(content).hexdigest()
    count = pending.recorded_all(found.edits, digest, whole, by=COMMAND_LINE)
    return note(ngettext("{n} entry was recorded.", "{n} entries were recorded.", count))


def _read(upload: Path, most: int) -> bytes:
    try:
        with upload.open("rb") as file:
            return file.read(most)
    except OSError as error:
        raise InputError(N_("cannot be read: {reason}."), where=str(upload), reason=error.strerror) from error


def _refuse(found: "Found", whole: "Subject") -> None:
    """*Raises* InputError after telling every fault and every clash."""
    from llif.publishing.sheets.previewing import clashing

    for fault in found.faults:
        note(f"{fault.where}: {fault.what}")
    for clash in clashing(found.clashes, whole, "UTC"):
        note(_("{where}: {by} recorded another version meanwhile.", where=clash.where, by=clash.by))
        _beside(_("Yours"), clash.yours)
        _beside(_("Theirs"), clash.theirs)
    if found.faults or found.clashes:
        raise InputError(
            N_("Nothing was recorded."), remedy=N_("Correct the file and upload it again, or download a new one.")
        )


def _beside(whose: str, fields: Iterable[tuple[str, str | None]]) -> None:
    said = "; ".join(f"{label}: {text or '–'}" for label, text in fields)
    note(f"    {whose}: {said or _('withdrawn')}")


def _told(found: "Found", whole: "Subject", form: Format) -> None:
    from llif.publishing.sheets.previewing import changed

    rows = [
        dict(zip(COLUMNS, (each.where, each.product, each.of, each.field, each.was, each.becomes), strict=True))
        for each in changed(found.edits, whole)
    ]
    if form is Format.TABLE:
        if rows:
            table(rows)
        note(ngettext("{n} entry changes.", "{n} entries change.", len(found.edits)))
    else:
        show(rows, form, COLUMNS)
