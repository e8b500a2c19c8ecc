"""A snapshot's cost records as plain values, read once."""

from collections.abc import Sequence

from llif.portfolio.investment.spending import Cost
from llif.publishing.remembered import PerSnapshot
from llif.warehouse.snapshots import Snapshot

TABLE = "costs"


def _read(snapshot: Snapshot) -> Sequence[Cost]:
    if TABLE not in snapshot.manifest["tables"]:
        return ()
    rows = snapshot.arrow(TABLE).to_pylist()
    return [
        Cost(
            each["product"],
            each["category"],
            each["first"],
            each["last"],
            each["amount"],
            each["currency"],
            f"{each['source']}/{each['container']}/{each['cost']}",
        )
        for each in rows
    ]


costs_of = PerSnapshot(_read)
"""The cost records of every product; none from a snapshot of before there were any."""
