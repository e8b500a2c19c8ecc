"""Nothing runs off a slide or over its neighbour: reckoned from the file, and seen in what LibreOffice makes of it."""

import shutil
from collections.abc import Iterator
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from pptx import Presentation
from pypdf import PageObject, PdfReader

from llif.publishing.pack import lettering
from llif.publishing.pack.document import Document
from llif.publishing.pack.formats import Format, rendered
from tests.publishing.pack import long_packs, packs
from tests.publishing.pack.test_pack_formats import converted

LEAST = 10
HIGH = 540.0
ROUNDING = 0.1

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", params=["long", "long, few products", "small en", "small cy"])
def deck(request: Any, small_home: Path, django_db_setup: None, django_db_blocker: Any) -> Any:
    made: Document
    if request.param.startswith("long"):
        made = long_packs.document(3 if "few" in request.param else len(long_packs.NAMES))
    else:
        with django_db_blocker.unblock():
            made = packs.written(small_home, request.param[-2:])
    return Presentation(BytesIO(rendered(made, Format.PPTX)))


def test_all_that_stands_on_a_slide_has_its_room(deck: Any) -> None:
    assert deck.slide_height.pt == pytest.approx(HIGH)
    for number, slide in enumerate(deck.slides, 1):
        spans = sorted(_spans(slide))
        assert all(bottom <= HIGH for _top, bottom, _left, _right, _what in spans), number
        for above, below in pairwise(spans):
            beside = above[3] <= below[2] + ROUNDING or below[3] <= above[2] + ROUNDING
            assert above[1] <= below[0] + ROUNDING or beside, (number, above, below)


def test_no_letter_is_smaller_than_the_least(deck: Any) -> None:
    sizes = {run.font.size.pt for frame in _frames(deck) for line in frame.paragraphs for run in line.runs}
    assert min(sizes) >= LEAST


def test_rows_are_as_high_as_their_words(deck: Any) -> None:
    for table in (shape.table for slide in deck.slides for shape in slide.shapes if shape.has_table):
        for row in table.rows:
            needed = max(
                _height(cell.text_frame, column.width.pt - 8)
                for cell, column in zip(row.cells, table.columns, strict=True)
            )
            assert row.height.pt + ROUNDING >= needed + 4


def _frames(deck: Any) -> Iterator[Any]:
    for slide in deck.slides:
        for shape in slide.shapes:
            if shape.has_text_frame:
                yield shape.text_frame
            if shape.has_table:
                yield from (cell.text_frame for row in shape.table.rows for cell in row.cells)


def _spans(slide: Any) -> Iterator[tuple[float, float, float, float, str]]:
    """Top, bottom, left and right of each shape, as its words need it."""
    for shape in slide.shapes:
        height = shape.height.pt
        if shape.has_table:
            height = sum(row.height.pt for row in shape.table.rows)
        elif shape.has_text_frame:
            height = _height(shape.text_frame, shape.width.pt)
        left = shape.left.pt
        yield shape.top.pt, shape.top.pt + height, left, left + shape.width.pt, shape.name


def _height(frame: Any, across: float) -> float:
    """The height of a frame's text, from the file alone."""
    height = 0.0
    for line in frame.paragraphs:
        if line.runs:
            font = line.runs[0].font
            lines = lettering.count(line.text, across / font.size.pt, is_bold=bool(font.bold))
            height += lines * lettering.LINE * font.size.pt + (line.space_before.pt if line.space_before else 0)
    return height


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed here")
def test_every_product_of_the_scorecard_is_seen_on_a_page(tmp_path: Path) -> None:
    made = rendered(long_packs.document(), Format.PPTX)
    (tmp_path / "pack.pptx").write_bytes(made)
    converted(tmp_path, "pack.pptx", "pdf")
    pages = [_seen(page) for page in PdfReader(tmp_path / "out" / "pack.pdf").pages]
    scored = [page for page in pages if packs.squeezed("Pa mor hanfodol") in page]
    names = {packs.squeezed(name) for name in long_packs.NAMES}
    assert len(scored) == len(list(_scorecards(made)))
    assert len(scored) > 1
    assert [name for name in names if not any(name in page for page in scored)] == []


def _scorecards(content: bytes) -> Iterator[Any]:
    for slide in Presentation(BytesIO(content)).slides:
        tables = [shape.table for shape in slide.shapes if shape.has_table]
        yield from (table for table in tables if table.cell(0, len(table.columns) - 1).text == "Pa mor hanfodol")


def _seen(page: PageObject) -> str:
    """What stands inside the page's box."""
    found = []

    def visit(text: str, outer: list[float], inner: list[float], _font: object, _size: float) -> None:
        height = inner[4] * outer[1] + inner[5] * outer[3] + outer[5]
        if text.strip() and 0 <= height <= float(page.mediabox.height):
            found.append(text)

    page.extract_text(visitor_text=visit)
    return packs.squeezed("".join(found))
