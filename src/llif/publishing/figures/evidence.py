"""The rows behind a figure, a page at a time, and the items in load.

It works out nothing: `metrics` lists, this pages.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import ibis.expr.types as ir
import pyarrow as pa
from ibis import _

from llif.metrics import ageing
from llif.metrics import evidence as listing
from llif.metrics.catalogue import LIVE
from llif.metrics.catalogue import measure as known_measure
from llif.metrics.facts.history import KNOWN_UNTIL
from llif.metrics.questions import Question, Scope
from llif.publishing.figures import figures
from llif.publishing.live import figures as live
from llif.publishing.live.records import records
from llif.publishing.live.rows import MADE
from llif.terms.time import Period
from llif.warehouse.snapshots import Snapshot

Row = dict[str, Any]
AGEING = (
    "item",
    "product",
    "key",
    "url",
    "type",
    "kind",
    "state",
    "status",
    "started_at",
    "age_hours",
    "age_percentile",
    "compared_with",
    "last_activity_at",
    "idle_days",
    "is_from_commits",
)
LIVE_TYPES: Mapping[str, pa.DataType] = {
    **dict.fromkeys(("product", "service", "currency"), pa.string()),
    **dict.fromkeys(("first", "last", "day"), pa.date32()),
    **dict.fromkeys(("started", "completed", "total", "best", "n"), pa.int64()),
    "amount": pa.float64(),
}


@dataclass(frozen=True)
class Evidence:
    """`rows` from `offset`, of `total`; `counted` in a row says whether a share's numerator counts it."""

    columns: tuple[str, ...]
    rows: list[Row]
    total: int


@dataclass(frozen=True)
class Wanted:
    """The figure whose rows are wanted: of a product or (null) the portfolio, of a period, of a kind or all.

    `known_at`: until when what people recorded is known; null: what stands now.
    """

    measure: str
    period: Period
    product: str | None = None
    kind: str | None = None
    known_at: datetime | None = None


def evidence(snapshot: Snapshot, wanted: Wanted, *, offset: int = 0, limit: int = 100) -> Evidence:
    """The rows one figure was made from, newest first. *Raises* InputError for an unknown measure."""
    asked = known_measure(wanted.measure)
    if asked.name in LIVE:
        found = _of_live(snapshot, wanted)
        return Evidence(MADE[asked.name].columns, found[offset : offset + limit], len(found))
    rows = _computed(snapshot, wanted)
    total = int(rows.count().to_pyarrow().as_py())
    return Evidence((*listing.COLUMNS[asked.rows], "counted"), _plain(rows.limit(limit, offset=offset)), total)


def table(snapshot: Snapshot, wanted: Wanted) -> pa.Table:
    """All rows of one figure as columns; instants bear their zone."""
    if wanted.measure in LIVE:
        schema = pa.schema([(name, LIVE_TYPES[name]) for name in MADE[wanted.measure].columns])
        return pa.Table.from_pylist(_of_live(snapshot, wanted), schema)
    found: pa.Table = _computed(snapshot, wanted).to_pyarrow()
    zoned = [_zoned(field) for field in found.schema]
    return found.cast(pa.schema(zoned))


def every_row(snapshot: Snapshot, wanted: Wanted) -> list[Row]:
    """All rows of one figure, for a file."""
    return _of_live(snapshot, wanted) if wanted.measure in LIVE else _plain(_computed(snapshot, wanted))


def _of_live(snapshot: Snapshot, wanted: Wanted) -> list[Row]:
    found = live.listed(records(snapshot, wanted.known_at), wanted.measure, wanted.product, wanted.period)
    return [dict(row) for row in found]


def _computed(snapshot: Snapshot, wanted: Wanted) -> ir.Table:
    question = _question(wanted.product, (wanted.period,), wanted.measure)
    return listing.rows(figures.facts(snapshot), known_measure(wanted.measure), question, wanted.kind)


def _zoned(field: "pa.Field[Any]") -> "pa.Field[Any]":
    return field.with_type(pa.timestamp("us", tz="UTC")) if pa.types.is_timestamp(field.type) else field


def _question(product: str | None, periods: tuple[Period, ...], measure: str) -> Question:
    if product is None:
        return Question((measure,), periods, Scope.PORTFOLIO)
    return Question((measure,), periods, Scope.PRODUCT, (product,))


def in_load(snapshot: Snapshot, *, product: str | None) -> list[Row]:
    """The items in load at as-at, oldest first, with `neglected`: idle for longer than the product's setting.

    Of one whose source fell silent it is not known whether it is.
    """
    question = _question(product, (), "flow_load")
    found = ageing.in_load(figures.facts(snapshot), question, snapshot.as_at)
    told = [KNOWN_UNTIL] if KNOWN_UNTIL in found.columns else []
    allowed = {row["id"]: row["neglected_after_days"] for row in snapshot.manifest["portfolio"]["products"]}
    return [
        {**row, "neglected": row["idle_days"] > allowed.get(row["product"], 30) and row.get(KNOWN_UNTIL) is None}
        for row in _plain(found.select(*AGEING, *told))
    ]


def stays(snapshot: Snapshot, item: str) -> list[Row]:
    """An item's way through its statuses, in order: what its flow time was made from."""
    rows = figures.facts(snapshot)["stays"].filter(_.item == item).order_by("position")
    return _plain(rows.select("product", "status", "flow_state", "kind", "changed_at", "until_at", "hours"))


def item(snapshot: Snapshot, name: str) -> Row | None:
    """One item's row, or null where the snapshot holds none of the name."""
    found = _plain(figures.facts(snapshot)["items"].filter(_.item == name).limit(1))
    return found[0] if found else None


def commits(snapshot: Snapshot, key: str, *, product: str | None) -> list[Row]:
    """The commits that name an item's key, in order; of one product, or of all."""
    rows = figures.facts(snapshot)["mentions"].filter(_.key == key)
    kept = rows.filter(rows["product"] == product) if product else rows
    return _plain(kept.order_by("committed_at", "change"))


def _plain(rows: ir.Table) -> list[Row]:
    """Rows with aware instants."""
    return [dict(_aware(row)) for row in rows.to_pyarrow().to_pylist()]


def _aware(row: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    for name, value in row.items():
        yield name, value.replace(tzinfo=UTC) if isinstance(value, datetime) else value
