"""How a table is laid over slides or pages: its columns' widths, its letters' size, its rows' heights, and its parts.

Letters are as large as they can be on as few slides as the least size needs. Lengths are points.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from llif.publishing.pack import lettering
from llif.publishing.pack.document import Table
from llif.publishing.pack.table_widths import ABOVE, Row, head_height, inside, row_height, widths

LEAST, MOST = 10, 16
"""Letters on a slide."""
LOOSEST = 0.8
"""How much of the letters' size may be added to a row where there is room."""


@dataclass(frozen=True)
class Part:
    """The rows of one slide, with the height of the head and of each row."""

    rows: tuple[Row, ...]
    head: float
    heights: tuple[float, ...]

    @property
    def height(self) -> float:
        return self.head + sum(self.heights)


@dataclass(frozen=True)
class Laid:
    size: int
    widths: tuple[float, ...]
    parts: tuple[Part, ...]


def laid(table: Table, across: float, first: float, later: float) -> Laid:
    """*Takes* the width there is, and the height on the first slide and on each later one."""
    fewest = _at(table, across, first, later, LEAST)
    best, low, high = fewest, LEAST + 1, MOST
    while low <= high:
        size = (low + high) // 2
        tried = _at(table, across, first, later, size)
        if len(tried.parts) <= len(fewest.parts):
            best, low = tried, size + 1
        else:
            high = size - 1
    rooms = (first, *[later] * (len(best.parts) - 1))
    loose = (_loosened(part, room, best.size) for part, room in zip(best.parts, rooms, strict=True))
    return replace(best, parts=tuple(loose))


def _at(table: Table, across: float, first: float, later: float, size: int) -> Laid:
    shares = widths(table, across, size)
    head = head_height(table.columns, shares, size)
    rows = tuple(_whole(table.rows, shares, size, min(first, later) - head))
    heights = tuple(row_height(row, shares, size) for row in rows)
    edges = _even(heights, first - head, later - head)
    parts = tuple(Part(rows[start:end], head, heights[start:end]) for start, end in pairwise(edges))
    return Laid(size, shares, parts)


def _loosened(part: Part, room: float, size: int) -> Part:
    spare = max(0.0, min((room - part.height) / (len(part.rows) + 1), LOOSEST * size))
    return replace(part, head=part.head + spare, heights=tuple(height + spare for height in part.heights))


def _whole(rows: Sequence[Row], shares: Sequence[float], size: float, room: float) -> Iterator[Row]:
    """The rows; one that is higher than a slide goes on in further rows."""
    for row in rows:
        if row_height(row, shares, size) <= room:
            yield row
            continue
        most = max(1, int((room - 2 * ABOVE) / size / lettering.LINE))
        lines = [
            list(lettering.broken(cell.text, inside(share, size), is_bold=place == 0))
            for place, (cell, share) in enumerate(zip(row, shares, strict=True))
        ]
        for first in range(0, max(map(len, lines)), most):
            texts = [" ".join(each[first : first + most]) for each in lines]
            yield tuple(cell.model_copy(update={"text": text}) for cell, text in zip(row, texts, strict=True))


def _even(heights: Sequence[float], first: float, later: float) -> list[int]:
    """The edges of parts that are as even as they can be without one more of them."""
    edges = _edges(heights, first, later)
    low, high = 0.0, 1.0
    for _turn in range(8 if len(edges) > 2 else 0):
        middle = (low + high) / 2
        tried = _edges(heights, first * middle, later * middle)
        if len(tried) == len(edges):
            edges, high = tried, middle
        else:
            low = middle
    return edges


def _edges(heights: Sequence[float], first: float, later: float) -> list[int]:
    """Where parts begin and end, each as full as it can be; a table without rows has one part."""
    edges, taken, room = [0], 0.0, first
    for place, height in enumerate(heights):
        if taken and taken + height > room:
            edges.append(place)
            taken, room = 0.0, later
        taken += height
    return [*edges, len(heights)]
