"""The Arrow form of the landed tables. It refuses a value that would change a column's type, rather than bend it."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from llif.terms.errors import N_, Fault
from llif.terms.records import COLUMNS, Type, columns

LANDING_VERSION = 2
ORDER = "landing_order"  # the place of a row in all that its source ever landed: the later of two versions is newer

Row = Mapping[str, object]
Rows = Sequence[Row] | pa.Table
if TYPE_CHECKING:  # generic for the checker alone
    Field = pa.Field[Any]
    Column = pa.Array[Any] | pa.ChunkedArray[Any]
else:
    Field, Column = pa.Field, pa.Array | pa.ChunkedArray

ARROW: Mapping[Type, pa.DataType] = {
    Type.TEXT: pa.string(),
    Type.TEXTS: pa.list_(pa.string()),
    Type.INSTANT: pa.timestamp("us", tz="UTC"),
    Type.DAY: pa.date32(),
    Type.INTEGER: pa.int64(),
    Type.NUMBER: pa.float64(),
    Type.FLAG: pa.bool_(),
}


def tables() -> tuple[str, ...]:
    """The names of the landed tables."""
    return tuple(COLUMNS)


def schema(table: str) -> pa.Schema:
    """The columns of a landed table as its readers see them. *Raises* Fault for a table there is not."""
    _known(table)
    return pa.schema([(name, ARROW[kind]) for name, kind in columns(table).items()])


def landed_schema(table: str) -> pa.Schema:
    """The columns of a landed table as they lie on disk: the readers' and the landing order."""
    return schema(table).append(pa.field(ORDER, pa.int64()))


def cast(table: str, rows: Rows) -> pa.Table:
    """Rows as an Arrow table of exactly the landed columns; a column that no row has is null.

    *Raises* Fault, naming table and column, for an unknown table or column and for a value of another type: text for an
    instant, an instant without a time zone, a number for text, …
    """
    wanted = schema(table)
    given = rows.column_names if isinstance(rows, pa.Table) else _names(rows)
    for name in given:
        if name not in wanted.names:
            raise Fault(N_("There is no column {column}."), where=table, column=name)
    return pa.table([_column(table, field, rows) for field in wanted], schema=wanted)


def _known(table: str) -> None:
    if table not in COLUMNS:
        raise Fault(
            N_("There is no landed table of this name."),
            where=table,
            remedy=N_("The tables are: {tables}."),
            tables=", ".join(COLUMNS),
        )


def _names(rows: Sequence[Row]) -> Iterable[str]:
    return dict.fromkeys(name for row in rows for name in row)


def _column(table: str, field: Field, rows: Rows) -> Column:
    try:
        if isinstance(rows, pa.Table):
            return _convert(field, rows)
        return _build(field, [row.get(field.name) for row in rows])
    except (pa.ArrowInvalid, pa.ArrowTypeError, pa.ArrowNotImplementedError, TypeError, OverflowError) as error:
        raise Fault(
            N_("A value does not fit the column's type, {type}: {error}"),
            where=f"{table}.{field.name}",
            type=str(field.type),
            error=str(error),
        ) from error


def _convert(field: Field, rows: pa.Table) -> Column:
    if field.name not in rows.column_names:
        return _build(field, [None] * rows.num_rows)
    given = rows.column(field.name)
    if pa.types.is_timestamp(field.type) and not pa.types.is_null(given.type) and not getattr(given.type, "tz", None):
        raise TypeError("an instant carries a time zone")
    if pa.types.is_string(field.type) and not _is_text(given.type):
        raise TypeError(f"{given.type} is no text")
    made: Column = given.cast(field.type)
    return made


def _is_text(kind: pa.DataType) -> bool:
    inner = kind.value_type if pa.types.is_dictionary(kind) else kind
    return any(test(inner) for test in (pa.types.is_string, pa.types.is_large_string, pa.types.is_null))


def _build(field: Field, values: list[object]) -> Column:
    """Arrow itself would take a naive instant for UTC, a number for an instant, part of a number for all."""
    if pa.types.is_timestamp(field.type):
        _require(all(v is None or (isinstance(v, datetime) and v.tzinfo) for v in values), "an instant with a zone")
    if pa.types.is_date(field.type):
        _require(all(v is None or (isinstance(v, date) and not isinstance(v, datetime)) for v in values), "a date")
    if pa.types.is_list(field.type):
        _require(not any(isinstance(v, str) for v in values), "a list of text")
        values = [list(v) if isinstance(v, (tuple, set, frozenset)) else v for v in values]
    if pa.types.is_integer(field.type):
        _require(all(v is None or (isinstance(v, int) and not isinstance(v, bool)) for v in values), "a whole number")
    if pa.types.is_floating(field.type):
        _require(not any(isinstance(v, bool) for v in values), "a number")
    if field.name == "id":
        _require(None not in values, "an id in every row")
    made: Column = pa.array(values, type=field.type)
    return made


def _require(holds: bool, wanted: str) -> None:
    if not holds:
        raise TypeError(f"{wanted} is wanted")
