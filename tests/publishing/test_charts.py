"""What a chart draws: kinds upon each other, the unknown hatched, no line across it."""

from datetime import UTC, datetime, timedelta

import pytest

from llif.metrics import spc
from llif.publishing.figures import charts, trends
from llif.terms.quantity import Figure, Standing, Unit
from llif.terms.time import Grain

BEGIN = datetime(2024, 1, 1, tzinfo=UTC)


def figure(week: int, value: float | None, measure: str = "flow_time", kind: str | None = None) -> Figure:
    start = BEGIN + timedelta(weeks=week)
    unit = Unit.HOURS if measure == "flow_time" else Unit.ITEMS
    standing = Standing.NOT_MEASURED if value is None else Standing.MEASURED
    return Figure(
        "p", "x", measure, kind, start, start + timedelta(weeks=1), value, unit, 1, None, None, standing, None, "s"
    )


def trend(values: list[float | None]) -> trends.Trend:
    figures = [figure(week, value) for week, value in enumerate(values)]
    points = [(each.period_start.date(), each.value) for each in figures if each.value is not None]
    chart = spc.xmr(points, spc.Settings(spc.Improvement.LOWER))
    return trends.Trend("flow_time", Grain.WEEK, "Etc/UTC", figures, [], chart)


@pytest.mark.parametrize(
    ("values", "runs"), [([1, 2, 3], [0, 0, 0]), ([1, None, 3], [0, 1]), ([None, 2, None, None, 5, 6], [1, 3, 3])]
)
def test_no_line_is_drawn_across_the_unknown(values: list[float | None], runs: list[int]) -> None:
    assert [run for run, _figure in charts._runs(trend(values))] == runs


def test_the_unknown_is_hatched_and_no_bar() -> None:
    drawn = charts.specification(trend([5, None, 5]))
    unknown = drawn["layer"][0]
    assert [row["value"] for row in drawn["datasets"][unknown["data"]["name"]]] == [None]
    assert unknown["mark"]["color"] == charts.FAINT_HATCHED


def test_kinds_stand_upon_each_other_in_one_order() -> None:
    by_kind = [figure(0, 2, "flow_velocity", "unmapped"), figure(0, 3, "flow_velocity", "feature")]
    rows = list(charts._stack(trends.Trend("flow_velocity", Grain.WEEK, "Etc/UTC", [], by_kind, None)))
    assert [(row["kind"], row["under"], row["value"]) for row in rows] == [("feature", 0, 3), ("unmapped", 3, 5)]
