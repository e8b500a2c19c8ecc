"""The pack as one HTML page that needs nothing else: its styles and charts are inside it, and it runs no script."""

from pathlib import Path

from django.template.loader import render_to_string
from markupsafe import Markup

from llif.publishing.pack import drawing, looks, saying, tabled
from llif.publishing.pack.document import Chart, Document

STYLES = Path(__file__).resolve().parents[1] / "styles" / "pack.css"


def made(document: Document) -> bytes:
    """The file's bytes, as UTF-8."""
    shown = {
        "document": document,
        "saying": saying,
        "shapes": looks.SHAPES,
        "styles": Markup(STYLES.read_text(encoding="utf-8")),  # noqa: S704 - our own file
        "drawn": lambda chart: _drawn(chart, document),
        "tabled": tabled.of,
    }
    return render_to_string("pack_alone.html", shown).encode()


def _drawn(chart: Chart, document: Document) -> Markup:
    """The picture, which its sentence stands in for where it cannot be seen."""
    return Markup(drawing.drawn(chart, document.language))  # noqa: S704 - the library escapes what it draws
