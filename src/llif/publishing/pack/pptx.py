"""The pack as a PowerPoint file: native tables and charts to edit, titles in their places, alternative text.

What a slide has no room for goes on over further slides of the same title.
"""

from collections.abc import Sequence
from io import BytesIO
from typing import Any

from pptx import Presentation
from pptx.util import Inches, Pt

from llif.publishing.pack import lettering, looks, saying, slide_tables, slides, table_room, tabled
from llif.publishing.pack.document import Chart, Document, Lines, Section, Table
from llif.publishing.pack.slides import Place
from llif.publishing.words import gettext as _

WIDE, HIGH = Inches(13.333), Inches(7.5)
TITLE_ONLY, TITLE_SLIDE = 5, 0
EDGE, ACROSS = 44.0, 872.0
"""In points, as all that follow: where everything begins, and how wide it may be."""
TITLE, SAID, BODY_ENDS, FOOT = 26.0, 80.0, 500.0, 510.0
MIDDLE = 260.0
"""Where what is said reaches below this, the body begins on a further slide."""
APART = 12.0
TITLE_SIZES, SAID_SIZE, FOOT_SIZE = range(18, 31, 2), 15, 10
TEXT_SIZES, TEXT_GAP = range(14, 21), 0.4
COVER_SIZES, UNDER_SIZES, COVER_TITLE, COVER_UNDER = range(24, 45, 4), range(14, 19), 158.0, 266.0
CHART_SHARE, NUMBERS_SHARE = 0.6, 0.38


def made(document: Document) -> bytes:
    """The file's bytes."""
    deck = Presentation()
    deck.slide_width, deck.slide_height = WIDE, HIGH
    properties = deck.core_properties
    properties.title, properties.language = f"{document.title} – {document.name}", document.language
    properties.author, properties.comments = "llif", document.snapshot
    writer = _Writer(deck, document)
    writer.cover()
    for section in document.sections:
        writer.section(section)
    file = BytesIO()
    deck.save(file)
    return file.getvalue()


def _continued(about: str) -> str:
    return _("{about} (continued)", about=about)


def _place(top: float, height: float, left: float = EDGE, width: float = ACROSS) -> Place:
    return Place(Pt(left), Pt(top), Pt(width), Pt(height))


