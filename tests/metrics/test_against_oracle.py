"""The engine's figures equal the oracle's, over made-up portfolios: every measure, scope, kind and grain."""

import math
import os
from dataclasses import fields

import ibis.backends
import pytest
from engine import built
from engine import figures as by_engine
from hypothesis import HealthCheck, Phase, given, settings
from portfolios import World, worlds

from llif.metrics.catalogue import MEASURES
from llif.terms.quantity import Figure
from oracle.figures import figures as by_oracle
from oracle.records import Landed

LONG = int(os.environ.get("LLIF_EXAMPLES", "30"))
"""Portfolios of the long comparison; with another number they are drawn anew each time."""
NUMBERS = ("value", "low", "high")
EXACT = tuple(field.name for field in fields(Figure) if field.name not in (*NUMBERS, "level"))
EVERY_MEASURE = tuple(MEASURES)
UNSHRUNK = (Phase.explicit, Phase.generate)
"""A portfolio is made from one seed, and a smaller seed makes no smaller portfolio."""
COMMON = settings(
    deadline=None, derandomize=True, suppress_health_check=list(HealthCheck), print_blob=False, phases=UNSHRUNK
)


@given(world=worlds(EVERY_MEASURE))
@settings(COMMON, max_examples=8)
def test_the_engine_equals_the_oracle(session: ibis.backends.BaseBackend, world: World) -> None:
    compare(session, world)


@pytest.mark.engine
@given(world=worlds(EVERY_MEASURE))
@settings(COMMON, max_examples=LONG, derandomize="LLIF_EXAMPLES" not in os.environ)
def test_the_engine_equals_the_oracle_at_length(session: ibis.backends.BaseBackend, world: World) -> None:
    compare(session, world)


def compare(session: ibis.backends.BaseBackend, world: World) -> None:
    held, landed = built(session, world.rows, world.reading), Landed(world.rows)
    for question in world.questions:
        expected = by_oracle(landed, world.reading, question, world.context)
        answers = {_place(each): each for each in by_engine(held, question, world.context)}
        assert len(answers) == len(expected)
        wrong = [(answers[_place(each)], each) for each in expected if not same(answers[_place(each)], each)]
        assert not wrong, "\n\n".join(f"engine {one}\noracle {other}" for one, other in wrong[:5])


def _place(figure: Figure) -> tuple[object, ...]:
    return (figure.measure, figure.product, figure.team, figure.kind, figure.period_start, figure.period_end)


def same(one: Figure, other: Figure) -> bool:
    exact = all(getattr(one, name) == getattr(other, name) for name in EXACT)
    return exact and all(close(getattr(one, name), getattr(other, name)) for name in NUMBERS)


def close(one: float | None, other: float | None) -> bool:
    if one is None or other is None:
        return one is other
    return math.isclose(one, other, rel_tol=1e-9, abs_tol=1e-12)
