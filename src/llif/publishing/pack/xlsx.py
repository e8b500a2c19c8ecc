"""The pack as an Excel workbook: a sheet a section, numbers as numbers, and formulas where the arithmetic is plain."""

import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import xlsxwriter
from xlsxwriter.utility import xl_rowcol_to_cell

from llif.publishing.pack import looks, saying, tabled
from llif.publishing.pack.document import Cell, Chart, Document, Lines, Number, Section, Table
from llif.publishing.words import gettext as _
from llif.terms.errors import N_

FORMATS = {
    Number.COUNT: "#,##0",
    Number.SHARE: "0.0%",
    Number.HOURS: "#,##0.0",
    Number.PER_DAY: "0.000",
    Number.MONEY: "#,##0",
    Number.POINTS: "0",
}
IN_PART = "#,##0.0#"
"""Of a count that is no whole number."""
NAME_LENGTH = 31
FORBIDDEN = str.maketrans(dict.fromkeys("[]:*?/\\'", " "))
WIDTH = 16
WORDED = (Number.MONEY, Number.POINTS)
UNITS = {Number.HOURS: N_("h"), Number.PER_DAY: N_("a day")}
"""A workbook keeps to one unit, so that its numbers can be reckoned with, and says it."""
SIGNS = str.maketrans("", "", "-\u2212")  # the number has its own
AROUND = re.compile(r"(\D*)\d[\d,.]*(.*)", re.DOTALL)


def made(document: Document) -> bytes:
    """The file's bytes."""
    file = BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"title": f"{document.title} – {document.name}", "comments": document.snapshot})
    looked = _Looks(book)
    names = list(_names(document))
    _cover(book.add_worksheet(names[0]), document, looked)
    for name, section in zip(names[1:], document.sections, strict=True):
        _Sheet(book, book.add_worksheet(name), looked).section(section)
    book.close()
    return file.getvalue()


def _names(document: Document) -> Iterator[str]:
    """A name for each sheet that Excel allows, and no two alike."""
    used: set[str] = set()
    for number, title in enumerate([document.title, *(section.title for section in document.sections)]):
        plain = title.translate(FORBIDDEN).strip()[:NAME_LENGTH]
        name = plain if plain.casefold() not in used else f"{plain[: NAME_LENGTH - 3]} {number}"
        used.add(name.casefold())
        yield name


