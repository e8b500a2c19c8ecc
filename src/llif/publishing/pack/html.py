"""The pack as one HTML page that needs nothing else: its styles and charts are inside it, and it runs no script."""

from pathlib import Path

from django.template.loader import render_to_string
from markupsafe import Markup

from llif.publishing.pack import drawing, saying, tabled
from llif.publishing.pack.document import Chart, Document

FOLDER = Path(__file__).resolve().parents[1] / "styles"
SHEETS = ("pack.css", "printed.css")


def made(document: Document) -> bytes:
    """The file's bytes, as UTF-8."""
    shown = {
        "document": document,
        "saying": saying,
        "styles": Markup(styles()),  # noqa: S704 - our own files
        "drawn": lambda chart: _drawn(chart, document),
        "tabled": tabled.of,
    }
    return render_to_string("pack_alone.html", shown).encode()


def styles() -> str:
    """What stands in its `style` element, to the letter."""
    return "".join((FOLDER / name).read_text(encoding="utf-8") for name in SHEETS)


def _drawn(chart: Chart, document: Document) -> Markup:
    """The picture, which its sentence stands in for where it cannot be seen."""
    return Markup(drawing.drawn(chart, document.language))  # noqa: S704 - the library escapes what it draws
