"""How a figure differs, in words: better and worse only where a measure has a direction."""

from dataclasses import replace
from datetime import date

import pytest

from llif.publishing import words
from llif.publishing.whole import deltas
from llif.publishing.whole.deltas import Delta
from llif.terms.quantity import Figure, Standing, Unit
from tests.publishing.rates import RATE


@pytest.mark.parametrize(
    ("measure", "unit", "then", "now", "said"),
    [
        ("change_fail_rate", Unit.SHARE, 0.12, 0.15, "worsened from 12 % to 15 % by 3 percentage points"),
        ("change_fail_rate", Unit.SHARE, 0.15, 0.12, "improved from 15 % to 12 % by 3 percentage points"),
        ("deployment_frequency", Unit.PER_DAY, 1.0, 3.0, "improved from 1 to 3 a day by 2"),
        ("lead_time", Unit.HOURS, 10.0, 20.0, "worsened from 10 to 20 h by 10"),
        ("lead_time", Unit.HOURS, 74.0, 34.0, "improved from 74 to 34 h by 40"),
        ("deployment_frequency", Unit.PER_DAY, 0.5, 0.55, "improved from 3.5 to 3.9 a week by 0.4"),
        ("lead_time", Unit.HOURS, 15.35 * 24, 15.54 * 24, "worsened from 15.4 to 15.5 d by 0.1"),
        ("change_fail_rate", Unit.SHARE, 0.0421, 0.0349, "improved from 4 % to 3 % by 1 percentage point"),
        ("lead_time", Unit.HOURS, 36.0, 35.8, "improved from 1.5 d to 36 h by 12 min"),
        ("flow_load", Unit.ITEMS, 12.0, 15.0, "up from 12 to 15 by 3"),
        ("flow_load", Unit.ITEMS, 15.0, 12.0, "down from 15 to 12 by 3"),
        ("flow_velocity", Unit.ITEMS, 12.0, 12.0, "the same"),
        ("change_fail_rate", Unit.SHARE, 0.1201, 0.1204, "the same"),
        ("change_fail_rate", Unit.SHARE, None, 0.12, "it was not known (not measured)"),
        ("change_fail_rate", Unit.SHARE, 0.12, None, "not known now; it was 12 %"),
        ("change_fail_rate", Unit.SHARE, None, None, ""),
    ],
)
def test_a_move_in_words(measure: str, unit: Unit, then: float | None, now: float | None, said: str) -> None:
    def figure(value: float | None) -> Figure:
        stands = Standing.NOT_MEASURED if value is None else Standing.MEASURED
        return replace(RATE, measure=measure, unit=unit, value=value, standing=stands)

    assert plain(deltas.figure(figure(now), figure(then))) == said


def plain(delta: Delta) -> str:
    return delta.words.replace("\N{NO-BREAK SPACE}", " ")


def test_a_source_that_is_or_was_silent_is_no_move() -> None:
    silent = replace(RATE, stale_since=date(2024, 1, 5), value=0.01)
    now = deltas.figure(silent, RATE)
    then = deltas.figure(RATE, silent)
    assert plain(now) == "not compared: a source fell silent; it was 15 %"
    assert plain(then) == "not compared: a source was silent then; it was 1 %"
    assert now.size is then.size is None


def test_of_a_score_the_lower_is_the_better() -> None:
    assert deltas.score(15, 12) == Delta("worsened from 12 to 15 by 3", 3)
    assert deltas.score(12, 15) == Delta("improved from 15 to 12 by 3", -3)
    assert deltas.score(0, 12) == Delta("improved from 12 to 0 by 12", -12)
    assert deltas.score(None, 12) == Delta("not known now; it was 12")
    assert deltas.score(12, None) == Delta("it was not known (not assessed)")
    assert deltas.score(None, None) == Delta("")


def test_a_move_in_welsh() -> None:
    with words.speaking("cy"):
        assert deltas.score(15, 12).words == "wedi gwaethygu: 12 gynt, 15 nawr, gwahaniaeth o 3"


POUNDS = {"GBP": 100.0}


@pytest.mark.parametrize(
    ("now", "then", "is_whole", "said", "size"),
    [
        (POUNDS, {"GBP": 80.0}, True, "up from £80 to £100 by £20", 20.0),
        ({"GBP": 4403.6}, {"GBP": 4769.4}, True, "down from £4,769 to £4,404 by £365", 4403.6 - 4769.4),
        (
            POUNDS,
            {"GBP": 80.0},
            False,
            "not compared: costs are not recorded for all of both periods; it was £80",
            None,
        ),
        (POUNDS, {}, True, "it was not known (not recorded)", None),
        ({}, POUNDS, True, "not known now; it was £100", None),
        ({}, {}, True, "", None),
        (POUNDS, {"EUR": 80.0}, True, "not compared: it was in other currencies, €80", None),
        (
            {"EUR": 5.0, **POUNDS},
            {"EUR": 5.0, "GBP": 120.0},
            True,
            "the same · down from £120 to £100 by £20",
            None,
        ),
    ],
)
def test_each_currency_stands_beside_itself(
    now: dict[str, float], then: dict[str, float], is_whole: bool, said: str, size: float | None
) -> None:
    assert deltas.money(now, then, is_whole=is_whole) == Delta(said, size)


@pytest.mark.parametrize(
    ("now", "then", "said"),
    [
        ({"a": 0.5, "b": 0.5}, {"a": 0.5}, "added: Bees"),
        ({}, {"a": 1}, "no longer: a"),
        ({"b": 1}, {"a": 1}, "added: Bees; no longer: a"),
        ({"b": 0.4}, {"b": 0.6}, "other weights: Bees"),
        ({"b": 1}, {"b": 1}, "the same"),
        ({}, None, "it was not known (not recorded)"),
        (None, {}, "not known now; it was none"),
        (None, None, ""),
    ],
)
def test_what_was_added_and_what_is_gone(
    now: dict[str, float] | None, then: dict[str, float] | None, said: str
) -> None:
    assert deltas.names(now, then, {"b": "Bees"}) == Delta(said)
