"""The oracle's figures: each asked for alone, from landed rows, with its state.

It refuses a value where anything stands against it. DEFINITIONS section 5.
"""

from dataclasses import dataclass
from datetime import date

from llif.metrics import levels
from llif.metrics.catalogue import MEASURES
from llif.metrics.questions import Context, ProductContext, Question, Scope
from llif.metrics.reading import PortfolioReading
from llif.terms.quantity import Figure, Standing
from llif.terms.time import Period
from llif.terms.work import KINDS_SHOWN, Kind
from oracle import states
from oracle.reckoning import RECKONED, Found, Pool
from oracle.records import Landed


def figures(landed: Landed, reading: PortfolioReading, question: Question, context: Context) -> list[Figure]:
    """A figure for every measure, member of the scope, period and kind that a question asks for.

    *Takes* landed rows (newest versions, no tombstones) with every column of their table, and aware UTC instants.
    """
    return [
        _figure(landed, reading, context, asked, kind)
        for measure in question.measures
        for member, declared in context.members(question.scope).items()
        if question.only is None or member in question.only
        for period in question.periods
        for asked in [Asked(measure, question.scope, member, declared, period)]
        for kind in (None, *KINDS_SHOWN)
        if kind is None or (question.kinds and MEASURES[measure].by_kind)
    ]


@dataclass(frozen=True)
class Asked:
    measure: str
    scope: Scope
    member: str
    products: tuple[ProductContext, ...]
    period: Period


def _figure(landed: Landed, reading: PortfolioReading, context: Context, asked: Asked, kind: Kind | None) -> Figure:
    found, heard = _found(landed, reading, asked, kind), _stale_since(landed, reading, asked)
    reasons = [_reason(landed, reading, asked, each, kind) for each in asked.products]
    measured = found.standing is Standing.MEASURED
    named = MEASURES[asked.measure].level_row if measured else None
    return Figure(
        portfolio=context.portfolio,
        product=asked.member if asked.scope is Scope.PRODUCT else None,
        team=asked.member if asked.scope is Scope.TEAM else None,
        measure=asked.measure,
        kind=kind.value if kind else None,
        period_start=asked.period.start,
        period_end=asked.period.end,
        value=found.value,
        unit=MEASURES[asked.measure].unit,
        n=found.n,
        low=found.low,
        high=found.high,
        standing=found.standing,
        level=str(levels.level(named, found.value)) if named and found.value is not None else None,
        snapshot=context.snapshot,
        stale_since=heard,
        measured_in=reasons.count(None),
        of=len(reasons),
        stale_in=_stale_in(landed, reading, asked) if len(asked.products) > 1 else 0,
    )


def _reason(
    landed: Landed, reading: PortfolioReading, asked: Asked, product: ProductContext, kind: Kind | None
) -> Standing | None:
    return states.reason(landed, reading, product, asked.measure, kind.value if kind else None, asked.period)


def _found(landed: Landed, reading: PortfolioReading, asked: Asked, kind: Kind | None) -> Found:
    """What the scope's rows give, unless something stands against each of its products; then the mildest reason."""
    reasons = [_reason(landed, reading, asked, each, kind) for each in asked.products]
    against = [each for each in reasons if each is not None]
    if len(against) == len(reasons):
        order = list(Standing)
        return Found(None, 0, standing=max(against, key=order.index))
    wanted = {each.id for each in asked.products}
    pool = Pool(landed, reading, tuple(each for each in reading.products if each.id in wanted))
    return RECKONED[asked.measure](pool, asked.period, kind.value if kind else None)


def _stale_in(landed: Landed, reading: PortfolioReading, asked: Asked) -> int:
    """How many products had fallen silent when the period ended."""
    wanted, family = {each.id for each in asked.products}, MEASURES[asked.measure].family
    voices = [states.voice(landed, reading, each, family) for each in reading.products if each.id in wanted]
    return len([each for each in voices if each and each.stale_since and each.last < asked.period.end])


def _stale_since(landed: Landed, reading: PortfolioReading, asked: Asked) -> date | None:
    """The last day of a family whose every source that ever spoke is silent."""
    wanted = {each.id for each in asked.products}
    family = MEASURES[asked.measure].family
    spoken = [states.voice(landed, reading, each, family) for each in reading.products if each.id in wanted]
    days = [voice.stale_since for voice in spoken if voice]
    silent = [day for day in days if day]
    return max(silent) if silent and len(silent) == len(days) else None
