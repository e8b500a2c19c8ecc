"""Charts as SVG, drawn on the server; one drawing per snapshot, question and language. They compute no figure.

An unknown period is hatched over its whole height, so that it cannot be read as zero.
"""

import functools
import json
from collections.abc import Iterator, Sequence
from datetime import datetime, time, timedelta
from typing import Any

import altair as alt
import vl_convert
from babel.dates import get_day_names, get_month_names

from llif.metrics.catalogue import MEASURES
from llif.metrics.spc import Variation
from llif.publishing import vocabulary, wording
from llif.publishing.figures.trends import Trend, label
from llif.publishing.words import gettext as _
from llif.publishing.words import language, locale
from llif.terms.quantity import Figure, Unit
from llif.terms.time import Grain

KIND_COLOURS = {"feature": "#005eb8", "defect": "#8a1538", "debt": "#b45f06", "risk": "#425563", "unmapped": "#ababac"}
HATCHED, FAINT_HATCHED = "#ababac", "#ababad"
BLUE, GREY, ORANGE, INK = "#005eb8", "#768692", "#b45f06", "#4c6272"
VARIATION_COLOURS = {Variation.IMPROVEMENT: BLUE, Variation.CONCERN: ORANGE, Variation.COMMON: GREY}
WIDTH, HEIGHT = 540, 200
BAR_WIDTH = 0.85
HATCHES = (
    '<defs><pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    '<rect width="6" height="6" fill="#e8edee"/><rect width="2" height="6" fill="#aeb7bd"/></pattern>'
    '<pattern id="faint" width="8" height="8" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    '<rect width="8" height="8" fill="#f7f9f9"/><rect width="1" height="8" fill="#d8dde0"/></pattern></defs>'
)


def drawn(trend: Trend) -> str:
    """A trend as SVG in the language of the page."""
    return _svg(json.dumps(specification(trend), sort_keys=True), language())


def specification(trend: Trend) -> dict[str, Any]:
    """The Vega-Lite specification of a trend; its numbers are in the unit of its axis."""
    scale, title = _axis(trend)
    y = alt.Y("value:Q", title=title, axis=alt.Axis(grid=True, tickCount=5), scale=alt.Scale(zero=True))
    layers = [*_unknown(trend), *(_stacked(trend, y) if _is_stacked(trend) else _plain(trend, y, scale))]
    chart = alt.layer(*layers).properties(width=WIDTH, height=HEIGHT)
    return _looked(chart)


def finished(chart: Any) -> str:
    """Any Altair chart as SVG, in the look of the others and the language of the page."""
    return _svg(json.dumps(_looked(chart), sort_keys=True), language())


def _looked(chart: Any) -> dict[str, Any]:
    made: dict[str, Any] = chart.to_dict(validate=False)
    return {**made, "config": _look()}


def svg(made: dict[str, Any]) -> str:
    """A specification made elsewhere, drawn in the language and the look of the page."""
    return _svg(json.dumps({**made, "config": _look()}, sort_keys=True), language())


def zoomable(trend: Trend) -> dict[str, Any]:
    """The same specification, as wide as its place, with a period's values to point at and a time axis to zoom."""
    made = specification(trend)
    told = [
        {"field": "period", "type": "nominal", "title": _("Period")},
        {"field": "value", "type": "quantitative", "title": _axis(trend)[1], "format": ",.2~f"},
    ]
    for layer in made["layer"]:
        if isinstance(layer["mark"], dict) and layer["mark"]["type"] in ("rect", "point") and "y" in layer["encoding"]:
            layer["encoding"]["tooltip"] = [*_kind_told(trend), *told]
    zoom = {"name": "zoom", "select": {"type": "interval", "encodings": ["x"]}, "bind": "scales"}
    made["layer"][0]["params"] = [zoom]
    return {**made, "width": "container", "autosize": {"type": "fit-x", "contains": "padding"}}


def _kind_told(trend: Trend) -> list[dict[str, Any]]:
    return [{"field": "word", "type": "nominal", "title": _("Kind")}] if _is_stacked(trend) else []


def _over(rows: list[dict[str, Any]]) -> Any:
    """A chart over rows. Altair's marks are not typed, so what is drawn on it is not either."""
    return alt.Chart(alt.InlineData(values=rows))


def _look() -> dict[str, Any]:
    return {"font": "Arial", "view": {"stroke": None}, "axis": _axis_look(), "legend": {"labelFontSize": 13}}


def _axis_look() -> dict[str, Any]:
    return {
        "labelFontSize": 13,
        "titleFontSize": 13,
        "titleFontWeight": "normal",
        "gridColor": "#e8edee",
        "domainColor": GREY,
        "tickColor": GREY,
        "labelColor": INK,
        "titleColor": INK,
    }


def _axis(trend: Trend) -> tuple[float, str]:
    """What to divide values by, and the axis's title: hours or days, percent, a week."""
    values = [figure.value for figure in trend.figures if figure.value is not None]
    match MEASURES[trend.measure].unit:
        case Unit.HOURS if max(values, default=0) >= wording.SHOWN_IN_HOURS_BELOW:
            return 24, _("days")
        case Unit.HOURS:
            return 1, _("hours")
        case Unit.SHARE:
            return 0.01, "%"
        case Unit.PER_DAY:
            return 1 / 7, _("deployments a week")
    return 1, _("items")


def _x(trend: Trend) -> alt.X:
    shape = {Grain.WEEK: "%-d %b %Y", Grain.MONTH: "%b %Y", Grain.QUARTER: "%b %Y"}[trend.grain]
    axis = alt.Axis(format=shape, labelAngle=0, grid=False, tickCount=6, labelOverlap=True, title=None)
    return alt.X("from:T", axis=axis)


