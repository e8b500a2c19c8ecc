"""When each product's sources last spoke, from the manifest. Worked out once for each snapshot."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from llif.publishing.asking import Asked, last_day
from llif.publishing.remembered import PerSnapshot
from llif.terms.time import day_of
from llif.warehouse.snapshots import Snapshot


@dataclass(frozen=True)
class Freshness:
    """When a product's sources last spoke: `last` and `days` before as-at; `silent` are (name, since)."""

    last: date | None = None
    days: int | None = None
    silent: Sequence[tuple[str, date]] = ()


def freshness(asked: Asked, product: str) -> Freshness:
    """How old a product's newest record is, and which of its services or containers have fallen silent."""
    return heard(asked.snapshot).get(product, Freshness())


def freshest(asked: Asked) -> date | None:
    """The day of the newest record of the whole portfolio."""
    return max((each.last for each in heard(asked.snapshot).values() if each.last), default=None)


def _heard(snapshot: Snapshot) -> Mapping[str, Freshness]:
    zone = str(snapshot.manifest["portfolio"]["time_zone"])
    rows: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for row in snapshot.manifest.get("freshness", []):
        rows[row["product"]].append(row)
    as_at = last_day(snapshot, zone)
    return {product: _of(own, zone, as_at) for product, own in rows.items()}


heard = PerSnapshot(_heard)


def _of(own: Sequence[Mapping[str, Any]], zone: str, as_at: date) -> Freshness:
    spoke = [day_of(datetime.fromisoformat(row["last"]), zone) for row in own if row.get("last")]
    silent = [(row["name"], date.fromisoformat(row["stale_since"])) for row in own if row.get("stale_since")]
    last = max(spoke, default=None)
    return Freshness(last, max((as_at - last).days, 0) if last else None, silent)
