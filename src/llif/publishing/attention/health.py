"""Sentences about the scorecard: what is overdue, whose word the evidence contradicts, what has expired or is unknown.

A sentence names products and dimensions, never a person.
"""

from collections.abc import Iterator, Sequence

from llif.publishing import links
from llif.publishing.asking import Asked
from llif.publishing.attention.sentences import NAMES_SHOWN, Sentence, some
from llif.publishing.figures.answers import Answers
from llif.publishing.scorecard import Cell, Scorecard, scorecard_of, scoring_words
from llif.publishing.words import gettext as _
from llif.publishing.words import ngettext
from llif.terms.scorecard import Rating


def overdue_cells(asked: Asked, _answers: Answers) -> Iterator[Sentence]:
    """Red and amber cells whose days to be mended have run out."""
    found = scorecard_of(asked).overdue
    if found:
        yield Sentence(
            "bad",
            ngettext("{n} red or amber cell is overdue", "{n} red or amber cells are overdue", len(found)),
            _("to be mended: {cells}.", cells=some([_late(asked, cell) for cell in _first(found)], len(found))),
            _("See which"),
            _list(asked, "overdue"),
        )


def contradicted_cells(asked: Asked, _answers: Answers) -> Iterator[Sentence]:
    """Cells whose person's rating and evidence differ."""
    found = scorecard_of(asked).disagreements
    if found:
        yield Sentence(
            "bad",
            ngettext("In {n} cell the evidence differs", "In {n} cells the evidence differs", len(found)),
            _("from what a person judged: {cells}.", cells=_some(asked, found)),
            _("See which"),
            _list(asked, "disagreements"),
        )


def expired_judgements(asked: Asked, _answers: Answers) -> Iterator[Sentence]:
    """Cells whose person's rating is past its review day."""
    found = scorecard_of(asked).expired
    if found:
        yield Sentence(
            "unknown",
            ngettext("{n} judgement has expired", "{n} judgements have expired", len(found)),
            _("and should be reviewed: {cells}.", cells=_some(asked, found)),
            _("See which"),
            _list(asked, "expired"),
        )


def no_rating(asked: Asked, _answers: Answers) -> Iterator[Sentence]:
    """That no product is rated, where none is."""
    card = scorecard_of(asked)
    if card.is_unrated:
        yield _no_rating(asked, card)


def sentences(asked: Asked, answers: Answers) -> list[Sentence]:
    """All there is to say above a scorecard, the most serious first."""
    if unrated := list(no_rating(asked, answers)):
        return unrated
    rules = (_reds, overdue_cells, contradicted_cells, expired_judgements, _not_assessed)
    return [sentence for rule in rules for sentence in rule(asked, answers)]


def _no_rating(asked: Asked, card: Scorecard) -> Sentence:
    carried = sum(1 for row in card.rows if row.published)
    rest = _("Nobody has judged a product yet, and no evidence speaks of one.")
    if carried:
        told = ngettext(
            "{n} published score is carried over: the ratings under it are not known.",
            "{n} published scores are carried over: the ratings under them are not known.",
            carried,
        )
        rest = f"{rest} {told}"
    return Sentence("unknown", _("No rating yet."), rest, _("How to record many at once"), links.to("upload", asked.id))


def _reds(asked: Asked, _answers: Answers) -> Iterator[Sentence]:
    card = scorecard_of(asked)
    reds = [cell for cell in card.in_service if cell.rating is Rating.RED]
    if reds:
        names = list(dict.fromkeys(asked.product_name(cell.product) for cell in reds))
        yield Sentence(
            "bad",
            ngettext("{n} cell is red", "{n} cells are red", len(reds)),
            _("in {products}.", products=some(names, len(names))),
            _("Show them"),
            _filtered(asked, Rating.RED),
        )


def _not_assessed(asked: Asked, _answers: Answers) -> Iterator[Sentence]:
    card = scorecard_of(asked)
    missing, of = card.counts[Rating.NOT_ASSESSED], sum(card.counts.values())
    if missing:
        yield Sentence(
            "unknown",
            ngettext("{n} cell of {of} is not assessed", "{n} cells of {of} are not assessed", missing, of=of),
            _("so far: a score that lacks them may still rise."),
            _("Show them"),
            _filtered(asked, Rating.NOT_ASSESSED),
        )


def _first(cells: Sequence[Cell]) -> Sequence[Cell]:
    return cells[: NAMES_SHOWN + 1]


def _some(asked: Asked, cells: Sequence[Cell]) -> str:
    return some([_named(asked, cell) for cell in _first(cells)], len(cells))


def _named(asked: Asked, cell: Cell) -> str:
    return f"{asked.product_name(cell.product)} ({scoring_words.dimension(cell.dimension)})"


def _late(asked: Asked, cell: Cell) -> str:
    days = -(cell.clock.left or 0) if cell.clock else 0
    late = ngettext("{n} day", "{n} days", days)
    return f"{asked.product_name(cell.product)} ({scoring_words.dimension(cell.dimension)}, {late})"


def _list(asked: Asked, anchor: str) -> str:
    return links.to("disagreements", asked.id, query=asked.kept) + f"#{anchor}"


def _filtered(asked: Asked, rating: Rating) -> str:
    return links.to("scorecard", asked.id, query={**asked.kept, "rating": rating.value}) + "#products"