class _Writer:
    """Puts a document on the slides of a deck, one after another."""

    def __init__(self, deck: Any, document: Document) -> None:
        self._deck, self._document, self._language = deck, document, document.language

    def cover(self) -> None:
        slide = self._deck.slides.add_slide(self._deck.slide_layouts[TITLE_SLIDE])
        opening, room = saying.opening(self._document), BODY_ENDS - COVER_UNDER
        size = lettering.largest(opening, ACROSS, room, UNDER_SIZES, TEXT_GAP)
        first, *more = lettering.pages(opening, ACROSS, room, size, TEXT_GAP, BODY_ENDS - SAID)
        self._titled(slide, self._document.title, COVER_TITLE, COVER_UNDER - COVER_TITLE, COVER_SIZES)
        under = slide.placeholders[1]
        slides.put(under, _place(COVER_UNDER, room))
        slides.bare(under.text_frame)
        slides.write(under.text_frame, first, self._language, size=size, colour=looks.QUIET, gap=TEXT_GAP)
        for page in more:
            self._page(self._document.title, page, size)

    def section(self, section: Section) -> None:
        """A slide for what is said and what is short; each table and chart on slides of its own."""
        short = [_listed(block, line) for block in section.blocks if isinstance(block, Lines) for line in block.lines]
        short += map(saying.comment, section.comments)
        others = [block for block in section.blocks if not isinstance(block, Lines)]
        if short:
            self._worded(section.title, section.said, short)
        elif not others:
            self._alone(section.title, section.said)
        for place, block in enumerate(others):
            said = section.said if place == 0 and not short else (block.about,)
            title = section.title if len(others) == 1 and not short else f"{section.title} – {block.title}"
            if isinstance(block, Table):
                self._table(title, block, said)
            else:
                self._chart(title, block, said)

    def _alone(self, title: str, said: Sequence[str]) -> None:
        room = BODY_ENDS - SAID
        size = lettering.largest(said, ACROSS, room, TEXT_SIZES, TEXT_GAP)
        for page in lettering.pages(said, ACROSS, room, size, TEXT_GAP):
            self._page(title, page, size)

    def _worded(self, title: str, said: Sequence[str], body: Sequence[str]) -> None:
        slide, top = self._opened(title, said)
        again = [_continued(title)]
        room, later = BODY_ENDS - top, BODY_ENDS - _body_begins(again)
        size = lettering.largest(body, ACROSS, room, TEXT_SIZES, TEXT_GAP)
        for number, page in enumerate(lettering.pages(body, ACROSS, room, size, TEXT_GAP, later)):
            if number:
                slide, top = self._slide(title, again)
            slides.text(slide, _place(top, BODY_ENDS - top), page, self._language, size=size, gap=TEXT_GAP)

    def _table(self, title: str, table: Table, said: Sequence[str]) -> None:
        slide, top = self._opened(title, said)
        again = [_continued(table.about)]
        laid = table_room.laid(table, ACROSS, BODY_ENDS - top, BODY_ENDS - _body_begins(again))
        for number, part in enumerate(laid.parts):
            if number:
                slide, top = self._slide(title, again)
            slide_tables.table(slide, _place(top, part.height), table, laid, part, self._language)

    def _chart(self, title: str, chart: Chart, said: Sequence[str]) -> None:
        """The chart with its numbers beside it or, where they have no room there, on further slides."""
        slide, top = self._opened(title, said)
        room, numbers = BODY_ENDS - top, tabled.of(chart)
        laid = table_room.laid(numbers, ACROSS * NUMBERS_SHARE, room, room)
        is_beside = len(laid.parts) == 1
        width = ACROSS * CHART_SHARE if is_beside else ACROSS
        slides.chart(slide, _place(top, room, width=width), chart, self._language)
        if is_beside:
            left, width = EDGE + ACROSS * (1 - NUMBERS_SHARE), ACROSS * NUMBERS_SHARE
            place = _place(top, room, left, width)
            slide_tables.table(slide, place, numbers, laid, laid.parts[0], self._language)
        else:
            self._table(title, numbers, [_continued(numbers.about)])

    def _opened(self, title: str, said: Sequence[str]) -> tuple[Any, float]:
        """The slide on which the body follows what is said, and where it begins there."""
        for page in lettering.pages(said, ACROSS, BODY_ENDS - SAID, SAID_SIZE):
            slide, top = self._slide(title, page)
        if top > MIDDLE:
            slide, top = self._slide(title, [_continued(title)])
        return slide, top

    def _slide(self, title: str, said: Sequence[str]) -> tuple[Any, float]:
        return self._page(title, said, SAID_SIZE), _body_begins(said)

    def _page(self, title: str, lines: Sequence[str], size: float) -> Any:
        """A slide with its title, the lines under it, and its foot."""
        slide = self._deck.slides.add_slide(self._deck.slide_layouts[TITLE_ONLY])
        self._titled(slide, title, TITLE, SAID - TITLE, TITLE_SIZES)
        gap = TEXT_GAP if size != SAID_SIZE else 0
        height = lettering.height(lines, ACROSS, size, gap)
        slides.text(slide, _place(SAID, height), lines, self._language, size=size, gap=gap)
        foot, place = [saying.footing(self._document)], _place(FOOT, 24)
        slides.text(slide, place, foot, self._language, size=FOOT_SIZE, colour=looks.QUIET)
        return slide

    def _titled(self, slide: Any, title: str, top: float, height: float, sizes: Sequence[int]) -> None:
        shape = slide.shapes.title
        slides.put(shape, _place(top, height))
        slides.bare(shape.text_frame)
        size = lettering.largest([title], ACROSS * 0.9, height, sizes)
        slides.write(shape.text_frame, [title], self._language, size=size, bold=True)


def _body_begins(said: Sequence[str]) -> float:
    return SAID + lettering.height(said, ACROSS, SAID_SIZE) + APART


def _listed(block: Lines, line: str) -> str:
    return f"• {line}" if block.is_list else line
