"""Numbers in the workbook keep the words around them: a currency's sign, the range of a score that is partly known."""

from io import BytesIO

import openpyxl
import pytest

from llif.publishing.pack import xlsx
from llif.publishing.pack.document import Cell, Column, Document, Number, Section, State, Table


def sheet(cell: Cell) -> openpyxl.cell.cell.Cell:
    table = Table(title="T", about="A.", columns=(Column(title="One"),), rows=((cell,),))
    section = Section(id="s", title="S", said=(), state=State.COMPLETE, blocks=(table,))
    document = Document(
        portfolio="p",
        name="P",
        title="D",
        language="en",
        period="",
        snapshot="x",
        as_at="2024-03-31",  # type: ignore[arg-type]
        made_on="2024-03-31",  # type: ignore[arg-type]
        sections=(section,),
    )
    book = openpyxl.load_workbook(BytesIO(xlsx.made(document)))
    return list(book.worksheets[1].iter_rows())[-1][0]  # type: ignore[return-value]


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        (Cell(text="£1,200", value=1200, number=Number.MONEY), '"£"#,##0'),
        (Cell(text="-£1,200", value=-1200, number=Number.MONEY), '"£"#,##0'),
        (Cell(text="£1,200 (of 2 of 3)", value=1200, number=Number.MONEY), '"£"#,##0" (of 2 of 3)"'),
        (
            Cell(text="3 (4 of 5 rated, may become 5)", value=3, number=Number.POINTS),
            '0" (4 of 5 rated, may become 5)"',
        ),
        (Cell(text="6", value=6, number=Number.POINTS), "0"),
        (Cell(text="12", value=12, number=Number.COUNT), "#,##0"),
        (Cell(text="107.6", value=107.6, number=Number.COUNT), "#,##0.0#"),
        (Cell(text="15.5 d", value=372, number=Number.HOURS), '#,##0.0" h"'),
        (Cell(text="4.3 a week", value=0.611, number=Number.PER_DAY), '0.000" a day"'),
        (Cell(text="£221,000 a year", value=221_000, number=Number.MONEY), '"£"#,##0" a year"'),
    ],
)
def test_a_number_keeps_its_words(cell: Cell, shown: str) -> None:
    found = sheet(cell)
    assert (found.value, found.number_format) == (cell.value, shown)


def test_what_a_number_alone_does_not_say_stands_beside_it_as_a_comment() -> None:
    found = sheet(Cell(text="0 % (n = 1)", note="n = 1", value=0, number=Number.SHARE))
    assert (found.value, found.comment.text if found.comment else "") == (0, "n = 1")
