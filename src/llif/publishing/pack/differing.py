"""What differs in a section from the day that a pack is compared with, or from the period before, in a sentence."""

from collections.abc import Mapping

from llif.publishing import vocabulary, wording
from llif.publishing.pack.told import Told
from llif.publishing.whole import deltas
from llif.publishing.whole.deltas import Delta
from llif.publishing.words import gettext as _
from llif.terms.errors import N_

RECORDED: Mapping[str, str] = {
    "benefits": N_("Benefits"),
    "spent": N_("Money"),
    "risk": N_("Risks"),
    "score": N_("Ratings"),
}
"""What people record: it is told of a day that is compared with, and of no period before."""


def said(told: Told, *columns: str) -> tuple[str, ...]:
    """One sentence for some columns of the whole, or none where there is nothing to set beside each other."""
    found = [(column, _delta(told, column).words) for column in columns]
    known = "; ".join(
        _("{what}: {difference}", what=_name(column), difference=words) for column, words in found if words
    )
    if not known:
        return ()
    if told.comparison is None:
        return (_("Beside the period before – {differences}.", differences=known),)
    day = wording.day(told.comparison.other.question.last)
    return (_("Since {day} – {differences}.", day=day, differences=known),)


def _name(column: str) -> str:
    return _(RECORDED[column]) if column in RECORDED else _(vocabulary.MEASURES[column].name)


def _delta(told: Told, column: str) -> Delta:
    if told.comparison is not None:
        return told.comparison.whole(column)
    if column in RECORDED:
        return deltas.NOTHING
    return deltas.figure(told.whole(column), told.answers.get(column, None, told.asked.before))
