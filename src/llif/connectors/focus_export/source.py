"""Costs from FOCUS files: reads all of them where any changed, adds charges up by day, and yields sums that are new.

Invoices are corrected: a sum that another export tells otherwise lands again under its id. It refuses to take a sum as
gone while a file is cut or a row cannot be read.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any

from llif.connectors.contract import CHECKPOINT, Batch, Collecting, Cursor, Event
from llif.connectors.export_files import ExportedFile
from llif.connectors.focus_export.reading import FocusRows
from llif.connectors.focus_export.settings import FocusSettings
from llif.connectors.focus_export.shape import DECIMALS, Key, Unusable, amount, changed, key, row, tag
from llif.connectors.gathering import changed as changed_files
from llif.connectors.named_rows import LEFT_OUT, taken
from llif.terms.errors import N_, Problem

ENDINGS = (".csv", ".csv.gz", ".parquet")
BATCH = 10_000
ROWS_VERSION = 1
TABLE = "costs"


class FocusExport:
    """The connector `focus-export`."""

    name = "focus-export"
    settings = FocusSettings

    def collect(self, settings: FocusSettings, cursor: Cursor, collecting: Collecting) -> Iterator[Event]:
        """*Raises* SourceFailed where there is no file, or one lacks a column."""
        found = changed_files(settings.path, ENDINGS, cursor, collecting, settings=settings, version=ROWS_VERSION)
        if found is None:
            return
        costs = _Costs(settings)
        for file in found.files:
            yield from costs.read(file)
        yield from _noticed(costs, settings.path)
        yield from _landed(costs, cursor, collecting, again=found.is_reformed)
        found.keep(cursor, costs.unread)
        yield CHECKPOINT


class _Costs:
    """The charges of all files, added up; `sound` is false where some may be missing."""

    def __init__(self, settings: FocusSettings) -> None:
        self.settings = settings
        self.sums: dict[Key, float] = {}
        self.left_out: Counter[str] = Counter()
        self.unread: set[str] = set()
        self.sound = True
        container = "Tags" if settings.tag else settings.container
        period = ("ChargePeriodStart", "ChargePeriodEnd")
        self.columns = (settings.amount.value, "BillingCurrency", *period, "ChargeCategory", container)

    def read(self, file: ExportedFile) -> Iterator[Problem]:
        rows = FocusRows(file, self.columns, self.settings.encoding)
        yield from taken(rows, file.name, partial(self._add, file))
        self.sound &= rows.sound
        if not rows.whole:
            self.unread.add(file.name)

    def _add(self, file: ExportedFile, number: int, cells: Sequence[Any]) -> Problem | None:
        charged, currency, start, end, category, named = cells
        if category not in self.settings.charges:
            self.left_out[str(category)[:40]] += 1
            return None
        try:
            of = key(self._container(named), start, end, str(currency))
            self.sums[of] = self.sums.get(of, 0.0) + amount(self.settings.amount.value, charged)
        except Unusable as error:
            self.sound = False
            values = (("column", error.column), ("found", error.found), ("wanted", error.wanted))
            what = N_("Column {column} holds {found}; {wanted} is wanted.")
            return Problem(f"{file.name}, row {number}", what, LEFT_OUT, values)
        return None

    def _container(self, cell: Any) -> str:
        name = self.settings.tag
        told = tag(cell, name) if name else str(cell or "").strip()
        return told or self.settings.untold


def _noticed(costs: _Costs, where: str) -> Iterator[Problem]:
    if costs.left_out:
        codes = ", ".join(f"{code or '(empty)'}: {count}" for code, count in costs.left_out.most_common(10))
        what = N_("{count} charges of other categories were left out ({codes}).")
        remedy = N_("Name their categories under `charges` if they are costs.")
        yield Problem(where, what, remedy, (("count", str(costs.left_out.total())), ("codes", codes)))


def _landed(costs: _Costs, cursor: Cursor, collecting: Collecting, *, again: bool) -> Iterator[Batch]:
    """The sums that are new or other (all of them where the settings changed), and tombstones for those gone."""
    kept: dict[str, float] = cursor.get("sums", {})
    by_id = {of.id: (of, total) for of, total in costs.sums.items()}
    now = {name: round(total, DECIMALS) for name, (_of, total) in by_id.items()}
    category, spend = costs.settings.category.value, costs.settings.spend
    rows = [row(*by_id[name], category, spend.value if spend else None) for name in changed(now, {} if again else kept)]
    if costs.settings.complete and costs.sound:
        rows += [{"id": name, "deleted_at": collecting.now} for name in kept if name not in now]
    else:
        now = {**kept, **now}
    for place in range(0, len(rows), BATCH):
        yield Batch(TABLE, rows[place : place + BATCH])
    cursor["sums"] = now


CONNECTOR = FocusExport()
