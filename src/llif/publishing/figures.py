"""Figures of a snapshot, asked once and remembered: the one door from pages, API, pack and command line to measures."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import TypeVar

import ibis.expr.types as ir

from llif.metrics import answers, standing
from llif.metrics.cells import Cell, Cells
from llif.metrics.questions import Context, Question, Scope
from llif.pipeline.manifest import context_of
from llif.terms.quantity import Figure
from llif.terms.time import Period
from llif.warehouse import engine
from llif.warehouse.prepared import Prepared
from llif.warehouse.snapshots import Snapshot

REMEMBERED = 512
SESSIONS_REMEMBERED = 8
MEASURED = ("items", "load", "load_months", "deployments", "changes", "incidents")

Asked = tuple[Path, Question]
Key = Cell
T = TypeVar("T")

_answers: OrderedDict[Asked, Cells] = OrderedDict()
_knowledge: OrderedDict[Path, standing.Knowledge] = OrderedDict()
_lock = threading.Lock()
_pool = ThreadPoolExecutor(max_workers=2, thread_name_prefix="llif-figures")
_threads = threading.local()


def ask(
    snapshot: Snapshot,
    measures: Sequence[str],
    *,
    periods: Sequence[Period],
    scope: str = "product",
    only: Sequence[str] | None = None,
    kinds: bool = False,
) -> list[Figure]:
    """A figure for every measure, member of the scope, period and (if asked) kind, in that order.

    *Takes* `scope`: product, team or portfolio; `only`: the ids to answer for. *Raises* InputError for an unknown
    measure.
    """
    return list(_asked(snapshot, _question(measures, periods, scope, only, kinds)).values())


def by_cell(
    snapshot: Snapshot,
    measures: Sequence[str],
    *,
    periods: Sequence[Period],
    scope: str = "product",
    only: Sequence[str] | None = None,
    kinds: bool = False,
) -> Mapping[Key, Figure]:
    """The figures that `ask` gives, by measure, product (null: a roll-up), period and kind."""
    return aside(partial(_asked, snapshot, _question(measures, periods, scope, only, kinds)))


def aside(work: Callable[[], T]) -> T:
    """Work in one of the few threads whose engine sessions are open already. It may not call this again."""
    return _pool.submit(work).result()


def together(snapshot: Snapshot, questions: Sequence[Question]) -> list[Mapping[Key, Figure]]:
    """Several questions' figures by cell, asked side by side: each reads too little to use two processors alone."""
    return list(_pool.map(partial(_asked, snapshot), questions))


def question(
    measures: Sequence[str], periods: Sequence[Period], scope: str = "product", *, kinds: bool = False
) -> Question:
    """What `by_cell` asks, as a value for `together`."""
    return _question(measures, periods, scope, None, kinds)


def _question(
    measures: Sequence[str], periods: Sequence[Period], scope: str, only: Sequence[str] | None, kinds: bool
) -> Question:
    return Question(tuple(measures), tuple(periods), Scope(scope), None if only is None else tuple(only), kinds)


def _asked(snapshot: Snapshot, question: Question) -> Cells:
    key = (snapshot.path, question)
    with _lock:
        if key in _answers:
            _answers.move_to_end(key)
            return _answers[key]
    found = answers.cells(facts(snapshot), question, context(snapshot), known(snapshot), _prepared(snapshot))
    with _lock:
        _answers[key] = found
        while len(_answers) > REMEMBERED:
            _answers.popitem(last=False)
    return found


def facts(snapshot: Snapshot) -> Mapping[str, ir.Table]:
    """The snapshot's fact tables in this thread's own session: threads cannot share one."""
    opened: OrderedDict[Path, Mapping[str, ir.Table]] = _threads.__dict__.setdefault("opened", OrderedDict())
    if snapshot.path not in opened:
        opened[snapshot.path] = snapshot.tables(engine.local())
        while len(opened) > SESSIONS_REMEMBERED:
            opened.popitem(last=False)
    return opened[snapshot.path]


def _prepared(snapshot: Snapshot) -> Prepared:
    """How this thread runs expressions over the snapshot's facts."""
    made: OrderedDict[Path, Prepared] = _threads.__dict__.setdefault("prepared", OrderedDict())
    if snapshot.path not in made:
        tables = facts(snapshot)
        made[snapshot.path] = Prepared({name: tables[name] for name in MEASURED if name in tables})
        while len(made) > SESSIONS_REMEMBERED:
            made.popitem(last=False)
    return made[snapshot.path]


def context(snapshot: Snapshot) -> Context:
    """Whose figures these are, from the snapshot's own manifest."""
    return context_of(snapshot.manifest, snapshot.name, snapshot.as_at)


def known(snapshot: Snapshot) -> standing.Knowledge:
    """What the snapshot's records can tell of each product."""
    if snapshot.path not in _knowledge:
        tables = facts(snapshot)
        spoken, told = (tables[name].to_pyarrow().to_pylist() for name in ("freshness", "sources"))
        with _lock:
            _knowledge[snapshot.path] = standing.knowledge(spoken, told, context(snapshot))
            while len(_knowledge) > SESSIONS_REMEMBERED:
                _knowledge.popitem(last=False)
    return _knowledge[snapshot.path]
