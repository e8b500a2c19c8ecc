"""The Quick Check's steps, their edges, and the means of the 2025 survey."""

from math import nan

import pytest

from llif.metrics.quick_check import mean_points, points, quick_check


@pytest.mark.parametrize(
    ("question", "value", "expected"),
    [
        ("lead_time", 0.5, 10),
        ("lead_time", 1.0, 10),
        ("lead_time", 2.0, 8),
        ("lead_time", 24.0, 8),
        ("lead_time", 168.0, 6),
        ("lead_time", 700.0, 4),
        ("recovery_time", 730.56, 4),
        ("recovery_time", 731.0, 2),
        ("recovery_time", 6 * 730.56, 2),
        ("recovery_time", 5000.0, 0),
        ("deployment_frequency", 30.0, 10),
        ("deployment_frequency", 3.0, 8),
        ("deployment_frequency", 1.0, 8),
        ("deployment_frequency", 0.5, 6),
        ("deployment_frequency", 52 / 364, 6),
        ("deployment_frequency", 0.1, 4),
        ("deployment_frequency", 0.01, 2),
        ("deployment_frequency", 0.001, 0),
        ("deployment_frequency", 0.0, 0),
        ("change_fail_rate", 0.19, 8.1),
        ("rework_rate", 0.22, 7.8),
        ("rework_rate", 1.0, 0),
    ],
)
def test_points(question: str, value: float, expected: float) -> None:
    assert points(question, value) == pytest.approx(expected)


def test_the_means_of_the_2025_survey() -> None:
    rates = [points("change_fail_rate", 0.19), points("rework_rate", 0.22)]
    assert mean_points([5.5, 4.8, 7.4, *rates]) == pytest.approx(6.72)


def test_a_missing_answer_is_skipped() -> None:
    check = quick_check({"lead_time": 30.0, "deployment_frequency": 2.0, "change_fail_rate": None})
    assert check.points == {
        "lead_time": 6.0,
        "deployment_frequency": 8.0,
        "recovery_time": None,
        "change_fail_rate": None,
        "rework_rate": None,
    }
    assert check.mean == 7.0
    assert quick_check({}).mean is None


@pytest.mark.parametrize(("question", "value"), [("flow_time", 3.0), ("lead_time", nan)])
def test_what_cannot_be_scored_is_refused(question: str, value: float) -> None:
    with pytest.raises(ValueError, match=question):
        points(question, value)
