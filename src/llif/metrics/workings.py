"""The workings of a question: each tally it needs is run once, and every measure that rests on it is read off.

It stores nothing. `cells` makes figures of it.
"""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cached_property

import ibis.expr.types as ir
import numpy as np

from llif.metrics import delivery, flow, load, standing
from llif.metrics.catalogue import Family, Measure
from llif.metrics.questions import Context, ProductContext, Question, Scope
from llif.metrics.running import Run, plainly
from llif.metrics.tally import Estimate, Tally, bare

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
    silences: dict[Hashable, date | None] = field(default_factory=dict)
    silent_counts: dict[Hashable, int] = field(default_factory=dict)

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
        return load.tally_load(self.facts, self.question, self.context.as_at, self._known_until(), self.run)

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
        if not watches.index:
            nothing = np.zeros(0)
            return Tally({}, {}, {}), bare(nothing, nothing)
        weeks = delivery.tally_weeks(self.facts, self.question, watches, self.run)
        return delivery.frequency(watches, self.deployments, weeks)

    def _watches(self) -> delivery.Watches:
        """From the first record of a member's products to their last, or to as-at where any is heard still."""
        heard, spoken = {}, self.known.spoken
        for member, products in members_of(self.question, self.context).items():
            told = [found for each in products if (found := spoken.get((each.id, Family.DELIVERY)))]
            if told:
                last = max(standing.observed_end(each, self.context.as_at) for each in told)
                heard[key_of(self.question, member)] = min(each.first_at for each in told), last
        return delivery.watches(heard, self.question.periods)

    def _known_until(self) -> Mapping[str, datetime]:
        """Until when a member's flow is known: as-at where any of its products is heard still."""
        known, spoken = {}, self.known.spoken
        for member, products in members_of(self.question, self.context).items():
            told = [found for each in products if (found := spoken.get((each.id, Family.FLOW)))]
            ends = [standing.stale_from(each, self.context.zone) or self.context.as_at for each in told]
            known[key_of(self.question, member)] = max(ends, default=self.context.as_at)
        return known

    def standings(
        self, asked: Measure, member: str, products: tuple[ProductContext, ...], number: int
    ) -> standing.Counts:
        """How a member's products stand in a period, worked out once for all measures that are judged alike."""
        key = (standing.rests_on(asked), member, number)
        if key not in self.judged:
            period = self.question.periods[number]
            self.judged[key] = standing.counted(products, asked, period, self.known, self.context)
        return self.judged[key]

    def silent_in(self, family: Family, member: str, products: tuple[ProductContext, ...], number: int) -> int:
        """How many of a roll-up's products fell silent before a period ended; of a product itself, none."""
        if len(products) == 1:
            return 0
        key = (family, member, number)
        if key not in self.silent_counts:
            heard = [spoken for each in products if (spoken := self.known.spoken.get((each.id, family)))]
            end = self.question.periods[number].end
            self.silent_counts[key] = sum(each.stale_since is not None and each.last_at < end for each in heard)
        return self.silent_counts[key]

    def silent_since(self, family: Family, member: str, products: tuple[ProductContext, ...]) -> date | None:
        """The day of the last record where all that speaks for a member has fallen silent."""
        key = (family, member)
        if key not in self.silences:
            heard = [spoken for each in products if (spoken := self.known.spoken.get((each.id, family)))]
            days = [spoken.stale_since for spoken in heard if spoken.stale_since is not None]
            self.silences[key] = max(days) if days and len(days) == len(heard) else None
        return self.silences[key]


def members_of(question: Question, context: Context) -> Mapping[str, tuple[ProductContext, ...]]:
    if question.scope is Scope.GROUP:
        known = {product.id: product for product in context.products}
        return {name: tuple(known[each] for each in ids if each in known) for name, ids in question.groups}
    members = context.members(question.scope)
    return {name: members[name] for name in members if question.only is None or name in question.only}


def key_of(question: Question, member: str) -> str:
    """The portfolio's rows bear no name."""
    return "" if question.scope is Scope.PORTFOLIO else member
