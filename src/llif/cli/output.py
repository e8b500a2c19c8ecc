"""How data is printed: a table for people, JSON or CSV for programs. Progress and notes go to standard error.

A table never cuts a value: a narrow terminal folds it, and where there is no terminal it is as wide as it needs.
"""

import csv
import json
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from enum import StrEnum

from rich.cells import cell_len
from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.table import Table

from llif.publishing.words import gettext as _

# Names and messages come from users and tools: nothing in them is markup.
notes = Console(stderr=True, highlight=False, markup=False, emoji=False, soft_wrap=True)
WIDE, GAP = 10_000, 2
Row = Mapping[str, object]


class Format(StrEnum):
    TABLE = "table"
    JSON = "json"
    CSV = "csv"


def note(text: str) -> None:
    """Say something beside the data, on standard error."""
    notes.print(text)


def show(rows: Iterable[Row], form: Format, columns: Sequence[str] = ()) -> None:
    """Print rows. *Takes* the columns' names for when there is no row to tell them."""
    listed = list(rows)
    if form is Format.JSON:
        print(json.dumps(listed, indent=1, ensure_ascii=False, default=str))
    elif form is Format.CSV:
        _csv(listed, columns)
    else:
        table(listed)


def _csv(rows: list[Row], columns: Sequence[str]) -> None:
    names = list(dict.fromkeys(name for row in rows for name in row)) or columns
    writer = csv.DictWriter(sys.stdout, names, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)


def table(rows: Sequence[Row], heading: str = "") -> None:
    """Print rows as a table for people; columns in which no row holds anything are left out."""
    if heading:
        plain(WIDE).print(heading)
    if not rows:
        return note(_("Nothing to show."))
    names = [name for name in rows[0] if any(row[name] not in (None, "") for row in rows)]
    cells = {name: [_cell(row[name]) for row in rows] for name in names}
    console = plain()
    foldable = {name: any(" " in text for text in found) for name, found in cells.items()}
    if _least(cells, foldable) > console.width:
        return _lines(console, cells)
    made = Table(box=None, pad_edge=False, padding=(0, GAP, 0, 0), header_style="bold")
    for name in names:
        numeric = all(isinstance(row[name], int | float) or row[name] in (None, "") for row in rows)
        made.add_column(name, justify="right" if numeric else "left", no_wrap=not foldable[name])
    for line in zip(*cells.values(), strict=True):
        made.add_row(*line)
    return console.print(made)


def _least(cells: Mapping[str, list[str]], foldable: Mapping[str, bool]) -> int:
    """The narrowest that a table may be: words fold, names and numbers do not."""
    return sum(GAP + max(map(cell_len, _parts([name, *cells[name]], foldable[name]))) for name in cells)


def _parts(texts: list[str], foldable: bool) -> list[str]:
    return [part for text in texts for part in (text.split() if foldable else [text])]


def _lines(console: Console, cells: Mapping[str, list[str]]) -> None:
    """Where no table fits, a paragraph for each row."""
    for line in zip(*cells.values(), strict=True):
        console.print(", ".join(f"{name} {text}" for name, text in zip(cells, line, strict=True) if text))


def plain(width: int | None = None) -> Console:
    """Standard output, in which nothing is markup: as wide as the terminal, or without bound where it is none."""
    console = Console(highlight=False, markup=False, emoji=False, width=width)
    return console if width or console.is_terminal else plain(WIDE)


def _cell(value: object) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, float):
        return f"{value:,.0f}" if abs(value) >= 1000 else f"{value:.4g}"
    return "" if value is None else str(value)


def working() -> Progress:
    """A line of what is being done, on standard error, gone when it is done; nothing where that is no terminal."""
    return Progress(
        SpinnerColumn(),
        TextColumn("{task.description}", markup=False),
        TimeElapsedColumn(),
        console=notes,
        transient=True,
        disable=not notes.is_terminal,
    )


@contextmanager
def stepping(what: str) -> Iterator[Callable[[str], None]]:
    """Work that names its steps: call what is given with each."""
    with working() as line:
        task = line.add_task(what, total=None)
        yield lambda step: line.update(task, description=f"{what}: {step}")
