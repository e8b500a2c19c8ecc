"""Calendar months, to the day."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from llif.terms.time import first_within, months_after, next_day


@pytest.mark.parametrize(
    ("day", "months", "after"),
    [
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2027, 8, 31), 6, date(2028, 2, 29)),
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2026, 1, 30), 12, date(2027, 1, 30)),
        (date(2028, 2, 29), 12, date(2029, 2, 28)),
        (date(2026, 12, 31), 18, date(2028, 6, 30)),
        (date(2026, 3, 31), -1, date(2026, 2, 28)),
        (date(2026, 1, 15), -1, date(2025, 12, 15)),
        (date(2026, 1, 15), 0, date(2026, 1, 15)),
        (date.max, 1, date.max),
        (date.min, -1, date.min),
        (date(9999, 11, 30), 1, date(9999, 12, 30)),
        (date(1, 2, 28), -1, date(1, 1, 28)),
    ],
)
def test_months_after(day: date, months: int, after: date) -> None:
    assert months_after(day, months) == after


@pytest.mark.parametrize(
    ("end", "months", "first"),
    [
        (date(2027, 2, 28), 6, date(2026, 8, 28)),
        (date(2026, 8, 31), 6, date(2026, 3, 1)),  # 28 February + 6 months is 28 August: not yet
        (date(2026, 9, 30), 6, date(2026, 3, 30)),
    ],
)
def test_first_within(end: date, months: int, first: date) -> None:
    assert first_within(end, months) == first


@given(st.dates(date(1900, 1, 1), date(2200, 1, 1)), st.integers(1, 120))
def test_first_within_is_the_first_day_from_which_the_end_is_near(end: date, months: int) -> None:
    first = first_within(end, months)
    assert months_after(first, months) >= end
    assert months_after(first - timedelta(days=1), months) < end


def test_the_calendar_s_last_day_has_none_after_it() -> None:
    assert next_day(date(2026, 2, 28)) == date(2026, 3, 1)
    assert next_day(date.max) == date.max
