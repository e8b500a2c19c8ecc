"""All four formats say what the document says, in both languages; each opens where its readers open it."""

import shutil
import subprocess
from collections.abc import Mapping, Sequence
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from pptx import Presentation
from pypdf import PageObject, PdfReader

from llif.publishing.pack import document as documents
from llif.publishing.pack.document import Document, Number
from llif.publishing.pack.formats import Format, rendered
from tests.publishing.pack import long_packs, packs

LANGUAGES = ("en", "cy")
pytestmark = pytest.mark.django_db
Made = Mapping[str, tuple[Document, Mapping[Format, bytes]]]


@pytest.fixture(scope="module")
def made(small_home: Path, django_db_setup: None, django_db_blocker: object) -> Made:
    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        found = {code: packs.written(small_home, code) for code in LANGUAGES}
    return {code: (told, {form: rendered(told, form) for form in Format}) for code, told in found.items()}


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize(
    ("form", "text_of"),
    [(Format.PPTX, packs.slides_text), (Format.PDF, packs.printed_text), (Format.HTML, packs.page_text)],
)
def test_every_cell_and_sentence_of_the_document_stands_in_the_file(
    made: Made, code: str, form: Format, text_of: object
) -> None:
    told, files = made[code]
    text = text_of(files[form])  # type: ignore[operator]
    wanted = [cell.text for cell in packs.cells(told)]
    wanted += [line for section in told.sections for line in (section.title, *section.said)]
    missing = [each for each in wanted if packs.squeezed(each) not in text]
    assert len(wanted) > 200
    assert missing == []


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_workbook_holds_every_number_as_a_number_and_every_reason_as_text(made: Made, code: str) -> None:
    told, files = made[code]
    found = packs.book_values(files[Format.XLSX])
    numbers = [value for value in found if isinstance(value, int | float)]
    texts = {value for value in found if isinstance(value, str)}
    for cell in packs.cells(told):
        if cell.value is None:
            assert cell.text in texts
        else:
            assert any(abs(number - cell.value) < 1e-9 for number in numbers), cell


def test_a_score_is_a_formula_over_its_ratings(made: Made) -> None:
    told, files = made["en"]
    number = next(place for place, each in enumerate(told.sections, 1) if each.id == "scorecard")
    sheet = openpyxl.load_workbook(BytesIO(files[Format.XLSX])).worksheets[number]
    formulas = [cell.value for row in sheet.iter_rows() for cell in row if str(cell.value).startswith("=")]
    scored = [row for table in told.sections[number - 1].blocks for row in table.rows if row[6].value is not None]
    assert len(formulas) == len(scored)


def test_both_languages_hold_the_same_numbers_and_no_empty_text(made: Made) -> None:
    english, welsh = ([cell.value for cell in packs.cells(made[code][0])] for code in LANGUAGES)
    assert english == welsh
    assert any(value is not None for value in english)
    for code in LANGUAGES:
        assert all(cell.text.strip() for cell in packs.cells(made[code][0]))
    assert [each.title for each in made["en"][0].sections] != [each.title for each in made["cy"][0].sections]


def test_unknown_has_no_number(made: Made) -> None:
    unmeasured = [cell for cell in packs.cells(made["en"][0]) if cell.text in ("not measured", "supplier-held")]
    assert unmeasured
    assert all(cell.value is None for cell in unmeasured)


def test_a_document_is_read_back_as_it_was_written(made: Made) -> None:
    for told, _files in made.values():
        assert documents.read(documents.written(told)) == told


def test_slides_have_titles_and_tables_and_charts_alternative_text(made: Made) -> None:
    deck = Presentation(BytesIO(made["cy"][1][Format.PPTX]))
    graphics = [shape for slide in deck.slides for shape in slide.shapes if shape.has_table or shape.has_chart]
    assert all(slide.shapes.title.text_frame.text for slide in deck.slides)
    assert any(shape.has_chart for shape in graphics)
    assert all(shape._element.nvGraphicFramePr.cNvPr.get("descr") for shape in graphics)


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_pdf_is_tagged_in_its_language(made: Made, code: str) -> None:
    content = made[code][1][Format.PDF]
    root = PdfReader(BytesIO(content)).trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert str(root["/Lang"]).startswith(code)
    assert "pdfuaid:part>1<" in root["/Metadata"].get_data().decode()
    kinds = set(_kinds(root["/StructTreeRoot"]))
    assert {"/H1", "/Table", "/TH", "/TD", "/Figure"} <= kinds


def test_a_short_table_of_the_pdf_stands_whole_on_a_page() -> None:
    """Wherever on a page it would begin: the text before it grows."""
    pages = [packs.squeezed(page.extract_text()) for page in _printed(long_packs.growing())]
    for number in range(long_packs.STEPS):
        names = [packs.squeezed(text) for text in long_packs.marked(number)]
        for whole in (names[: long_packs.SHORT], names[long_packs.SHORT :]):
            assert any(all(text in page for text in whole) for page in pages), whole


def test_a_table_longer_than_a_page_of_the_pdf_goes_on_with_its_head() -> None:
    pages = [packs.squeezed(page.extract_text()) for page in _printed(long_packs.document())]
    scored = [page for page in pages if packs.squeezed("Pa mor hanfodol") in page]
    assert len(scored) > 1
    assert all(any(packs.squeezed(name) in page for page in scored) for name in long_packs.NAMES)


def _printed(told: Document) -> Sequence[PageObject]:
    return PdfReader(BytesIO(rendered(told, Format.PDF))).pages


def _kinds(element: object) -> object:
    """The kinds of structure elements under one."""
    found = element.get_object()  # type: ignore[attr-defined]
    if isinstance(found, list):
        for each in found:
            yield from _kinds(each)
    elif isinstance(found, dict):
        if "/S" in found:
            yield str(found["/S"])
        if "/K" in found and not isinstance(found["/K"], int):
            yield from _kinds(found["/K"])


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed here")
def test_libre_office_opens_the_slides_and_computes_the_workbook(made: Made, tmp_path: Path) -> None:
    told, files = made["en"]
    for form in (Format.PPTX, Format.XLSX):
        (tmp_path / f"pack.{form}").write_bytes(files[form])
    converted(tmp_path, "pack.pptx", "pdf")
    slides = len(Presentation(BytesIO(files[Format.PPTX])).slides)
    assert len(PdfReader(tmp_path / "out" / "pack.pdf").pages) == slides
    converted(tmp_path, "pack.xlsx", "xlsx")
    computed = packs.book_values((tmp_path / "out" / "pack.xlsx").read_bytes())
    points = [cell.value for cell in packs.cells(told) if cell.number is Number.POINTS and cell.value is not None]
    assert all(point in computed for point in points)
    assert not [value for value in computed if str(value).startswith(("#", "Err:"))]


def converted(folder: Path, name: str, form: str) -> None:
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = ["soffice", "--headless", profile, "--convert-to", form, "--outdir", "out", name]
    subprocess.run(command, cwd=folder, check=True, capture_output=True, timeout=180)
