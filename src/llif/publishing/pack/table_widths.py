"""How wide a table's columns are, and how high that makes its rows. Lengths are points."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from llif.publishing.pack import lettering
from llif.publishing.pack.document import Cell, Column, Table

BESIDE, ABOVE = 6.0, 2.0
"""What is free at each side of a cell's words, and above and below."""
LONGEST_WORD = 0.4
"""Of a table's width: what is longer than this may be broken."""
Row = tuple[Cell, ...]


def widths(table: Table, across: float, size: float) -> tuple[float, ...]:
    """The columns' widths: by their words or by their weights, whichever makes the table less high.

    Those of an even table are by their weights alone.
    """
    titles, words = _Words.of_titles(table, size), _Words.of_rows(table, size)
    least = [min(max(each), across * LONGEST_WORD) for each in zip(titles.longest, words.longest, strict=True)]
    if sum(least) >= across:
        return tuple(across * each / sum(least) for each in least)
    weights = [column.weight for column in table.columns]
    if table.is_even:
        return _spread(least, weights, across)
    beneath = [max(each) for each in zip(words.whole, least, strict=True)]
    wanted = [max(each) for each in zip(beneath, titles.whole, strict=True)]
    by_words = (fill(least, wishes, across) for wishes in (wanted, beneath) for fill in (_filled, _spread))
    tried = (*by_words, _spread(least, weights, across))
    return min(tried, key=lambda shares: _height(table, shares, size))


def _height(table: Table, shares: Sequence[float], size: float) -> float:
    return head_height(table.columns, shares, size) + sum(row_height(row, shares, size) for row in table.rows)


@dataclass(frozen=True)
class _Words:
    """By column: what it takes when no word is on a second line, and when no word is broken."""

    whole: tuple[float, ...]
    longest: tuple[float, ...]

    @classmethod
    def of_titles(cls, table: Table, size: float) -> "_Words":
        return cls._of([[column.title] for column in table.columns], [True] * len(table.columns), size)

    @classmethod
    def of_rows(cls, table: Table, size: float) -> "_Words":
        texts = [{row[place].text for row in table.rows} for place in range(len(table.columns))]
        return cls._of(texts, [place == 0 for place in range(len(table.columns))], size)

    @classmethod
    def _of(cls, texts: Sequence[Collection[str]], bold: Sequence[bool], size: float) -> "_Words":
        columns = list(zip(texts, bold, strict=True))
        whole = (max((lettering.width(each, is_bold=is_bold) for each in one), default=0) for one, is_bold in columns)
        longest = (
            max((lettering.longest(each, is_bold=is_bold) for each in one), default=0) for one, is_bold in columns
        )
        aside = 2 * BESIDE + 1
        return cls(tuple(each * size + aside for each in whole), tuple(each * size + aside for each in longest))


def _spread(least: Sequence[float], wishes: Sequence[float], across: float) -> tuple[float, ...]:
    """In proportion to the wishes, none under its least."""
    shares, free = dict(enumerate(least)), set(range(len(least)))
    while free:
        room = across - sum(share for place, share in shares.items() if place not in free)
        unit = room / sum(wishes[place] for place in free)
        short = {place for place in free if wishes[place] * unit < least[place]}
        if not short:
            shares.update({place: wishes[place] * unit for place in free})
            break
        free -= short
    return tuple(shares[place] for place in range(len(least)))


def _filled(least: Sequence[float], wanted: Sequence[float], across: float) -> tuple[float, ...]:
    """The short columns as wide as they wish, the long ones alike; what is then left, in proportion."""
    if sum(wanted) <= across:
        return _spread(wanted, wanted, across)
    low, high = 0.0, across
    for _turn in range(24):
        middle = (low + high) / 2
        if sum(min(wish, max(floor, middle)) for wish, floor in zip(wanted, least, strict=True)) > across:
            high = middle
        else:
            low = middle
    return tuple(min(wish, max(floor, low)) for wish, floor in zip(wanted, least, strict=True))


def row_height(row: Row, shares: Sequence[float], size: float) -> float:
    lines = max(
        lettering.count(cell.text, inside(share, size), is_bold=place == 0)
        for place, (cell, share) in enumerate(zip(row, shares, strict=True))
    )
    return lines * lettering.LINE * size + 2 * ABOVE


def head_height(columns: Sequence[Column], shares: Sequence[float], size: float) -> float:
    titles = zip(columns, shares, strict=True)
    lines = max(lettering.count(column.title, inside(share, size), is_bold=True) for column, share in titles)
    return lines * lettering.LINE * size + 2 * ABOVE


def inside(share: float, size: float) -> float:
    return max(1.0, (share - 2 * BESIDE) / size)
