"""What was found, as JSON, CSV or Parquet, with its tag; nothing is worked out for whoever holds it already."""

import hashlib
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from io import BytesIO

import pyarrow as pa
import pyarrow.parquet as pq
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.http import parse_etags

from llif import __version__
from llif.publishing import comma_separated, words
from llif.publishing.api.asked import CSV, JSON, PARQUET, Tabular

TYPES = {JSON: "application/json", CSV: "text/csv", PARQUET: "application/vnd.apache.parquet"}
TABLE = {
    "responses": {
        200: {
            "content": {
                TYPES[CSV]: {"schema": {"type": "string"}},
                TYPES[PARQUET]: {"schema": {"type": "string", "format": "binary"}},
            }
        }
    }
}
"""The other two forms of a table, for the document."""
Row = Mapping[str, object]
Schema = Mapping[str, pa.DataType]
UTC_INSTANT = pa.timestamp("us", tz="UTC")


def plain(request: HttpRequest, told: Callable[[], object], *tag: object) -> HttpResponse:
    """JSON. *Takes* what the answer depends on besides the address."""
    return _unless_held(request, _tag(request, JSON, tag), lambda: _json(told()))


def table(
    request: HttpRequest,
    asked: Tabular,
    name: str,
    told: Callable[[], object],
    columns: Callable[[], pa.Table],
    *tag: object,
) -> HttpResponse:
    """JSON, or the same as a file of columns under a name."""
    form = form_of(request, asked)
    made = {
        JSON: lambda: _json(told()),
        CSV: lambda: _file(_csv(columns()), TYPES[CSV] + "; charset=utf-8", f"{name}.csv"),
        PARQUET: lambda: _file(_parquet(columns()), TYPES[PARQUET], f"{name}.parquet"),
    }
    return _unless_held(request, _tag(request, form, tag), made[form])


def form_of(request: HttpRequest, asked: Tabular) -> str:
    """`format`, or else what Accept prefers; JSON where it names none of the three."""
    if asked.format:
        return asked.format
    preferred = request.get_preferred_type([*TYPES.values()])
    return next((form for form, media in TYPES.items() if media == preferred), JSON)


def columns(schema: Schema, rows: Iterable[Row]) -> pa.Table:
    return pa.Table.from_pylist([dict(row) for row in rows], pa.schema(list(schema.items())))


def _tag(request: HttpRequest, form: str, parts: Iterable[object]) -> str:
    told = [__version__, request.get_full_path(), form, words.language(), *map(str, parts)]
    return f'W/"{hashlib.sha256(chr(0).join(told).encode()).hexdigest()[:32]}"'


def _unless_held(request: HttpRequest, tag: str, made: Callable[[], HttpResponse]) -> HttpResponse:
    held = parse_etags(request.headers.get("If-None-Match", ""))
    response = HttpResponse(status=304) if tag in held or "*" in held else made()
    response["ETag"] = tag
    return response


def _json(told: object) -> HttpResponse:
    return JsonResponse(told, safe=False, json_dumps_params={"ensure_ascii": False})


def _file(content: bytes | str, media: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=media)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _csv(found: pa.Table) -> str:
    rows = ([_written(value) for value in row.values()] for row in found.to_pylist())
    return comma_separated.written(found.column_names, rows)


def _written(value: object) -> object:
    if isinstance(value, date | datetime):
        return value.isoformat()
    return ", ".join(map(str, value)) if isinstance(value, list | tuple) else value


def _parquet(found: pa.Table) -> bytes:
    into = BytesIO()
    pq.write_table(found, into)
    return into.getvalue()


def written(told: object, status: int) -> HttpResponse:
    """What a write left."""
    response = _json(told)
    response.status_code = status
    return response
