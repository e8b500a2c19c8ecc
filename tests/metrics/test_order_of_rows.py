"""An engine hands rows out in any order and adds them up in parts: no figure's last digit may depend on it."""

from datetime import timedelta
from random import Random

import ibis.backends
import pytest
from engine import built
from engine import figures as by_engine
from small_tables import AS_AT, ONE, YEAR, Tables, at, history, span, together

from llif.metrics.catalogue import MEASURES
from llif.metrics.questions import Question, context
from llif.metrics.reading import PortfolioReading
from llif.terms.quantity import Figure

READING = PortfolioReading("p", AS_AT, "Europe/London", (ONE,))
STATES = ("waiting", "active", "waiting", "active", "waiting", "done")


def _history(number: int, dice: Random) -> Tables:
    now, steps = at("01-02"), []
    for state in STATES:
        now += timedelta(microseconds=dice.randrange(1, 10**12))
        steps.append((now.strftime("%m-%d %H:%M:%S.%f"), state))
    return history(f"i{number}", *steps, kind=dice.choice(["feature", "defect"]))


@pytest.fixture(scope="module")
def rows() -> Tables:
    dice = Random(5)  # noqa: S311 - made-up items, not a secret
    return together(*(_history(number, dice) for number in range(200)))


def _figures(session: ibis.backends.BaseBackend, rows: Tables) -> list[Figure]:
    periods = (span("01-01", "02-01"), span("01-10", "03-01"), YEAR)
    asked = Question(tuple(MEASURES), periods, kinds=True)
    return by_engine(built(session, rows, READING), asked, context(READING, "s", frozenset(), {}))


def test_no_figure_depends_on_the_order_of_rows(session: ibis.backends.BaseBackend, rows: Tables) -> None:
    first, dice = _figures(session, rows), Random(6)  # noqa: S311 - an order, not a secret
    assert any(figure.value for figure in first)
    for _turn in range(5):
        shuffled = {name: dice.sample(each, len(each)) for name, each in rows.items()}
        assert _figures(session, shuffled) == first
