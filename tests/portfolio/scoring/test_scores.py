"""From ratings to a score and to an order, as small tables. DEFINITIONS section 4."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from llif.portfolio.codes import Criticality, Phase
from llif.portfolio.scoring.cells import Score
from llif.portfolio.scoring.scores import IN_SERVICE, order, places, score
from llif.terms.scorecard import Dimension, Rating, ScoreState

WORDS = {
    "R": Rating.RED, "A": Rating.AMBER, "G": Rating.GREEN, "n": Rating.NOT_APPLICABLE, "-": Rating.NOT_ASSESSED,
}  # fmt: skip
SCORED, BLANK, NONE = ScoreState.SCORED, ScoreState.NOT_ASSESSED, ScoreState.NOT_APPLICABLE
CLINICAL, ADMIN, SMALL = Criticality.CLINICAL_CRITICAL, Criticality.ADMIN_CRITICAL, Criticality.NOT_CRITICAL


def ratings(letters: str) -> dict[Dimension, Rating]:
    return {each: WORDS[letter] for each, letter in zip(Dimension, letters, strict=False)}


@pytest.mark.parametrize(
    ("letters", "state", "value", "rated", "low", "high"),
    [
        ("GGGGG", SCORED, 0, 5, 0, 0),
        ("RRRRR", SCORED, 10, 5, 10, 10),
        ("RAGGG", SCORED, 3, 5, 3, 3),
        ("RRAAG", SCORED, 6, 5, 6, 6),
        ("nnnnn", SCORED, 0, 5, 0, 0),  # not applicable counts as rated, and adds nothing
        ("RnGGA", SCORED, 3, 5, 3, 3),
        ("R----", SCORED, 2, 1, 2, 10),
        ("RA-G-", SCORED, 3, 3, 3, 7),
        ("G----", SCORED, 0, 1, 0, 8),
        ("n----", SCORED, 0, 1, 0, 8),
        ("RAGG", SCORED, 3, 4, 3, 5),  # a dimension that is left out is not assessed
        ("-----", BLANK, None, 0, 0, 10),
        ("", BLANK, None, 0, 0, 10),
    ],
)
def test_a_score(letters: str, state: ScoreState, value: int | None, rated: int, low: int, high: int) -> None:
    assert score(ratings(letters), in_service=True) == Score(state, value, rated, low, high)


@pytest.mark.parametrize("letters", ["RRRRR", "-----", "RA---"])
def test_a_product_that_is_not_in_service_has_none(letters: str) -> None:
    assert score(ratings(letters), in_service=False) == Score(NONE, None, 0, 0, 0)


def test_which_phases_are_in_service() -> None:
    assert set(Phase) - IN_SERVICE == {Phase.DISCOVERY, Phase.ALPHA, Phase.RETIRED}


def test_accepted_points_stand_beside_the_score_and_do_not_lower_it() -> None:
    accepted = [Dimension.COMMERCIAL_RISK, Dimension.RELIABILITY]
    found = score(ratings("RAGG-"), in_service=True, accepted=accepted)
    assert (found.value, found.accepted) == (3, 2)  # reliability is not assessed: nothing of it is accepted


@given(st.text("RAGn-", min_size=5, max_size=5))
def test_the_range_holds_every_way_the_rest_may_turn_out(letters: str) -> None:
    found = score(ratings(letters), in_service=True)
    for rest in "RAGn":
        whole = score(ratings(letters.replace("-", rest)), in_service=True)
        assert whole.value is not None
        assert found.low <= whole.value <= found.high
    assert score(ratings(letters.replace("-", "R")), in_service=True).value == found.high


PRODUCTS: Sequence[tuple[str, str, Criticality, bool]] = [
    ("six clinical", "RRRGG", CLINICAL, True),
    ("two of one", "R----", SMALL, True),
    ("two of two, clinical", "RG---", CLINICAL, True),
    ("two of two, admin", "RG---", ADMIN, True),
    ("two of two, admin too", "AA---", ADMIN, True),
    ("two of five", "RGGGG", CLINICAL, True),
    ("nothing known", "-----", CLINICAL, True),
    ("gone", "RRRRR", CLINICAL, False),
]


def test_the_order_and_its_ties() -> None:
    """Score, then the upper end of the range, then criticality: equals share a place, and the next one skips it."""
    keyed = sorted(
        (order(score(ratings(letters), in_service=live), criticality), name)
        for name, letters, criticality, live in reversed(PRODUCTS)
    )
    assert [(name, place, tied) for name, place, tied in places(keyed)] == [
        ("six clinical", 1, False),
        ("two of one", 2, False),
        ("two of two, clinical", 3, False),
        ("two of two, admin", 4, True),
        ("two of two, admin too", 4, True),
        ("two of five", 6, False),
        ("nothing known", 7, False),
        ("gone", 8, False),
    ]


def test_criticality_counts_only_where_all_else_is_equal() -> None:
    same = score(ratings("RG---"), in_service=True)
    keys = [order(same, each) for each in (CLINICAL, Criticality.INFRASTRUCTURE_CRITICAL, ADMIN, SMALL, "unknown")]
    assert keys[0] < keys[1] == keys[2] < keys[3] < keys[4]
    assert order(score(ratings("RA---"), in_service=True), "unknown") < keys[0]
