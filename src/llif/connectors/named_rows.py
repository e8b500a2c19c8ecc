"""The rows of a CSV by the names of its columns, told to their end: those that are no rows are named, up to a number.

Only the columns that are asked for are kept. It refuses a file whose heading lacks one that is needed.
"""

import csv
from collections.abc import Callable, Iterable, Iterator, Sequence
from operator import itemgetter
from typing import TypeVar, cast

from llif.connectors.export_files import UNREADABLE, ExportedFile, records
from llif.terms.errors import N_, Problem, SourceFailed

LEFT_OUT = N_("The row is left out; correct it in the file.")
CUT = N_("Export it again; the rows before are kept, and nothing is taken as deleted meanwhile.")
MOST_PROBLEMS = 50

C = TypeVar("C")
Cells = tuple[str, ...]
Numbered = tuple[int, Cells]
Pick = Callable[[Sequence[str]], Cells]


class NamedRows:
    """*Takes* two columns or more. `sound` turns false when rows may be missing; `whole` when the file breaks off."""

    def __init__(
        self, file: ExportedFile, needed: Sequence[str], optional: Sequence[str] = (), *, encoding: str = "utf-8"
    ) -> None:
        self.file, self.needed, self.optional, self.encoding = file, needed, optional, encoding
        self.sound = self.whole = True

    def __iter__(self) -> Iterator[Numbered | Problem]:
        """The number of a row, and its cells in the order of `needed` and `optional` (absent: empty), stripped.

        *Raises* SourceFailed where the heading cannot be read or lacks a needed column.
        """
        pick: Pick | None = None
        width = number = 0
        try:
            for number, row in records(self.file.path, encoding=self.encoding):
                if isinstance(row, csv.Error):
                    yield self._no_row(number, N_("The row is no CSV ({error})."), error=str(row))
                elif pick is None:
                    pick, width = self._pick(row), len(row)
                elif len(row) != width:
                    what = N_("The row has {found} cells, and the heading {wanted}.")
                    yield self._no_row(number, what, found=str(len(row)), wanted=str(width))
                else:
                    row.append("")
                    yield number, tuple(map(str.strip, pick(row)))
        except UNREADABLE as error:
            yield self._broken(number, error, pick is None)
        if pick is None and self.whole:
            self._pick([])

    def _pick(self, heading: list[str]) -> Pick:
        found = {cell.strip(): place for place, cell in reversed(list(enumerate(heading)))}
        missing = [column for column in self.needed if column not in found]
        if missing:
            raise SourceFailed(
                N_("The columns {missing} are missing; the file has {found}."),
                where=f"{self.file.name}, row 1",
                remedy=N_("Correct the names of the columns in the source's settings, or export them."),
                missing=", ".join(missing),
                found=", ".join(dict.fromkeys(map(str.strip, heading)))[:400] or "none",
            )
        last = len(heading)  # where an empty cell is added to every row
        places = [found.get(column, last) for column in (*self.needed, *self.optional)]
        return cast(Pick, itemgetter(*places))

    def _no_row(self, number: int, what: str, **values: str) -> Problem:
        self.sound = False
        return Problem(f"{self.file.name}, row {number}", what, LEFT_OUT, tuple(values.items()))

    def _broken(self, number: int, error: Exception, at_once: bool) -> Problem:
        what = N_("The file breaks off or cannot be read ({error}).")
        if at_once:
            remedy = N_("Export it again as CSV; `encoding` says how its text is written.")
            raise SourceFailed(what, where=self.file.name, remedy=remedy, error=str(error)[:200]) from error
        self.sound = self.whole = False
        return Problem(f"{self.file.name}, after row {number}", what, CUT, (("error", str(error)[:200]),))


class Told:
    """Names the first problems of a file, and counts the rest."""

    def __init__(self, where: str) -> None:
        self.where, self.count = where, 0

    def speaks(self) -> bool:
        self.count += 1
        return self.count <= MOST_PROBLEMS

    def rest(self) -> Iterator[Problem]:
        if self.count > MOST_PROBLEMS:
            what = N_("{count} more rows could not be used.")
            remedy = N_("Correct the rows named first, and collect again.")
            yield Problem(self.where, what, remedy, (("count", str(self.count - MOST_PROBLEMS)),))


def taken(
    rows: Iterable[tuple[int, C] | Problem], where: str, take: Callable[[int, C], Problem | None]
) -> Iterator[Problem]:
    """Give each row to `take`. *Gives* what is no row, and what `take` cannot use, as far as it is told."""
    told = Told(where)
    for each in rows:
        problem = each if isinstance(each, Problem) else take(*each)
        if problem and told.speaks():
            yield problem
    yield from told.rest()
