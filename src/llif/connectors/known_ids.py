"""The ids that a source held, packed into the cursor so that one that vanishes can be told from one never seen."""

import base64
import json
import zlib
from collections.abc import Iterable, Iterator
from datetime import datetime

from llif.connectors.contract import Batch

TOMBSTONES = 10_000


def pack(ids: Iterable[str]) -> str:
    """Sorted, compressed text: a few bytes an id where ids resemble each other."""
    return base64.b64encode(zlib.compress(json.dumps(sorted(ids), ensure_ascii=False).encode(), 6)).decode()


def unpack(packed: str | None) -> set[str]:
    return set(json.loads(zlib.decompress(base64.b64decode(packed)))) if packed else set()


def tombstones(table: str, lost: Iterable[str], now: datetime, **values: object) -> Iterator[Batch]:
    """Rows that say an id is gone. *Takes* further values that every one of them bears."""
    ordered = sorted(lost)
    for first in range(0, len(ordered), TOMBSTONES):
        part = ordered[first : first + TOMBSTONES]
        yield Batch(table, [{"id": key, "deleted_at": now, **values} for key in part])
