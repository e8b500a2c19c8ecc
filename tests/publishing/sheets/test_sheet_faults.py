"""What is wrong is told by cell, with what to do; one fault is enough that nothing can be confirmed."""

from collections.abc import Callable
from datetime import date, datetime, time
from typing import Any

import openpyxl
import pytest
from openpyxl.worksheet.formula import ArrayFormula

from llif.portfolio.registers import own
from llif.publishing.sheets.limits import NoWorkbook
from llif.publishing.words import speaking
from tests.publishing.sheets.archives import parts, repacked
from tests.publishing.sheets.world import (
    BOOKING,
    CONTRACT,
    CONTRACTS,
    RATED,
    cell_of,
    column_of,
    contract,
    edited,
    fill,
    found,
    put,
    rating,
    recorded,
    row_of,
    written,
)

STANDING = recorded({rating(): RATED, contract(): CONTRACT})
WHOLE = written(STANDING)
Edit = Callable[[openpyxl.Workbook], object]


def after(edit: Edit) -> Any:
    return found(edited(WHOLE, edit), STANDING)


def setting(name: str, value: object, number_format: str = "General", title: str = "Ratings") -> Edit:
    def edit(book: openpyxl.Workbook) -> None:
        place = rating() if title == "Ratings" else contract()
        cell = cell_of(book, title, place, name)
        if isinstance(value, str) and not value.startswith(("=", "#")):
            put(cell, value)
        else:
            cell.value = value
        cell.number_format = number_format

    return edit


CELLS = [
    ("a formula", setting("review_on", "=TODAY()"), "Ratings!I7", "This holds a formula. Paste its value instead."),
    ("a formula in a list", setting("rating", "=F3"), "Ratings!F7", "This holds a formula."),
    ("a formula of a table", setting("reason", ArrayFormula("G7", "=1")), "Ratings!G7", "This holds a formula."),
    ("a link to another book", setting("reason", "=[1]Sheet1!A1"), "Ratings!G7", "This holds a formula."),
    ("an error", setting("reason", "#REF!"), "Ratings!G7", "This holds an error of a formula."),
    ("no choice", setting("rating", "purple"), "Ratings!F7", "“purple” is none of those offered: Red, Amber, Green"),
    ("a British day", setting("review_on", "31/12/2026"), "Ratings!I7", "“31/12/2026” is no day. Write year, month"),
    ("a day's number", setting("review_on", 46387), "Ratings!I7", "“46387” is no day."),
    ("an hour", setting("review_on", datetime(2026, 5, 1, 9, 30), "yyyy-mm-dd hh:mm"), "Ratings!I7", "is no day."),  # noqa: DTZ001
    ("a time", setting("review_on", time(9, 30), "hh:mm"), "Ratings!I7", "is no day."),
    ("a day gone by", setting("review_on", date(2026, 2, 28), "yyyy-mm-dd"), "Ratings!I7", "The day 28 February 2026"),
    ("no address", setting("evidence", "see the wiki"), "Ratings!H7", "Write a whole address"),
    ("too long", setting("reason", "x" * 5001), "Ratings!G7", "Use 5,000 characters at most."),
    ("nothing where needed", setting("reason", None), "Ratings!G7", "Fill this in."),
    ("no number", setting("value", "about 5", title="Contracts"), "Contracts!G3", "Write a number."),
    ("no finite number", setting("value", "inf", title="Contracts"), "Contracts!G3", "Write a number."),
    (
        "a day for a number",
        setting("value", date(2026, 1, 1), "yyyy-mm-dd", "Contracts"),
        "Contracts!G3",
        "is no number",
    ),
    ("too small a number", setting("value", -1, title="Contracts"), "Contracts!G3", "This must be 0 or more."),
    ("no whole number", setting("seats", 1.5, title="Contracts"), "Contracts!H3", "Write a number."),
]


@pytest.mark.parametrize(("edit", "where", "said"), [each[1:] for each in CELLS], ids=[each[0] for each in CELLS])
def test_a_cell_that_cannot_be_used_is_named(edit: Edit, where: str, said: str) -> None:
    seen = after(edit)
    assert [each.where for each in seen.faults] == [where]
    assert said in seen.faults[0].what
    assert seen.edits == []


