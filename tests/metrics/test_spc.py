"""XmR charts: the golden cases (three of them here as tables), each rule at its edge, and laws."""

import json
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from llif.metrics.findings import Finding, Saying, finding
from llif.metrics.spc import Assurance, Chart, Improvement, Settings, Variation, limits_of, xmr
from llif.metrics.special_causes import Rule, Signal, TwoOfThree
from llif.terms.errors import InputError

HIGHER = Settings(Improvement.HIGHER)
FIXED = Settings(Improvement.HIGHER, fix_after_n_points=16)
WAVE = [10, 11, 10, 9] * 4  # mean 10, mean moving range 1: limits 7.34 to 12.66, two-sigma lines 8.2267 and 11.7733

SIGNAL_OF = {
    "Above UCL": Signal(Rule.OUTSIDE, up=True),
    "Below LCL": Signal(Rule.OUTSIDE, up=False),
    "2 in 3 Above CL": Signal(Rule.TWO_OF_THREE, up=True),
    "2 in 3 Below CL": Signal(Rule.TWO_OF_THREE, up=False),
    "7 Point Trend (Increasing)": Signal(Rule.TREND, up=True),
    "7 Point Trend (Decreasing)": Signal(Rule.TREND, up=False),
    "7 Points Above CL": Signal(Rule.SHIFT, up=True),
    "7 Points Below CL": Signal(Rule.SHIFT, up=False),
    "Common Cause": None,
}

SCREENED: dict[str, Any] = {
    "id": "one point screened (NHSRplotthedots, vignette on deviations)",
    "y": [1, 2, 1, 2, 10, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1],
    "improvement": "increase",
    "mean": 1.944444,
    "lpl": -0.715556,
    "upl": 4.604444,
    "special_cause": ["Common Cause"] * 4 + ["Above UCL"] + ["Common Cause"] * 13,
    "variation": "common",
}
ATTENDANCES: dict[str, Any] = {
    "id": "A&E breaches at RQM, April 2016 to March 2018 (NHSRdatasets, CC0)",
    "y": [
        *(1199, 929, 970, 1178, 1110, 1388, 2061, 1985, 2675, 3141, 1942, 2030),
        *(1309, 1960, 1169, 1117, 1085, 1492, 1280, 1197, 1569, 1406, 1328, 1564),
    ],
    "improvement": "decrease",
    "target": 1200,
    "mean": 1545.166667,
    "lpl": 740.395758,
    "upl": 2349.937576,
    "special_cause": ["Common Cause"]
    + ["2 in 3 Below CL"] * 2
    + ["Common Cause"] * 5
    + ["Above UCL"] * 2
    + ["Common Cause"] * 14,
    "point_type": ["common"] + ["improvement"] * 2 + ["common"] * 5 + ["concern"] * 2 + ["common"] * 14,
    "variation": "common",
    "assurance": "inconsistent",
}
FALLING: dict[str, Any] = {
    "id": "a falling trend above the mean is a concern where higher is better",
    "y": [*WAVE, 11.7, 11.6, 11.5, 11.4, 11.3, 11.2, 11.1],
    "improvement": "increase",
    "fix_after_n_points": 16,
    "mean": 10.0,
    "lpl": 7.34,
    "upl": 12.66,
    "special_cause": ["Common Cause"] * 16 + ["7 Point Trend (Decreasing)"] * 7,
    "point_type": ["common"] * 16 + ["concern"] * 7,
    "variation": "concern",
}


