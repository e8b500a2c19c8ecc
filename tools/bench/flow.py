"""Facts and all flow measures by month with kinds, beside the same in hand-written SQL and beside reading the columns.

Both sides read the same Parquet files, keep their tables in the session, and end with the same figures: one that
differs ends the bench. Reading the newest versions is not inside (the case `newest` is about that), nor is writing the
snapshot. Each side runs in a process of its own, turn and turn about.
"""

# ruff: noqa: S608 - every name in these queries is the bench's own

import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TypeVar

import duckdb
import ibis.expr.types as ir
from rich.console import Console
from scipy import stats

from llif.metrics import answers, facts, questions, standing
from llif.metrics.catalogue import MEASURES
from llif.pipeline.publish import MEMORY
from llif.terms.quantity import Figure
from llif.terms.time import Grain, periods
from llif.warehouse import engine
from tools.bench import apart, handwritten, likeness, records, subject
from tools.bench.results import Json, beside, within

ITEMS, PRODUCTS = 1_000_000, 500
MOST_TIMES, MOST_MIB = 1.5, 4096.0
FLOW = tuple(name for name in MEASURES if name.startswith("flow"))
UNTIL = subject.AS_AT.date()
MONTHS = tuple(periods(UNTIL.replace(year=UNTIL.year - 10), UNTIL, Grain.MONTH, subject.ZONE))
OUTSIDE = "without reading the newest versions: see newest"
Given = TypeVar("Given")
notes = Console(stderr=True)


class Steps(dict[str, float]):
    """Seconds by step."""

    def timed(self, name: str, act: Callable[[], Given]) -> Given:
        began = time.perf_counter()
        found = act()
        self[name] = time.perf_counter() - began
        return found

    def longest(self) -> str:
        told = sorted(self.items(), key=lambda step: -step[1])[:5]
        return ", ".join(f"{name} {seconds:.1f} s" for name, seconds in told)


def case(place: str, scale: float, repeats: int) -> list[Json]:
    folder, items = Path(place), max(1, round(ITEMS * scale))
    if not (folder / "status_changes.parquet").exists():
        records.work(folder, items, min(PRODUCTS, items))
    sides: dict[str, list[apart.Ran]] = {"ours": [], "hand": [], "columns": []}
    for turn in range(repeats):
        for side, runs in sides.items():
            runs.append(apart.run(f"tools.bench.flow:{side}", place, min(PRODUCTS, items), turn == 0))
    same = likeness.check(folder)
    seconds = {side: [float(run.value["seconds"]) for run in runs] for side, runs in sides.items()}
    peak, theirs = (max(run.peak_mib for run in sides[side]) for side in ("ours", "hand"))
    cpu, hand_cpu = (min(run.value["cpu"] for run in sides[side]) for side in ("ours", "hand"))
    note = f"{same:,} figures, the same; {OUTSIDE}; of processors {cpu:.1f} s, by hand {hand_cpu:.1f} s"
    notes.print(*(f"  {side}: {run.value['steps']}" for side, runs in sides.items() for run in runs[-1:]), sep="\n")
    found = (
        beside("flow", seconds["ours"], seconds["hand"], n=items, peak_mib=peak, limit=MOST_TIMES, note=note),
        beside("flow-reading", seconds["ours"], seconds["columns"], n=items, peak_mib=peak, note="reading the columns"),
        within("flow-peak", peak, MOST_MIB, n=items, peak_mib=peak, unit="MiB", note=f"by hand {theirs:,.0f} MiB"),
    )
    return [each.to_json() for each in found]


