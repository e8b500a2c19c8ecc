"""The four formats of a pack, by name: what makes each, and what it is called when it is fetched."""

from collections.abc import Callable
from enum import StrEnum

from llif.publishing.pack import html, pdf, pptx, xlsx
from llif.publishing.pack.document import Document
from llif.publishing.words import speaking


class Format(StrEnum):
    PPTX = "pptx"
    PDF = "pdf"
    XLSX = "xlsx"
    HTML = "html"


OFFICE = "application/vnd.openxmlformats-officedocument"
MEDIA = {
    Format.PPTX: f"{OFFICE}.presentationml.presentation",
    Format.PDF: "application/pdf",
    Format.XLSX: f"{OFFICE}.spreadsheetml.sheet",
    Format.HTML: "text/html; charset=utf-8",
}
MADE: dict[Format, Callable[[Document], bytes]] = {
    Format.PPTX: pptx.made,
    Format.PDF: pdf.made,
    Format.XLSX: xlsx.made,
    Format.HTML: html.made,
}


def rendered(document: Document, form: Format) -> bytes:
    """A document in a format, in the document's own language."""
    with speaking(document.language):
        return MADE[form](document)


def file_name(document: Document, form: Format) -> str:
    """A published pack's says its number, a draft's its day."""
    which = f"pack-{document.published.number}" if document.published else document.as_at.isoformat()
    return f"{document.portfolio}-{which}-{document.language}.{form}"
