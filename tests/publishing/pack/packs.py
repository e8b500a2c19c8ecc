"""Packs of the small portfolio, written once a language, and every text that a format holds."""

from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import openpyxl
from lxml import html
from pptx import Presentation
from pypdf import PdfReader

from llif.publishing.figures import windows
from llif.publishing.pack import review, told, writing
from llif.publishing.pack.document import Cell, Document
from llif.publishing.words import speaking

NOW = datetime(2024, 4, 2, 9, tzinfo=UTC)


def written(home: Path, language: str, noted: review.Notes = writing.NOTHING) -> Document:
    with speaking(language):
        return writing.document(told.told(windows.snapshot(home, "small"), now=NOW), noted=noted)


def cells(document: Document) -> Iterator[Cell]:
    return (cell for table in document.tables for cell in table.cells)


def squeezed(text: str) -> str:
    """Without any space: a line may be broken anywhere."""
    return "".join(text.split())


def slides_text(content: bytes) -> str:
    return squeezed("".join(_slide_texts(content)))


def _slide_texts(content: bytes) -> Iterator[str]:
    for slide in Presentation(BytesIO(content)).slides:
        for shape in slide.shapes:
            if shape.has_text_frame:
                yield shape.text_frame.text
            if shape.has_table:
                yield from (cell.text for row in shape.table.rows for cell in row.cells)


def page_text(content: bytes) -> str:
    return squeezed(html.fromstring(content.decode()).text_content())


def printed_text(content: bytes) -> str:
    return squeezed("".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages))


def book_values(content: bytes) -> list[object]:
    """Every value of every sheet: of a formula what it came to when it was written."""
    book = openpyxl.load_workbook(BytesIO(content), data_only=True)
    return [cell.value for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
