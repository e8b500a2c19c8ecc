"""A source whose every answer is known: numbered rows, cut by checkpoints, and a cursor that says how far."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import Enum
from typing import Any

NOW = datetime(2021, 4, 1, tzinfo=UTC)
BEGIN = datetime(2020, 1, 1, tzinfo=UTC)
SIZE = 60
STEP = 20


@dataclass(frozen=True)
class Batch:
    """As connectors yield them; the landing knows them by their shape alone."""

    table: str
    rows: Sequence[Mapping[str, object]]


class Mark(Enum):
    CHECKPOINT = "checkpoint"


def change(number: int) -> dict[str, object]:
    at = BEGIN + timedelta(hours=number)
    return {"id": f"c{number}", "item_id": f"i{number % 7}", "changed_at": at, "status": "Open", "tags": [f"t{number}"]}


def item(number: int) -> dict[str, object]:
    return {"id": f"i{number % 7}", "container": "c", "type": "Bug", "title": f"after {number}"}


def numbered(cursor: dict[str, Any], size: int = SIZE) -> Iterator[Any]:
    """All that the cursor has not yet seen, with a checkpoint after each `STEP` rows of changes."""
    for number in range(cursor.get("read", 0), size):
        yield Batch("status_changes", [change(number)])
        if number % 5 == 0:
            yield Batch("work_items", [item(number)])
        cursor["read"] = number + 1
        if cursor["read"] % STEP == 0:
            yield Mark.CHECKPOINT
