"""What is wrong in an uploaded workbook, by cell, in the language of the page."""

from collections.abc import Iterable
from dataclasses import dataclass

from llif.publishing.sheets.reading import Table


@dataclass(frozen=True)
class CellFault:
    """What is wrong and what to do, and where: a sheet, or a cell of it such as `Ratings!D7`."""

    where: str
    what: str


class RowFaults(ValueError):
    """A row cannot be used; `faults` say why."""

    def __init__(self, faults: Iterable[CellFault]) -> None:
        self.faults = tuple(faults)
        super().__init__("; ".join(f"{each.where}: {each.what}" for each in self.faults))


def fault(table: Table, row: int, column: str, what: str) -> CellFault:
    """*Takes* a column's machine name; a column that is not in the sheet gives the row alone."""
    return CellFault(f"{table.title}!{table.address(column, row)}", what)


def refuse(table: Table, row: int, column: str, what: str) -> RowFaults:
    """A row refused for one cell."""
    return RowFaults([fault(table, row, column, what)])
