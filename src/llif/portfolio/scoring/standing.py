"""Whose word a cell's rating is: the rules', or a person's until its review day. Source: DEFINITIONS section 4."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from llif.portfolio.registers.entries import Recorded
from llif.portfolio.scoring.cells import Basis, Judgement
from llif.terms.scorecard import Rating

WORST_FIRST = (Rating.RED, Rating.AMBER, Rating.GREEN, Rating.NOT_APPLICABLE, Rating.NOT_ASSESSED)
A_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Stood:
    """A cell's rating, whose word it is, and whether a person's word and the evidence's differ."""

    rating: Rating
    basis: Basis
    disagrees: bool = False


def worst(ratings: Collection[Rating]) -> Rating:
    """Of several rules' words the worst that is known; *not assessed* only where none is."""
    return min(ratings, key=WORST_FIRST.index, default=Rating.NOT_ASSESSED)


def judgement(recorded: Recorded | None, today: date) -> Judgement | None:
    """A person's rating as it stands on a day: expired from the day after its review day."""
    if recorded is None or recorded.content is None:
        return None
    told = recorded.content
    review_on = date.fromisoformat(told["review_on"])
    return Judgement(Rating(told["rating"]), told["reason"], told["evidence"], review_on, today > review_on, recorded)


def stood(by_rules: Rating, judged: Judgement | None) -> Stood:
    """A person's rating counts until its review day; from then on, or without one, what the rules say."""
    if judged is None:
        return Stood(by_rules, Basis.NONE if by_rules is Rating.NOT_ASSESSED else Basis.RULE)
    if judged.expired:
        return Stood(by_rules, Basis.EXPIRED)
    return Stood(judged.rating, Basis.PERSON, by_rules not in (Rating.NOT_ASSESSED, judged.rating))
