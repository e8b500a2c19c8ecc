"""`pack`: a portfolio's board pack to a file."""

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from llif.cli.days import day_option
from llif.cli.home import prepare
from llif.cli.output import note, stepping
from llif.publishing.words import LANGUAGES, speaking
from llif.publishing.words import gettext as _
from llif.terms.errors import N_, InputError

if TYPE_CHECKING:
    from llif.publishing.pack.document import Document


def pack(
    portfolio: Annotated[str, typer.Option("--portfolio", help=N_("The portfolio."))],
    as_at: Annotated[datetime | None, day_option("--as-at", N_("As at the end of a day."))] = None,
    since: Annotated[datetime | None, day_option("--since", N_("An earlier day to compare with."))] = None,
    lang: Annotated[str, typer.Option("--lang", help=N_("The language: en or cy."))] = "en",
    form: Annotated[str, typer.Option("--format", help=N_("pptx, pdf, xlsx or html."))] = "pptx",
    output: Annotated[Path | None, typer.Option("--output", help=N_("The file to write; by default here."))] = None,
    published: Annotated[
        int | None, typer.Option("--published", help=N_("A published pack, by its number, exactly as it was."))
    ] = None,
) -> None:
    """Write a portfolio's board pack to a file."""
    home = prepare()
    from llif.publishing.pack import formats

    if lang not in LANGUAGES:
        raise InputError(N_("There is no language {found} here."), remedy=N_("Languages: en, cy."), found=lang)
    if form not in list(formats.Format):
        remedy = N_("Formats: {formats}.")
        raise InputError(N_("There is no such format."), remedy=remedy, formats=", ".join(formats.Format))
    if published is not None and (as_at or since):
        raise InputError(
            N_("A published pack is of its own day."), remedy=N_("Leave out --as-at and --since, or --published.")
        )
    wanted = formats.Format(form)
    made = _kept(portfolio, published, lang) if published is not None else _live(home, portfolio, as_at, since, lang)
    target = output or Path(formats.file_name(made, wanted))
    _write(target, formats.rendered(made, wanted))
    note(_("Written: {file}", file=target))


def _live(home: Path, portfolio: str, as_at: datetime | None, since: datetime | None, lang: str) -> "Document":
    from llif.publishing.figures import windows
    from llif.publishing.pack import review, told, writing

    day, before = (given.date() if given else None for given in (as_at, since))
    shown = windows.snapshot(home, portfolio, as_at=day)
    asked = told.told(shown, now=datetime.now(UTC), as_at=day, since=before)
    if before and before >= asked.scorecard.moment.day:
        raise InputError(
            N_("{found} is not earlier than {day}, the last day shown."),
            remedy=N_("Choose an earlier day to compare with."),
            found=before.isoformat(),
            day=asked.scorecard.moment.day.isoformat(),
        )
    noted = review.notes(portfolio, asked.scorecard.moment.day)
    with stepping(_("Writing the pack")) as step, speaking(lang):
        return writing.document(asked, lambda title, done, of: step(f"{title} ({done}/{of})"), noted)


def _kept(portfolio: str, number: int, lang: str) -> "Document":
    from llif.publishing.pack import published

    found = published.pack(portfolio, number)
    if found is None:
        what = N_("The portfolio {portfolio} has no published pack {number}.")
        raise InputError(what, portfolio=portfolio, number=number)
    return published.document(found, lang)


def _write(target: Path, content: bytes) -> None:
    """Whole or not at all. *Raises* InputError where the file cannot be written."""
    part = target.with_name(f"{target.name}.part")
    try:
        part.write_bytes(content)
        part.replace(target)
    except OSError as error:
        raise InputError(N_("{file} cannot be written: {reason}."), file=target, reason=error.strerror) from error
