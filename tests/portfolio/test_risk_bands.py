"""The bands of the 5×5 matrix at every score, when a watched limit is crossed, and what a risk asks for."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from llif.portfolio.registers.entries import Place, Recorded
from llif.portfolio.registers.filling import FaultyEntry, filled
from llif.portfolio.registers.risks import RISKS, Direction
from llif.portfolio.risks.bands import Band, band
from llif.portfolio.risks.over_time import over_time
from llif.portfolio.risks.reading import Asks, Risk, Watched, risks

TODAY = date(2026, 5, 1)
CONTENT: dict[str, Any] = {
    "title": "Too few people",
    "category": "resources",
    "inherent_consequence": 5,
    "inherent_likelihood": 5,
    "consequence": 3,
    "likelihood": 3,
    "target_consequence": 2,
    "target_likelihood": 2,
    "owner": "Head of delivery",
    "review_on": "2026-12-31",
}
BY_SCORE = {
    Band.LOW: (1, 2, 3),
    Band.MODERATE: (4, 5, 6),
    Band.HIGH: (8, 9, 10, 12),
    Band.EXTREME: (15, 16, 20, 25),
}


@pytest.mark.parametrize(
    ("expected", "score"), [(each, score) for each, scores in BY_SCORE.items() for score in scores]
)
def test_every_score_has_its_band(expected: Band, score: int) -> None:
    assert band(score) is expected


@pytest.mark.parametrize("score", [0, 7, 11, 13, 14, 24, 26, 30, -1])
def test_a_score_that_cannot_be_is_refused(score: int) -> None:
    with pytest.raises(ValueError, match=str(score)):
        band(score)


@pytest.mark.parametrize(
    "field",
    [
        *("inherent_consequence", "inherent_likelihood", "consequence", "likelihood"),
        *("target_consequence", "target_likelihood"),
    ],
)
@pytest.mark.parametrize("value", [6, 0, "6", 2.5, "high", True])
def test_a_6_on_a_5_by_5_matrix_is_refused(field: str, value: object) -> None:
    with pytest.raises(FaultyEntry) as caught:
        filled(RISKS, {**CONTENT, field: value}, TODAY, "risks")
    assert [fault.name for fault in caught.value.faults] == [field]


@pytest.mark.parametrize(
    ("given", "faulty"),
    [
        ({"watch_measure": "lead_time"}, ["watch_limit"]),
        ({"watch_limit": 3}, ["watch_measure"]),
        ({"watch_measure": "lead_time", "watch_limit": 24, "watch_product": "a, b"}, ["watch_product"]),
        ({"watch_measure": "nonsense", "watch_limit": 24}, ["watch_measure"]),
        ({"watch_measure": "change_fail_rate", "watch_limit": 20}, ["watch_limit"]),
        ({"watch_measure": "change_fail_rate", "watch_limit": 0.2}, []),
        ({"inherent_consequence": 2, "inherent_likelihood": 2}, ["consequence"]),
        ({"inherent_likelihood": 4, "target_consequence": 5, "target_likelihood": 5}, ["target_consequence"]),
        ({"products": "Not An Id!"}, ["products"]),
        ({"watch_measure": "lead_time", "watch_limit": 24, "watch_product": "a"}, []),
        ({"products": "a; b  a"}, []),
    ],
)
def test_what_cannot_stand_together_is_told_by_its_field(given: dict[str, object], faulty: list[str]) -> None:
    found: list[str] = []
    try:
        filled(RISKS, {**CONTENT, **given}, TODAY, "risks")
    except FaultyEntry as error:
        found = [fault.name for fault in error.faults]
    assert found == faulty


def test_ids_of_products_are_kept_once_and_apart_by_commas() -> None:
    assert filled(RISKS, {**CONTENT, "products": "b; a  b"}, TODAY, "risks")["products"] == "b, a"


@pytest.mark.parametrize(
    ("direction", "value", "crossed"),
    [
        (Direction.ABOVE, 0.10, False),
        (Direction.ABOVE, 0.11, True),
        (Direction.BELOW, 0.10, False),
        (Direction.BELOW, 0.09, True),
        (Direction.ABOVE, None, None),
        (Direction.BELOW, 0.0, True),
    ],
)
def test_on_its_limit_a_figure_has_not_crossed_it(
    direction: Direction, value: float | None, crossed: bool | None
) -> None:
    assert Watched("change_fail_rate", None, 0.10, direction, value).crossed is crossed


def version(number: int, day: int, content: dict[str, Any] | None, key: str = "r") -> Recorded:
    place = Place("risks", "p", "", key)
    return Recorded(place, number, content, datetime(2026, 4, day, 12, tzinfo=UTC), "lead")


def read(*versions: Recorded, value: float | None = None) -> tuple[tuple[Risk, ...], int]:
    return risks(versions, TODAY, lambda each: each.recorded_at.date(), lambda _measure, _product: value)


@pytest.mark.parametrize(
    ("given", "value", "asks"),
    [
        ({}, None, ()),
        ({"consequence": 5}, None, (Asks.EXTREME,)),
        ({"review_on": "2026-05-01"}, None, ()),
        ({"review_on": "2026-04-30"}, None, (Asks.REVIEW_PASSED,)),
        ({"watch_measure": "flow_load", "watch_limit": 3}, 4.0, (Asks.OVER_LIMIT,)),
        ({"watch_measure": "flow_load", "watch_limit": 3}, None, ()),
        ({"consequence": 5, "life": "closed", "review_on": "2026-04-30"}, None, ()),
    ],
)
def test_what_a_risk_asks_for(given: dict[str, Any], value: float | None, asks: tuple[Asks, ...]) -> None:
    (found,), unreadable = read(version(1, 1, {**CONTENT, **given}), value=value)
    assert (found.asks, unreadable) == (asks, 0)


def test_the_trend_keeps_a_days_last_word_and_a_withdrawn_risk_is_gone() -> None:
    told = [
        version(1, 1, CONTENT),
        version(2, 3, {**CONTENT, "likelihood": 4}),
        version(3, 3, {**CONTENT, "likelihood": 5}),
    ]
    (found,), _unreadable = read(*told)
    assert [(point.day.day, point.score) for point in found.points] == [(1, 9), (3, 15)]
    assert read(*told, version(4, 4, None)) == ((), 0)


def test_what_cannot_be_read_any_more_is_counted_and_never_guessed() -> None:
    found, unreadable = read(version(1, 1, {**CONTENT, "likelihood": 9}), version(1, 1, CONTENT, key="s"))
    assert ([each.key for each in found], unreadable) == (["s"], 1)


def test_the_most_pressing_comes_first() -> None:
    late = {**CONTENT, "review_on": "2026-04-01"}
    grave = {**CONTENT, "consequence": 5, "likelihood": 4}
    told = [version(1, 1, each, key) for key, each in {"calm": CONTENT, "late": late, "grave": grave}.items()]
    assert [each.key for each in read(*told)[0]] == ["grave", "late", "calm"]
    assert replace(read(*told)[0][0], today=date(2030, 1, 1)).asks == (Asks.EXTREME, Asks.REVIEW_PASSED)


def test_what_stood_open_in_each_band_on_a_day() -> None:
    """To the day, the last word of a day; closed and withdrawn risks are none, and before the first word is unknown."""
    versions = (
        version(1, 3, CONTENT),
        version(1, 5, {**CONTENT, "consequence": 5}, key="other"),
        version(2, 9, {**CONTENT, "consequence": 1}),
        version(2, 11, {**CONTENT, "life": "closed"}, key="other"),
        version(3, 13, None),
    )
    days = [date(2026, 4, day) for day in (2, 3, 5, 9, 11, 13)]
    found = over_time(versions, days, lambda each: each.recorded_at.date())
    none = dict.fromkeys(Band, 0)
    assert [each.by_band for each in found] == [
        None,
        {**none, Band.HIGH: 1},
        {**none, Band.HIGH: 1, Band.EXTREME: 1},
        {**none, Band.LOW: 1, Band.EXTREME: 1},
        {**none, Band.LOW: 1},
        none,
    ]
    assert [each.pressing for each in found] == [0, 1, 2, 1, 0, 0]
