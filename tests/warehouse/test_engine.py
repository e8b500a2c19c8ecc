"""Engines are found by name, in UTC, one session a thread."""

import threading
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from llif.terms.errors import InputError
from llif.warehouse import engine, spark


def setting(name: str) -> str:
    session = engine.connect("duckdb", threads=1, memory_limit="512MiB")
    found = session.raw_sql(f"SELECT current_setting('{name}')").fetchone()
    return str(found[0])


@pytest.mark.parametrize(
    ("name", "value"),
    [("TimeZone", "UTC"), ("threads", "1"), ("memory_limit", "512.0 MiB"), ("enable_progress_bar", "False")],
)
def test_a_session_has_its_settings(name: str, value: str) -> None:
    assert setting(name) == value


def test_an_unknown_engine_is_refused() -> None:
    with pytest.raises(InputError, match="There is no engine 'abacus'"):
        engine.connect("abacus")


def test_each_thread_has_one_session_of_its_own() -> None:
    found: list[object] = [engine.local(), engine.local()]
    thread = threading.Thread(target=lambda: found.append(engine.local()))
    thread.start()
    thread.join()
    assert found[0] is found[1]
    assert found[0] is not found[2]


def test_eight_threads_count_at_once(tmp_path: Path) -> None:
    path = tmp_path / "numbers.parquet"
    pq.write_table(pa.table({"n": list(range(1000))}), path)
    counts: list[int] = []

    def count() -> None:
        counts.append(engine.local().read_parquet(str(path)).count().to_pyarrow().as_py())

    threads = [threading.Thread(target=count) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert counts == [1000] * 8


def test_spark_says_what_it_lacks() -> None:
    lacking = spark.missing()
    if lacking is None:
        pytest.skip("Spark is here")
    with pytest.raises(InputError, match=f"needs {lacking}"):
        engine.connect("spark")
