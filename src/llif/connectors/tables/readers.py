"""Rows of a CSV, Parquet or XLSX file, a batch at a time, told apart by the file's first bytes.

A row's number is the one a spreadsheet shows (the heading is row 1). It refuses workbooks that unpack to more than a
sheet of records can be, and reads no formula, macro or link, only the values that were saved.
"""

import csv
import itertools
import warnings
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
from openpyxl.utils.exceptions import InvalidFileException

from llif.connectors.export_files import UNREADABLE, records
from llif.connectors.tables.settings import TableFile
from llif.terms.errors import N_, SourceFailed

LARGEST_WORKBOOK = 100 << 20
LARGEST_UNPACKED = 512 << 20
MOST_CELLS = 20_000_000
ROWS_AT_ONCE = 5000

Cells = Sequence[object]
Numbered = tuple[int, Cells | csv.Error]
BREAKS = (*UNREADABLE, pa.ArrowException, zipfile.BadZipFile, ElementTree.ParseError)


def rows(path: Path, name: str, told: TableFile) -> Iterator[Numbered]:
    """The heading and then every row. *Raises* SourceFailed for a file of another kind, and any of `BREAKS`."""
    with path.open("rb") as opened:
        first = opened.read(4)
    if first == b"PAR1":
        return _parquet(path, told)
    if first == b"PK\x03\x04":
        return _workbook(path, name, told)
    if first == b"\xd0\xcf\x11\xe0":
        raise SourceFailed(
            N_("This is an old .xls workbook or one with a password."),
            where=name,
            remedy=N_("Save it as .xlsx without a password, or as CSV."),
        )
    return records(path, told.delimiter, told.encoding)


def _parquet(path: Path, told: TableFile) -> Iterator[Numbered]:
    """Columns that do not land are not read: their cells are null."""
    with pq.ParquetFile(path) as file:
        names = list(file.schema_arrow.names)
        yield 1, names
        wanted = [name for name in names if name in told.wanted]
        number = 1
        for batch in file.iter_batches(batch_size=ROWS_AT_ONCE, columns=wanted):
            read = {name: _plain(batch.column(name)).to_pylist() for name in wanted}
            for cells in zip(*(read.get(name, [None] * batch.num_rows) for name in names), strict=True):
                number += 1
                yield number, cells


def _plain(column: "pa.Array[Any]") -> "pa.Array[Any]":
    """Nanoseconds become microseconds: Python's instants hold no more."""
    kind = column.type
    if pa.types.is_timestamp(kind) and kind.unit == "ns":
        return column.cast(pa.timestamp("us", tz=kind.tz), safe=False)
    return column.dictionary_decode() if isinstance(column, pa.DictionaryArray) else column


def _workbook(path: Path, name: str, told: TableFile) -> Iterator[Numbered]:
    _refuse_bombs(path, name)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # of styles and extensions that hold no value
        book = _opened(path, name)
    with closing(book):
        sheet = book[_sheet(book.sheetnames, name, told)]
        sheet.reset_dimensions()
        found = enumerate(sheet.iter_rows(values_only=True), start=1)
        cells = 0
        for number, row in _quietly(found):
            cells += len(row)
            if cells > MOST_CELLS:
                raise _too_large(name, f"{MOST_CELLS:,} cells", "more")
            if any(cell is not None for cell in row):
                yield number, row


def _opened(path: Path, name: str) -> openpyxl.Workbook:
    try:
        return openpyxl.load_workbook(path, read_only=True, data_only=True, keep_links=False)
    except (KeyError, ValueError, InvalidFileException) as error:
        raise SourceFailed(
            N_("This is no workbook that can be read ({error})."),
            where=name,
            remedy=N_("Save it as .xlsx again, or as CSV."),
            error=str(error)[:200],
        ) from error


def _quietly(found: Iterator[tuple[int, tuple[object, ...]]]) -> Iterator[tuple[int, tuple[object, ...]]]:
    while True:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", UserWarning)
            batch = list(itertools.islice(found, ROWS_AT_ONCE))
        if not batch:
            return
        yield from batch


def _refuse_bombs(path: Path, name: str) -> None:
    """The sizes that the archive states are upheld by zipfile as it unpacks."""
    if (size := path.stat().st_size) > LARGEST_WORKBOOK:
        raise _too_large(name, f"{LARGEST_WORKBOOK >> 20} MiB", f"{size >> 20} MiB")
    with zipfile.ZipFile(path) as archive:
        unpacked = sum(part.file_size for part in archive.infolist())
    if unpacked > LARGEST_UNPACKED:
        raise _too_large(name, f"{LARGEST_UNPACKED >> 20} MiB unpacked", f"{unpacked >> 20} MiB")


def _too_large(name: str, limit: str, found: str) -> SourceFailed:
    return SourceFailed(
        N_("The workbook may hold up to {limit}, and this one holds {found}."),
        where=name,
        remedy=N_("Save the sheet as CSV or Parquet."),
        limit=limit,
        found=found,
    )


def _sheet(names: list[str], name: str, told: TableFile) -> str:
    if told.sheet is None:
        return names[0]
    if told.sheet in names:
        return told.sheet
    raise SourceFailed(
        N_("There is no sheet {sheet}; the workbook has {names}."),
        where=name,
        remedy=N_("Correct `sheet`, or leave it out for the first."),
        sheet=repr(told.sheet),
        names=", ".join(names),
    )
