"""What people recorded stands in the pack: missions with their people, each product's outcome, money, risk, mission."""

from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from django.test import Client

from llif.publishing.figures import windows
from llif.publishing.pack import told, writing
from llif.publishing.pack.document import Cell, Document, Table
from llif.publishing.pack.formats import Format, rendered
from tests.publishing import recorded


@pytest.fixture
def document(why: Client, why_home: Path) -> Document:
    recorded.entry("risks", "one", {**recorded.RISK, "products": "letters"})
    recorded.entry("risks", "two", {**recorded.RISK, "title": "Two", "consequence": 3, "likelihood": 2})
    return writing.document(told.told(windows.snapshot(why_home, "small"), now=datetime.now(UTC)))


def table(document: Document, title: str) -> Table:
    return next(each for each in document.tables if each.title == title)


def row(document: Document, title: str, name: str) -> dict[str, Cell]:
    found = table(document, title)
    cells = next(each for each in found.rows if each[0].text == name)
    return dict(zip((column.title for column in found.columns), cells, strict=True))


def test_a_mission_has_its_number_its_people_and_its_kinds(document: Document) -> None:
    quality = row(document, "Missions", "2. Deliver quality")
    # The team of letters has six people and no other product; half of letters serves quality.
    assert (quality["People"].value, quality["Products"].value) == (3, 1)
    assert "%" in quality["By kind"].text


def test_the_holistic_view_holds_what_was_recorded_of_each_product(document: Document) -> None:
    letters = row(document, "Recorded", "Letters")
    assert letters["Benefits"].text == "behind; £18,000 of £60,000 a year"
    assert letters["Spent"].value is not None
    assert letters["Highest open risk"].text == "◆\u00a0Extreme\u00a016; 1 open risk"
    assert letters["Missions served"].text == "Deliver quality 50\u00a0%"
    whole = row(document, "Recorded", "The whole portfolio")
    assert whole["Highest open risk"].text == "◆\u00a0Extreme\u00a016; 2 open risks"
    measured = row(document, "Measured", "The whole portfolio")
    assert measured["Finished"].value == sum(each[1].value or 0 for each in table(document, "Measured").rows[1:])


def test_the_matrix_counts_each_open_risk_once(document: Document) -> None:
    found = table(document, "Open risks by consequence and likelihood")
    counted = {each.text for each in found.cells if "risk" in each.text}
    assert counted == {"◆ 16: 1 risk", "▲ 6: 1 risk"}
    assert len({each.tone for each in found.cells if each.tone}) == 4


def test_the_workbook_multiplies_consequence_by_likelihood(document: Document) -> None:
    book = openpyxl.load_workbook(BytesIO(rendered(document, Format.XLSX)))
    place = next(number for number, each in enumerate(document.sections, 1) if each.id == "risks")
    formulas = [
        (cell.value, sheet_row[across - 2].value, sheet_row[across - 1].value)
        for sheet_row in book.worksheets[place].iter_rows()
        for across, cell in enumerate(sheet_row)
        if str(cell.value).startswith("=D")
    ]
    assert [(high, wide) for _formula, high, wide in formulas] == [(4, 4), (3, 2)]
    assert all("*E" in str(formula) for formula, *_factors in formulas)
