"""Every band, every edge and every hole of the published tables."""

from itertools import pairwise
from math import inf, nan

import pytest
from hypothesis import given
from hypothesis import strategies as st

from llif.metrics.bands import BAND_SETS, COLUMN_OF, HALF_YEAR, MONTH, Band
from llif.metrics.levels import MEASURES, Level, Placing, level

WEEK = 168.0
MONTHLY = 1 / 30.44
HALF_YEARLY = 1 / (6 * 30.44)
MIDDLE = "between High and Elite (no band printed)"
LOWER = "between Medium and High (no band printed)"
LOWEST = "between Low and Medium (no band printed)"
WORSE = "worse than any band printed"
BETTER = "better than any band printed"

AS_PRINTED = [
    ("deployment_frequency", inf, "Elite"),
    ("deployment_frequency", 6.0, "Elite"),
    ("deployment_frequency", 1.01, "Elite"),
    ("deployment_frequency", 1.0, "Elite"),  # the edge of the better band
    ("deployment_frequency", 0.99, MIDDLE),
    ("deployment_frequency", 0.5, MIDDLE),
    ("deployment_frequency", 0.15, MIDDLE),
    ("deployment_frequency", 1 / 7, "High"),
    ("deployment_frequency", 52 / 364, "High"),
    ("deployment_frequency", 0.1, "High"),
    ("deployment_frequency", MONTHLY, "High"),
    ("deployment_frequency", 0.0328, "Medium"),
    ("deployment_frequency", HALF_YEARLY, "Medium"),
    ("deployment_frequency", 0.005, "Low"),
    ("deployment_frequency", 0.0, "Low"),
    ("lead_time", -0.5, "Elite"),
    ("lead_time", 0.0, "Elite"),
    ("lead_time", 0.99, "Elite"),
    ("lead_time", 1.0, "Elite"),
    ("lead_time", 1.01, MIDDLE),
    ("lead_time", 20.7, MIDDLE),
    ("lead_time", 23.99, MIDDLE),
    ("lead_time", 24.0, "High"),
    ("lead_time", WEEK, "High"),
    ("lead_time", WEEK + 0.1, LOWER),
    ("lead_time", 457.2, LOWER),
    ("lead_time", MONTH - 0.1, LOWER),
    ("lead_time", MONTH, "Medium"),
    ("lead_time", HALF_YEAR, "Medium"),
    ("lead_time", HALF_YEAR + 0.1, "Low"),
    ("lead_time", inf, "Low"),
    ("time_to_restore", 0.5, "Elite"),
    ("time_to_restore", 1.0, "Elite"),
    ("time_to_restore", 1.01, "High"),
    ("time_to_restore", 24.0, "High"),
    ("time_to_restore", 24.01, "Medium"),
    ("time_to_restore", WEEK, "Medium"),
    ("time_to_restore", WEEK + 1, LOWEST),
    ("time_to_restore", HALF_YEAR - 1, LOWEST),
    ("time_to_restore", HALF_YEAR + 1, "Low"),
    ("recovery_time", 3.0, "High"),
    ("recovery_time", 2 * WEEK, LOWEST),
    ("change_fail_rate", 0.0, "Elite"),
    ("change_fail_rate", 0.15, "Elite"),
    ("change_fail_rate", 3 / 20, "Elite"),
    ("change_fail_rate", 0.155, MIDDLE),
    ("change_fail_rate", 0.16, "High, Medium or Low"),
    ("change_fail_rate", 0.30, "High, Medium or Low"),
    ("change_fail_rate", 0.301, WORSE),
    ("change_fail_rate", 1.0, WORSE),
]


@pytest.mark.parametrize(("measure", "value", "words"), AS_PRINTED)
def test_2021_as_printed(measure: str, value: float, words: str) -> None:
    assert str(level(measure, value)) == words


