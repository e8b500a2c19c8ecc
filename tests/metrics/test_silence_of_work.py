"""Silence of work is the tracker's, not that of the types a product counts."""

from dataclasses import replace
from datetime import date

import pytest
from engine import Answers
from small_tables import MAPPING, ONE, Tables, history, span, together

from llif.metrics.questions import Scope
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


OPEN = history("open", ("03-02 09:00", "active"))


def test_load_of_a_period_in_which_a_source_fell_silent_is_as_last_known(answer: Answers) -> None:
    rows = together(*FEATURES, OPEN)
    known = [
        answer(rows, "flow_load", span(first, last)) for first in ("02-01", "03-03") for last in ("03-04", "06-01")
    ]
    silent = [answer(rows, "flow_load", span(first, "06-01")) for first in ("03-04", "05-01")]
    assert [(figure.standing, figure.value) for figure in known] == [(Standing.MEASURED, 1.0)] * 4
    assert [(figure.standing, figure.value) for figure in silent] == [(Standing.STALE, None)] * 2


def test_mean_load_is_over_the_time_that_was_heard(answer: Answers) -> None:
    figure = answer(together(*FEATURES, OPEN), "flow_load_mean", span("03-02", "06-01"))
    hours = 8 + 8 + (15 + 24)  # two features of eight hours; the open item from nine on the first of two days
    assert figure.value == pytest.approx(hours / 48)


def test_a_roll_up_counts_the_load_of_those_that_are_heard(answer: Answers) -> None:
    other = replace(ONE, id="two", work=(replace(ONE.work[0], name="B"),))
    heard = together(history("h", ("03-05 09:00", "active")), *defects("06"))
    for row in heard["work_items"]:
        row["container"] = "B"
    both = {name: [*together(*FEATURES, OPEN)[name], *rows] for name, rows in heard.items()}
    ask = {"products": [ONE, other], "scope": Scope.PORTFOLIO}
    heard_last, after = (answer(both, "flow_load", span(first, "06-01"), **ask) for first in ("03-01", "05-01"))
    assert (heard_last.value, heard_last.measured_in, heard_last.of, heard_last.stale_in) == (2.0, 2, 2, 1)
    assert (after.value, after.measured_in, after.of, after.stale_in) == (1.0, 1, 2, 1)
