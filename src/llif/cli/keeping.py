"""`doctor`, `backup`, `restore`: is the installation whole, and can it be had back?"""

from pathlib import Path
from typing import Annotated

import typer

from llif.cli.home import home, prepare
from llif.cli.output import notes
from llif.publishing.words import gettext as _


def doctor() -> None:
    """Check the installation: database, audit chain, landing, snapshots, sources."""
    folder = prepare()
    from llif.pipeline.doctor import examine

    findings = examine(folder)
    for finding in findings:
        print(f"{'ok ' if finding.is_well else 'BAD'} {finding.subject}: {_(finding.text, **dict(finding.values))}")
    raise typer.Exit(0 if all(each.is_well for each in findings) else 4)


def backup(file: Annotated[Path, typer.Argument(help="The archive to write (.tar.gz).")]) -> None:
    """Write everything under LLIF_HOME, the database as it stands at one moment, into one archive."""
    from llif.pipeline.archive import backup as archive

    archive(prepare(), file)
    notes.print(_("Backed up to {file}", file=file))


def restore(file: Annotated[Path, typer.Argument(help="An archive that “llif backup” wrote.")]) -> None:
    """Put a backup back. It refuses a LLIF_HOME that already holds data."""
    from llif.pipeline.archive import restore as unpack

    unpack(file, home())
    notes.print(_("Restored into {folder}", folder=home()))
