"""`doctor`, `backup`, `restore`: is the installation whole, and can it be had back?"""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from llif.cli.home import home, prepare
from llif.cli.output import Format, note, show
from llif.publishing.words import gettext as _
from llif.terms.errors import N_

if TYPE_CHECKING:
    from llif.pipeline.doctor import Finding

SOURCE_FAILED, OWN_FAULT = 3, 4


def doctor(form: Annotated[Format, typer.Option("--format", help=N_("How to print."))] = Format.TABLE) -> None:
    """Check the installation: database, audit chain, practices, sources, landing, snapshots."""
    folder = prepare()
    from llif.pipeline.doctor import examine

    findings = examine(folder)
    if form is Format.TABLE:
        for each in findings:
            print(f"{'ok ' if each.is_well else 'BAD'} {_(each.subject)}: {_said(each)}")
    else:
        show([{"subject": each.subject, "is_well": each.is_well, "finding": _said(each)} for each in findings], form)
    ill = [SOURCE_FAILED if each.is_source else OWN_FAULT for each in findings if not each.is_well]
    raise typer.Exit(max(ill, default=0))


def _said(finding: "Finding") -> str:
    return _(finding.text, **dict(finding.values))


def backup(file: Annotated[Path, typer.Argument(help=N_("The archive to write (.tar.gz)."))]) -> None:
    """Write everything under LLIF_HOME, the database as it stands at one moment, into one archive."""
    from llif.pipeline.archive import backup as archive

    archive(prepare(), file)
    note(_("Backed up to {file}", file=file))


def restore(file: Annotated[Path, typer.Argument(help=N_("An archive that “llif backup” wrote."))]) -> None:
    """Put a backup back. It refuses a LLIF_HOME that already holds data."""
    from llif.pipeline.archive import restore as unpack

    unpack(file, home())
    note(_("Restored into {folder}", folder=home()))
