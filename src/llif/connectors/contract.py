"""What every connector promises. Written before the connectors; it refuses nothing itself.

A connector is a plain generator. It yields `Batch` (rows named after a landed table), `Problem` (one record it could
not use, while the rest goes on), `Skipped` (the unchanged places it did not read again; problems told of the others are
over) and `CHECKPOINT` (all before it is consistent with the cursor as it stands now: a long extract may be cut into a
load here). It changes `cursor` in place; what the cursor holds is kept with the load, and is
given back at the next collect. A whole source that cannot be read raises `SourceFailed`.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from pathlib import Path
from typing import Any, Protocol

from pydantic import BaseModel

from llif.terms.errors import Problem, Skipped


@dataclass(frozen=True)
class Batch:
    """Rows of one landed table: mappings with its column names (`terms.records`).

    `id` is required. `source` and `observed_at` are stamped by the landing; a missing column is null. A tombstone is a
    row with `id` and `deleted_at`.
    """

    table: str
    rows: Sequence[Mapping[str, object]]


class Checkpoint(Enum):
    CHECKPOINT = "checkpoint"


CHECKPOINT = Checkpoint.CHECKPOINT

Event = Batch | Problem | Skipped | Checkpoint
Cursor = dict[str, Any]


@dataclass(frozen=True)
class Collecting:
    """What a connector is told: the source, a folder that stays its own, where relative paths start, the time."""

    source: str
    workspace: Path
    base: Path
    now: datetime


class Connector(Protocol):
    """`settings` validates the source's settings and refuses unknown fields; `collect` yields what is new."""

    name: str
    settings: type[BaseModel]

    def collect(self, settings: Any, cursor: Cursor, collecting: Collecting) -> Iterator[Event]: ...
