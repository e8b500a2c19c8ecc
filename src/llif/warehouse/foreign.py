"""dlt sources that llif did not write. It takes only those whose tables and columns are the landed ones."""

import itertools
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import pyarrow as pa

from llif.terms.errors import N_, InputError
from llif.warehouse.schema import tables
from llif.warehouse.segments import stamped


@dataclass(frozen=True)
class Taken:
    """A dlt source whose rows arrive in our form, and how many came of each table."""

    source: Any
    rows: dict[str, int] = field(default_factory=dict)


def taken(dlt_source: Any, *, source: str, now: datetime, order: int) -> Taken:
    """Have each resource's rows stamped and cast. *Raises* InputError for a table that is none of ours."""
    made = Taken(dlt_source)
    place = itertools.count(order)
    for resource in dlt_source.selected_resources.values():
        table = _known(source, resource)
        resource.apply_hints(write_disposition="append")
        resource.add_map(Stamp(table, source, now, place, made.rows))
    return made


class Stamp:
    """Turns what a resource yields, a mapping or an Arrow table, into an Arrow table of the landed form."""

    def __init__(
        self, table: str, source: str, now: datetime, place: "itertools.count[int]", rows: dict[str, int]
    ) -> None:
        self.table, self.source, self.now, self.place, self.rows = table, source, now, place, rows

    def __call__(self, item: Any) -> pa.Table:
        given = item if isinstance(item, pa.Table) else [item]
        count = len(given)
        first = next(self.place)
        for _ in range(count - 1):
            next(self.place)
        self.rows[self.table] = self.rows.get(self.table, 0) + count
        return stamped(self.table, given, source=self.source, now=self.now, order=first)


def _known(source: str, resource: Any) -> str:
    table = resource.table_name
    if table not in tables():
        raise InputError(
            N_("{table} is no landed table."),
            where=source,
            remedy=N_("The tables are: {tables}."),
            table=repr(table),
            tables=", ".join(tables()),
        )
    return str(table)
