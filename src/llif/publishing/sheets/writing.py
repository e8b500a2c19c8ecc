"""A portfolio's scorecard and registers as a workbook with drop-downs, in the language of the page.

Text is written as text whatever it begins with, so that no spreadsheet runs it. It refuses text that is longer than a
cell may be.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from llif.portfolio.declared import Words
from llif.portfolio.registers.entries import Place, Recorded
from llif.publishing.registers.columns import Column, Holds, shown
from llif.publishing.registers.subject import WHOLE, Kept, Line, Subject, lines
from llif.publishing.sheets.layout import (
    ABOUT,
    FORMAT,
    IDENTITY,
    KEY,
    LABELS,
    LISTS,
    MARK,
    PRODUCT,
    SHOWN_KEY,
    SHOWN_PRODUCT,
    SPARE_ROWS,
    VERSION,
    machine_name,
)
from llif.publishing.sheets.looks import Looks, looks
from llif.publishing.sheets.offering import Lists, offer
from llif.publishing.sheets.titles import titles
from llif.publishing.words import gettext as _
from llif.publishing.words import language
from llif.terms.errors import N_, InputError

HIDDEN = {"hidden": True}
WIDTHS = {Holds.TEXT: 40, Holds.DAY: 14, Holds.NUMBER: 12, Holds.CHOICE: 18, Holds.FLAG: 10}
FIRST_LINE = 2
"""After the machine names, which are hidden, and the labels."""
RUNS = ("=", "+", "-", "@", "\t", "\r")
"""What text may begin with that a spreadsheet would run when it is typed again."""

CellValue = str | float | date | None


@dataclass(frozen=True)
class Page:
    """A sheet to be read and not edited: paragraphs, or a table under its heading."""

    title: str
    rows: Sequence[Sequence[CellValue]]
    widths: Sequence[int]
    has_heading: bool = False


def workbook(of: Subject, recorded: Mapping[Place, Recorded], snapshot: str, pages: Sequence[Page]) -> bytes:
    """The file's bytes. *Raises* InputError for an entry whose text is longer than a cell may hold."""
    content = BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True, "strings_to_urls": False}) as book:
        found = looks(book)
        for page in pages:
            _page(book.add_worksheet(page.title[:31]), page, found)
        named = titles([kept.register.title.within(language()) for kept in of.kept.values()], [p.title for p in pages])
        sheets = [(kept, book.add_worksheet(title)) for kept, title in zip(of.kept.values(), named, strict=True)]
        lists = Lists(book.add_worksheet(LISTS))
        for kept, sheet in sheets:
            _register(sheet, of, kept, lines(of, kept, recorded), found, lists)
        _identity(book.add_worksheet(IDENTITY), of, snapshot)
        lists.sheet.hide()
    return content.getvalue()


def _page(sheet: Worksheet, page: Page, found: Looks) -> None:
    for number, width in enumerate(page.widths):
        sheet.set_column(number, number, width)
    for number, row in enumerate(page.rows):
        for column, value in enumerate(row):
            look = found.heading if page.has_heading and number == 0 else found.fixed
            _put(sheet, number, column, value, look, found)
    if page.has_heading:
        sheet.freeze_panes(1, 1)
    sheet.hide_gridlines(2)
    sheet.protect()


def _identity(sheet: Worksheet, of: Subject, snapshot: str) -> None:
    told = dict(zip(ABOUT, (str(FORMAT), of.portfolio, snapshot, language()), strict=True))
    for number, (name, value) in enumerate({MARK: "", **told}.items()):
        sheet.write_string(number, 0, name)
        sheet.write_string(number, 1, value)
    sheet.hide()


def _register(sheet: Worksheet, of: Subject, kept: Kept, rows: Sequence[Line], found: Looks, lists: Lists) -> None:
    names = (PRODUCT, KEY, VERSION, SHOWN_PRODUCT, SHOWN_KEY, *(each.name for each in kept.columns))
    for column, name in enumerate(names):
        sheet.write_string(0, column, machine_name(kept.name, name))
    sheet.set_row(0, None, None, HIDDEN)
    _columns(sheet, kept, found)
    for number, line in enumerate(rows, start=FIRST_LINE):
        _line(sheet, number, line, of, kept, found)
    last = FIRST_LINE + len(rows) - 1 + (SPARE_ROWS if kept.is_open else 0)
    if last >= FIRST_LINE:
        _offered(sheet, of, kept, last, lists)
        sheet.autofilter(FIRST_LINE - 1, 0, last, len(names) - 1)
    sheet.freeze_panes(FIRST_LINE, len(names) - len(kept.columns))


def _columns(sheet: Worksheet, kept: Kept, found: Looks) -> None:
    sheet.set_column(0, 2, 10, None, HIDDEN)
    sheet.set_column(3, 3, 28, found.fixed)
    sheet.set_column(4, 4, 28, found.fixed, {} if kept.keys else HIDDEN)
    for column in range(3):
        sheet.write_string(FIRST_LINE - 1, column, LABELS)
    for column, label in enumerate((_("Product"), _("Of what")), start=3):
        sheet.write_string(FIRST_LINE - 1, column, label, found.heading)
    for column, each in enumerate(kept.columns, start=5):
        sheet.set_column(column, column, WIDTHS[each.holds], found.of(each))
        label = each.label.within(language())
        sheet.write_string(FIRST_LINE - 1, column, f"{label} *" if each.needed else label, found.heading)


def _line(sheet: Worksheet, number: int, line: Line, of: Subject, kept: Kept, found: Looks) -> None:
    tongue, place = language(), line.place
    sheet.write_string(number, 0, place.product or WHOLE)
    sheet.write_string(number, 1, place.key)
    sheet.write_number(number, 2, line.version)
    _put(sheet, number, 3, of.label(place.product, tongue), found.fixed, found)
    if kept.keys:
        _put(sheet, number, 4, kept.keys[place.key].within(tongue), found.fixed, found)
    for column, each in enumerate(kept.columns, start=5):
        value = shown(each, (line.content or {}).get(each.name), tongue)
        _put(sheet, number, column, value, found.of(each), found, where=str(place))


def _put(
    sheet: Worksheet, row: int, column: int, value: CellValue, look: Format, found: Looks, where: str = ""
) -> None:
    if isinstance(value, date):
        sheet.write_datetime(row, column, value, found.day)
    elif isinstance(value, int | float):
        sheet.write_number(row, column, value, look)
    elif value is not None:
        runs = value.startswith(RUNS)
        if sheet.write_string(row, column, value, found.quoted if runs else look) != 0:
            what = N_("is too long for a cell of a spreadsheet: {length} characters.")
            raise InputError(what, where=where, remedy=N_("Shorten it on its own page."), length=len(value))


def _offered(sheet: Worksheet, of: Subject, kept: Kept, last: int, lists: Lists) -> None:
    if kept.is_open:
        offer(sheet, (FIRST_LINE, 3, last, 3), _products(of, kept), lists)
    for column, each in enumerate(kept.columns, start=5):
        offer(sheet, (FIRST_LINE, column, last, column), each, lists)


def _products(of: Subject, kept: Kept) -> Column:
    """The column of products, in which a new row names one."""
    names = {each: Words(of.label(each, "en"), of.label(each, "cy")) for each in of.abouts(kept)}
    return Column(SHOWN_PRODUCT, Words("Product", "Cynnyrch"), None, Holds.CHOICE, True, names)
