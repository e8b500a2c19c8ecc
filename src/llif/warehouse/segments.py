"""A connector's stream, cut into parts that each become one load.

A part ends at the first checkpoint after enough rows, or with the stream; only there does the cursor count. What
follows a checkpoint and is cut short by an error is never part of a load.
"""

import copy
import itertools
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from enum import Enum
from typing import Any, Protocol, TypeGuard, cast

import pyarrow as pa

from llif.terms.errors import N_, Fault, Problem, Skipped
from llif.terms.records import Type
from llif.warehouse import schema

ROWS_PER_LOAD = 200_000
ROWS_PER_CHUNK = 30_000

Cursor = dict[str, Any]
Progress = Callable[[str, int], None]


class Batch(Protocol):
    """Rows of one landed table, as connectors yield them; known here by its shape alone."""

    @property
    def table(self) -> str: ...
    @property
    def rows(self) -> Sequence[Mapping[str, object]]: ...


Event = Batch | Problem | Skipped | Enum


class Stream:
    """The events of one collect. It counts rows, keeps problems, and hands out Arrow tables part by part."""

    def __init__(
        self,
        source: str,
        events: Iterator[Event],
        cursor: Cursor,
        *,
        now: datetime,
        order: int,
        progress: Progress | None = None,
    ) -> None:
        self.source, self.cursor, self.now, self.order, self.progress = source, cursor, now, order, progress
        self.events: Iterator[Event] = events
        self.kept = plain(cursor)
        self.rows: dict[str, int] = {}
        self.problems: list[Problem] = []
        self.skipped: Skipped | None = None
        self.ended = False

    def has_rows(self) -> bool:
        """Whether any row is still to come; reads on to the first, and leaves it in the stream."""
        for event in self.events:
            if _is_batch(event) and event.rows:
                self.events = itertools.chain([event], self.events)
                return True
            self._note(event)
        self.ended = True
        return False

    def moved(self) -> bool:
        """Whether the cursor stands elsewhere than where the last load left it."""
        return plain(self.cursor) != self.kept

    def part(self) -> Iterator[tuple[str, pa.Table]]:
        """The tables of the next load, in chunks. The cursor at its end is consistent with them."""
        chunks, landed = Chunks(self), 0
        for event in self.events:
            if _is_batch(event):
                landed += len(event.rows)
                yield from chunks.add(event)
            elif self._note(event) and landed >= ROWS_PER_LOAD:
                yield from chunks.rest()
                return
        yield from chunks.rest()
        self.ended = True

    def keep_cursor(self) -> Cursor:
        """The cursor to store with the part that has just ended."""
        self.kept = plain(self.cursor)
        return copy.deepcopy(self.kept)

    def count(self, table: str, rows: int) -> None:
        self.rows[table] = self.rows.get(table, 0) + rows
        if self.progress:
            self.progress(table, self.rows[table])

    def _note(self, event: Event) -> bool:
        """Keep a problem, or what was skipped; say whether the event is a checkpoint."""
        if isinstance(event, Problem):
            self.problems.append(event)
        if isinstance(event, Skipped):
            self.skipped = event
        return isinstance(event, Enum)


class Chunks:
    """Rows gathered per table until they are worth an Arrow table; small row groups would make every read slow."""

    def __init__(self, stream: Stream) -> None:
        self.stream = stream
        self.rows: dict[str, list[Mapping[str, object]]] = {}

    def add(self, batch: Batch) -> Iterator[tuple[str, pa.Table]]:
        waiting = self.rows.setdefault(batch.table, [])
        waiting.extend(batch.rows)
        if len(waiting) >= ROWS_PER_CHUNK:
            yield self._stamped(batch.table, self.rows.pop(batch.table))

    def rest(self) -> Iterator[tuple[str, pa.Table]]:
        for table, rows in self.rows.items():
            if rows:
                yield self._stamped(table, rows)
        self.rows = {}

    def _stamped(self, table: str, rows: list[Mapping[str, object]]) -> tuple[str, pa.Table]:
        stream = self.stream
        made = stamped(table, rows, source=stream.source, now=stream.now, order=stream.order)
        stream.order += len(rows)
        stream.count(table, len(rows))
        return table, made


def stamped(table: str, rows: schema.Rows, *, source: str, now: datetime, order: int) -> pa.Table:
    """Rows as they lie on disk: of this source, observed now, in landing order from `order` on."""
    made = schema.cast(table, rows)
    values: dict[str, schema.Column] = {
        "source": _repeated(source, pa.string(), made.num_rows),
        "observed_at": _repeated(now, schema.ARROW[Type.INSTANT], made.num_rows),
        schema.ORDER: pa.array(range(order, order + made.num_rows), pa.int64()),
    }
    wanted = schema.landed_schema(table)
    columns = [values[name] if name in values else made[name] for name in wanted.names]
    return pa.table(columns, schema=wanted)


def _repeated(value: object, kind: pa.DataType, times: int) -> schema.Column:
    made: schema.Column = pa.repeat(pa.scalar(cast(Any, value), kind), times)  # type: ignore[call-overload]
    return made


def plain(cursor: Cursor) -> Cursor:
    """A copy of a cursor through JSON, which is what it is kept as. *Raises* Fault for a value JSON has no form for."""
    try:
        return cast(Cursor, json.loads(json.dumps(cursor)))
    except (TypeError, ValueError) as error:
        raise Fault(
            N_("The cursor holds what JSON cannot: {error}"),
            where="cursor",
            remedy=N_("A connector keeps text, numbers, flags, lists and mappings in its cursor."),
            error=str(error),
        ) from error


def _is_batch(event: Event) -> TypeGuard[Batch]:
    return not isinstance(event, (Problem, Skipped, Enum))
