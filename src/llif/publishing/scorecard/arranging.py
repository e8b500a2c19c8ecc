"""Which rows of a scorecard are shown, and in which order: by team, criticality, phase, text or rating; by a column.

Teams filter; they are never sorted or ranked.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from llif.portfolio.codes import Criticality
from llif.portfolio.scoring.scores import WEIGHT
from llif.portfolio.scoring.standing import WORST_FIRST
from llif.publishing.scorecard.model import ScoreRow
from llif.terms.scorecard import Dimension, Rating

FILTERS = ("team", "criticality", "phase", "rating", "q")
OF_PRODUCT = ("team", "criticality", "phase")
BY = "-score"
COLUMNS = ("score", "name", "criticality", "published", *(each.value for each in Dimension))
WORST_IS_FIRST = frozenset({"score", "criticality", *(each.value for each in Dimension)})
"""Columns that are first sorted downwards, the worst on top."""
RATINGS = {rating.value: rating for rating in Rating}


def filtered(rows: Sequence[ScoreRow], given: Mapping[str, str]) -> list[ScoreRow]:
    """The rows that fit. A rating is looked for where it is counted: among products in service."""
    text, rating = given.get("q", "").casefold(), RATINGS.get(given.get("rating", ""))

    def wanted(row: ScoreRow) -> bool:
        exact = all(row.product.get(name) == given[name] for name in OF_PRODUCT if given.get(name))
        rated = rating is None or (row.is_in_service and any(each.rating is rating for each in row.cells.values()))
        return exact and rated and (text in row.name.casefold() or text in row.id)

    return [row for row in rows if wanted(row)]


def sort_of(given: Mapping[str, str]) -> tuple[str, bool]:
    """The column sorted by, and whether downwards. The worst score first, unless asked otherwise."""
    text = given.get("sort", BY)
    column = text.removeprefix("-")
    return (column, text.startswith("-")) if column in COLUMNS else ("score", True)


def sort_asked(column: str, given: Mapping[str, str]) -> str:
    """What a column's head asks for: the other direction where it is the one sorted by."""
    current, downwards = sort_of(given)
    wanted = not downwards if column == current else column in WORST_IS_FIRST
    return f"-{column}" if wanted else column


def arranged(rows: Sequence[ScoreRow], given: Mapping[str, str]) -> list[ScoreRow]:
    """*Takes* rows in the order of their scores. What is unknown comes last in both directions; equals keep order."""
    column, downwards = sort_of(given)
    value = _VALUES.get(column) or _rating(Dimension(column))
    valued = [(value(row), row) for row in rows]
    known = sorted((each for each in valued if each[0] is not None), key=lambda each: each[0], reverse=downwards)
    return [row for _value, row in known] + [row for found, row in valued if found is None]


Value = Callable[[ScoreRow], Any]
"""What rows compare by in a column; null where it is unknown."""


def _score(row: ScoreRow) -> tuple[int, int] | None:
    return None if row.score.value is None else (row.score.value, row.score.high)


def _criticality(row: ScoreRow) -> int | None:
    code = Criticality(row.product["criticality"])
    return None if code is Criticality.UNKNOWN else -WEIGHT[code]


def _published(row: ScoreRow) -> int | None:
    place = (row.published or {}).get("place")
    return None if place is None else int(place)


def _rating(dimension: Dimension) -> Value:
    """From what does not apply up to red; what nobody has assessed has no place among them."""

    def value(row: ScoreRow) -> int | None:
        rating = row.cells[dimension].rating
        return None if rating is Rating.NOT_ASSESSED else -WORST_FIRST.index(rating)

    return value


_VALUES: Mapping[str, Value] = {
    "score": _score,
    "name": lambda row: row.name.casefold(),
    "criticality": _criticality,
    "published": _published,
}
