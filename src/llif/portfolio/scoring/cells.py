"""What a cell, a score and a row of the scorecard are. They hold; the neighbours decide."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from llif.portfolio.registers.entries import Recorded
from llif.terms.scorecard import Dimension, Rating, ScoreState


class Basis(StrEnum):
    """Whose word a cell's rating is. *Expired*: a person's review day has passed, and the rule's word stands again."""

    RULE = "evidence"
    PERSON = "person"
    EXPIRED = "expired"
    NONE = "not assessed"


class Ended(StrEnum):
    """Why an acceptance holds no longer."""

    DATE = "the date has passed"
    LIMIT = "the limit is passed"
    WORK = "the linked work closed"
    WORSE = "the cell got worse than was accepted"
    UNKNOWN = "the cell is not assessed"
    GREEN = "the cell is neither red nor amber any more"
    WITHDRAWN = "it was withdrawn"


@dataclass(frozen=True)
class Judgement:
    """A person's rating as it stands on a day."""

    rating: Rating
    reason: str
    evidence: str
    review_on: date
    expired: bool
    recorded: Recorded


@dataclass(frozen=True)
class Acceptance:
    """An acceptance as it stands on a day: `ended` null while it holds, and `ended_on` the first day it did not."""

    until: date
    worst: Rating
    limit: float | None
    reason: str
    owner: str
    work: str | None
    recorded: Recorded
    ended: Ended | None = None
    ended_on: date | None = None


@dataclass(frozen=True)
class Clock:
    """How long a cell has been as it is, unknown spells not counted, and how long is left to mend it.

    `allowed` and `left` are days, null where nothing is to be mended; `left` below zero is overdue. `is_paused` while
    the cell is unknown: then `rating` is what it was before.
    """

    rating: Rating
    since: date
    days: int
    allowed: int | None
    left: int | None
    is_paused: bool = False


@dataclass(frozen=True)
class Score:
    """2 for each red and 1 for each amber: 0 best, 10 worst. `low` and `high` bound what it may still become."""

    state: ScoreState
    value: int | None
    rated: int
    low: int
    high: int
    accepted: int = 0
    """The points of it that stand in accepted cells."""


Ratings = Mapping[Dimension, Rating]
