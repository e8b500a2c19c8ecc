"""A benefit over time as SVG: its values, the line it is forecast to follow, and its target. It computes no figure."""

from collections.abc import Iterator
from typing import Any

import altair as alt

from llif.publishing import wording
from llif.publishing.benefits.ledger import Benefit
from llif.publishing.figures import charts
from llif.publishing.words import gettext as _
from llif.terms.quantity import Unit

HOURS_A_DAY = 24
LEGEND = alt.Legend(title=None, orient="top", symbolType="stroke", symbolSize=400, symbolStrokeWidth=2)


def drawn(benefit: Benefit) -> str:
    """The chart in the language of the page; the forecast is dashed, the target a thin line."""
    return charts.svg(specification(benefit))


def specification(benefit: Benefit) -> dict[str, Any]:
    """Its Vega-Lite specification. *Takes* a benefit with a course."""
    if benefit.course is None:
        raise ValueError("a benefit without baseline and target has no chart")
    way, scale = benefit.course.way, _scale(benefit)
    line = [(way.baseline_on, way.baseline), (way.target_on, benefit.course.line.target)]
    words = {"values": _("Values"), "forecast": _("Forecast"), "target": _("Target")}
    rows = [
        *_rows(
            [(way.baseline_on, way.baseline), *((each.day, each.value) for each in benefit.readings)],
            scale,
            words["values"],
        ),
        *_rows(line, scale, words["forecast"]),
        *_rows([(way.baseline_on, way.target), (way.target_on, way.target)], scale, words["target"]),
    ]
    made: dict[str, Any] = _layers(rows, words, _title(benefit)).to_dict(validate=False)
    return made


def _layers(rows: list[dict[str, Any]], words: dict[str, str], title: str) -> Any:
    named = list(words.values())
    axis = alt.Axis(format="%b %Y", labelAngle=0, grid=False, tickCount=6, labelOverlap=True, title=None)
    x, y = alt.X("day:T", axis=axis), alt.Y("value:Q", title=title, scale=alt.Scale(zero=False))
    colours = alt.Scale(domain=named, range=[charts.BLUE, charts.INK, charts.ORANGE])
    colour = alt.Color("series:N", scale=colours, legend=LEGEND)
    dashes = alt.Scale(domain=named, range=[[1, 0], [6, 4], [2, 2]])
    dash = alt.StrokeDash("series:N", scale=dashes, legend=LEGEND)
    base: Any = alt.Chart(alt.InlineData(values=rows))
    lines = base.mark_line(strokeWidth=2).encode(x=x, y=y, color=colour, strokeDash=dash)
    points = base.transform_filter(alt.datum.series == words["values"])
    dots = points.mark_point(filled=True, size=60, opacity=1).encode(x=x, y=y, color=colour)
    return alt.layer(lines, dots).properties(width=charts.WIDTH, height=charts.HEIGHT)


def _rows(points: list[tuple[Any, float]], scale: float, series: str) -> Iterator[dict[str, Any]]:
    for day, value in points:
        yield {"day": f"{day.isoformat()}T00:00:00", "value": round(value / scale, 4), "series": series}


def _in_days(benefit: Benefit) -> bool:
    values = [each.value for each in benefit.readings]
    return benefit.measured_as is Unit.HOURS and max(values, default=0) >= wording.SHOWN_IN_HOURS_BELOW


def _scale(benefit: Benefit) -> float:
    if _in_days(benefit):
        return HOURS_A_DAY
    return 0.01 if benefit.measured_as is Unit.SHARE else 1


def _title(benefit: Benefit) -> str:
    match benefit.measured_as:
        case Unit.SHARE:
            return "%"
        case Unit.HOURS:
            return _("days") if _in_days(benefit) else _("hours")
        case Unit.PER_DAY:
            return _("a day")
    return benefit.unit if benefit.is_money else ""
