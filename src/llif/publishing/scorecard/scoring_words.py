"""The scorecard's words: dimensions, ratings, whose word it is, scores. Ratings never rest on colour alone."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from llif.portfolio.scoring.cells import Basis, Ended, Score
from llif.publishing import vocabulary, wording
from llif.publishing.scorecard.model import Cell, ScoreRow
from llif.publishing.words import gettext as _
from llif.publishing.words import named, ngettext
from llif.terms.errors import N_
from llif.terms.scorecard import Dimension, Rating, ScoreState

DIMENSIONS = {
    Dimension.COMMERCIAL_RISK: N_("Commercial risk"),
    Dimension.UNSUPPORTED_TECHNOLOGY: N_("Unsupported software or technology"),
    Dimension.CLOUD_READINESS: N_("Cloud readiness"),
    Dimension.CUSTOMER_EXPECTATION: N_("Customer expectation"),
    Dimension.RELIABILITY: N_("Reliability"),
}
RATINGS = {
    Rating.RED: N_("Red"),
    Rating.AMBER: N_("Amber"),
    Rating.GREEN: N_("Green"),
    Rating.NOT_APPLICABLE: N_("Not applicable"),
    Rating.NOT_ASSESSED: N_("Not assessed"),
}
BASES = {
    Basis.RULE: N_("from the evidence"),
    Basis.PERSON: N_("a person's judgement"),
    Basis.EXPIRED: N_("a person's judgement has expired"),
    Basis.NONE: N_("nobody has judged it, and there is no evidence"),
}
ENDED = {
    Ended.DATE: N_("its day has passed"),
    Ended.LIMIT: N_("its limit was passed"),
    Ended.WORK: N_("the linked work was closed"),
    Ended.WORSE: N_("the cell became worse than was accepted"),
    Ended.UNKNOWN: N_("the cell is no longer assessed"),
    Ended.GREEN: N_("the cell is neither red nor amber any more"),
    Ended.WITHDRAWN: N_("it was withdrawn"),
}


def dimension(which: Dimension) -> str:
    return _(DIMENSIONS[which])


def rating(which: Rating) -> str:
    return _(RATINGS[which])


def criticality(code: str) -> str:
    return _(vocabulary.CRITICALITIES[code])


def cell(shown: Cell) -> str:
    """`Amber`, with what a reader must know of it: accepted, the evidence differs, a judgement has expired."""
    said = _standing(shown)
    return f"{rating(shown.rating)} ({'; '.join(said)})" if said else rating(shown.rating)


def score(shown: Score) -> str:
    """`6`; `3 (4 of 5 rated, may become 5)`; `N/A`; `Not assessed`."""
    if shown.state is ScoreState.NOT_APPLICABLE:
        return _("N/A")
    if shown.value is None:
        return _("Not assessed")
    if shown.high == shown.low:
        return wording.number(shown.value)
    partly = _("{rated} of {of} rated, may become {high}", rated=shown.rated, of=len(Dimension), high=shown.high)
    return f"{wording.number(shown.value)} ({partly})"


def published(told: Mapping[str, Any] | None) -> str:
    """A score carried over from a document; empty where there is none."""
    if told is None:
        return ""
    if told["state"] == ScoreState.SCORED:
        return wording.number(told["score"])
    return _("N/A") if told["state"] == ScoreState.NOT_APPLICABLE else _("Not assessed")


def published_source(told: Mapping[str, Any] | None) -> str:
    """Where a published score stands, and of which day, if the document is dated."""
    if told is None:
        return ""
    source = named(told["source"])
    return f"{source}, {wording.day(date.fromisoformat(told['dated']))}" if told["dated"] else source


def rated(shown: Score) -> str:
    """`4 of 5 rated`."""
    return _("{rated} of {of} rated", rated=shown.rated, of=len(Dimension))


def out_of_service(products: int) -> str:
    """Why what is shown is more than what is counted."""
    return ngettext(
        "{n} product is not in service: its cells are shown, and counted nowhere.",
        "{n} products are not in service: their cells are shown, and counted nowhere.",
        products,
    )


def place(row: ScoreRow) -> str:
    """`place 3`; ties are said to be ties. Nothing without a score."""
    if row.place is None:
        return ""
    if row.tied:
        return _("place {n}, shared", n=wording.number(row.place))
    return _("place {n}", n=wording.number(row.place))


def moved(now: Score, before: Score | None) -> str:
    """How a score moved since an earlier day: `worse by 2; before: 3`.

    Where another number of dimensions was rated it is not compared: what was learnt would read as a change.
    """
    if before is None or (now.value is None and before.value is None):
        return ""
    then = score(before)
    if now.value is None or before.value is None:
        return _("before: {then}", then=then)
    if now.rated != before.rated:
        return _("not comparable; before: {then}", then=then)
    if now.value == before.value:
        return _("no change")
    size = wording.number(abs(now.value - before.value))
    if now.value > before.value:
        return _("worse by {size}; before: {then}", size=size, then=then)
    return _("better by {size}; before: {then}", size=size, then=then)


def before(shown: Cell) -> str:
    """What a cell said on the earlier day, where it said something else."""
    if shown.before is None or shown.before is shown.rating:
        return ""
    return _("before: {then}", then=rating(shown.before))


def notes(shown: Cell) -> list[str]:
    """What a reader must know of a cell beside its rating, in few words."""
    said = _standing(shown)
    if shown.is_overdue and shown.clock and shown.clock.left is not None:
        said.append(ngettext("overdue by {n} day", "overdue by {n} days", -shown.clock.left))
    return [*said, *filter(None, [before(shown)])]


def _standing(shown: Cell) -> list[str]:
    said = []
    if shown.is_accepted and shown.acceptance:
        said.append(_("accepted until {day}", day=wording.short_day(shown.acceptance.until)))
    if shown.disagrees:
        said.append(_("the evidence differs"))
    if shown.judgement and shown.judgement.expired:
        said.append(_("judgement expired"))
    return said
