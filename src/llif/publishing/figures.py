"""Figures of a snapshot, asked once and remembered: the one door from pages, API, pack and command line to measures."""

import threading
from collections import OrderedDict
from collections.abc import Sequence
from pathlib import Path

import ibis.expr.types as ir

from llif.metrics import answers, standing
from llif.metrics.questions import Context, Question, Scope
from llif.pipeline.manifest import context_of
from llif.terms.quantity import Figure
from llif.terms.time import Period
from llif.warehouse import engine
from llif.warehouse.snapshots import Snapshot

REMEMBERED = 512
SESSIONS_REMEMBERED = 8

_answers: OrderedDict[tuple[Path, Question], list[Figure]] = OrderedDict()
_knowledge: OrderedDict[Path, standing.Knowledge] = OrderedDict()
_lock = threading.Lock()
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
    named = None if only is None else tuple(only)
    question = Question(tuple(measures), tuple(periods), Scope(scope), named, kinds)
    key = (snapshot.path, question)
    with _lock:
        if key in _answers:
            _answers.move_to_end(key)
            return _answers[key]
    found = answers.answer(facts(snapshot), question, context(snapshot), known(snapshot))
    with _lock:
        _answers[key] = found
        while len(_answers) > REMEMBERED:
            _answers.popitem(last=False)
    return found


def facts(snapshot: Snapshot) -> dict[str, ir.Table]:
    """The snapshot's fact tables in this thread's own session: threads cannot share one."""
    opened: OrderedDict[Path, dict[str, ir.Table]] = _threads.__dict__.setdefault("opened", OrderedDict())
    if snapshot.path not in opened:
        opened[snapshot.path] = snapshot.tables(engine.local())
        while len(opened) > SESSIONS_REMEMBERED:
            opened.popitem(last=False)
    return opened[snapshot.path]


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
