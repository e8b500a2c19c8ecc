"""From a question to figures: each tally is run once, then every measure that rests on it is read off.

Stores nothing.
"""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

import ibis.expr.types as ir

from llif.metrics import delivery, flow, load, standing
from llif.metrics.catalogue import Family, Measure, measure
from llif.metrics.levels import level
from llif.metrics.questions import Context, ProductContext, Question, Scope
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

    @cached_property
    def ended(self) -> Tally:
        return flow.tally_ended(self.facts, self.question)

    @cached_property
    def all_ended(self) -> Tally:
        return (
            flow.tally_ended(self.facts, replace(self.question, kinds=True)) if not self.question.kinds else self.ended
        )

    @cached_property
    def load(self) -> Tally:
        return load.tally_load(self.facts, self.question, self.context.as_at)

    @cached_property
    def cancelled(self) -> Tally:
        return flow.tally_cancelled(self.facts, self.question)

    @cached_property
    def deployments(self) -> Tally:
        return delivery.tally_deployments(self.facts, self.question)

    @cached_property
    def changes(self) -> Tally:
        return delivery.tally_changes(self.facts, self.question)

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
        tally = delivery.tally_incidents(self.facts, self.question, change_caused=False)
        return tally, delivery.restore_time(tally)

    def _recovery_time(self) -> tuple[Tally, Estimate]:
        tally = delivery.tally_incidents(self.facts, self.question, change_caused=True)
        return tally, delivery.restore_time(tally)

    def _deployment_frequency(self) -> tuple[Tally, Estimate]:
        watches = self._watches()
        weeks = delivery.tally_weeks(self.facts, self.question, watches) if watches else self.deployments
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


def answer(facts: Facts, question: Question, context: Context, known: standing.Knowledge) -> list[Figure]:
    """A figure for every measure, member of the scope, period and (if asked) kind, in that order.

    *Raises* InputError for a measure there is not.
    """
    workings = Workings(facts, question, context, known)
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
        for number in range(len(question.periods)):
            empty = _Empty.of(asked, member, products, number, workings)
            for kind in kinds:
                place = tally.index.get((_key(question, member), number, kind))
                yield empty.filled(kind, estimate, place)


COUNTED = frozenset({"flow_velocity", "flow_load", "flow_load_mean"})


@dataclass(frozen=True)
class _Empty:
    """A figure's frame before its value: who, when, and what stands against it."""

    asked: Measure
    frame: Figure
    products: tuple[ProductContext, ...]
    standings: tuple[Standing, ...]

    @classmethod
    def of(
        cls, asked: Measure, member: str, products: tuple[ProductContext, ...], number: int, workings: Workings
    ) -> "_Empty":
        question, context, known = workings.question, workings.context, workings.known
        period = question.periods[number]
        standings = tuple(standing.judged(each, asked, period, known, context) for each in products)
        dates = [spoken.stale_since for each in products if (spoken := known.spoken.get((each.id, asked.family)))]
        silent = [day for day in dates if day is not None]
        frame = Figure(
            portfolio=context.portfolio,
            product=member if question.scope is Scope.PRODUCT else None,
            team=member if question.scope is Scope.TEAM else None,
            measure=asked.name,
            kind=None,
            period_start=period.start,
            period_end=period.end,
            value=None,
            unit=asked.unit,
            n=0,
            low=None,
            high=None,
            standing=Standing.TOO_FEW,
            level=None,
            snapshot=context.snapshot,
            stale_since=max(silent) if silent and len(silent) == len(dates) else None,
            of=len(products),
        )
        return cls(asked, frame, products, standings)

    def filled(self, kind: str | None, estimate: Estimate, place: int | None) -> Figure:
        """The figure with its value, if nothing stands against it and there is enough to go on."""
        frame = self._framed(kind)
        if frame.standing is not Standing.TOO_FEW:
            return frame
        if place is None:
            return self._absent(frame)
        n, value = int(estimate.n[place]), float(estimate.value[place])
        if estimate.enough[place] < self.asked.minimum_n or math.isnan(value):
            return replace(frame, n=n)
        row = self.asked.level_row
        return replace(
            frame,
            value=value,
            n=n,
            low=_known(float(estimate.low[place])),
            high=_known(float(estimate.high[place])),
            standing=Standing.MEASURED,
            level=str(level(row, value)) if row else None,
        )

    def _framed(self, kind: str | None) -> Figure:
        """The frame of one kind: *too few* until a value is found, if any product may have one."""
        pairs = zip(self.products, self.standings, strict=True)
        standings = [standing.of_kind(judged, product, kind) for product, judged in pairs]
        measured_in = standings.count(Standing.MEASURED)
        reason = Standing.TOO_FEW if measured_in else standing.nearest(standings)
        return replace(self.frame, kind=kind, standing=reason, measured_in=measured_in)

    def _absent(self, frame: Figure) -> Figure:
        """No row: nothing was counted, which for counts is a true 0; a frequency was observed over no time."""
        if self.asked.name in COUNTED:
            return replace(frame, value=0.0, standing=Standing.MEASURED)
        if self.asked.name == "deployment_frequency":
            return replace(frame, standing=Standing.STALE if frame.stale_since else Standing.NOT_MEASURED)
        return frame


def _known(bound: float) -> float | None:
    return None if math.isnan(bound) else bound