def monthly(values: Sequence[float]) -> list[tuple[date, float]]:
    return [(date(2016 + month // 12, month % 12 + 1, 1), value) for month, value in enumerate(values)]


def daily(values: Sequence[float]) -> list[tuple[date, float]]:
    return [(date(2020, 1, 1) + timedelta(days=day), value) for day, value in enumerate(values)]


def settings_of(case: dict[str, Any]) -> Settings:
    beyond = case.get("two_sigma_includes_beyond_three", False)
    return Settings(
        improvement={"increase": Improvement.HIGHER, "decrease": Improvement.LOWER}[case["improvement"]],
        target=case.get("target"),
        screen=case.get("screen_outliers", True),
        fix_after_n_points=case.get("fix_after_n_points"),
        two_of_three=TwoOfThree.MDC if beyond else TwoOfThree.R,
    )


def check_case(case: dict[str, Any]) -> None:
    """Every field of a case. Its null limits (R divides by nothing in a constant series) are here the mean."""
    chart = xmr(monthly(case["y"]), settings_of(case))
    for point in chart.points:
        assert point.limits is not None
        drawn = (point.centre, point.limits.lower, point.limits.upper)
        expected = (case["mean"] if edge is None else edge for edge in (case["mean"], case["lpl"], case["upl"]))
        assert drawn == pytest.approx(tuple(expected), abs=1e-6), case["id"]
    assert [point.signal for point in chart.points] == [SIGNAL_OF[cause] for cause in case["special_cause"]], case["id"]
    if "point_type" in case:
        assert [point.variation.value for point in chart.points] == case["point_type"], case["id"]
    assert chart.variation == case["variation"], case["id"]
    assert chart.assurance == case.get("assurance"), case["id"]


@pytest.mark.parametrize("case", [SCREENED, ATTENDANCES, FALLING], ids=lambda case: case["id"])
def test_golden_cases_kept_here(case: dict[str, Any]) -> None:
    check_case(case)


def test_every_golden_case(shared_data: Path) -> None:
    cases = json.loads((shared_data / "spc" / "golden_cases.json").read_text(encoding="utf-8"))
    assert len(cases) >= 9
    for case in cases:
        check_case(case)


@pytest.mark.parametrize(
    ("after", "rule", "up", "marked"),
    [
        ([12.7], Rule.OUTSIDE, True, [16]),
        ([7.3], Rule.OUTSIDE, False, [16]),
        ([12.66], None, None, []),  # on the limit is inside
        ([7.34], None, None, []),
        ([10.2, 10.5, 10.8, 11.1, 11.4, 11.6], Rule.TREND, True, [15, 16, 17, 18, 19, 20, 21]),
        ([9.2, 9.5, 9.8, 10.1, 10.1, 10.4, 10.6], None, None, []),  # a tie breaks it
        ([10.4] * 7, Rule.SHIFT, True, [16, 17, 18, 19, 20, 21, 22]),
        ([9.6, 9.5] * 4, Rule.SHIFT, False, [15, 16, 17, 18, 19, 20, 21, 22, 23]),
        ([10.4] * 6, None, None, []),
        ([10.4] * 6 + [10.0] + [10.4] * 6, None, None, []),  # a point on the mean breaks it
        ([10.4, 11.8, 11.9], Rule.TWO_OF_THREE, True, [17, 18]),
        ([11.9, 10.4, 11.8], Rule.TWO_OF_THREE, True, [16, 18]),
        ([11.9, 9.9, 11.8], None, None, []),  # not all three on that side
        ([11.77, 11.77, 10.4], None, None, []),  # inside two sigma
    ],
)
def test_each_rule_at_its_edge(after: list[float], rule: Rule | None, up: bool | None, marked: list[int]) -> None:
    chart = xmr(daily([*WAVE, *after]), FIXED)
    found = {row: point.signal for row, point in enumerate(chart.points) if point.signal}
    assert sorted(found) == marked
    assert {(signal.rule, signal.up) for signal in found.values()} == ({(rule, up)} if rule else set())


def test_a_point_keeps_all_its_signals_in_order_of_precedence() -> None:
    chart = xmr(daily([*WAVE, 10.3, 10.6, 10.9, 11.2, 11.9, 12.4, 13.0]), FIXED)
    assert [signal.rule for signal in chart.points[-1].signals] == list(Rule)
    assert chart.points[-1].signal == Signal(Rule.OUTSIDE, up=True)


@pytest.mark.parametrize(("reading", "rule"), [(TwoOfThree.MDC, Rule.TWO_OF_THREE), (TwoOfThree.R, None)])
def test_two_of_three_beyond_three_sigma(reading: TwoOfThree, rule: Rule | None) -> None:
    settings = Settings(Improvement.HIGHER, fix_after_n_points=16, two_of_three=reading)
    latest = xmr(daily([*WAVE, 10.5, 13.2, 12.2]), settings).points[-1]
    assert (latest.signal.rule if latest.signal else None) == rule


def test_the_turning_point_of_two_trends_keeps_the_first() -> None:
    values = [9.0, 9.4, 9.8, 10.1, 10.4, 10.7, 11.0, 10.7, 10.4, 10.1, 9.8, 9.4, 9.1]
    marks = [point.signals[0].up for point in xmr(daily(WAVE + values), FIXED).points[16:]]
    assert marks == [True] * 7 + [False] * 6


@pytest.mark.parametrize(
    ("improvement", "value", "variation"),
    [
        (Improvement.HIGHER, 13.0, Variation.IMPROVEMENT),
        (Improvement.HIGHER, 7.0, Variation.CONCERN),
        (Improvement.LOWER, 13.0, Variation.CONCERN),
        (Improvement.LOWER, 7.0, Variation.IMPROVEMENT),
        (Improvement.NEUTRAL, 13.0, Variation.NEUTRAL_HIGH),
        (Improvement.NEUTRAL, 7.0, Variation.NEUTRAL_LOW),
        (Improvement.LOWER, 10.0, Variation.COMMON),
    ],
)
def test_the_icon_of_variation(improvement: Improvement, value: float, variation: Variation) -> None:
    chart = xmr(daily([*WAVE, value]), Settings(improvement, fix_after_n_points=16))
    assert chart.variation == variation


@pytest.mark.parametrize(
    ("improvement", "target", "assurance"),
    [
        (Improvement.HIGHER, 12.7, Assurance.FAIL),
        (Improvement.HIGHER, 7.3, Assurance.PASS),
        (Improvement.HIGHER, 12.66, Assurance.INCONSISTENT),
        (Improvement.LOWER, 12.7, Assurance.PASS),
        (Improvement.LOWER, 7.3, Assurance.FAIL),
        (Improvement.LOWER, 10.0, Assurance.INCONSISTENT),
        (Improvement.NEUTRAL, 12.7, None),
        (Improvement.HIGHER, None, None),
    ],
)
def test_the_icon_of_assurance(improvement: Improvement, target: float | None, assurance: Assurance | None) -> None:
    chart = xmr(daily(WAVE), Settings(improvement, target, fix_after_n_points=16))
    assert chart.assurance == assurance


def test_below_13_points_there_is_a_run_chart_without_icons() -> None:
    chart = xmr(daily([3.0, 1.0, 90.0, 2.0] * 3), Settings(Improvement.HIGHER, target=100.0))
    assert (chart.is_run_chart, chart.variation, chart.assurance) == (True, None, None)
    assert {(point.centre, point.limits, point.signals) for point in chart.points} == {(2.5, None, ())}
    assert not xmr(daily([1.0] * 13), HIGHER).is_run_chart
    assert xmr([], HIGHER).is_run_chart


def test_a_constant_series_has_limits_equal_to_its_mean() -> None:
    latest = xmr(daily([0.1] * 15), Settings(Improvement.HIGHER, target=0.1)).points[-1]
    assert latest.limits is not None
    assert (latest.limits.lower, latest.limits.upper) == pytest.approx((0.1, 0.1))
    assert latest.signals == ()


def test_a_rebase_starts_again_at_the_first_point_on_or_after_its_date() -> None:
    series = daily([*WAVE, *(value + 20 for value in WAVE)])
    between = Settings(Improvement.HIGHER, rebase_at=(date(2020, 1, 17),))
    chart = xmr(series, between)
    assert [point.stretch for point in chart.points] == [0] * 16 + [1] * 16
    assert {point.centre for point in chart.points} == {10.0, 30.0}
    assert chart.variation is Variation.COMMON
    assert xmr(series[:20], between).is_run_chart


def test_a_rebase_before_or_after_the_series_changes_nothing() -> None:
    outside = Settings(Improvement.HIGHER, rebase_at=(date(2019, 1, 1), date(2030, 1, 1)))
    assert xmr(daily(WAVE), outside).points == xmr(daily(WAVE), HIGHER).points


def test_points_are_sorted_by_date() -> None:
    assert xmr(reversed(daily(WAVE)), HIGHER) == xmr(daily(WAVE), HIGHER)


def test_what_cannot_be_charted_is_refused_with_its_place() -> None:
    with pytest.raises(InputError, match="2020-01-01: Two values share the date"):
        xmr(daily([1.0]) * 2, HIGHER)
    with pytest.raises(InputError, match="at least 12 points, not 11"):
        Settings(Improvement.HIGHER, fix_after_n_points=11)
    with pytest.raises(ValueError, match="finite"):
        xmr(daily([1.0, float("nan")]), HIGHER)


def day(offset: int) -> date:
    return date(2020, 1, 1) + timedelta(days=offset)


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([1.0] * 5, Finding(Saying.TOO_FEW, Variation.COMMON, 5)),
        ([], Finding(Saying.TOO_FEW, Variation.COMMON, 0)),
        (WAVE, Finding(Saying.NO_SIGNAL, Variation.COMMON, 16)),
        ([*WAVE, *[10.4] * 9], Finding(Saying.SHIFT, Variation.IMPROVEMENT, 9, True, day(16), day(24))),
        (
            [*WAVE, 10.5, *[10.4, 10.1] * 4, 9.5],
            Finding(Saying.SHIFT, Variation.IMPROVEMENT, 9, True, day(16), day(24), is_current=False),
        ),
        (FALLING["y"], Finding(Saying.TREND, Variation.CONCERN, 7, False, day(16), day(22))),
        ([*WAVE, 7.0], Finding(Saying.OUTSIDE, Variation.CONCERN, 1, False, day(16), day(16))),
        ([*WAVE, 11.9, 10.4, 11.8], Finding(Saying.TWO_OF_THREE, Variation.IMPROVEMENT, 3, True, day(16), day(18))),
    ],
)
def test_findings(values: list[float], expected: Finding) -> None:
    assert finding(xmr(daily(values), FIXED)) == expected


SERIES = st.lists(st.integers(-1000, 1000).map(float), min_size=13, max_size=40)


@given(SERIES)
def test_screening_never_widens(values: list[float]) -> None:
    (centre, screened), (same, plain) = (last_lines(values, screen) for screen in (True, False))
    assert centre == same
    assert plain[0] <= screened[0] <= screened[1] <= plain[1]


def last_lines(values: list[float], screen: bool) -> tuple[float, tuple[float, float]]:
    point = xmr(daily(values), Settings(Improvement.HIGHER, screen=screen)).points[-1]
    assert point.limits is not None
    return point.centre, (point.limits.lower, point.limits.upper)


@given(SERIES, st.integers(-500, 500))
def test_moving_a_series_moves_its_lines_and_keeps_its_signals(values: list[float], by: int) -> None:
    moved = xmr(daily([value + by for value in values]), HIGHER)
    chart = xmr(daily(values), HIGHER)
    assert lines(moved) == pytest.approx([line + by for line in lines(chart)], abs=1e-8)
    assert [point.signals for point in moved.points] == [point.signals for point in chart.points]


def lines(chart: Chart) -> list[float]:
    limits = chart.points[0].limits
    assert limits is not None
    return [limits.lower, limits.lower_two_sigma, chart.points[0].centre, limits.upper_two_sigma, limits.upper]


@given(SERIES)
def test_a_mirrored_series_has_mirrored_signals_and_the_same_colours(values: list[float]) -> None:
    chart = xmr(daily(values), HIGHER)
    mirrored = xmr(daily([-value for value in values]), Settings(Improvement.LOWER))
    turned = [tuple(Signal(signal.rule, not signal.up) for signal in point.signals) for point in mirrored.points]
    assert turned == [point.signals for point in chart.points]
    assert [point.variation for point in mirrored.points] == [point.variation for point in chart.points]


@given(SERIES, st.lists(st.integers(-1000, 1000).map(float), max_size=20))
def test_later_points_do_not_move_a_fixed_baseline(values: list[float], later: list[float]) -> None:
    settings = Settings(Improvement.HIGHER, fix_after_n_points=13)
    assert lines(xmr(daily(values + later), settings)) == lines(xmr(daily(values), settings))


@given(SERIES)
def test_marks_agree_with_a_plain_reading_of_the_rules(values: list[float]) -> None:
    chart = xmr(daily(values), Settings(Improvement.HIGHER, two_of_three=TwoOfThree.R))
    low, low2, centre, high2, high = lines(chart)
    side = [(value > centre + 1e-7) - (value < centre - 1e-7) for value in values]
    near = [(high2 + 1e-7 < value <= high + 1e-7) or (low - 1e-7 <= value < low2 - 1e-7) for value in values]
    for row, point in enumerate(chart.points):
        rules = {signal.rule for signal in point.signals}
        sevens = [slice(start, start + 7) for start in range(max(0, row - 6), min(row, len(values) - 7) + 1)]
        threes = [slice(start, start + 3) for start in range(max(0, row - 2), min(row, len(values) - 3) + 1)]
        assert (Rule.SHIFT in rules) == any(abs(sum(side[seven])) == 7 for seven in sevens)
        assert (Rule.TREND in rules) == any(is_trend(values[seven]) for seven in sevens)
        assert (Rule.TWO_OF_THREE in rules) == (
            near[row] and any(abs(sum(side[three])) == 3 and sum(near[three]) >= 2 for three in threes)
        )
        assert (Rule.OUTSIDE in rules) == (values[row] > high + 1e-7 or values[row] < low - 1e-7)


def is_trend(seven: list[float]) -> bool:
    return any(seven == sorted(set(seven), reverse=falling) for falling in (False, True))


def test_limits_are_the_published_multiples_of_the_mean_moving_range() -> None:
    centre, limits = limits_of(np.array(WAVE, dtype=np.float64))
    assert (centre, limits.lower, limits.upper) == pytest.approx((10.0, 7.34, 12.66))
    assert (limits.lower_two_sigma, limits.upper_two_sigma) == pytest.approx((8.2267, 11.7733))


@pytest.mark.parametrize(("jump", "kept"), [(3.8, 18.8 / 16), (4.05, 1.0)])
def test_a_moving_range_beyond_3_267_times_the_mean_is_screened(jump: float, kept: float) -> None:
    baseline = np.cumsum([0.0, *[1.0, -1.0] * 7, 1.0, jump])  # ranges: fifteen of 1, and the jump: 3.23 or 3.40 means
    centre, limits = limits_of(baseline)
    assert limits.upper - centre == pytest.approx(2.66 * kept)


def test_a_point_on_the_limit_is_inside_although_the_limit_is_rounded() -> None:
    wave = [7.3, 8.0, 7.3, 6.6] * 4  # upper limit 7.3 + 2.66 × 0.7 = 9.162, which floats make 9.161999…
    points = xmr(daily([*wave, 9.162, 9.163]), FIXED).points
    assert [point.signal for point in points[16:]] == [None, Signal(Rule.OUTSIDE, up=True)]
