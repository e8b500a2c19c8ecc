"""One answer, asked of the engine or of the oracle: a test that takes `answer` runs on both."""

from collections.abc import Iterator, Sequence
from datetime import datetime

import ibis.backends
import ibis.expr.types as ir
import pytest
from engine import Answers, built
from engine import figures as by_engine
from small_tables import AS_AT, ONE, Tables

from llif.metrics.questions import Context, Question, Scope, context
from llif.metrics.reading import PortfolioReading, ProductReading
from llif.terms.quantity import Figure
from llif.terms.time import Period
from llif.warehouse.engine import connect
from oracle.figures import figures as by_oracle
from oracle.records import Landed


class Engine:
    """A session that keeps the facts it built last: many questions are of one small table."""

    def __init__(self, session: ibis.backends.BaseBackend) -> None:
        self.session = session
        self.last: tuple[str, dict[str, ir.Table]] = ("", {})

    def figures(self, rows: Tables, reading: PortfolioReading, asked: Question) -> list[Figure]:
        records = repr((rows, reading))
        if records != self.last[0]:
            self.last = (records, built(self.session, rows, reading))
        return by_engine(self.last[1], asked, framed(reading))


class Oracle:
    def figures(self, rows: Tables, reading: PortfolioReading, asked: Question) -> list[Figure]:
        return by_oracle(Landed(rows), reading, asked, framed(reading))


def framed(reading: PortfolioReading) -> Context:
    return context(reading, "s", frozenset(), {})


@pytest.fixture(scope="session")
def session() -> Iterator[ibis.backends.BaseBackend]:
    """One DuckDB for all that ask it."""
    opened = connect(threads=1)
    yield opened
    opened.disconnect()


@pytest.fixture(scope="session")
def engine(session: ibis.backends.BaseBackend) -> Engine:
    return Engine(session)


@pytest.fixture(params=["engine", "oracle"])
def answer(request: pytest.FixtureRequest, engine: Engine) -> Answers:
    """One figure of a table. *Gives* that of `kind`, for the first product unless a scope is named."""

    asked_of = engine if request.param == "engine" else Oracle()

    def ask(
        rows: Tables,
        measure: str,
        period: Period,
        *,
        kind: str | None = None,
        products: Sequence[ProductReading] = (ONE,),
        scope: Scope = Scope.PRODUCT,
        as_at: datetime = AS_AT,
        tickets: frozenset[str] = frozenset(),
    ) -> Figure:
        reading = PortfolioReading("p", as_at, "Europe/London", tuple(products), tickets)
        question = Question((measure,), (period,), scope, kinds=kind is not None)
        return next(each for each in asked_of.figures(rows, reading, question) if each.kind == kind)

    return ask
