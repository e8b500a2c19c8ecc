"""A chart of the document as SVG, for the formats that have none of their own. A gap is a gap: unknown is not zero."""

import json
from typing import Any

import vl_convert

from llif.publishing.pack.document import Chart
from llif.publishing.pack.looks import FONT, LINE, QUIET
from llif.publishing.words import LOCALES

WIDTH, HEIGHT = 620, 240


def drawn(chart: Chart, language: str) -> str:
    """*Takes* the language whose numbers the axis bears."""
    return str(vl_convert.vegalite_to_svg(json.dumps(specification(chart, language))))


def specification(chart: Chart, language: str) -> dict[str, Any]:
    """The Vega-Lite specification of a chart."""
    order = [series.name for series in chart.series]
    colour = {
        "field": "series",
        "type": "nominal",
        "title": None,
        "scale": {"domain": order, "range": [series.colour for series in chart.series]},
        "legend": {"orient": "bottom"} if len(order) > 1 else None,
    }
    encoding: dict[str, Any] = {
        "x": _places(chart),
        "y": {"field": "value", "type": "quantitative", "title": chart.unit, "stack": chart.is_stacked or None},
        "color": colour,
        "order": {"field": "place", "type": "quantitative"},
    }
    if not chart.is_stacked and not chart.is_line and len(order) > 1:
        encoding["xOffset"] = {"field": "series", "sort": order}
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "width": WIDTH,
        "height": HEIGHT,
        "data": {"values": list(_rows(chart))},
        "mark": {"type": "line", "point": True} if chart.is_line else {"type": "bar"},
        "encoding": encoding,
        "config": {
            "font": FONT,
            "view": {"stroke": None},
            "axis": _axis(),
            "locale": _numbers(language),
        },
    }


def _rows(chart: Chart) -> Any:
    for place, series in enumerate(chart.series):
        for category, value in zip(chart.categories, series.values, strict=True):
            if value is not None:
                yield {"category": category, "series": series.name, "value": value, "place": place}


def _places(chart: Chart) -> dict[str, Any]:
    """Every category has its place, also one of which nothing is known."""
    domain = {"domain": list(chart.categories)}
    return {"field": "category", "type": "ordinal", "sort": None, "title": None, "axis": _across(), "scale": domain}


def _across() -> dict[str, Any]:
    return {"labelAngle": 0, "labelOverlap": True, "labelLimit": 110}


def _axis() -> dict[str, Any]:
    look = {"labelFontSize": 12, "titleFontSize": 12, "titleFontWeight": "normal"}
    return {**look, "gridColor": f"#{LINE}", "labelColor": f"#{QUIET}", "titleColor": f"#{QUIET}"}


def _numbers(language: str) -> dict[str, Any]:
    symbols = LOCALES[language].number_symbols["latn"]
    told = {"decimal": symbols["decimal"], "thousands": symbols["group"], "grouping": [3], "currency": ["£", ""]}
    return {"number": told}