class _Looks:
    """The formats of a workbook, each made once."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._made: dict[tuple[tuple[str, Any], ...], Any] = {}

    def __call__(self, **wanted: Any) -> Any:
        key = tuple(sorted(wanted.items()))
        if key not in self._made:
            self._made[key] = self._book.add_format({"font_name": looks.FONT, "valign": "top", **wanted})
        return self._made[key]


def _cover(sheet: Any, document: Document, looked: _Looks) -> None:
    sheet.set_column(0, 0, 100)
    sheet.write_string(0, 0, document.title, looked(bold=True, font_size=20))
    for row, line in enumerate([*saying.opening(document), saying.footing(document)], 1):
        sheet.write_string(row, 0, line, looked(text_wrap=True))


class _Sheet:
    """A section's sheet, written from the top; `row` is the next free one."""

    def __init__(self, book: Any, sheet: Any, looked: _Looks) -> None:
        self.book, self.sheet, self.looked, self.row = book, sheet, looked, 0

    def section(self, section: Section) -> None:
        self.sheet.set_column(0, 0, 34)
        self.sheet.set_column(1, 16, WIDTH)
        self._line(section.title, bold=True, font_size=16)
        for line in (*section.said, *map(saying.comment, section.comments)):
            self._line(line)
        for block in section.blocks:
            self.row += 1
            self._block(block)

    def _line(self, text: str, **look: Any) -> None:
        self.sheet.write_string(self.row, 0, text, self.looked(**look))
        self.row += 1

    def _block(self, block: Any) -> None:
        if isinstance(block, Lines):
            for line in block.lines:
                self._line(line)
        elif isinstance(block, Chart):
            self._chart(block)
        else:
            self._table(block)

    def _table(self, table: Table) -> tuple[int, int]:
        """*Gives* the first and last row of its body."""
        self._line(table.title, bold=True, font_size=12)
        self._line(table.about)
        head = self.looked(bold=True, bg_color=f"#{looks.BLUE}", font_color=f"#{looks.PAPER}", text_wrap=True)
        for across, column in enumerate(table.columns):
            self.sheet.write_string(self.row, across, column.title, head)
        first = self.row + 1
        for down, row in enumerate(table.rows):
            for across, cell in enumerate(row):
                self._cell(first + down, across, cell, _formula(table, first + down, across))
        self.row = first + len(table.rows)
        if table.total and table.rows:
            self._total(table, first, self.row - 1)
        return first, self.row - 1

    def _cell(self, row: int, column: int, cell: Cell, formula: str | None) -> None:
        look: dict[str, Any] = {"bg_color": f"#{looks.FILLS[cell.tone]}"} if cell.tone else {}
        if cell.number:
            look["num_format"] = _shown(cell)
        if cell.note:
            self.sheet.write_comment(row, column, cell.note)
        if cell.value is None:
            self.sheet.write_string(row, column, cell.text, self.looked(text_wrap=True, **look))
        elif formula:
            self.sheet.write_formula(row, column, formula, self.looked(**look), cell.value)
        else:
            self.sheet.write_number(row, column, cell.value, self.looked(**look))

    def _total(self, table: Table, first: int, last: int) -> None:
        bold = self.looked(bold=True, top=1)
        self.sheet.write_string(self.row, 0, _("Total"), bold)
        for across, column in enumerate(table.columns):
            known = [row[across].value for row in table.rows if row[across].value is not None]
            if across and column.is_number and known:
                cells = f"{xl_rowcol_to_cell(first, across)}:{xl_rowcol_to_cell(last, across)}"
                self.sheet.write_formula(self.row, across, f"=SUM({cells})", bold, sum(filter(None, known)))
        self.row += 1

    def _chart(self, chart: Chart) -> None:
        first, last = self._table(tabled.of(chart))
        kind = {"type": "line"} if chart.is_line else {"type": "column"}
        if chart.is_stacked and not chart.is_line:
            kind["subtype"] = "stacked"
        drawn = self.book.add_chart(kind)
        name = self.sheet.get_name()
        for across, series in enumerate(chart.series, 1):
            look = {"color": series.colour}
            drawn.add_series(
                {
                    "name": series.name,
                    "categories": [name, first, 0, last, 0],
                    "values": [name, first, across, last, across],
                    **({"line": look} if chart.is_line else {"fill": look}),
                }
            )
        drawn.set_title({"name": chart.title})
        drawn.set_y_axis({"name": chart.unit})
        drawn.show_blanks_as("gap")
        self.sheet.insert_chart(first - 1, len(chart.series) + 2, drawn, {"description": chart.about})


def _shown(cell: Cell) -> str:
    """A number's format, with what its text says around the number: a currency's sign, the range of a partial score."""
    plain = FORMATS[cell.number or Number.COUNT]
    if cell.number is Number.COUNT and cell.value is not None and not float(cell.value).is_integer():
        return IN_PART
    if cell.number in UNITS:
        return plain + _quoted(" " + _(UNITS[cell.number]))
    if cell.number not in WORDED:
        return plain
    found = AROUND.fullmatch(cell.text)
    return f"{_quoted(found[1].translate(SIGNS))}{plain}{_quoted(found[2])}" if found else plain


def _quoted(text: str) -> str:
    return '"' + text.replace('"', "") + '"' if text else ""


def _formula(table: Table, number: int, across: int) -> str | None:
    """What a column computes out of others beside it; nothing for one that holds its own."""
    if table.score_of and across == table.score_of[0]:
        return _score(table.score_of[1], number)
    if table.product_of and across == table.product_of[0]:
        return "=" + "*".join(xl_rowcol_to_cell(number, each) for each in table.product_of[1])
    return None


def _score(ratings: tuple[int, ...], number: int) -> str:
    """Two for each red, one for each amber, as the sheet words them."""
    cells = f"{xl_rowcol_to_cell(number, min(ratings))}:{xl_rowcol_to_cell(number, max(ratings))}"
    red, amber = _("Red"), _("Amber")
    return f'=2*COUNTIF({cells},"*{red}*")+COUNTIF({cells},"*{amber}*")'