def test_every_fault_is_told_not_only_the_first() -> None:
    def edit(book: openpyxl.Workbook) -> None:
        setting("rating", "purple")(book)
        setting("review_on", "soon")(book)
        cell_of(book, "Ratings", rating(BOOKING), "rating").value = "Red"
        setting("seats", "x", title="Contracts")(book)

    assert [each.where for each in after(edit).faults] == [
        "Ratings!F7", "Ratings!I7", "Ratings!G12", "Ratings!H12", "Ratings!I12", "Contracts!H3"
    ]  # fmt: skip


def test_a_fault_is_told_in_the_language_of_the_page() -> None:
    with speaking("cy"):
        assert "fformiwla" in after(setting("rating", "=1")).faults[0].what
        assert after(setting("reason", None)).faults[0].what == "Llenwch hwn."


def copied(book: openpyxl.Workbook) -> None:
    sheet = book["Ratings"]
    sheet.append([cell.value for cell in sheet[7]])


def pasted_over(book: openpyxl.Workbook) -> None:
    """Another product's name in a row, its hidden cells left as they were."""
    cell_of(book, "Ratings", rating(), "@name").value = "Booking"


def sorted_in_part(book: openpyxl.Workbook) -> None:
    sheet = book["Ratings"]
    for column in range(5, sheet.max_column + 1):
        sheet.cell(3, column).value, sheet.cell(7, column).value = (
            sheet.cell(7, column).value,
            sheet.cell(3, column).value,
        )


def headless(book: openpyxl.Workbook) -> None:
    book["Ratings"].delete_rows(1)


def without_a_column(book: openpyxl.Workbook) -> None:
    book["Ratings"].delete_cols(7)


def without_versions(book: openpyxl.Workbook) -> None:
    book["Ratings"].delete_cols(3)


def sheet_copied(book: openpyxl.Workbook) -> None:
    book.copy_worksheet(book["Ratings"])


def of_a_product_gone(book: openpyxl.Workbook) -> None:
    cell_of(book, "Ratings", rating(), "@product").value = "gone"


def of_a_dimension_gone(book: openpyxl.Workbook) -> None:
    cell_of(book, "Ratings", rating(), "@key").value = "gone"


def of_a_version_never(book: openpyxl.Workbook) -> None:
    cell_of(book, "Ratings", rating(), "@version").value = 9


def of_no_version(book: openpyxl.Workbook) -> None:
    cell_of(book, "Ratings", rating(), "@version").value = "x"


def hidden_formula(book: openpyxl.Workbook) -> None:
    cell_of(book, "Ratings", rating(), "@product").value = "=A3"


def nameless(book: openpyxl.Workbook) -> None:
    sheet = book["Contracts"]
    fill(sheet, 4, CONTRACTS, CONTRACT)


MOVED = [
    (copied, "Ratings!D13", "Row 7 stands for the same entry"),
    (pasted_over, "Ratings!D7", "This row was made for Letters"),
    (sorted_in_part, "Ratings!D3", "This row was made for Letters"),
    (headless, "Ratings", "The hidden first row is gone"),
    (without_a_column, "Ratings", "Columns are gone: Reason."),
    (without_versions, "Ratings", "Columns are gone: @version."),
    (sheet_copied, "Ratings Copy", "This sheet and “Ratings” are copies"),
    (of_a_product_gone, "Ratings!D7", "The product gone is not in the portfolio any more"),
    (of_a_dimension_gone, "Ratings!E7", "Nothing is recorded under “gone” any more"),
    (of_a_version_never, "Ratings!C7", "Nobody recorded the version"),
    (of_no_version, "Ratings!C7", "The hidden version of this row cannot be read"),
    (hidden_formula, "Ratings!A7", "This holds a formula"),
    (nameless, "Contracts!D4", "Which product?"),
]


@pytest.mark.parametrize(("edit", "where", "said"), MOVED, ids=[each[0].__name__ for each in MOVED])
def test_a_sheet_in_disorder_is_refused_with_the_place(edit: Edit, where: str, said: str) -> None:
    seen = after(edit)
    assert seen.faults[0].where == where
    assert said in seen.faults[0].what
    assert seen.edits == []


