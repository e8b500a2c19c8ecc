"""The newest version of each row equals what a dictionary, filled in landing order, holds."""

import tempfile
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from llif.warehouse import engine, schema
from llif.warehouse.newest import newest
from llif.warehouse.segments import stamped
from tests.warehouse.sources import NOW

ROWS = st.lists(st.tuples(st.sampled_from("pqrs"), st.integers(0, 3), st.booleans()), max_size=6)
LOADS = st.lists(st.tuples(st.sampled_from(["a", "b"]), st.integers(0, 4), ROWS), max_size=6)


def at(day: int) -> datetime:
    return NOW + timedelta(days=day)


def row(id: str, version: int, deleted: bool) -> dict[str, object]:  # noqa: A002
    return {"id": id, "deleted_at": NOW} if deleted else {"id": id, "container": f"v{version}", "tags": [f"t{version}"]}


def oracle(loads: list[Any], known_at: datetime | None, with_deleted: bool) -> list[dict[str, object]]:
    """Columns that matter; the last row landed of each key, of those observed in time."""
    held: dict[tuple[str, str], dict[str, object]] = {}
    for source, day, rows in loads:
        for each in rows:
            if known_at is None or at(day) <= known_at:
                held[source, each[0]] = {"source": source, "observed_at": at(day), **row(*each)}
    blank = dict.fromkeys(("deleted_at", "container", "tags"))
    return [{**blank, **each} for _, each in sorted(held.items()) if with_deleted or not each.get("deleted_at")]


def written(loads: list[Any], folder: Path) -> list[Path]:
    paths, order = [], 0
    for number, (source, day, rows) in enumerate(loads):
        made = stamped("work_items", [row(*each) for each in rows], source=source, now=at(day), order=order)
        paths.append(folder / f"{number}.parquet")
        pq.write_table(made, paths[-1])
        order += len(rows)
    return paths


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(loads=LOADS, known=st.none() | st.integers(0, 4), with_deleted=st.booleans())
def test_newest_equals_the_plain_oracle(loads: list[Any], known: int | None, with_deleted: bool) -> None:
    known_at = None if known is None else at(known)
    with tempfile.TemporaryDirectory() as folder:
        paths = written(loads, Path(folder))
        found = newest(engine.local(), "work_items", paths, known_at=known_at, with_deleted=with_deleted)
        rows = found.select("source", "id", "observed_at", "deleted_at", "container", "tags").to_pyarrow().to_pylist()
    assert sorted(rows, key=lambda each: (each["source"], each["id"])) == oracle(loads, known_at, with_deleted)


def test_an_empty_landing_gives_an_empty_table_of_the_right_form() -> None:
    for table in schema.tables():
        made = newest(engine.local(), table, []).to_pyarrow()
        assert (made.num_rows, made.schema.names) == (0, schema.schema(table).names)


def test_a_file_from_before_a_column_reads_null_there(tmp_path: Path) -> None:
    full = stamped("work_items", [row("p", 1, False)], source="a", now=NOW, order=0)
    pq.write_table(full.drop_columns(["url"]), tmp_path / "old.parquet")
    made = newest(engine.local(), "work_items", [tmp_path / "old.parquet"]).to_pyarrow()
    assert made["url"].to_pylist() == [None]
    assert made.schema.field("url").type == pa.string()
