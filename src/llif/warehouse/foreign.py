"""dlt sources that llif did not write. It takes only those whose tables and columns are the landed ones."""

import itertools
from datetime import datetime
from typing import Any

import pyarrow as pa

from llif.terms.errors import N_, InputError
from llif.warehouse.schema import tables
from llif.warehouse.segments import stamped


def in_our_form(dlt_source: Any, *, source: str, now: datetime, order: int) -> Any:
    """Have each resource's rows stamped and cast. *Raises* InputError for a table that is none of ours.

    What comes twice because dlt's own incremental reads its last instant again lands twice, which is harmless.
    """
    place = itertools.count(order)
    for resource in dlt_source.selected_resources.values():
        table = _known(source, resource)
        resource.apply_hints(write_disposition="append")
        resource.add_map(Stamp(table, source, now, place))
    return dlt_source


class Stamp:
    """Turns what a resource yields, a mapping or an Arrow table, into an Arrow table of the landed form."""

    def __init__(self, table: str, source: str, now: datetime, place: "itertools.count[int]") -> None:
        self.table, self.source, self.now, self.place = table, source, now, place

    def __call__(self, item: Any) -> pa.Table:
        given = item if isinstance(item, pa.Table) else [item]
        taken = list(itertools.islice(self.place, len(given)))
        return stamped(self.table, given, source=self.source, now=self.now, order=taken[0] if taken else 0)


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
