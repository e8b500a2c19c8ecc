"""The pack as a tagged PDF (PDF/UA-1), set by Typst from the document and its charts."""

import json
import tempfile
from pathlib import Path
from typing import Any

import typst

from llif.publishing.pack import drawing, looks, saying, table_widths, tabled
from llif.publishing.pack.document import Chart, Document, Lines, Section, Table
from llif.publishing.words import gettext as _

FORM = Path(__file__).resolve().parent / "pack.typ"
FONTS = ("Arial", "Liberation Sans", "Arimo", "DejaVu Sans", "Libertinus Serif")
ACROSS = 751.0
"""The width of a page's text in points, as the form sets it."""
LETTERS, SMALL_LETTERS, MANY_COLUMNS = 9.5, 8.5, 8
HIGHEST_ROW = 400.0
"""In points: a row that is higher may go on over a page's edge."""
MOST_MEASURED = 60
"""Rows of a table that may be kept on one page; no page holds more."""


def made(document: Document) -> bytes:
    """The file's bytes."""
    with tempfile.TemporaryDirectory(prefix="llif-pack-") as folder:
        here = Path(folder)
        _lay(document, here)
        return bytes(typst.compile(str(here / FORM.name), root=folder, format="pdf", pdf_standards=["ua-1"]))


def _lay(document: Document, folder: Path) -> None:
    """The form, the document's words and its charts, side by side as Typst reads them."""
    (folder / FORM.name).write_bytes(FORM.read_bytes())
    sections = [_section(section, number, document, folder) for number, section in enumerate(document.sections)]
    told = {
        "title": document.title,
        "name": document.name,
        "language": document.language,
        "fonts": list(FONTS),
        "under": saying.opening(document),
        "foot": saying.footing(document),
        "page": _("page"),
        "fills": {tone.value: f"#{colour}" for tone, colour in looks.FILLS.items()},
        "sections": sections,
    }
    (folder / "pack.json").write_text(json.dumps(told), encoding="utf-8")


def _section(section: Section, number: int, document: Document, folder: Path) -> dict[str, Any]:
    blocks = [
        _block(block, f"chart-{number}-{place}.svg", document, folder) for place, block in enumerate(section.blocks)
    ]
    for told_already in (block for block in blocks if block.get("about") in section.said):
        told_already["about"] = ""
    return {
        "title": section.title,
        "said": list(section.said),
        "comments": [{"text": saying.comment(each), "language": each.language} for each in section.comments],
        "blocks": blocks,
    }


def _block(block: Any, name: str, document: Document, folder: Path) -> dict[str, Any]:
    if isinstance(block, Lines):
        return block.model_dump(mode="json")
    if isinstance(block, Chart):
        (folder / name).write_text(drawing.drawn(block, document.language), encoding="utf-8")
        told = {"title": block.title, "about": block.about, "alt": block.about, "file": name}
        return {"type": "chart", **told, "numbers": _table(tabled.of(block))}
    return _table(block)


def _table(table: Table) -> dict[str, Any]:
    """A table with the size of its letters, its columns' widths, and what of it may be kept on one page."""
    size = SMALL_LETTERS if len(table.columns) >= MANY_COLUMNS else LETTERS
    widths = table_widths.widths(table, ACROSS, size)
    highest = max((table_widths.row_height(row, widths, size) for row in table.rows), default=0)
    kept = {"is_short": len(table.rows) <= MOST_MEASURED, "has_whole_rows": highest <= HIGHEST_ROW}
    return {**table.model_dump(mode="json"), "size": size, "widths": widths, **kept}
