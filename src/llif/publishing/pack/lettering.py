"""How wide words are in the pack's letters, where their lines break, and how much room they take.

An estimate, for no program that shows slides says how it will break a line: rather too wide than too narrow, so that
what is reckoned to fit does fit. Widths are those of Helvetica, to which Arial and Liberation Sans are cut.
"""

import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache

WIDTHS = {
    191: "'",
    222: "ijl‘’",
    260: "|",
    278: " !,./:;I[\\]ftìíîï\N{NO-BREAK SPACE}",
    334: "()-`r{}·",
    350: "•",
    389: "*",
    474: '^"',
    500: "Jcksvxyz“”",
    556: "#$?L_abdeghnopqu0123456789£–",
    584: "+<=>~×−",
    611: "FTZ",
    667: "&ABEKPSVXY",
    722: "CDHNRUw",
    778: "GOQ",
    833: "Mm",
    889: "%",
    944: "W",
    1015: "@",
}
"""Thousandths of the letters' size, and the letters so wide."""
WIDTH_OF = {letter: width for width, letters in WIDTHS.items() for letter in letters}
WIDEST = 1015
BOLDER, BOLD = frozenset("!#&':;?[]^{|}ABJKLbcdfghijklmnopqrstuvwxyìíîï‘’"), 56
"""The letters that are wider when they are bold, and by how much."""
SAFE = 1.03
"""What is added to be on the safe side."""
LINE = 1.2
"""The height of a line, in letters' sizes."""


@lru_cache(maxsize=1 << 16)
def width(text: str, *, is_bold: bool = False) -> float:
    """The width of a line of text, in letters' sizes."""
    letters = sum(map(_letter, text))
    bolder = BOLD * sum(map(_is_bolder, text)) if is_bold else 0
    return (letters + bolder) / 1000 * SAFE


@lru_cache(maxsize=1 << 12)
def _letter(letter: str) -> int:
    """An accent takes no room; a letter that is not known is as wide as the widest."""
    return WIDTH_OF.get(letter) or WIDTH_OF.get(_bare(letter), WIDEST)


@lru_cache(maxsize=1 << 12)
def _is_bolder(letter: str) -> bool:
    return letter in BOLDER or _bare(letter) in BOLDER


def _bare(letter: str) -> str:
    return unicodedata.normalize("NFD", letter)[0]


def longest(text: str, *, is_bold: bool = False) -> float:
    """The width of the longest word; what no-break spaces hold together is one."""
    return max(width(word, is_bold=is_bold) for word in text.replace("\n", " ").split(" "))


@lru_cache(maxsize=1 << 16)
def count(text: str, room: float, *, is_bold: bool = False) -> int:
    """How many lines a text takes in a room so many letters' sizes wide."""
    if "\n" not in text and width(text, is_bold=is_bold) <= room:
        return 1
    return len(list(broken(text, room, is_bold=is_bold)))


def broken(text: str, room: float, *, is_bold: bool = False) -> Iterator[str]:
    """The lines of a text: broken between words, and within a word that no line holds."""
    space = width(" ", is_bold=is_bold)
    for paragraph in text.split("\n"):
        line, taken = "", 0.0
        for word in paragraph.split(" "):
            more = width(word, is_bold=is_bold)
            if line and taken + space + more <= room:
                line, taken = f"{line} {word}", taken + space + more
                continue
            if line:
                yield line
            *whole, line = _pieces(word, room, is_bold) if more > room else [word]
            yield from whole
            taken = width(line, is_bold=is_bold)
        yield line


def _pieces(word: str, room: float, is_bold: bool) -> list[str]:
    pieces = [""]
    for letter in word:
        if pieces[-1] and width(pieces[-1] + letter, is_bold=is_bold) > room:
            pieces.append("")
        pieces[-1] += letter
    return pieces


def height(paragraphs: Sequence[str], across: float, size: float, gap: float = 0) -> float:
    """The height of paragraphs in points, in a box so many points across.

    *Takes* the size of letters in points, and the gap between paragraphs in letters' sizes.
    """
    lines = sum(count(each, across / size) for each in paragraphs)
    return size * (lines * LINE + max(0, len(paragraphs) - 1) * gap)


def largest(paragraphs: Sequence[str], across: float, room: float, sizes: Sequence[int], gap: float = 0) -> int:
    """The largest of the sizes in which paragraphs fit a room; where they fit in none, the least."""
    fitting = [size for size in sizes if height(paragraphs, across, size, gap) <= room]
    return max(fitting, default=min(sizes))


def pages(
    paragraphs: Sequence[str], across: float, room: float, size: float, gap: float = 0, later: float | None = None
) -> Iterator[list[str]]:
    """Paragraphs by page, each as full as the room allows; a paragraph that is longer than a page is cut at a line.

    *Takes* the room on the first page, and on later ones where they have another.
    """
    later = later or room
    page: list[str] = []
    for piece in _cut(paragraphs, across, min(room, later), size):
        if page and height([*page, piece], across, size, gap) > room:
            yield page
            page, room = [], later
        page.append(piece)
    if page:
        yield page


def _cut(paragraphs: Sequence[str], across: float, room: float, size: float) -> Iterator[str]:
    most = max(1, int(room / size / LINE))
    for each in paragraphs:
        if count(each, across / size) <= most:
            yield each
            continue
        lines = list(broken(each, across / size))
        for first in range(0, len(lines), most):
            yield " ".join(lines[first : first + most])