OTHER_YEARS = [
    (2018, "deployment_frequency", 24.0, "Elite"),
    (2018, "deployment_frequency", 5.0, "High"),
    (2018, "deployment_frequency", 1.0, "High"),
    (2018, "deployment_frequency", 0.5, LOWER),
    (2018, "deployment_frequency", 0.1, "Medium or Low"),
    (2018, "deployment_frequency", 0.01, WORSE),
    (2018, "lead_time", 12.0, MIDDLE),
    (2018, "lead_time", WEEK, "High"),
    (2018, "lead_time", WEEK + 1, "Medium"),
    (2018, "lead_time", HALF_YEAR + 1, WORSE),
    (2018, "time_to_restore", 5.0, "High or Medium"),
    (2018, "time_to_restore", 48.0, LOWEST),
    (2018, "time_to_restore", WEEK, "Low"),
    (2018, "time_to_restore", MONTH + 1, WORSE),
    (2018, "change_fail_rate", 0.12, "Elite, High or Medium"),
    (2018, "change_fail_rate", 0.30, LOWEST),
    (2018, "change_fail_rate", 0.46, "Low"),
    (2018, "change_fail_rate", 0.61, WORSE),
    (2019, "deployment_frequency", 1.0, "Elite"),
    (2019, "deployment_frequency", 0.5, "High"),
    (2019, "deployment_frequency", 1 / 7, "High"),
    (2019, "deployment_frequency", 0.1, "Medium"),
    (2019, "deployment_frequency", 0.01, "Low"),
    (2019, "deployment_frequency", 0.0, WORSE),
    (2019, "lead_time", 12.0, "Elite"),
    (2019, "lead_time", 24.0, "Elite"),
    (2019, "time_to_restore", 24.0, "High or Medium"),
    (2022, "deployment_frequency", 2.0, "High"),
    (2022, "deployment_frequency", 0.5, LOWER),
    (2022, "deployment_frequency", 0.1, "Medium"),
    (2022, "lead_time", 12.0, BETTER),
    (2022, "lead_time", 24.0, "High"),
    (2022, "time_to_restore", 0.5, "High"),
    (2022, "time_to_restore", MONTH, "Low"),
    (2022, "change_fail_rate", 0.20, "Medium"),
    (2022, "change_fail_rate", 0.40, LOWEST),
    (2023, "lead_time", 400.0, "Medium or Low"),
    (2023, "deployment_frequency", 0.05, "Medium or Low"),
    (2023, "time_to_restore", 48.0, "Medium"),
    (2023, "time_to_restore", 2 * WEEK, LOWEST),
    (2023, "recovery_time", MONTH, "Low"),
    (2023, "change_fail_rate", 0.02, "nearest published: Elite"),
    (2023, "change_fail_rate", 0.075, "nearest published: Elite"),
    (2023, "change_fail_rate", 0.12, "nearest published: High"),
    (2023, "change_fail_rate", 0.35, "nearest published: Medium"),
    (2023, "change_fail_rate", 0.90, "nearest published: Low"),
    (2024, "lead_time", MONTH + 1, "Low"),
    (2024, "time_to_restore", 5.0, "High or Medium"),
    (2024, "change_fail_rate", 0.12, "nearest published: Medium"),
    (2024, "change_fail_rate", 0.15, "nearest published: Medium"),
    (2024, "change_fail_rate", 0.18, "nearest published: High"),
    (2024, "change_fail_rate", 0.31, "nearest published: Low"),
]


@pytest.mark.parametrize(("year", "measure", "value", "words"), OTHER_YEARS)
def test_other_years(year: int, measure: str, value: float, words: str) -> None:
    assert str(level(measure, value, year)) == words


def test_a_level_is_data_that_pages_can_translate() -> None:
    assert level("lead_time", 20.0) == Level(Placing.BETWEEN, ("High", "Elite"))
    assert level("change_fail_rate", 0.2) == Level(Placing.SEVERAL, ("High", "Medium", "Low"))
    assert level("change_fail_rate", 0.2, 2023) == Level(Placing.NEAREST, ("Medium",))
    assert level("change_fail_rate", 0.5) == Level(Placing.WORSE)


@pytest.mark.parametrize(
    ("measure", "value", "year"), [("rework_rate", 0.1, 2021), ("lead_time", 1.0, 2020), ("lead_time", nan, 2021)]
)
def test_there_is_no_level_without_a_band_or_a_value(measure: str, value: float, year: int) -> None:
    with pytest.raises(ValueError, match=measure):
        level(measure, value, year)


@pytest.mark.parametrize("year", BAND_SETS)
def test_bands_run_from_better_to_worse_and_never_overlap(year: int) -> None:
    for name in set(COLUMN_OF.values()) - {"change_fail"}:
        bands: tuple[Band, ...] = getattr(BAND_SETS[year], name)
        for better, worse in pairwise(bands):
            same = (better.best, better.worst) == (worse.best, worse.worst)
            assert same or better.worst <= worse.best, (year, name)


RANK = {"Elite": 0, "High": 1, "Medium": 2, "Low": 3}


@given(
    st.sampled_from(sorted(MEASURES)),
    st.sampled_from([2018, 2019, 2021, 2022]),
    st.tuples(st.floats(0, 10_000), st.floats(0, 10_000)),
)
def test_a_better_value_never_has_a_worse_level(measure: str, year: int, pair: tuple[float, float]) -> None:
    smaller, greater = sorted(pair)
    better, worse = (greater, smaller) if measure == "deployment_frequency" else (smaller, greater)
    assert place(level(measure, better, year)) <= place(level(measure, worse, year))


def place(given_level: Level) -> float:
    if given_level.kind is Placing.BETTER:
        return -1
    if given_level.kind is Placing.WORSE:
        return 9
    ranks = [RANK[name] for name in given_level.names]
    return sum(ranks) / len(ranks)