def ours(place: str, products: int, is_kept: bool) -> Json:
    """llif's own way, as `pipeline.publish` runs it, but that the landed files are read where they lie."""
    folder, reading = Path(place), subject.reading(products)
    session, steps, began = engine.connect(memory_limit=MEMORY), Steps(), time.perf_counter()

    def keep(name: str, rows: ir.Table) -> ir.Table:
        kept: ir.Table = steps.timed(name, lambda: session.create_table(f"kept_{name}", rows, temp=True))
        return kept

    built = facts.build(subject.landed(session, folder), reading, keep)
    tables = {**built, **{name: keep(f"the_{name}", built[name]) for name in ("load_months", "freshness", "sources")}}
    context = questions.context(reading, "bench", frozenset(), {})
    spoken, told = (tables[name].to_pyarrow().to_pylist() for name in ("freshness", "sources"))
    known = standing.knowledge(spoken, told, context)
    asked = questions.Question(FLOW, MONTHS, questions.Scope.PORTFOLIO, None, kinds=True)
    figures = steps.timed("measures", lambda: answers.answer(tables, asked, context, known))
    seconds, cpu = time.perf_counter() - began, time.process_time()
    if is_kept:
        likeness.keep(folder, "ours", _by_key(figures), lambda name: tables[name].to_pyarrow())
    return {"seconds": seconds, "cpu": cpu, "steps": steps.longest()}


def _by_key(figures: Sequence[Figure]) -> likeness.Figures:
    number = {period.start: number for number, period in enumerate(MONTHS)}
    return {
        (each.measure, number[each.period_start], each.kind): (each.value, each.n, each.low, each.high)
        for each in figures
        if each.value is not None
    }


def hand(place: str, products: int, is_kept: bool) -> Json:
    """The expert's way."""
    folder, session = Path(place), duckdb.connect()
    steps, began = Steps(), time.perf_counter()
    _prepare(session, folder, products)
    for name, statement in handwritten.FACTS.items():
        steps.timed(name, partial(session.execute, statement))
    found = steps.timed("measures", lambda: _figures(session))
    seconds, cpu = time.perf_counter() - began, time.process_time()
    if is_kept:
        likeness.keep(folder, "hand", found, lambda name: session.table(name).to_arrow_table())
    return {"seconds": seconds, "cpu": cpu, "steps": steps.longest()}


def _prepare(session: duckdb.DuckDBPyConnection, folder: Path, products: int) -> None:
    session.execute("SET TimeZone = 'UTC'; SET enable_progress_bar = false")
    for name in ("work_items", "status_changes"):
        session.execute(f"CREATE VIEW {name} AS FROM '{folder / name}.parquet'")
    session.execute("CREATE TABLE changes (item_keys VARCHAR[], committed_at TIMESTAMPTZ)")
    session.execute("CREATE TABLE owners (container VARCHAR, product VARCHAR, team VARCHAR)")
    owners = ((f"container-{i}", f"product-{i}", f"team-{i % subject.TEAMS}") for i in range(products))
    session.executemany("INSERT INTO owners VALUES (?, ?, ?)", list(owners))
    session.execute("CREATE TABLE months (period BIGINT, s TIMESTAMP, e TIMESTAMP)")
    months = [(i, questions.naive(each.start), questions.naive(each.end)) for i, each in enumerate(MONTHS)]
    session.executemany("INSERT INTO months VALUES (?, ?, ?)", months)


def _figures(session: duckdb.DuckDBPyConnection) -> likeness.Figures:
    """The last of it in Python: which of the sorted flow times bound the median."""
    for statement in handwritten.MEASURES:
        session.execute(statement)
    found: likeness.Figures = {}
    for measure, period, kind, value, n, low, high, hours in session.execute(handwritten.FIGURES).fetchall():
        if hours is not None:
            nth = int(stats.binom.ppf(0.025, n, 0.5))
            low, high = (hours[nth - 1], hours[n - nth]) if nth else (None, None)
        found[measure, period, kind] = (value, n, low, high)
    return found


def columns(place: str, _products: int, _is_kept: bool) -> Json:
    """Reading what the facts are made of, and no more."""
    session, began = duckdb.connect(), time.perf_counter()
    read = {
        "work_items": ("source", "id", "key", "container", "type", "created_at"),
        "status_changes": ("source", "item_id", "changed_at", "sequence", "status", "resolution", "type"),
    }
    for table, names in read.items():
        wanted = ", ".join(f"max({name})" for name in names)
        session.execute(f"SELECT {wanted} FROM '{Path(place) / table}.parquet'").fetchall()
    return {"seconds": time.perf_counter() - began, "cpu": time.process_time(), "steps": ""}
