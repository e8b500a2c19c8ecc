"""Spark finds the newest versions of landed rows. It needs the extra `llif[spark]` and Java."""

from pathlib import Path

import pyarrow.parquet as pq
import pytest

from llif.warehouse import engine, spark
from llif.warehouse.newest import newest
from llif.warehouse.segments import stamped
from tests.warehouse.on_spark import QUIET
from tests.warehouse.sources import NOW

pytestmark = [pytest.mark.engine, *QUIET]


def test_spark_finds_the_newest_rows(tmp_path: Path) -> None:
    if spark.missing():
        pytest.skip(f"Spark needs {spark.missing()}, which is not here")
    rows = [{"id": "1", "container": "a"}, {"id": "1", "container": "b"}]
    pq.write_table(stamped("work_items", rows, source="s", now=NOW, order=0), tmp_path / "one.parquet")
    session = engine.connect("spark", master="local[1]")
    found = newest(session, "work_items", [tmp_path / "one.parquet"])
    assert found.select("container").to_pyarrow()["container"].to_pylist() == ["b"]
    session.disconnect()
