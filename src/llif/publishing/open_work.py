"""How much of a portfolio's work in progress is neglected or old, counted once for each snapshot."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

import ibis
from ibis import _

from llif.metrics import open_work as listing
from llif.publishing import figures
from llif.publishing.remembered import PerSnapshot
from llif.warehouse.snapshots import Snapshot

NAMED = 3


@dataclass(frozen=True)
class OpenWork:
    """Items in load, how many of them are neglected and how many old; `idlest` are keys, the longest idle first.

    `days` is what every product allows without activity, null where they differ.
    """

    items: int
    neglected: int
    old: int
    idlest: Sequence[str]
    days: int | None


def _counted(snapshot: Snapshot) -> OpenWork:
    allowed = {row["id"]: row["neglected_after_days"] for row in snapshot.manifest["portfolio"]["products"]}
    found = listing.open_work(figures.facts(snapshot), snapshot.as_at, allowed)
    (sums,) = (
        found.aggregate(
            items=_.count(),
            neglected=_.is_neglected.sum().fill_null(0),
            old=_.is_old.sum().fill_null(0),
        )
        .to_pyarrow()
        .to_pylist()
    )
    days = set(allowed.values())
    return OpenWork(
        int(sums["items"]),
        int(sums["neglected"]),
        int(sums["old"]),
        _idlest(found) if sums["neglected"] else (),
        days.pop() if len(days) == 1 else None,
    )


def _idlest(found: ibis.Table) -> list[str]:
    worst = found.filter(_.is_neglected).order_by(ibis.desc("idle_days"), "key").limit(NAMED).select("key")
    return [str(row["key"]) for row in worst.to_pyarrow().to_pylist()]


open_work = PerSnapshot(lambda snapshot: figures.aside(partial(_counted, snapshot)))
