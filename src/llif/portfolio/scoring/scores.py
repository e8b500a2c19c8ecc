"""From ratings to a score, and from scores to an order with its ties. Source: DEFINITIONS section 4."""

from collections.abc import Collection, Iterable, Sequence
from typing import TypeVar

from llif.portfolio.codes import Criticality, Phase
from llif.portfolio.scoring.cells import Ratings, Score
from llif.terms.scorecard import POINTS, WORST_POINTS, Dimension, Rating, ScoreState

IN_SERVICE = frozenset({Phase.BETA, Phase.LIVE, Phase.UNKNOWN})
WEIGHT = {
    Criticality.CLINICAL_CRITICAL: 0,
    Criticality.INFRASTRUCTURE_CRITICAL: 1,
    Criticality.ADMIN_CRITICAL: 1,
    Criticality.BUSINESS_CRITICAL: 1,
    Criticality.NOT_CRITICAL: 2,
    Criticality.UNKNOWN: 3,
}
"""Clinical first; what nobody has said comes last."""
STATES = (ScoreState.SCORED, ScoreState.NOT_ASSESSED, ScoreState.NOT_APPLICABLE)
Order = tuple[int, int, int, int]
Thing = TypeVar("Thing")


def score(ratings: Ratings, *, in_service: bool, accepted: Collection[Dimension] = ()) -> Score:
    """*Takes* a rating for each dimension, those left out being not assessed, and the dimensions that are accepted."""
    if not in_service:
        return Score(ScoreState.NOT_APPLICABLE, None, 0, 0, 0)
    points = {each: POINTS[rating] for each, rating in ratings.items() if rating is not Rating.NOT_ASSESSED}
    value, missing = sum(points.values()), len(Dimension) - len(points)
    high = value + WORST_POINTS * missing
    if not points:
        return Score(ScoreState.NOT_ASSESSED, None, 0, 0, high)
    stood_for = sum(points.get(each, 0) for each in accepted)
    return Score(ScoreState.SCORED, value, len(points), value, high, stood_for)


def order(scored: Score, criticality: str) -> Order:
    """What rows are sorted by, and tied on: score, then upper end of the range, both downwards, then criticality."""
    return STATES.index(scored.state), -(scored.value or 0), -scored.high, WEIGHT[Criticality(criticality)]


def places(ordered: Sequence[tuple[Order, Thing]]) -> Iterable[tuple[Thing, int, bool]]:
    """Each thing of a sorted sequence with its place, from 1, and whether it is tied: equals share the first's."""
    keys = [key for key, _thing in ordered]
    for key, thing in ordered:
        yield thing, keys.index(key) + 1, keys.count(key) > 1
