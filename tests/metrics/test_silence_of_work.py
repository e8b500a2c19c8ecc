"""Silence of work is the tracker's, not that of the types a product counts."""

from dataclasses import replace
from datetime import date

import pytest
from engine import Answers
from small_tables import MAPPING, ONE, Tables, history, span, together

from llif.terms.quantity import Standing

COUNTING = replace(ONE, mapping=replace(MAPPING, id="counting", counts=("feature",)))
APRIL = span("04-01", "05-01")
FEATURES = [history(f"f{day}", (f"03-{day:02} 09:00", "active"), (f"03-{day:02} 17:00", "done")) for day in (1, 2, 3)]


def defects(month: str) -> list[Tables]:
    days = [f"{month}-{day:02} 09:00" for day in range(1, 31)]
    return [history(f"b{day[:5]}", (day, "active"), kind="defect") for day in days]


def test_a_tracker_that_is_still_used_is_not_silent(answer: Answers) -> None:
    rows = together(*FEATURES, *defects("04"), *defects("06"))
    figure = answer(rows, "flow_velocity", APRIL, products=[COUNTING])
    assert (figure.value, figure.stale_since) == (0.0, None)


def test_a_tracker_that_nobody_uses_is(answer: Answers) -> None:
    figure = answer(together(*FEATURES, *defects("01")), "flow_velocity", APRIL, products=[COUNTING])
    assert (figure.standing, figure.stale_since) == (Standing.STALE, date(2021, 3, 3))


@pytest.mark.parametrize("kinds", [(), ("feature",)], ids=["all counted", "features counted"])
def test_what_came_before_the_first_counted_item_is_not_measured(answer: Answers, kinds: tuple[str, ...]) -> None:
    product = replace(COUNTING, mapping=replace(MAPPING, id="any", counts=kinds))
    figure = answer(together(*FEATURES, *defects("01")), "flow_velocity", span("01-01", "02-01"), products=[product])
    assert figure.standing is (Standing.NOT_MEASURED if kinds else Standing.MEASURED)
