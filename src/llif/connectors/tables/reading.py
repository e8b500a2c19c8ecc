"""One file read to its end: batches of landed rows, problems up to a number, and the ids it holds."""

import csv
from collections.abc import Iterator

from llif.connectors.contract import Batch, Event
from llif.connectors.export_files import ExportedFile
from llif.connectors.tables.heading import plan
from llif.connectors.tables.readers import BREAKS, Cells, rows
from llif.connectors.tables.settings import TableFile
from llif.connectors.tables.shape import Misfit, Plan, row, row_id
from llif.terms.errors import N_, Problem, SourceFailed

BATCH = 10_000
MOST_PROBLEMS = 50
LEFT_OUT = N_("The row is left out; correct it in the file.")


class FileReading:
    """`ids` are all that the file holds, in rows that landed or not; `sound` is false where some may be missing."""

    def __init__(self, file: ExportedFile, told: TableFile) -> None:
        self.file, self.told = file, told
        self.ids: set[str] = set()
        self.sound = True
        self.whole = True
        self.problems = 0

    def events(self) -> Iterator[Event]:
        """*Raises* SourceFailed where the file cannot be read at all, or lacks columns."""
        batch: list[dict[str, object]] = []
        for found in self._rows():
            if not isinstance(found, Problem):
                batch.append(found)
            elif self._speaks():
                yield found
            if len(batch) == BATCH:
                yield Batch(self.told.table, batch)
                batch = []
        if batch:
            yield Batch(self.told.table, batch)
        if self.problems > MOST_PROBLEMS:
            yield self._rest()

    def _rows(self) -> Iterator[dict[str, object] | Problem]:
        mapped: Plan | None = None
        width = number = 0
        try:
            for number, cells in rows(self.file.path, self.file.name, self.told):
                if isinstance(cells, csv.Error):
                    self.sound = False
                    yield self._problem(number, N_("The row is no CSV ({error})."), error=str(cells))
                elif mapped is None:
                    mapped, width = plan(self.told, cells, self.file.name), len(cells)
                else:
                    yield self._row(mapped, number, cells, width)
        except BREAKS as error:
            yield self._broken(number, error, mapped)
        if mapped is None and self.whole:
            plan(self.told, (), self.file.name)

    def _row(self, mapped: Plan, number: int, cells: Cells, width: int) -> dict[str, object] | Problem:
        cells = self._trimmed(cells, width)
        if len(cells) != width:
            self.sound = False
            values = {"found": str(len(cells)), "wanted": str(width)}
            return self._problem(number, N_("The row has {found} cells, and the heading {wanted}."), **values)
        key = row_id(mapped, cells)
        if key is not None and key in self.ids:
            return self._problem(number, N_("The id {id} stands in an earlier row, which is kept."), id=repr(key)[:80])
        if key is not None:
            self.ids.add(key)
        self.sound &= key is not None
        try:
            return row(mapped, cells)
        except Misfit as error:
            return self._misfit(number, error)

    def _trimmed(self, cells: Cells, width: int) -> Cells:
        """Workbooks end a row at its last filled cell, or far behind it; that is no fault of the row."""
        if not isinstance(cells, tuple) or len(cells) == width:
            return cells
        return (*cells, *[None] * (width - len(cells))) if len(cells) < width else cells[:width]

    def _misfit(self, number: int, error: Misfit) -> Problem:
        column = error.column if error.column in self.told.constants else "+".join(self.told.theirs(error.column))
        what = N_("Column {column} (for {landed}) holds {found}; {allowed} is wanted.")
        values = {"column": column, "landed": error.column, "found": error.found, "allowed": error.allowed}
        return self._problem(number, what, **values)

    def _broken(self, number: int, error: Exception, mapped: Plan | None) -> Problem:
        what = N_("The file breaks off or cannot be read ({error}).")
        if mapped is None:
            remedy = N_("Export it again as CSV, Parquet or XLSX; for text, `encoding` says how it is written.")
            raise SourceFailed(what, where=self.file.name, remedy=remedy, error=str(error)[:200]) from error
        self.sound = self.whole = False
        remedy = N_("Export it again; the rows before are kept, and nothing is taken as deleted meanwhile.")
        return Problem(f"{self.file.name}, after row {number}", what, remedy, (("error", str(error)[:200]),))

    def _problem(self, number: int, what: str, **values: str) -> Problem:
        return Problem(f"{self.file.name}, row {number}", what, LEFT_OUT, tuple(values.items()))

    def _speaks(self) -> bool:
        self.problems += 1
        return self.problems <= MOST_PROBLEMS

    def _rest(self) -> Problem:
        count = str(self.problems - MOST_PROBLEMS)
        what = N_("{count} more rows could not be used.")
        return Problem(
            self.file.name, what, N_("Correct the rows named first, and collect again."), (("count", count),)
        )