def _midnight(edge: datetime) -> datetime:
    """The day that begins at an edge, without a zone: the zone's midnight may lie on the day before in UTC."""
    return datetime.combine((edge + timedelta(hours=12)).date(), time())


def _row(figure: Figure, trend: Trend, scale: float = 1) -> dict[str, Any]:
    first, after = (_midnight(edge) for edge in (figure.period_start, figure.period_end))
    until = first + (after - first) * BAR_WIDTH
    row: dict[str, Any] = {"from": first.isoformat(), "to": after.isoformat(), "until": until.isoformat()}
    row["period"] = label(figure, trend)
    for name in ("value", "low", "high"):
        found = getattr(figure, name)
        row[name] = None if found is None else round(found / scale, 4)
    return row


def _unknown(trend: Trend) -> list[Any]:
    rows = [_row(figure, trend) for figure in trend.figures if figure.value is None]
    return [_over(rows).mark_rect(color=FAINT_HATCHED, opacity=1).encode(x=_x(trend), x2="to:T")] if rows else []


def _is_stacked(trend: Trend) -> bool:
    return any(figure.value for figure in trend.by_kind)


def _stacked(trend: Trend, y: alt.Y) -> list[Any]:
    words = {kind: vocabulary.word(vocabulary.KINDS, kind) for kind in KIND_COLOURS}
    rows = list(_stack(trend))
    present = [kind for kind in KIND_COLOURS if any(row["kind"] == kind for row in rows)]
    scale = alt.Scale(domain=[words[kind] for kind in present], range=[KIND_COLOURS[kind] for kind in present])
    colour = alt.Color("word:N", scale=scale, legend=alt.Legend(title=None, orient="top"))
    marks = _over([{**row, "word": words[row["kind"]]} for row in rows]).mark_rect()
    return [marks.encode(x=_x(trend), x2="until:T", y=y, y2="under:Q", color=colour)]


def _stack(trend: Trend) -> Iterator[dict[str, Any]]:
    """Each period's kinds one upon the other, in the order of the colours."""
    tops: dict[object, float] = {}
    for figure in sorted(trend.by_kind, key=lambda each: list(KIND_COLOURS).index(str(each.kind))):
        if figure.value:
            under = tops.get(figure.period_start, 0.0)
            tops[figure.period_start] = under + figure.value
            yield {**_row(figure, trend), "kind": str(figure.kind), "under": under, "value": under + figure.value}


def _plain(trend: Trend, y: alt.Y, scale: float) -> list[Any]:
    rows = [{**_row(figure, trend, scale), "run": run} for run, figure in _runs(trend)]
    rows = [{**row, "colour": colour} for row, colour in zip(rows, _colours(trend), strict=True)]
    base = _over(rows)
    colour = alt.Color("colour:N", scale=None)
    layers = [base.mark_rule(color="#c9d1d6", strokeWidth=4).encode(x=_x(trend), y="low:Q", y2="high:Q")]
    layers += _limits(trend, scale)
    if MEASURES[trend.measure].unit in (Unit.ITEMS, Unit.PER_DAY):
        bars = base.mark_rect().encode(x=_x(trend), x2="until:T", y=y, y2=alt.datum(0), color=colour)
        return [bars, *_limits(trend, scale)]
    line = base.mark_line(color=GREY, strokeWidth=1.5).encode(x=_x(trend), y=y, detail="run:N")
    return [*layers, line, base.mark_point(filled=True, size=60, opacity=1).encode(x=_x(trend), y=y, color=colour)]


def _runs(trend: Trend) -> Iterator[tuple[int, Figure]]:
    """The measured figures, each with the number of the run it is in: no line is drawn across the unknown."""
    run = 0
    for figure in trend.figures:
        if figure.value is None:
            run += 1
        else:
            yield run, figure


def _colours(trend: Trend) -> Sequence[str]:
    points = trend.chart.points if trend.chart else ()
    return [VARIATION_COLOURS.get(point.variation, BLUE) if point.limits else BLUE for point in points]


def _limits(trend: Trend, scale: float) -> list[Any]:
    """The centre line, and the limits where there are points enough for them."""
    if trend.chart is None or trend.chart.is_run_chart:
        return []
    point = trend.chart.points[-1]
    limits = [point.limits.lower, point.limits.upper] if point.limits else []
    lines = [(point.centre, [1, 0]), *((max(each, 0), [4, 4]) for each in limits)]
    return [
        _over([{"at": at / scale}]).mark_rule(color=INK, strokeDash=dash).encode(y=alt.Y("at:Q")) for at, dash in lines
    ]


@functools.lru_cache(maxsize=512)
def _svg(specification_json: str, code: str) -> str:
    made = vl_convert.vegalite_to_svg(json.loads(specification_json), time_format_locale=time_locale())
    opening, closing, rest = made.partition(">")
    hatched = rest.replace(f'"{HATCHED}"', '"url(#hatch)"').replace(f'"{FAINT_HATCHED}"', '"url(#faint)"')
    return f"{opening}{closing}{HATCHES}{hatched}"


def time_locale() -> dict[str, Any]:
    """Month and day names of the language of the page, in the form d3 asks for."""
    months, short = (get_month_names(width, locale=locale()) for width in ("wide", "abbreviated"))
    days, short_days = (get_day_names(width, locale=locale()) for width in ("wide", "abbreviated"))
    order = (6, 0, 1, 2, 3, 4, 5)
    return {
        "dateTime": "%A %-d %B %Y %X",
        "date": "%d/%m/%Y",
        "time": "%H:%M:%S",
        "periods": ["AM", "PM"],
        "days": [days[each] for each in order],
        "shortDays": [short_days[each] for each in order],
        "months": [months[each] for each in range(1, 13)],
        "shortMonths": [short[each] for each in range(1, 13)],
    }
