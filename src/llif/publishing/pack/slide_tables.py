"""Native tables on a slide, in the looks of the pack.

The first cell of a look is written by python-pptx and the others of that look are copies with other words: written one
by one, the 60,000 cells of a pack of 500 products take minutes.
"""

from collections.abc import Iterator, Sequence
from copy import deepcopy
from typing import Any, NamedTuple

from pptx.enum.text import MSO_ANCHOR
from pptx.util import Pt

from llif.publishing.pack import looks, slides
from llif.publishing.pack.document import Cell, Table
from llif.publishing.pack.slides import Place
from llif.publishing.pack.table_room import Laid, Part
from llif.publishing.pack.table_widths import ABOVE, BESIDE


class Look(NamedTuple):
    fill: str
    is_number: bool
    is_bold: bool


def table(slide: Any, place: Place, shown: Table, laid: Laid, part: Part, language: str) -> None:
    """A native table with a header row, of a part of the rows."""
    frame = slide.shapes.add_table(1, len(shown.columns), *place[:3], Pt(part.head))
    slides.describe(frame, shown.title, shown.about)
    grid = frame.table
    grid.rows[0].height = Pt(part.head)
    for number, width in enumerate(laid.widths):
        grid.columns[number].width = Pt(width)
    filled = list(_rows(grid, shown, part.rows, language, laid.size))
    for number, column in enumerate(shown.columns):
        _head(grid.cell(0, number), column.title, language, laid.size, column.is_number)
    for cells, height in zip(filled, part.heights, strict=True):
        grid._tbl.add_tr(Pt(height)).extend(cells)
    frame.height = Pt(part.height)


def _rows(grid: Any, shown: Table, rows: Sequence[Sequence[Cell]], language: str, size: float) -> Iterator[list[Any]]:
    """The cells of each row, ready to stand in the table."""
    first: dict[Look, Any] = {}
    for row in rows:
        looked = [_look(cell, shown.columns[across].is_number, across == 0) for across, cell in enumerate(row)]
        for look in looked:
            if look not in first:
                first[look] = _first(grid.cell(0, 0), look, language, size)
        yield [_copied(first[look], cell.text) for look, cell in zip(looked, row, strict=True)]


def _look(cell: Cell, is_number: bool, is_bold: bool) -> Look:
    return Look(looks.FILLS[cell.tone] if cell.tone else looks.PAPER, is_number, is_bold)


def _first(drawing: Any, look: Look, language: str, size: float) -> Any:
    """A cell of a look, drawn in a cell that others will be drawn in after it."""
    drawing.text_frame.clear()
    _tight(drawing)
    _fill(drawing, look.fill)
    slides.write(drawing.text_frame, ["–"], language, size=size, bold=look.is_bold, right=look.is_number)
    return deepcopy(drawing._tc)


def _copied(first: Any, words: str) -> Any:
    cell = deepcopy(first)
    cell.txBody.p_lst[0].r_lst[0].text = words
    return cell


def _head(cell: Any, title: str, language: str, size: float, right: bool) -> None:
    cell.text_frame.clear()
    _tight(cell)
    _fill(cell, looks.BLUE)
    slides.write(cell.text_frame, [title], language, size=size, bold=True, colour=looks.PAPER, right=right)


def _tight(cell: Any) -> None:
    cell.margin_top = cell.margin_bottom = Pt(ABOVE)
    cell.margin_left = cell.margin_right = Pt(BESIDE)
    cell.vertical_anchor = MSO_ANCHOR.MIDDLE


def _fill(cell: Any, colour: str) -> None:
    cell.fill.solid()
    cell.fill.fore_color.rgb = slides.rgb(colour)
