"""Spreading, realising, discounting and pro-rating in small tables a treasurer could check."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from llif.portfolio.benefits.discounting import factor, forecast_by_year, present_value, realised_by_year
from llif.portfolio.benefits.realising import Course, Reading, realised
from llif.portfolio.investment.funding import Budget, ends_unfollowed, funding
from llif.portfolio.investment.funding import by_product as budgeted
from llif.portfolio.investment.spending import Cost, by_category, by_kind, by_product, by_spend, per_item, spent, within
from llif.portfolio.strategy.results import Track, Way, track
from llif.portfolio.strategy.spread import people_by_product, spread

WAY = Way(0, date(2024, 1, 1), 100, date(2025, 1, 1))
FALL = Way(80, date(2024, 1, 1), 40, date(2024, 12, 31))


def test_weights_divide_what_a_product_has_and_the_rest_serves_none() -> None:
    found = spread({"a": 10, "b": 4, "c": 6}, {"a": {"m": 0.5, "n": 0.3}, "b": {}, "c": None}, ("m", "n"))
    assert found.by_mission == {"m": 5, "n": 3}
    assert found.none == pytest.approx(2 + 4)
    assert found.untold == 6
    assert found.total == pytest.approx(20)
    assert found.share(5) == pytest.approx(0.25)


weights = st.lists(st.floats(0, 0.33), min_size=3, max_size=3).map(lambda each: dict(zip("xyz", each, strict=True)))


@given(st.dictionaries(st.sampled_from("abc"), st.floats(0, 1e6)), st.dictionaries(st.sampled_from("abc"), weights))
def test_nothing_is_lost_or_made_by_dividing(amounts: dict[str, float], ties: dict[str, dict[str, float]]) -> None:
    assert spread(amounts, ties, tuple("xyz")).total == pytest.approx(sum(amounts.values()))


def test_people_are_of_teams_and_a_team_without_a_count_has_none() -> None:
    assert people_by_product({"t": 6}, {"a": "t", "b": "t", "c": "u", "d": None}) == {"a": 3, "b": 3}


@pytest.mark.parametrize(
    ("value", "read_on", "day", "expected"),
    [
        (None, None, date(2024, 7, 1), Track.UNKNOWN),
        (50, date(2023, 12, 1), date(2024, 7, 1), Track.UNKNOWN),  # before the baseline
        (50, date(2024, 8, 1), date(2024, 7, 1), Track.UNKNOWN),  # not yet
        (100, date(2024, 3, 1), date(2024, 7, 1), Track.REACHED),
        (50, date(2024, 7, 1), date(2024, 7, 1), Track.ON_TRACK),
        (41, date(2024, 7, 1), date(2024, 7, 1), Track.ON_TRACK),
        (39, date(2024, 7, 1), date(2024, 7, 1), Track.BEHIND),
        (61, date(2024, 7, 1), date(2024, 7, 1), Track.AHEAD),
        (20, date(2024, 3, 1), date(2024, 12, 1), Track.ON_TRACK),  # held beside the line of its own day
        (99, date(2024, 12, 1), date(2025, 1, 2), Track.LATE),
    ],
)
def test_how_a_reading_stands(value: float | None, read_on: date | None, day: date, expected: Track) -> None:
    assert track(WAY, value, read_on, day) is expected


def test_a_benefit_may_fall_towards_its_target() -> None:
    found = realised(Course(FALL), [Reading(date(2024, 7, 1), 50)], date(2024, 7, 31))
    assert (found.gain, found.share, found.track) == (30, 0.75, Track.AHEAD)
    assert found.forecast_gain == pytest.approx(40 * 182 / 365)


def test_a_lower_forecast_is_what_a_benefit_is_held_beside() -> None:
    half = [Reading(date(2024, 7, 1), 30)]
    assert realised(Course(WAY), half, date(2024, 7, 1)).track is Track.BEHIND
    assert realised(Course(WAY, 60), half, date(2024, 7, 1)).track is Track.ON_TRACK


def test_readings_of_other_days_are_none() -> None:
    assert realised(Course(WAY), [Reading(date(2023, 1, 1), 50)], date(2024, 7, 1)).track is Track.UNKNOWN
    assert realised(Course(WAY), [], date(2024, 7, 1)).gain is None


def test_the_green_book_rate() -> None:
    assert factor(0.035, 0) == 1
    assert factor(0.035, 1) == pytest.approx(0.9662, abs=1e-4)
    assert factor(0.035, 10) == pytest.approx(0.7089, abs=1e-4)
    assert present_value([100, 100, 100]) == pytest.approx(289.97, abs=0.01)
    assert present_value([100, 100], 0) == 200


def test_a_yearly_amount_adds_up_by_day_and_holds_until_the_next() -> None:
    readings = [Reading(date(2024, 1, 1), 0), Reading(date(2024, 7, 1), 100), Reading(date(2025, 1, 1), 200)]
    found = realised_by_year(Course(WAY), readings, date(2024, 1, 1), date(2026, 1, 1))
    assert found == pytest.approx([100 * 184 / 365.25, 200 * 365 / 365.25])


def test_what_was_forecast_is_added_up_as_what_was_had() -> None:
    days = [date(2024, 1, 1), date(2024, 7, 1), date(2025, 1, 1)]
    course, until = Course(WAY), date(2026, 1, 1)
    line = [Reading(day, course.expected(day)) for day in days]
    half = [Reading(day, course.expected(day) / 2) for day in days]
    forecast = forecast_by_year(course, half, days[0], until)
    assert forecast == pytest.approx(realised_by_year(course, line, days[0], until))
    # 182 days into 2024 the line is at 182/366; it holds for 184 days, then the whole of it for all of 2025
    assert forecast == pytest.approx([100 * 182 / 366 * 184 / 365.25, 100 * 365 / 365.25])


def test_costs_are_pro_rated_by_day_and_currencies_stay_apart() -> None:
    march = (date(2024, 3, 1), date(2024, 3, 31))
    costs = [
        Cost("a", "run", *march, 310, "GBP"),
        Cost("a", "change", *march, 62, "GBP"),
        Cost("a", "run", *march, 31, "EUR"),
        Cost("b", None, date(2024, 4, 10), date(2024, 4, 10), 5, "GBP"),
        Cost("b", None, date(2024, 5, 1), date(2024, 5, 2), 8, "GBP"),
    ]
    found = spent(costs, date(2024, 3, 22), date(2024, 4, 30))
    assert by_product(found, "GBP") == {"a": pytest.approx(120), "b": 5}
    assert by_category(found, "GBP") == {"run": pytest.approx(100), "change": pytest.approx(20), None: 5}
    assert by_product(found, "EUR") == {"a": pytest.approx(10)}
    assert spent(costs, date(2023, 1, 1), date(2023, 1, 2)) == {}


def test_run_or_change_and_capital_or_revenue_are_two_divisions_of_the_same_money() -> None:
    march = (date(2024, 3, 1), date(2024, 3, 31))
    costs = [
        Cost("a", "change", *march, 310, "GBP", "1", "capital"),
        Cost("a", "change", *march, 62, "GBP", "2", "revenue"),
        Cost("a", "capital", *march, 31, "GBP", "3"),
        Cost("b", "run", *march, 5, "GBP", "4"),
        Cost("b", "run", *march, 7, "EUR", "5", "revenue"),
    ]
    assert by_category(spent(costs, *march), "GBP") == {"change": 372, "capital": 31, "run": 5}
    assert by_spend(costs, *march) == {"EUR": {"revenue": 7}, "GBP": {"capital": 341, "revenue": 62, None: 5}}


@given(st.integers(0, 400), st.integers(0, 400), st.integers(0, 800))
def test_a_cost_is_all_there_however_it_is_cut(start: int, length: int, cut: int) -> None:
    base = date(2024, 1, 1)
    first, last = base + timedelta(days=start), base + timedelta(days=start + length)
    edge = base + timedelta(days=cut)
    parts = within(first, last, 100, date.min, edge) + within(first, last, 100, edge + timedelta(days=1), date.max)
    assert parts == pytest.approx(100)


def test_spend_by_kind_is_by_finished_work() -> None:
    assert by_kind(100, {"feature": 3, "defect": 1}) == {"feature": 75, "defect": 25}
    assert by_kind(100, {"feature": 0}) is None
    assert per_item(100, 4) == 25
    assert per_item(100, 0) is None
    assert per_item(None, 4) is None


def test_the_budgets_of_products_over_a_period() -> None:
    whole, half = (date(2024, 1, 1), date(2024, 1, 10)), (date(2024, 1, 1), date(2024, 1, 20))
    budgets = [
        Budget("b", *whole, 100, "GBP", "persistent", "capital"),
        Budget("b", *half, 100, "GBP", "temporary"),
        Budget("a", *whole, 10, "EUR", "temporary", "revenue"),
        Budget("a", date(2024, 2, 1), date(2024, 2, 2), 10, "EUR", "temporary"),
    ]
    first, second = budgeted(budgets, *whole)
    assert (first.product, first.currency, first.amount, first.persistent) == ("a", "EUR", 10, 0)
    assert (second.product, second.amount, second.persistent) == ("b", 150, 100)
    assert second.by_spend == {"capital": 100, None: 50}


def test_funding_that_lasts_and_funding_that_ends() -> None:
    year = (date(2024, 4, 1), date(2025, 3, 31))
    budgets = [
        Budget("a", *year, 300, "GBP", "persistent"),
        Budget("b", *year, 100, "GBP", "temporary"),
        Budget("c", *year, 100, "GBP", "temporary"),
        Budget("c", date(2025, 4, 1), date(2026, 3, 31), 100, "GBP", "persistent"),
        Budget("b", *year, 50, "EUR", "temporary"),
    ]
    euros, pounds = funding(budgets, *year)
    assert (pounds.currency, pounds.persistent_share) == ("GBP", pytest.approx(0.6))
    assert (euros.currency, euros.persistent_share) == ("EUR", 0)
    assert ends_unfollowed(budgets, date(2024, 6, 1), 365) == {"b": date(2025, 3, 31)}
    assert ends_unfollowed(budgets, date(2024, 1, 1), 30) == {}
    assert ends_unfollowed(budgets, date(2026, 1, 1), 30) == {"b": date(2025, 3, 31)}
