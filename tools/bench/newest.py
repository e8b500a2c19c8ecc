"""The newest version of each of 10.5 M landed status changes, kept in the session, beside counting the rows."""

# ruff: noqa: S608 - every name in these queries is the bench's own

import time
from pathlib import Path

import duckdb

from llif.warehouse import engine
from llif.warehouse.landing import Landing
from tools.bench import apart, laying, records
from tools.bench.flow import ITEMS, PRODUCTS
from tools.bench.results import Json, beside

TABLE, SOURCE, CORRECTED_EVERY = "status_changes", "jira", 20


def case(place: str, scale: float, repeats: int) -> list[Json]:
    home, items = Path(place), max(1, round(ITEMS * scale))
    if not (home / f"{TABLE}.parquet").exists():
        records.work(home, items, min(PRODUCTS, items))
    landed = laying.lay(home, home, table=TABLE, source=SOURCE, corrected_every=CORRECTED_EVERY)
    runs: dict[str, list[apart.Ran]] = {"ours": [], "counting": []}
    for _turn in range(repeats):
        for side, ran in runs.items():
            ran.append(apart.run(f"tools.bench.newest:{side}", place))
    ours, theirs = ([float(run.value) for run in ran] for ran in runs.values())
    peak = max(run.peak_mib for run in runs["ours"])
    note = "a report: what publish does before the facts, of its largest table, beside count(*)"
    return [beside("newest", ours, theirs, n=landed, peak_mib=peak, note=note).to_json()]


def ours(place: str) -> float:
    session, began = engine.connect(), time.perf_counter()
    session.create_table("kept", Landing(Path(place)).newest(session, TABLE, [SOURCE]), temp=True)
    return time.perf_counter() - began


def counting(place: str) -> float:
    session, began = duckdb.connect(), time.perf_counter()
    session.execute(
        f"SELECT count(id), count(changed_at) FROM '{Path(place)}/landing/{SOURCE}/{TABLE}/*.parquet'"
    ).fetchall()
    return time.perf_counter() - began
