"""The scorecard as it is seen, as a sheet that is read and not edited."""

from collections.abc import Iterator

from llif.publishing import wording
from llif.publishing.scorecard import Scorecard, ScoreRow, scoring_words
from llif.publishing.sheets.writing import CellValue, Page
from llif.publishing.words import gettext as _
from llif.terms.scorecard import Dimension

PRODUCT_WIDTH, CELL_WIDTH, SOURCE_WIDTH = 32, 20, 40


def seen(card: Scorecard) -> Page:
    """A row for each product in the scorecard's order, every cell in words."""
    told = _("as at {date}", date=wording.day(card.moment.day))
    heading = (f"{_('Product')} ({told})", _("Score"), *map(scoring_words.dimension, Dimension), *_closing())
    widths = (PRODUCT_WIDTH, *(CELL_WIDTH,) * (len(Dimension) + 2), CELL_WIDTH, SOURCE_WIDTH)
    return Page(_("Scorecard"), [heading, *(tuple(_row(row)) for row in card.rows)], widths, has_heading=True)


def _closing() -> tuple[str, str, str]:
    return _("Criticality"), _("Published score"), _("Source")


def _row(row: ScoreRow) -> Iterator[CellValue]:
    yield row.name
    yield scoring_words.score(row.score)
    yield from (scoring_words.cell(row.cells[each]) for each in Dimension)
    yield scoring_words.criticality(row.product["criticality"])
    yield scoring_words.published(row.published)
    yield scoring_words.published_source(row.published)
