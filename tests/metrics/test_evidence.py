"""Number and list come from the same rows: every figure recomputes from the rows that its evidence lists.

Over made-up portfolios, for every measure, member and kind; percentiles, shares and means are worked out here anew.
"""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import ibis.backends
import pytest
from engine import built
from engine import figures as by_engine
from hypothesis import HealthCheck, Phase, given, settings
from portfolios import World, worlds

from llif.metrics import evidence
from llif.metrics.catalogue import MEASURES, Rows
from llif.metrics.questions import Question, Scope
from llif.terms.quantity import Figure, Standing
from llif.terms.time import midnight
from oracle.reckoning import percentile

Listed = Sequence[Mapping[str, Any]]
COMMON = settings(
    deadline=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
    print_blob=False,
    phases=(Phase.explicit, Phase.generate),  # a portfolio is made from one seed: a smaller one makes no smaller one
)
SAMPLED = 25


def counted(rows: Listed, _figure: Figure, _heard: datetime) -> float:
    return float(sum(bool(row["counted"]) for row in rows))


def share(rows: Listed, _figure: Figure, _heard: datetime) -> float:
    return sum(bool(row["counted"]) for row in rows) / len(rows)


def of(column: str, rank: float) -> Callable[[Listed, Figure, datetime], float]:
    return lambda rows, _figure, _heard: percentile([row[column] for row in rows], rank)


def efficiency(rows: Listed, _figure: Figure, _heard: datetime) -> float:
    return float(sum(row["active_hours"] for row in rows) / sum(row["flow_hours"] for row in rows))


def mean_load(rows: Listed, figure: Figure, heard_until: datetime) -> float:
    length = min(figure.period_end, heard_until) - figure.period_start
    return sum(row["hours_in_period"] for row in rows) / (length.total_seconds() / 3600)


RECOMPUTED: Mapping[str, Callable[[Listed, Figure, datetime], float]] = {
    "lead_time": of("lead_hours", 0.5),
    "lead_time_p75": of("lead_hours", 0.75),
    "lead_time_p90": of("lead_hours", 0.9),
    "change_fail_rate": share,
    "time_to_restore": of("restore_hours", 0.5),
    "recovery_time": of("restore_hours", 0.5),
    "rework_rate": share,
    "flow_velocity": counted,
    "flow_time": of("flow_hours", 0.5),
    "flow_time_p85": of("flow_hours", 0.85),
    "flow_efficiency": efficiency,
    "flow_load": counted,
    "flow_load_mean": mean_load,
    "flow_distribution": share,
    "flow_cancel_rate": share,
    "flow_reopened": share,
    "flow_no_start": share,
    "flow_unmapped": share,
}


def test_every_measure_is_recomputed() -> None:
    """A frequency is a count over days that no row tells: its count is held against the list instead."""
    assert {*RECOMPUTED, "deployment_frequency"} == set(MEASURES)


@given(world=worlds(tuple(MEASURES)))
@settings(COMMON, max_examples=5)
def test_the_list_gives_the_number(session: ibis.backends.BaseBackend, world: World) -> None:
    check(session, world, SAMPLED)


@pytest.mark.engine
@given(world=worlds(tuple(MEASURES)))
@settings(COMMON, max_examples=10)
def test_the_list_gives_the_number_at_length(session: ibis.backends.BaseBackend, world: World) -> None:
    check(session, world, 10 * SAMPLED)


def check(session: ibis.backends.BaseBackend, world: World, most: int) -> None:
    held = built(session, world.rows, world.reading)
    for question in world.questions:
        found = [each for each in by_engine(held, question, world.context) if each.standing is Standing.MEASURED]
        step = max(1, len(found) // most)
        for figure in found[::step]:
            rows = evidence.rows(held, MEASURES[figure.measure], _of(question, figure), figure.kind)
            silent = figure.stale_since and midnight(figure.stale_since + timedelta(days=1), world.reading.zone)
            _compare(rows.to_pyarrow().to_pylist(), figure, silent or world.reading.as_at)


def _of(question: Question, figure: Figure) -> Question:
    """The question that has this figure alone for an answer."""
    period = next(
        each for each in question.periods if (each.start, each.end) == (figure.period_start, figure.period_end)
    )
    member = figure.product if question.scope is Scope.PRODUCT else figure.team
    return replace(question, measures=(figure.measure,), periods=(period,), only=(member,) if member else None)


def _compare(rows: Listed, figure: Figure, heard_until: datetime) -> None:
    if MEASURES[figure.measure].rows is not Rows.LOAD or figure.measure == "flow_load":
        assert len(rows) == figure.n, (figure, len(rows))
    if figure.measure in RECOMPUTED:
        value = RECOMPUTED[figure.measure](rows, figure, heard_until)
        assert figure.value is not None
        assert math.isclose(value, figure.value, rel_tol=1e-9, abs_tol=1e-9), (value, figure)
