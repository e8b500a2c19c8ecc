"""Lifecycles and identifiers from two CSV files (gzip or plain), where a repository cannot be had."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from llif.connectors.endoflife.shape import Row, Unusable, cycle, identifier
from llif.connectors.export_files import ExportedFile
from llif.connectors.named_rows import NamedRows, Told
from llif.terms.errors import N_, Problem

CYCLES = ("product", "cycle", "support_ends")
MORE = ("released", "active_support_ends", "extended_support_ends")
IDENTIFIERS = ("product", "kind", "identifier")
Made = Callable[[tuple[str, ...]], Row | Unusable]
LEFT_OUT = N_("It is left out; correct it in the file.")


@dataclass
class Table:
    """The rows of one landed table from one file. `sound` turns false when some may be missing."""

    file: ExportedFile
    sound: bool = True

    def lifecycles(self) -> Iterator[Row | Problem]:
        rows = NamedRows(self.file, CYCLES, MORE)
        yield from self._made(rows, _lifecycle)

    def identifiers(self) -> Iterator[Row | Problem]:
        yield from self._made(NamedRows(self.file, IDENTIFIERS), _identifier)

    def _made(self, rows: NamedRows, made: Made) -> Iterator[Row | Problem]:
        told = Told(self.file.name)
        for found in rows:
            usable = found if isinstance(found, Problem) else self._usable(found, made)
            if not isinstance(usable, Problem) or told.speaks():
                yield usable
        yield from told.rest()
        self.sound &= rows.sound

    def _usable(self, found: tuple[int, tuple[str, ...]], made: Made) -> Row | Problem:
        number, cells = found
        try:
            row = made(cells)
        except Unusable as error:
            row = error
        return unusable(f"{self.file.name}, row {number}", row) if isinstance(row, Unusable) else row


def _lifecycle(cells: tuple[str, ...]) -> Row | Unusable:
    product, name, ends, released, active, extended = cells
    if not product:
        return Unusable("product", product, "the product's name")
    entry = {"cycle": name, "eol": ends, "released": released, "support": active, "extendedSupport": extended}
    return cycle(product, entry, "row")


def _identifier(cells: tuple[str, ...]) -> Row | Unusable:
    product, kind, value = cells
    return identifier(product, kind, value, "row") if product and kind else Unusable("product", product, "a name")


def unusable(where: str, error: Unusable) -> Problem:
    values = (("found", error.found), ("wanted", error.wanted))
    return Problem(f"{where}, {error.place}", N_("This holds {found}; {wanted} is wanted."), LEFT_OUT, values)
