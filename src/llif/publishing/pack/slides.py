"""What stands on a slide: text and a native chart. Each knows its language and its alternative text."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LEGEND_POSITION
from pptx.enum.text import MSO_ANCHOR, MSO_AUTO_SIZE, PP_ALIGN
from pptx.util import Pt

from llif.publishing.pack import looks
from llif.publishing.pack.document import Chart

LANGUAGES = {"en": "en-GB", "cy": "cy-GB"}


def rgb(code: str) -> Any:
    """*Takes* six hexadecimal digits."""
    return RGBColor(*bytes.fromhex(code))


class Place(NamedTuple):
    left: int
    top: int
    width: int
    height: int


def put(shape: Any, place: Place) -> None:
    shape.left, shape.top, shape.width, shape.height = place


def write(
    frame: Any,
    lines: Sequence[str],
    language: str,
    *,
    size: float,
    bold: bool = False,
    colour: str = looks.INK,
    right: bool = False,
    gap: float = 0,
) -> None:
    """Fill a text frame, a paragraph a line. *Takes* the gap between paragraphs in letters' sizes."""
    frame.word_wrap, frame.auto_size = True, MSO_AUTO_SIZE.NONE
    for number, line in enumerate(lines):
        paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
        paragraph.space_before = Pt(size * gap if number else 0)
        paragraph.alignment = PP_ALIGN.RIGHT if right else PP_ALIGN.LEFT
        run = paragraph.add_run()
        run.text = line
        run.font.size, run.font.bold, run.font.name = Pt(size), bold, looks.FONT
        run.font.color.rgb = rgb(colour)
        run._r.get_or_add_rPr().set("lang", LANGUAGES[language])


def text(
    slide: Any,
    place: Place,
    lines: Sequence[str],
    language: str,
    *,
    size: float,
    colour: str = looks.INK,
    gap: float = 0,
) -> None:
    box = slide.shapes.add_textbox(*place)
    bare(box.text_frame)
    write(box.text_frame, lines, language, size=size, colour=colour, gap=gap)


def bare(frame: Any) -> None:
    """Without margins: its text stands in line with the tables."""
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    frame.vertical_anchor = MSO_ANCHOR.TOP


def describe(shape: Any, title: str, about: str) -> None:
    """The alternative text of a table or chart."""
    told = shape._element.nvGraphicFramePr.cNvPr
    told.set("title", title)
    told.set("descr", about)


def chart(slide: Any, place: Place, shown: Chart, language: str) -> None:
    """A native chart; a value that is not known is a gap."""
    data = CategoryChartData()
    data.categories = list(shown.categories)
    for series in shown.series:
        data.add_series(series.name, series.values)
    frame = slide.shapes.add_chart(_kind(shown), *place, data)
    describe(frame, shown.title, shown.about)
    made = frame.chart
    made.font.size, made.font.name = Pt(11), looks.FONT
    made.has_title, made.has_legend = False, len(shown.series) > 1
    if made.has_legend:
        made.legend.position, made.legend.include_in_layout = XL_LEGEND_POSITION.BOTTOM, False
    made.value_axis.has_title = True
    write(made.value_axis.axis_title.text_frame, [shown.unit], language, size=11, colour=looks.QUIET)
    for drawn, series in zip(made.plots[0].series, shown.series, strict=True):
        _coloured(drawn, series.colour, shown.is_line)


def _kind(shown: Chart) -> Any:
    if shown.is_line:
        return XL_CHART_TYPE.LINE_MARKERS
    return XL_CHART_TYPE.COLUMN_STACKED if shown.is_stacked else XL_CHART_TYPE.COLUMN_CLUSTERED


def _coloured(drawn: Any, colour: str, is_line: bool) -> None:
    paint = rgb(colour.lstrip("#"))
    if is_line:
        drawn.format.line.color.rgb = paint
        drawn.smooth = False
    else:
        drawn.format.fill.solid()
        drawn.format.fill.fore_color.rgb = paint
