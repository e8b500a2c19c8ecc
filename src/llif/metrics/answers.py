"""From a question to figures: each tally is run once, then every measure that rests on it is read off.

Stores nothing.
"""

import math
from collections.abc import Callable, Hashable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property, partial
from typing import Any

import ibis.expr.types as ir

from llif.metrics import delivery, flow, load, standing
from llif.metrics.catalogue import Family, Measure, measure
from llif.metrics.levels import level
from llif.metrics.questions import Context, ProductContext, Question, Scope
from llif.metrics.running import Run, plainly
from llif.metrics.tally import Estimate, Tally, bare
from llif.terms.quantity import Figure, Standing
from llif.terms.work import KINDS_SHOWN

Facts = Mapping[str, ir.Table]


@dataclass(frozen=True)
class Workings:
    """The tallies a question needs, each run at most once."""

    facts: Facts
    question: Question
    context: Context
    known: standing.Knowledge
    run: Run = plainly
    judged: dict[Hashable, standing.Counts] = field(default_factory=dict)

    @cached_property
    def ended(self) -> Tally:
        return flow.tally_ended(self.facts, self.question, self.run)

    @cached_property
    def all_ended(self) -> Tally:
        if self.question.kinds:
            return self.ended
        return flow.tally_ended(self.facts, replace(self.question, kinds=True), self.run)

    @cached_property
    def load(self) -> Tally:
        return load.tally_load(self.facts, self.question, self.context.as_at, self.run)

    @cached_property
    def cancelled(self) -> Tally:
        return flow.tally_cancelled(self.facts, self.question, self.run)

    @cached_property
    def deployments(self) -> Tally:
        return delivery.tally_deployments(self.facts, self.question, self.run)

    @cached_property
    def changes(self) -> Tally:
        return delivery.tally_changes(self.facts, self.question, self.run)

    def estimate(self, asked: Measure) -> tuple[Tally, Estimate]:
        """The index and values of one measure."""
        if asked.name in flow.ENDED:
            return self.ended, flow.ENDED[asked.name](self.ended)
        if asked.name in delivery.CHANGES:
            return self.changes, delivery.CHANGES[asked.name](self.changes)
        found: tuple[Tally, Estimate] = getattr(self, f"_{asked.name}")()
        return found

    def _flow_distribution(self) -> tuple[Tally, Estimate]:
        return flow.distribution(self.all_ended)

    def _flow_cancel_rate(self) -> tuple[Tally, Estimate]:
        return self.cancelled, flow.cancel_rate(self.cancelled)

    def _flow_load(self) -> tuple[Tally, Estimate]:
        return self.load, bare(self.load["load"], self.load["load"])

    def _flow_load_mean(self) -> tuple[Tally, Estimate]:
        return self.load, bare(self.load["mean"], self.load["load"])

    def _change_fail_rate(self) -> tuple[Tally, Estimate]:
        return self.deployments, delivery.fail_rate(self.deployments)

    def _rework_rate(self) -> tuple[Tally, Estimate]:
        return self.deployments, delivery.rework_rate(self.deployments)

    def _time_to_restore(self) -> tuple[Tally, Estimate]:
        tally = delivery.tally_incidents(self.facts, self.question, change_caused=False, run=self.run)
        return tally, delivery.restore_time(tally)

    def _recovery_time(self) -> tuple[Tally, Estimate]:
        tally = delivery.tally_incidents(self.facts, self.question, change_caused=True, run=self.run)
        return tally, delivery.restore_time(tally)

    def _deployment_frequency(self) -> tuple[Tally, Estimate]:
        watches = self._watches()
        weeks = delivery.tally_weeks(self.facts, self.question, watches, self.run) if watches else self.deployments
        return delivery.frequency(watches, self.deployments, weeks)

    def _watches(self) -> dict[tuple[str, int], delivery.Watch]:
        found = {}
        for member, products in _members(self.question, self.context).items():
            heard = [
                self.known.spoken[p.id, Family.DELIVERY]
                for p in products
                if (p.id, Family.DELIVERY) in self.known.spoken
            ]
            for number, period in enumerate(self.question.periods if heard else ()):
                start = max(period.start, min(each.first_at for each in heard))
                end = min(period.end, max(standing.observed_end(each, self.context.as_at) for each in heard))
                if end > start:
                    found[_key(self.question, member), number] = delivery.Watch(start, end)
        return found

    def standings(
        self, asked: Measure, member: str, products: tuple[ProductContext, ...], number: int
    ) -> standing.Counts:
        """How a member's products stand in a period, worked out once for all measures that are judged alike."""
        key = (standing.rests_on(asked), member, number)
        if key not in self.judged:
            period = self.question.periods[number]
            self.judged[key] = standing.counted(products, asked, period, self.known, self.context)
        return self.judged[key]


