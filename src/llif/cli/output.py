"""How data is printed: a table for people, JSON or CSV for programs. Progress and notes go to standard error."""

import csv
import json
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from enum import StrEnum

from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.table import Table

from llif.publishing.words import gettext as _

notes = Console(stderr=True, highlight=False)


class Format(StrEnum):
    TABLE = "table"
    JSON = "json"
    CSV = "csv"


Rows = Iterable[Mapping[str, object]]


def show(rows: Rows, form: Format, columns: Sequence[str] | None = None) -> None:
    """Print rows. *Takes* `columns` to show in a table (all by default); JSON and CSV always hold all."""
    listed = list(rows)
    if form is Format.JSON:
        print(json.dumps(listed, indent=1, ensure_ascii=False, default=str))
    elif form is Format.CSV:
        _csv(listed)
    else:
        _table(listed, columns)


def _csv(rows: list[Mapping[str, object]]) -> None:
    names = list(dict.fromkeys(name for row in rows for name in row))
    writer = csv.DictWriter(sys.stdout, names, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)


def _table(rows: list[Mapping[str, object]], columns: Sequence[str] | None) -> None:
    if not rows:
        notes.print(_("Nothing to show."))
        return
    names = columns or list(rows[0])
    table = Table(*names, box=None, pad_edge=False, header_style="bold")
    for row in rows:
        table.add_row(*[_cell(row.get(name)) for name in names])
    Console(highlight=False).print(table)


def _cell(value: object) -> str:
    if isinstance(value, float):
        return f"{value:,.4g}"
    return "" if value is None else str(value)


def working() -> Progress:
    """A line of what is being done, on standard error, gone when it is done."""
    return Progress(
        SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn(), console=notes, transient=True
    )


@contextmanager
def stepping(what: str) -> Iterator[Callable[[str], None]]:
    """Work that names its steps: call what is given with each."""
    with working() as line:
        task = line.add_task(what, total=None)
        yield lambda step: line.update(task, description=f"{what}: {step}")
