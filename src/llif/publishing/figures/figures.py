"""Figures of a snapshot, asked once and remembered: the one door from pages, API, pack and command line to measures."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TypeVar

import ibis.expr.types as ir

from llif.metrics import answers, standing
from llif.metrics.catalogue import LIVE
from llif.metrics.cells import Cell, Cells
from llif.metrics.questions import Context, Question, Scope
from llif.pipeline.manifest import context_of
from llif.publishing.live import figures as live
from llif.publishing.live.records import records
from llif.publishing.remembered import PerSnapshot
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
    known_at: datetime | None = None,
    in_pool: bool = False,
) -> list[Figure]:
    """A figure for every measure, member of the scope, period and (if asked) kind, in that order.

    *Takes* `scope`: product, team or portfolio; `only`: the ids to answer for; `known_at`: until when what people
    recorded is known, for the measures of a live service (null: what stands now); `in_pool`: whether to compute in a
    thread whose engine session is open already. *Raises* InputError for an unknown measure, and for one of a live
    service where there is none of such a scope.
    """
    computed = [name for name in measures if name not in LIVE]
    found: list[Figure] = []
    if computed:
        work = partial(_asked, snapshot, _question(computed, periods, scope, only, kinds))
        found.extend((aside(work) if in_pool else work()).values())
    if len(computed) < len(measures):
        found += of_live(snapshot, measures, periods, scope=scope, only=only, known_at=known_at)
        found.sort(key=lambda each: measures.index(each.measure))
    return found


def of_live(
    snapshot: Snapshot,
    measures: Sequence[str],
    periods: Sequence[Period],
    *,
    scope: str = "product",
    only: Sequence[str] | None = None,
    known_at: datetime | None = None,
) -> list[Figure]:
    """Those of them that are a live service's, made of what the database holds at once: they are not remembered."""
    names = [name for name in measures if name in LIVE]
    return list(live.ask(records(snapshot, known_at), names, periods, Scope(scope), only)) if names else []


def by_cell(
    snapshot: Snapshot,
    measures: Sequence[str],
    *,
    periods: Sequence[Period],
    scope: str = "product",
    only: Sequence[str] | None = None,
    kinds: bool = False,
) -> Mapping[Key, Figure]:
    """The figures that `ask` gives, by measure, product (null: a roll-up), period and kind. None of a live service."""
    return aside(partial(_asked, snapshot, _question(measures, periods, scope, only, kinds)))


def aside(work: Callable[[], T]) -> T:
    """Work in one of the few threads whose engine sessions are open already. It may not call this again."""
    return _pool.submit(work).result()


def together(snapshot: Snapshot, questions: Sequence[Question]) -> list[Mapping[Key, Figure]]:
    """Several questions' figures by cell, asked side by side: each reads too little to use two processors alone."""
    known(snapshot)  # worked out once for all of them, not in each thread at the same time
    return list(_pool.map(partial(_asked, snapshot), questions))


def question(
    measures: Sequence[str], periods: Sequence[Period], scope: str = "product", *, kinds: bool = False
) -> Question:
    """What `by_cell` asks, as a value for `together`."""
    return _question(measures, periods, scope, None, kinds)


def pooled(measures: Sequence[str], periods: Sequence[Period], groups: Mapping[str, Sequence[str]]) -> Question:
    """The figures of groups of products, by name, from the records of all of them: never a mean of theirs."""
    members = tuple((name, tuple(products)) for name, products in groups.items())
    return Question(tuple(measures), tuple(periods), Scope.GROUP, groups=members)


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
        files = {name: snapshot.file(name) for name in MEASURED if name in tables}
        made[snapshot.path] = Prepared(engine.local(), tables, files)
        while len(made) > SESSIONS_REMEMBERED:
            made.popitem(last=False)
    return made[snapshot.path]


def context(snapshot: Snapshot) -> Context:
    """Whose figures these are, from the snapshot's own manifest."""
    return context_of(snapshot.manifest, snapshot.name, snapshot.as_at)


def known(snapshot: Snapshot) -> standing.Knowledge:
    """What the snapshot's records can tell of each product."""
    return _knowledge(snapshot)


def _known(snapshot: Snapshot) -> standing.Knowledge:
    spoken, told = (snapshot.arrow(name).to_pylist() for name in ("freshness", "sources"))
    return standing.knowledge(spoken, told, context(snapshot))


_knowledge = PerSnapshot(_known)
