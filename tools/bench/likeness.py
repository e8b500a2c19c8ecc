"""Whether two ways ended with the same figures and facts. One difference ends the bench."""

# ruff: noqa: S608 - every name in these queries is the bench's own

import pickle
from collections.abc import Callable, Mapping
from math import isclose
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

Key = tuple[str, int, str | None]
Values = tuple[float | None, ...]
Figures = dict[Key, Values]
FACTS = ("items", "load", "freshness")
CLOSE = 1e-9


class Differs(Exception):
    """The two sides do not agree, so their times mean nothing."""


def keep(folder: Path, side: str, figures: Figures, fact: Callable[[str], pa.Table]) -> None:
    """Put a side's answers aside."""
    (folder / f"{side}.pickle").write_bytes(pickle.dumps(figures))
    for name in FACTS:
        pq.write_table(fact(name), folder / f"{side}_{name}.parquet")


def check(folder: Path) -> int:
    """*Gives* how many figures are the same. *Raises* Differs."""
    ours, hand = (_figures(folder / f"{side}.pickle") for side in ("ours", "hand"))
    _check_figures(ours, hand)
    session = duckdb.connect()
    for name in FACTS:
        _check_fact(session, name, *(folder / f"{side}_{name}.parquet" for side in ("ours", "hand")))
    return len(ours)


def _figures(path: Path) -> Figures:
    found: Figures = pickle.loads(path.read_bytes())  # noqa: S301 - written by this bench a moment ago
    return found


def _check_figures(ours: Mapping[Key, Values], hand: Mapping[Key, Values]) -> None:
    if ours.keys() != hand.keys():
        raise Differs(f"figures of one side only: {sorted(map(str, ours.keys() ^ hand.keys()))[:5]}")
    for key, values in ours.items():
        if not all(_same(one, other) for one, other in zip(values, hand[key], strict=True)):
            raise Differs(f"{key}: {values}, by hand {hand[key]}")


def _same(one: float | None, other: float | None) -> bool:
    if one is None or other is None:
        return one is other
    return isclose(one, other, rel_tol=CLOSE, abs_tol=CLOSE)


def _check_fact(session: duckdb.DuckDBPyConnection, name: str, ours: Path, hand: Path) -> None:
    """The same rows, however they are ordered; decimals may differ where sums were taken in another order."""
    columns = session.execute(f"DESCRIBE FROM '{ours}'").fetchall()
    exact = [each[0] for each in columns if each[1] != "DOUBLE"]
    loose = [each[0] for each in columns if each[1] == "DOUBLE"]
    sums = "".join(f", coalesce(sum({each}), 0)::DOUBLE" for each in loose)
    shape = f"count(*)::DOUBLE{sums}"
    counts = [session.execute(f"SELECT {shape} FROM '{path}'").fetchall()[0] for path in (ours, hand)]
    if not all(_same(one, other) for one, other in zip(*counts, strict=True)):
        raise Differs(f"{name}: rows and sums {counts[0]}, by hand {counts[1]}")
    named = ", ".join(exact)
    rest = session.execute(
        f"SELECT count(*) FROM (SELECT {named} FROM '{ours}' EXCEPT ALL SELECT {named} FROM '{hand}')"
    )
    if left := rest.fetchall()[0][0]:
        raise Differs(f"{name}: {left} rows are not among those by hand")
