"""A portfolio of two products whose registers are of every sort, and ways to write, edit and read its workbook."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, date, datetime
from enum import StrEnum
from io import BytesIO
from typing import Annotated, Any

import openpyxl
from pydantic import Field

from llif.portfolio.declared import Words
from llif.portfolio.registers.contract import EntryForm, Keyed, LongText, Register, ShortText, Told
from llif.portfolio.registers.entries import Place, Recorded
from llif.practices.contract import Practice, Question, Settings
from llif.practices.registry import Followed
from llif.publishing.registers.columns import columns, shown
from llif.publishing.registers.subject import Subject
from llif.publishing.sheets.changes import Beside, Found, changes
from llif.publishing.sheets.reading import read
from llif.publishing.sheets.writing import Page, workbook

TODAY = date(2026, 3, 1)
AT = datetime(2026, 2, 1, 9, tzinfo=UTC)
LETTERS, BOOKING = "letters", "booking"


class Where(StrEnum):
    CLOUD = "cloud"
    PREMISES = "premises"


class HostingForm(EntryForm):
    where: Annotated[
        Where,
        Told(
            Words("Where", "Ble"),
            choices={"cloud": Words("Cloud", "Cwmwl"), "premises": Words("On-premises", "Ar y safle")},
        ),
    ]
    moved: Annotated[bool | None, Told(Words("Moved as it was", "Wedi symud fel yr oedd"))] = None
    plan: Annotated[date | None, Told(Words("Plan", "Cynllun"))] = None


class ContractForm(EntryForm):
    supplier: Annotated[ShortText, Told(Words("Supplier", "Cyflenwr"))]
    value: Annotated[float | None, Field(ge=0), Told(Words("Value", "Gwerth"))] = None
    seats: Annotated[int | None, Told(Words("Seats", "Seddi"))] = None
    start: Annotated[date, Told(Words("Start", "Dechrau"))]
    note: Annotated[LongText | None, Told(Words("Note", "Nodyn"))] = None


HOSTING = Register("hosting", Words("Hosting", "Lletya"), Words("Where it runs.", "Ble mae'n rhedeg."), HostingForm)
CONTRACTS = Register(
    "contracts", Words("Contracts", "Contractau"), Words("Bought.", "Prynwyd."), ContractForm, Keyed.SEVERAL
)
UPKEEP = Practice(
    "upkeep",
    Words("Upkeep", "Cynnal"),
    Words("Kept up.", "Cynhaliwyd."),
    registers=(HOSTING, CONTRACTS),
    questions=(Question("tested", Words("Is it tested?", "A yw wedi'i brofi?")),),
)
SUBJECT = Subject(
    "small",
    {
        LETTERS: {"en": "Letters", "cy": "Llythyrau"},
        BOOKING: {"en": "Booking", "cy": "Trefnu"},
    },
    (Followed(UPKEEP, Settings()),),
)
README = Page("Read me", [["=Hello"]], [40])
RATED = {
    "rating": "amber",
    "reason": "=HYPERLINK(1)\nand more",
    "evidence": "https://example.org/a",
    "review_on": "2026-12-31",
}
CONTRACT = {"supplier": "Acme", "value": 1200.5, "seats": 7, "start": "2025-04-01", "note": None}

Entries = Mapping[Place, Recorded]
Sheet = Any


def rating(product: str = LETTERS, dimension: str = "reliability") -> Place:
    return Place("ratings", "small", product, dimension)


def contract(key: str = "k1", product: str = LETTERS) -> Place:
    return Place("contracts", "small", product, key)


def recorded(contents: Mapping[Place, Mapping[str, Any] | None], version: int = 1) -> dict[Place, Recorded]:
    return {place: Recorded(place, version, content, AT, "sioned") for place, content in contents.items()}


def written(entries: Entries) -> bytes:
    return workbook(SUBJECT, entries, "s1", [README])


def beside(entries: Entries, may: Callable[[str], bool] = lambda _product: True) -> Beside:
    return Beside(SUBJECT, entries, may, TODAY)


def found(content: bytes, entries: Entries, may: Callable[[str], bool] = lambda _product: True) -> Found:
    return changes(read(content), beside(entries, may))


def edited(content: bytes, edit: Callable[[openpyxl.Workbook], object]) -> bytes:
    """The file as openpyxl saves it after an edit."""
    book = openpyxl.load_workbook(BytesIO(content))
    edit(book)
    saved = BytesIO()
    book.save(saved)
    return saved.getvalue()


def row_of(sheet: Sheet, place: Place) -> int:
    return next(
        row
        for row in range(3, sheet.max_row + 1)
        if (sheet.cell(row, 1).value, sheet.cell(row, 2).value or "") == (place.product, place.key)
    )


def column_of(sheet: Sheet, name: str) -> int:
    return next(cell.column for cell in sheet[1] if str(cell.value).endswith(f".{name}"))


def cell_of(book: openpyxl.Workbook, title: str, place: Place, name: str) -> Any:
    return book[title].cell(row_of(book[title], place), column_of(book[title], name))


def put(cell: Any, value: object) -> None:
    """As a person types it into a text cell: an equals sign begins no formula."""
    cell.value = value
    if isinstance(value, str):
        cell.data_type = "s"


def fill(sheet: Sheet, row: int, register: Register, content: Mapping[str, Any] | None, language: str = "en") -> None:
    for column in columns(register):
        put(sheet.cell(row, column_of(sheet, column.name)), shown(column, (content or {}).get(column.name), language))


def wheres(faults: Iterable[Any]) -> Iterator[str]:
    return (each.where for each in faults)
