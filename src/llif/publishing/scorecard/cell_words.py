"""The words of one cell's page: whose word it is, the clock, why an acceptance ended, what was recorded."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from llif.portfolio.registers.contract import Register, Told, told
from llif.portfolio.scoring.cells import Basis, Clock, Ended
from llif.publishing import wording
from llif.publishing.scorecard import scoring_words
from llif.publishing.scorecard.model import Cell
from llif.publishing.words import gettext as _
from llif.publishing.words import language, ngettext
from llif.terms.scorecard import Rating


def basis(shown: Cell) -> str:
    """Whose word a cell's rating is, in a sentence."""
    judged = shown.judgement
    if shown.basis is Basis.PERSON and judged is not None:
        day, review = wording.day(shown.timeline.recorded_on(judged.recorded)), wording.day(judged.review_on)
        who = judged.recorded.by
        return _("Judged by {who} on {day}, to be reviewed by {review}.", who=who, day=day, review=review)
    if shown.basis is Basis.RULE:
        return _("The evidence says so.")
    if shown.rating is Rating.NOT_ASSESSED:
        return _("There is no evidence, and no judgement that still counts.")
    return _("The evidence says so again, since the judgement has expired.")


def whose(found: Basis) -> str:
    return _(scoring_words.BASES[found])


def ended(why: Ended) -> str:
    return _(scoring_words.ENDED[why])


def left(shown: Cell) -> str:
    """The reaction clock in a sentence."""
    clock = shown.clock
    if clock is None:
        return _("What it says has never been known, so no clock runs.")
    if clock.allowed is None or clock.left is None:
        return _("There is nothing to mend, so no clock runs.")
    if clock.is_paused:
        return _("It is not assessed now: the clock stands still, and does not begin again.")
    if shown.is_accepted:
        return _("While it is accepted the clock stands still.")
    if clock.left < 0:
        return ngettext("Overdue by {n} day.", "Overdue by {n} days.", -clock.left)
    return ngettext("{n} day is left to mend it.", "{n} days are left to mend it.", clock.left)


def ran(clock: Clock) -> str:
    """How long it has been what it is, or was before it became unknown."""
    rating, since = scoring_words.rating(clock.rating), wording.day(clock.since)
    told = ngettext(
        "{rating} for {n} day, since {since}",
        "{rating} for {n} days, since {since}",
        clock.days,
        rating=rating,
        since=since,
    )
    if clock.allowed is None:
        return f"{told}."
    allowed = ngettext("{n} day is allowed", "{n} days are allowed", clock.allowed)
    return f"{told}; {allowed}."


def setting(value: object) -> str:
    """A threshold as a reader would write it."""
    if isinstance(value, Mapping):
        return ", ".join(f"{name}: {setting(each)}" for name, each in value.items()) or _("none")
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return wording.number(value, 4)
    return _("none") if value is None else str(value)


def recorded(register: Register, content: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Each field of an entry with its label; a field that the form no longer has is left out."""
    for name, words in told(register.form):
        yield words.label.within(language()), _field(words, content.get(name))


def _field(words: Told, value: object) -> str:
    if value is None:
        return _("none")
    if str(value) in words.choices:
        return words.choices[str(value)].within(language())
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return wording.number(value, 4)
    return _as_day(str(value))


def _as_day(text: str) -> str:
    try:
        return wording.day(date.fromisoformat(text))
    except ValueError:
        return text
