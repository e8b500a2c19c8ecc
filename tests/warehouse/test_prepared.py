"""Expressions compiled once: the second question of a shape gets its own answer, in any session and snapshot."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import ibis
import ibis.expr.types as ir
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from ibis import _

from llif.warehouse import engine
from llif.warehouse.parquet import read
from llif.warehouse.prepared import Build, Prepared

MARCH, APRIL, MAY, JUNE = (datetime(2021, month, 1, 0, 30, 0, 7, UTC) for month in (3, 4, 5, 6))


def held(folder: Path, *instants: datetime) -> tuple[ir.Table, Prepared]:
    """A table of instants, and what runs questions over it."""
    rows = pa.table({"at": pa.array([each.replace(tzinfo=None) for each in instants], pa.timestamp("us"))})
    path = folder / f"{ibis.util.gen_name('held')}.parquet"
    pq.write_table(rows, path)
    table = read(engine.local(), [path])
    return table, Prepared(engine.local(), {"held": table}, {"held": path})


def counting(table: ir.Table, built: list[int]) -> Build:
    def build(instants: Sequence[datetime]) -> Sequence[ir.Table]:
        built.append(1)
        first, last = (ibis.literal(each.replace(tzinfo=None)) for each in instants)
        return [table.filter((table["at"] >= first) & (table["at"] < last)).aggregate(n=_.count())]

    return build


def test_each_question_of_a_shape_gets_its_own_answer(tmp_path: Path) -> None:
    built: list[int] = []
    for instants, expected in (((MARCH, APRIL), (2, 1, 0)), ((APRIL, MAY, MAY), (1, 3, 2))):
        table, run = held(tmp_path, *instants)
        build = counting(table, built)
        spans = ((MARCH, MAY), (APRIL, JUNE), (MAY, JUNE))
        assert tuple(run("counting", span, build)[0]["n"][0].as_py() for span in spans) == expected
    assert len(built) == 1, "the second table has the same form, and needs no compiling"


def test_instants_in_another_order_are_another_shape(tmp_path: Path) -> None:
    table, run = held(tmp_path, MARCH, APRIL)
    build = counting(table, [])
    assert run("counting", (MAY, MARCH), build)[0]["n"][0].as_py() == 0
    assert run("counting", (MARCH, MARCH), build)[0]["n"][0].as_py() == 0
    assert run("counting", (MARCH, MAY), build)[0]["n"][0].as_py() == 2


@pytest.mark.parametrize("_turn", range(2))
def test_rows_of_its_own_are_never_kept(_turn: int, tmp_path: Path) -> None:
    _table, run = held(tmp_path, MARCH)

    def build(instants: Sequence[datetime]) -> Sequence[ir.Table]:
        own = ibis.memtable({"edge": [instants[0].replace(tzinfo=None)]}, schema={"edge": "timestamp"})
        return [own.select("edge")]

    for instant in (MARCH, APRIL):
        assert run("own", (instant,), build)[0]["edge"][0].as_py() == instant.replace(tzinfo=None)
