"""Figures, changes and ratings as cells of the document: the text a page shows, and the number behind it."""

from collections.abc import Iterator

from llif.publishing import vocabulary, wording
from llif.publishing.pack.document import Cell, Number, Tone
from llif.publishing.pack.looks import SHAPES
from llif.publishing.scorecard import scoring_words
from llif.publishing.scorecard.model import Cell as Rated
from llif.publishing.scorecard.model import ScoreRow
from llif.publishing.words import gettext as _
from llif.terms.quantity import Figure, Unit
from llif.terms.scorecard import Rating

NUMBERS = {
    Unit.HOURS: Number.HOURS,
    Unit.SHARE: Number.SHARE,
    Unit.PER_DAY: Number.PER_DAY,
    Unit.ITEMS: Number.COUNT,
    Unit.MONEY: Number.MONEY,
}
TONES = {Rating.RED: Tone.RED, Rating.AMBER: Tone.AMBER, Rating.GREEN: Tone.GREEN}


def figure(shown: Figure | None) -> Cell:
    """The value in words with what a reader must know of it, or the reason there is none."""
    if shown is None:
        return Cell(text=_("not measured"), tone=Tone.UNKNOWN)
    if shown.value is None:
        return Cell(text=wording.in_words(shown), tone=Tone.UNKNOWN)
    notes = "; ".join(_notes(shown))
    text = f"{wording.in_words(shown)} ({notes})" if notes else wording.in_words(shown)
    return Cell(text=text, note=notes, value=shown.value, number=NUMBERS[shown.unit])


def _notes(shown: Figure) -> Iterator[str]:
    """Of a rate of how many, since when nothing was heard, and of how many products."""
    if shown.measure == "change_fail_rate":
        yield _("n = {n}", n=wording.number(shown.n))
    if shown.is_cut_short:
        yield wording.stale(shown)
    if shown.stale_in:
        yield _("silent in {n}", n=shown.stale_in)


def level(shown: Figure | None) -> Cell:
    """Where a figure stands in the published table, holes named."""
    if shown is None or shown.value is None:
        return Cell(text=_("no level: not known"), tone=Tone.UNKNOWN)
    return Cell(text=vocabulary.level(shown.level) if shown.level else _("no level"))


def change(now: Figure | None, before: Figure | None) -> Cell:
    """How a figure moved against the period before, in words."""
    moved = wording.change(now, before)
    return Cell(text=moved.words if moved else _("no comparison"))


def rating(shown: Rated) -> Cell:
    """Word and shape, and what a reader must know of it; the colour comes last."""
    tone = TONES.get(shown.rating, Tone.UNKNOWN)
    shape = SHAPES[tone]
    if shown.is_accepted:
        tone, shape = Tone.ACCEPTED, f"{SHAPES[Tone.ACCEPTED]} {shape}"
    return Cell(text=f"{shape} {scoring_words.cell(shown)}", tone=tone)


def score(row: ScoreRow) -> Cell:
    return Cell(text=scoring_words.score(row.score), value=row.score.value, number=Number.POINTS)


def words(text: str, *, unknown: bool = False) -> Cell:
    return Cell(text=text, tone=Tone.UNKNOWN if unknown else None)
