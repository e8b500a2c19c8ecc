"""An uploaded file as its registers' rows, each cell with its place. It knows no register and judges no value.

It refuses a file that is no workbook made here, and one that is damaged, locked, oversized or hostile.
"""

import math
import warnings
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum
from itertools import islice
from typing import Any

import openpyxl
from openpyxl.cell.read_only import EMPTY_CELL
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException

from llif.publishing.sheets import archive, markup
from llif.publishing.sheets.layout import ABOUT, FORMAT, LABELS, MARK, PRODUCT, VERSION
from llif.publishing.sheets.limits import COLUMNS_READ, DOWNLOAD_AGAIN, NoWorkbook, broken
from llif.terms.errors import N_

LOOKED_THROUGH = 10
"""Rows from the top among which the hidden row of machine names is looked for."""
NAMES_PRODUCT = f".{PRODUCT}"
LAST_ROW = 1_048_576
MALFORMED = (KeyError, ValueError, IndexError, TypeError, AttributeError, SyntaxError, InvalidFileException)
"""What the library raises at a workbook whose parts do not fit together."""


class Holding(Enum):
    """What stands in a cell: something typed, a formula, or a formula's error."""

    VALUE = "value"
    FORMULA = "formula"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell that is not empty, by its address such as `D7`."""

    address: str
    value: object
    holding: Holding = Holding.VALUE


@dataclass(frozen=True, slots=True)
class Row:
    """A row that is not empty: its cells by their columns' machine names."""

    number: int
    cells: Mapping[str, Cell]


@dataclass(frozen=True)
class Table:
    """A register's sheet. `columns` are the letters of its columns by machine name."""

    title: str
    register: str
    columns: Mapping[str, str]
    rows: Sequence[Row]

    def address(self, column: str, row: int) -> str:
        return f"{self.columns[column]}{row}" if column in self.columns else str(row)


@dataclass(frozen=True)
class Book:
    """What the file says it is of, its registers' sheets, and the titles of all its sheets."""

    portfolio: str
    snapshot: str
    language: str
    tables: Sequence[Table]
    titles: Sequence[str] = field(default_factory=tuple)


def read(content: bytes) -> Book:
    """*Takes* the file's bytes. *Raises* NoWorkbook, which names the sheet or the limit."""
    with archive.opened(content) as found:
        markup.refuse_hostile(found)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", UserWarning)  # of styles and extensions that hold no value
            return _read(found)


def _read(found: zipfile.ZipFile) -> Book:
    try:
        book = openpyxl.load_workbook(found.fp, read_only=True, keep_links=False)  # type: ignore[arg-type]
        sheets = [(sheet.title, _looked_at(sheet)) for sheet in book.worksheets]
    except (*archive.BREAKS, *MALFORMED) as error:
        raise broken() from error
    about = _about(sheets)
    tables = [table for title, rows in sheets if (table := _table(title, rows))]
    return Book(about["portfolio"], about["snapshot"], about["language"], tables, [title for title, _rows in sheets])


Cells = Mapping[int, Cell]
Numbered = tuple[int, Cells]


def _looked_at(sheet: Any) -> Sequence[Numbered]:
    """The rows of a register's sheet; of another only the first, which may say what the workbook is of."""
    rows = _rows(sheet)
    first = list(islice(rows, LOOKED_THROUGH))
    return [*first, *rows] if any(map(_register_of, first)) else first


def _rows(sheet: Any) -> Iterator[Numbered]:
    """The rows that hold something, and of them the cells that do, by column number."""
    sheet.reset_dimensions()
    filler: object = None
    for number, row in enumerate(islice(sheet.iter_rows(max_col=COLUMNS_READ), LAST_ROW), start=1):
        if row is filler:  # the rows between two that are there are one and the same tuple
            continue
        cells = {cell.column: _cell(cell) for cell in row if cell is not EMPTY_CELL and not _is_blank(cell)}
        if cells:
            yield number, cells
        else:
            filler = row


def _is_blank(cell: Any) -> bool:
    text = cell.value
    return cell.data_type != "f" and (text is None or (isinstance(text, str) and not text.strip()))


def _cell(cell: Any) -> Cell:
    address = f"{get_column_letter(cell.column)}{cell.row}"
    if cell.data_type == "f":
        return Cell(address, None, Holding.FORMULA)
    if cell.data_type == "e" or (isinstance(cell.value, float) and not math.isfinite(cell.value)):
        return Cell(address, None, Holding.ERROR)
    return Cell(address, cell.value)


def _about(sheets: Sequence[tuple[str, Sequence[Numbered]]]) -> Mapping[str, str]:
    for _title, rows in sheets:
        told = {str(cells[1].value): cells.get(2) for _number, cells in rows[: len(ABOUT) + 1] if 1 in cells}
        if MARK in told:
            return _checked({name: str(cell.value) if (cell := told.get(name)) else "" for name in ABOUT})
    raise NoWorkbook(
        N_("Nothing in the workbook says of which portfolio it is: a hidden sheet is gone, or it was not made here."),
        remedy=DOWNLOAD_AGAIN,
    )


def _checked(about: Mapping[str, str]) -> Mapping[str, str]:
    if about["format"] != str(FORMAT):
        raise NoWorkbook(N_("The workbook was made by another version of llif."), remedy=DOWNLOAD_AGAIN)
    return about


def _table(title: str, rows: Sequence[Numbered]) -> Table | None:
    """The sheet as a register's, or null where no row of machine names says that it is one."""
    for at, numbered in enumerate(rows[:LOOKED_THROUGH]):
        if register := _register_of(numbered):
            names = _names(title, register, numbered[1])
            found = [_row(number, under, names) for number, under in rows[at + 1 :]]
            columns = {name: get_column_letter(number) for number, name in names.items()}
            return Table(title, register, columns, [row for row in found if row and not _is_heading(row)])
    return None


def _register_of(row: Numbered) -> str | None:
    """The register that a row of machine names tells, or null for another row."""
    told = (cell.value for cell in row[1].values() if isinstance(cell.value, str))
    return next((text.removesuffix(NAMES_PRODUCT) for text in told if text.endswith(NAMES_PRODUCT)), None)


def _names(title: str, register: str, cells: Cells) -> Mapping[int, str]:
    prefix = f"{register}."
    found: dict[int, str] = {}
    for number, cell in cells.items():
        if isinstance(cell.value, str) and cell.value.startswith(prefix):
            name = cell.value.removeprefix(prefix)
            if name in found.values():
                what = N_("Two columns are copies of one another.")
                raise NoWorkbook(what, where=f"{title}!{cell.address}", remedy=N_("Delete one of them."))
            found[number] = name
    return found


def _row(number: int, cells: Cells, names: Mapping[int, str]) -> Row | None:
    held = {name: cells[column] for column, name in names.items() if column in cells}
    return Row(number, held) if held else None


def _is_heading(row: Row) -> bool:
    return any(cell.value == LABELS for name, cell in row.cells.items() if name in (PRODUCT, VERSION))


def as_text(value: object) -> str:
    """What a cell holds, as its text: line ends as one character, whole numbers without a fraction."""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime) and value.time() == datetime.min.time():
        return value.date().isoformat()
    return str(value)