def answer(
    facts: Facts, question: Question, context: Context, known: standing.Knowledge, run: Run = plainly
) -> list[Figure]:
    """A figure for every measure, member of the scope, period and (if asked) kind, in that order.

    *Takes* `run`, how expressions over the facts are executed. *Raises* InputError for a measure there is not.
    """
    workings = Workings(facts, question, context, known, run)
    return [figure for name in question.measures for figure in _figures(measure(name), workings)]


def _members(question: Question, context: Context) -> Mapping[str, tuple[ProductContext, ...]]:
    members = context.members(question.scope)
    return {name: members[name] for name in members if question.only is None or name in question.only}


def _key(question: Question, member: str) -> str:
    """The portfolio's rows bear no name."""
    return "" if question.scope is Scope.PORTFOLIO else member


def _figures(asked: Measure, workings: Workings) -> Iterator[Figure]:
    question = workings.question
    kinds = (None, *[kind.value for kind in KINDS_SHOWN]) if question.kinds and asked.by_kind else (None,)
    tally, estimate = workings.estimate(asked)
    for member, products in _members(question, workings.context).items():
        silent = _silent_since(asked, products, workings.known)
        for number in range(len(question.periods)):
            empty = _Empty.of(asked, member, products, number, workings, silent)
            for kind in kinds:
                place = tally.index.get((_key(question, member), number, kind))
                yield empty.filled(kind, estimate, place)


def _silent_since(asked: Measure, products: tuple[ProductContext, ...], known: standing.Knowledge) -> date | None:
    """The day of the last record where all that speaks for the products has fallen silent."""
    dates = [spoken.stale_since for each in products if (spoken := known.spoken.get((each.id, asked.family)))]
    silent = [day for day in dates if day is not None]
    return max(silent) if silent and len(silent) == len(dates) else None


COUNTED = frozenset({"flow_velocity", "flow_load", "flow_load_mean"})


@dataclass(frozen=True)
class _Empty:
    """A figure before its value: who, when, and what stands against it."""

    asked: Measure
    frame: Mapping[str, Any]
    standings: standing.Counts

    @classmethod
    def of(
        cls,
        asked: Measure,
        member: str,
        products: tuple[ProductContext, ...],
        number: int,
        workings: Workings,
        silent: date | None,
    ) -> "_Empty":
        question, context = workings.question, workings.context
        period = question.periods[number]
        frame = {
            "portfolio": context.portfolio,
            "product": member if question.scope is Scope.PRODUCT else None,
            "team": member if question.scope is Scope.TEAM else None,
            "measure": asked.name,
            "period_start": period.start,
            "period_end": period.end,
            "unit": asked.unit,
            "snapshot": context.snapshot,
            "stale_since": silent,
            "of": len(products),
        }
        return cls(asked, frame, workings.standings(asked, member, products, number))

    def filled(self, kind: str | None, estimate: Estimate, place: int | None) -> Figure:
        """The figure with its value, if nothing stands against it and there is enough to go on."""
        reason, measured_in = self._reason(kind)
        figure = partial(self._figure, kind, measured_in)
        if reason is not Standing.TOO_FEW:
            return figure(reason)
        if place is None:
            return self._absent(figure)
        n, value = int(estimate.n[place]), float(estimate.value[place])
        if estimate.enough[place] < self.asked.minimum_n or math.isnan(value):
            return figure(reason, n=n)
        row = self.asked.level_row
        return figure(
            Standing.MEASURED,
            value=value,
            n=n,
            low=_known(float(estimate.low[place])),
            high=_known(float(estimate.high[place])),
            level=str(level(row, value)) if row else None,
        )

    def _figure(
        self,
        kind: str | None,
        measured_in: int,
        standing: Standing,
        *,
        value: float | None = None,
        n: int = 0,
        low: float | None = None,
        high: float | None = None,
        level: str | None = None,
    ) -> Figure:
        return Figure(
            **self.frame,
            kind=kind,
            value=value,
            n=n,
            low=low,
            high=high,
            standing=standing,
            level=level,
            measured_in=measured_in,
        )

    def _reason(self, kind: str | None) -> tuple[Standing, int]:
        """Why there is no value of a kind yet, *too few* if any product may have one; and how many may."""
        found = [(standing.of_kind(judged, kinds, kind), count) for (judged, kinds), count in self.standings.items()]
        measured_in = sum(count for judged, count in found if judged is Standing.MEASURED)
        return Standing.TOO_FEW if measured_in else standing.nearest(judged for judged, _count in found), measured_in

    def _absent(self, figure: Callable[..., Figure]) -> Figure:
        """No row: nothing was counted, which for counts is a true 0; a frequency was observed over no time."""
        if self.asked.name in COUNTED:
            return figure(Standing.MEASURED, value=0.0)
        if self.asked.name == "deployment_frequency":
            return figure(Standing.STALE if self.frame["stale_since"] else Standing.NOT_MEASURED)
        return figure(Standing.TOO_FEW)


def _known(bound: float) -> float | None:
    return None if math.isnan(bound) else bound
