"""A snapshot's cost records as plain values, read once."""

from collections.abc import Mapping, Sequence
from typing import Any

from llif.portfolio.investment.spending import Cost
from llif.publishing.remembered import PerSnapshot
from llif.warehouse.snapshots import Snapshot

TABLE = "costs"


def _read(snapshot: Snapshot) -> Sequence[Cost]:
    """In order: an engine hands rows out as it pleases, and sums of amounts depend on it."""
    if TABLE not in snapshot.manifest["tables"]:
        return ()
    rows = (_cost(each) for each in snapshot.arrow(TABLE).to_pylist())
    return sorted(rows, key=lambda each: (each.product, each.first, each.last, each.record))


def _cost(row: Mapping[str, Any]) -> Cost:
    record = f"{row['source']}/{row['container']}/{row['cost']}"
    return Cost(
        row["product"],
        row["category"],
        row["first"],
        row["last"],
        row["amount"],
        row["currency"],
        record,
        row.get("spend"),
    )


costs_of = PerSnapshot(_read)
"""The cost records of every product; none from a snapshot of before there were any."""


def _currency(snapshot: Snapshot) -> str | None:
    found = {each.currency for each in costs_of(snapshot)}
    return found.pop() if len(found) == 1 else None


currency_of = PerSnapshot(_currency)
"""The one currency of a snapshot's costs, which a measure of money is in; null where there is none, or several."""