def test_columns_moved_and_renamed_rows_sorted_a_note_beside_and_a_row_above() -> None:
    def edit(book: openpyxl.Workbook) -> None:
        sheet = book["Ratings"]
        rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
        names, labels, lines = rows[0], rows[1], rows[2:]
        labels[5] = "Colour"
        order = [8, 7, 6, 5, 4, 3, 2, 1, 0]
        sheet.delete_rows(1, sheet.max_row)
        sheet.append(["Our own heading"])
        for row in [names, labels, *reversed(lines)]:
            sheet.append(["" for _column in order] + ["a note"])
            for place, column in enumerate(order, start=1):
                put(sheet.cell(sheet.max_row, place), row[column])
        book["Ratings"].title = "Sgôr"

    seen = after(edit)
    assert (seen.faults, seen.edits, seen.clashes, seen.absent) == ([], [], [], [])
    assert seen.unchanged == found(WHOLE, STANDING).unchanged


def test_an_inserted_row_is_placed_by_the_names_it_shows() -> None:
    def edit(book: openpyxl.Workbook) -> None:
        sheet = book["Ratings"]
        sheet.delete_rows(row_of(sheet, rating(BOOKING, "cloud_readiness")))
        sheet.insert_rows(5)
        fill(sheet, 5, own.RATINGS, RATED)
        sheet.cell(5, column_of(sheet, "@name")).value = "trefnu"
        sheet.cell(5, column_of(sheet, "@of")).value = "Cloud readiness"

    (only,) = after(edit).edits
    assert (only.place, only.based_on, only.after) == (rating(BOOKING, "cloud_readiness"), 0, RATED)


def test_a_new_row_is_a_new_entry_where_there_may_be_several() -> None:
    def edit(book: openpyxl.Workbook) -> None:
        sheet = book["Contracts"]
        for row in (4, 6):
            sheet.cell(row, column_of(sheet, "@name")).value = "Booking"
            sheet.cell(row, column_of(sheet, "supplier")).value = f"Supplier {row}"
            sheet.cell(row, column_of(sheet, "start")).value = date(2026, 1, row)

    first, second = after(edit).edits
    assert {first.place.product, second.place.product} == {BOOKING}
    assert first.place.key != second.place.key
    assert [each.after["supplier"] for each in (first, second)] == ["Supplier 4", "Supplier 6"]


def test_an_emptied_row_withdraws_and_a_deleted_row_or_sheet_does_not() -> None:
    def emptied(book: openpyxl.Workbook) -> None:
        sheet = book["Contracts"]
        for column in range(6, sheet.max_column + 1):
            sheet.cell(3, column).value = None

    def deleted(book: openpyxl.Workbook) -> None:
        book["Contracts"].delete_rows(3)
        del book["Ratings"]

    (only,) = after(emptied).edits
    assert (only.place, only.after) == (contract(), None)
    gone = after(deleted)
    assert (gone.edits, gone.faults, gone.absent) == ([], [], ["ratings"])


def test_what_one_may_not_record_is_refused_and_what_is_not_touched_is_not() -> None:
    def edit(book: openpyxl.Workbook) -> None:
        cell_of(book, "Ratings", rating(), "rating").value = "Green"

    seen = found(edited(WHOLE, edit), STANDING, may=lambda product: product == BOOKING)
    assert [(each.where, each.what) for each in seen.faults] == [
        ("Ratings!D7", "You may not record anything of this product. Leave the row as it was.")
    ]
    assert found(WHOLE, STANDING, may=lambda _product: False).faults == []


def test_words_of_either_language_and_codes_are_choices() -> None:
    for word in ("Gwyrdd", "green", " GREEN "):
        (only,) = after(setting("rating", word)).edits
        assert only.after["rating"] == "green"


def test_a_number_where_text_is_wanted_is_its_text() -> None:
    (only,) = after(setting("supplier", 2024, title="Contracts")).edits
    assert only.after["supplier"] == "2024"


def with_value(number: bytes) -> bytes:
    """The workbook with another number where the contract's value stands."""
    sheets = [name for name in parts(WHOLE) if name.startswith("xl/worksheets/sheet")]
    return repacked(
        WHOLE, {name: lambda part: part.replace(b"<v>1200.5</v>", b"<v>%b</v>" % number) for name in sheets}
    )


def test_a_number_beyond_all_numbers_is_an_error_and_the_largest_is_none() -> None:
    assert [each.where for each in found(with_value(b"1e999"), STANDING).faults] == ["Contracts!G3"]
    (only,) = found(with_value(b"1e308"), STANDING).edits
    assert only.after["value"] == 1e308
    with pytest.raises(NoWorkbook, match="damaged"):
        found(with_value(b"nan"), STANDING)
