"""Figures of a snapshot, asked once and remembered: the one door from pages, API, pack and command line to measures."""

import threading
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TypeVar

import ibis.expr.types as ir

from llif.metrics import answers, standing
from llif.metrics.questions import Context, Question, Scope
from llif.pipeline.manifest import context_of
from llif.terms.quantity import Figure
from llif.terms.time import Period
from llif.warehouse import engine
from llif.warehouse.prepared import Prepared
from llif.warehouse.snapshots import Snapshot

REMEMBERED = 512
SESSIONS_REMEMBERED = 8

Asked = tuple[Path, Question]
Given = TypeVar("Given")
Key = tuple[str, str | None, Period, str | None]

_answers: OrderedDict[Asked, list[Figure]] = OrderedDict()
_indexes: OrderedDict[Asked, Mapping[Key, Figure]] = OrderedDict()
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
    return _asked(snapshot, _question(measures, periods, scope, only, kinds))


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
    question = _question(measures, periods, scope, only, kinds)
    key = (snapshot.path, question)
    found = _remembered(_indexes, key)
    if found is None:
        edges = {(period.start, period.end): period for period in periods}
        found = {
            (each.measure, each.product, edges[each.period_start, each.period_end], each.kind): each
            for each in _asked(snapshot, question)
        }
        _remember(_indexes, key, found)
    return found


def _question(
    measures: Sequence[str], periods: Sequence[Period], scope: str, only: Sequence[str] | None, kinds: bool
) -> Question:
    return Question(tuple(measures), tuple(periods), Scope(scope), None if only is None else tuple(only), kinds)


def _asked(snapshot: Snapshot, question: Question) -> list[Figure]:
    key = (snapshot.path, question)
    found = _remembered(_answers, key)
    if found is None:
        found = answers.answer(facts(snapshot), question, context(snapshot), known(snapshot), _prepared(snapshot))
        _remember(_answers, key, found)
    return found


def _remembered(kept: OrderedDict[Asked, Given], key: Asked) -> Given | None:
    with _lock:
        if key in kept:
            kept.move_to_end(key)
        return kept.get(key)


def _remember(kept: OrderedDict[Asked, Given], key: Asked, found: Given) -> None:
    with _lock:
        kept[key] = found
        while len(kept) > REMEMBERED:
            kept.popitem(last=False)


def facts(snapshot: Snapshot) -> dict[str, ir.Table]:
    """The snapshot's fact tables in this thread's own session: threads cannot share one."""
    opened: OrderedDict[Path, dict[str, ir.Table]] = _threads.__dict__.setdefault("opened", OrderedDict())
    if snapshot.path not in opened:
        opened[snapshot.path] = snapshot.tables(engine.local())
        while len(opened) > SESSIONS_REMEMBERED:
            opened.popitem(last=False)
    return opened[snapshot.path]


def _prepared(snapshot: Snapshot) -> Prepared:
    """How this thread runs expressions over the snapshot's facts."""
    made: OrderedDict[Path, Prepared] = _threads.__dict__.setdefault("prepared", OrderedDict())
    if snapshot.path not in made:
        made[snapshot.path] = Prepared(facts(snapshot))
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
