"""`scorecard`: every product's cells with the evidence under them, in the form they have everywhere."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated

import typer

from llif.cli.days import day_option
from llif.cli.home import prepare
from llif.cli.output import Format, show, table
from llif.publishing.words import gettext as _
from llif.terms.errors import N_

if TYPE_CHECKING:
    from llif.publishing.scorecard import Scorecard


def scorecard(
    portfolio: Annotated[str, typer.Option("--portfolio", help=N_("The portfolio."))],
    as_at: Annotated[datetime | None, day_option("--as-at", N_("As at the end of a day."))] = None,
    since: Annotated[datetime | None, day_option("--since", N_("An earlier day to compare with."))] = None,
    form: Annotated[Format, typer.Option("--format", help=N_("How to print."))] = Format.TABLE,
) -> None:
    """Print a portfolio's scorecard: ratings, the evidence under them, and scores."""
    home = prepare()
    from llif.publishing import scorecard as cards
    from llif.publishing.figures import windows

    day, before = (given.date() if given else None for given in (as_at, since))
    shown = windows.snapshot(home, portfolio, as_at=day)
    found = cards.scorecard(shown, now=datetime.now(UTC), as_at=day, since=before)
    if form is Format.TABLE:
        return table(list(_in_words(found)), _heading(found))
    told = [cards.record(row, found.moment) for row in found.rows]
    return show(told if form is Format.JSON else [cards.flat(each) for each in told], form)


def _heading(found: "Scorecard") -> str:
    from llif.publishing import wording

    name, day = found.snapshot.portfolio, wording.day(found.moment.day)
    return _("{portfolio} as at {day}; 0 is best, 10 is worst", portfolio=name, day=day)


def _in_words(found: "Scorecard") -> Iterator[dict[str, object]]:
    from llif.publishing.scorecard import scoring_words as words

    for row in found.rows:
        cells = {words.dimension(each): words.cell(cell) for each, cell in row.cells.items()}
        yield {
            _("Product"): row.name,
            **cells,
            _("Score"): words.score(row.score),
            _("Criticality"): words.criticality(row.product["criticality"]),
            _("Published score"): words.published(row.published),
        }
