"""One clone as a portfolio of one product, in memory: the same facts and measures as any other, nothing kept."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import ibis.expr.types as ir

from llif.metrics import answers, facts, standing
from llif.metrics.questions import Context, Question, Scope, context
from llif.metrics.reading import EVERYTHING, Claim, PortfolioReading, ProductReading
from llif.publishing.figures.windows import Window
from llif.terms.errors import N_, InputError
from llif.terms.quantity import Figure
from llif.terms.records import COLUMNS
from llif.terms.time import Grain, Period, day_of, periods
from llif.terms.work import Condition, Kind, KindRule, ValueStreamMapping
from llif.warehouse import engine, schema

ZONE, SOURCE = "UTC", "look"
NO_SNAPSHOT = ""
MONTHS_PICTURED = 12
CONVENTIONS = ValueStreamMapping(
    id="conventional commits",
    kinds=(
        KindRule(Condition(tags=("fix",)), Kind.DEFECT),
        KindRule(Condition(tags=("feat",)), Kind.FEATURE),
        KindRule(Condition(tags=("refactor", "perf", "build", "ci", "test", "chore")), Kind.DEBT),
    ),
)


@dataclass(frozen=True)
class Sight:
    """What a clone holds, ready to be asked."""

    facts: Mapping[str, ir.Table]
    context: Context
    known: standing.Knowledge

    def ask(self, measures: Sequence[str], asked: Sequence[Period]) -> list[Figure]:
        question = Question(tuple(measures), tuple(asked), Scope.PRODUCT, kinds=True)
        return answers.answer(self.facts, question, self.context, self.known)

    def window(self, first: date | None, until: date | None, grain: Grain | None) -> Window:
        """The window asked for; an open side is that of the records, and as-at."""
        begun = min((each.first_at for each in self.known.spoken.values()), default=self.context.as_at)
        return Window(first or day_of(begun, ZONE), until or self.last_day + timedelta(days=1), grain)

    @property
    def last_day(self) -> date:
        return day_of(self.context.as_at, ZONE)

    def months(self) -> list[Period]:
        """The twelve months to the last deployment, or to as-at while deployments go on."""
        ends = (standing.observed_end(each, self.context.as_at) for each in self.known.spoken.values())
        until = day_of(max(ends, default=self.context.as_at), ZONE) + timedelta(days=1)
        return periods(until - timedelta(days=365), until, Grain.MONTH, ZONE)[-MONTHS_PICTURED:]


def of(rows: Mapping[str, Sequence[Mapping[str, object]]], name: str, as_at: datetime) -> Sight:
    """*Takes* landed rows by table. *Raises* InputError when no tag was a deployment."""
    if not rows["deployments"]:
        raise InputError(
            N_("No tag of {name} is taken as a deployment."),
            remedy=N_("Say which are, with --tags 'release-*' or --tag-pattern."),
            name=name,
        )
    session = engine.connect()
    stamped = {table: _stamped(rows.get(table, ()), as_at) for table in COLUMNS}
    landed = {table: session.create_table(table, schema.cast(table, found)) for table, found in stamped.items()}
    claim = (Claim(SOURCE, EVERYTHING),)
    mapping = CONVENTIONS if any(row.get("conventional_type") for row in rows["changes"]) else ValueStreamMapping(id="")
    product = ProductReading(name, None, mapping, (), claim, claim)
    reading = PortfolioReading(name, as_at, ZONE, (product,), frozenset({SOURCE}))
    built = facts.build(landed, reading, lambda kept, table: session.create_table(f"kept_{kept}", table, temp=True))
    held = {kept: session.create_table(f"fact_{kept}", table, temp=True) for kept, table in built.items()}
    frame = context(reading, NO_SNAPSHOT, frozenset(), {})
    spoken, told = (held[kept].to_pyarrow().to_pylist() for kept in ("freshness", "sources"))
    return Sight(held, frame, standing.knowledge(spoken, told, frame))


def _stamped(rows: Sequence[Mapping[str, object]], now: datetime) -> list[dict[str, object]]:
    return [{"source": SOURCE, "observed_at": now, "deleted_at": None, **row} for row in rows]
