"""A cell over time: what it said from which day to which, and how long it has been as it is."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from llif.portfolio.scoring.cells import Basis, Clock
from llif.portfolio.scoring.standing import Stood
from llif.terms.scorecard import Rating

REACTION_DAYS: Mapping[Rating, Mapping[str, int]] = {
    Rating.RED: {"clinical_critical": 30, "not_critical": 180},
    Rating.AMBER: {"clinical_critical": 180, "not_critical": 365},
}
OTHERWISE = {Rating.RED: 90, Rating.AMBER: 270}
"""Days in which a cell is to be mended, where neither a portfolio nor the criticality says otherwise."""
A_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Seen:
    """A cell on one day: how it stood, and the number its rules told."""

    stood: Stood
    number: float | None = None


@dataclass(frozen=True)
class Spell:
    """Days in a row in which a cell said the same on the same basis; both ends included."""

    rating: Rating
    basis: Basis
    first: date
    last: date

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1


Look = Callable[[date], Seen]
Span = tuple[date, date]
"""Days from the first of the two up to, and without, the second."""


def looked(look: Look, turns: Iterable[date], first: date, last: date) -> list[tuple[date, Seen]]:
    """A cell on each day on which it may have changed. *Takes* those days, and the days to begin and end with."""
    days = sorted({first, *(day for day in turns if first < day <= last)})
    return [(day, look(day)) for day in days]


def spells(seen: Sequence[tuple[date, Seen]], last: date) -> tuple[Spell, ...]:
    """*Takes* a cell on the days it may have changed, in order: it stays as it is until the next, and until `last`."""
    found: list[Spell] = []
    ends = [day - A_DAY for day, _seen in seen[1:]] + [last]
    for (first, each), end in zip(seen, ends, strict=True):
        stands = each.stood
        if found and (found[-1].rating, found[-1].basis) == (stands.rating, stands.basis):
            found[-1] = Spell(stands.rating, stands.basis, found[-1].first, end)
        else:
            found.append(Spell(stands.rating, stands.basis, first, end))
    return tuple(found)


def clock(
    found: Sequence[Spell], allowed: Callable[[Rating], int | None], accepted: Sequence[Span] = ()
) -> Clock | None:
    """How long a cell has been as it is: its last spells of one rating, with unknown spells among them left out.

    *Takes* the days allowed for a rating, and when it was accepted: days of the run in which it was do not count
    either. *Gives* null for a cell that was never known.
    """
    known = [spell for spell in found if spell.rating is not Rating.NOT_ASSESSED]
    if not known:
        return None
    rating = known[-1].rating
    run = list(_run(known, rating))
    days = sum(spell.days - sum(_within(spell, each) for each in accepted) for spell in run)
    most = allowed(rating)
    is_paused = found[-1].rating is Rating.NOT_ASSESSED
    return Clock(rating, run[-1].first, days, most, None if most is None else most - days, is_paused)


def _within(spell: Spell, accepted: Span) -> int:
    """How many days of a spell lie in a span."""
    begin, end = accepted
    return max(0, (min(spell.last + A_DAY, end) - max(spell.first, begin)).days)


def _run(known: Sequence[Spell], rating: Rating) -> Iterable[Spell]:
    """The last spells of one rating, the newest first."""
    for spell in reversed(known):
        if spell.rating is not rating:
            return
        yield spell


def allowed_days(rating: Rating, criticality: str, declared: Mapping[str, Mapping[str, int]]) -> int | None:
    """The days in which a red or amber cell is to be mended; null for any other."""
    if rating not in REACTION_DAYS:
        return None
    own = declared.get(rating.value, {}).get(criticality)
    return own if own is not None else REACTION_DAYS[rating].get(criticality, OTHERWISE[rating])
