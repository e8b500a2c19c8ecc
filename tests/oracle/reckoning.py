"""The oracle's values: every measure over the pooled rows of some products, read off in loops.

It asks no state: whether a value may be shown is `states`' to say. Intervals are `llif.metrics.intervals`' own, which
have their own tests.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from math import floor
from typing import Any

from llif.metrics import intervals
from llif.metrics.catalogue import Family
from llif.metrics.reading import PortfolioReading, ProductReading
from llif.terms.quantity import Standing
from llif.terms.time import Period
from llif.terms.work import Kind
from oracle import delivery, flow, states
from oracle.records import DAY, HOUR, Landed
from oracle.tickets import ticket_items, ticket_tellers

MAPPED = (Kind.FEATURE, Kind.DEFECT, Kind.DEBT, Kind.RISK)
ENOUGH = 10


@dataclass(frozen=True)
class Found:
    """What the rows give, before a product's state is looked at."""

    value: float | None
    n: int
    low: float | None = None
    high: float | None = None
    standing: Standing = Standing.MEASURED


@dataclass(frozen=True)
class Pool:
    """The rows of a scope: all its products' rows, each once."""

    landed: Landed
    reading: PortfolioReading
    products: tuple[ProductReading, ...]

    def followed(self) -> list[flow.Item]:
        """An item that two products count is read by the first of them."""
        found = {
            item.id: replace(item, known_until=self._silent_from((product,)))
            for product in reversed(self.products)
            for item in flow.followed(self.landed, self.reading, product)
        }
        return [*found.values(), *map(self._heard, ticket_items(self.landed, self.reading, self.products))]

    def _heard(self, ticket: flow.Item) -> flow.Item:
        tellers = ticket_tellers(self.landed, self.reading, self.products, ticket.id[1])
        return replace(ticket, known_until=self._silent_from(tellers))

    def _silent_from(self, products: Sequence[ProductReading]) -> datetime | None:
        """When the last of them fell silent; null while any of them is heard."""
        spoken = [states.voice(self.landed, self.reading, each, Family.FLOW) for each in products]
        ends = [voice.silent_from(self.reading.zone) for voice in spoken if voice]
        return None if None in ends else max((end for end in ends if end), default=None)

    def flow_known_until(self) -> datetime:
        return self._silent_from(self.products) or self.reading.as_at

    def items(self) -> list[flow.Item]:
        return [item for item in self.followed() if item.kind is not Kind.IGNORE]

    def ended(self, period: Period, kind: str | None) -> list[flow.Item]:
        return [each for each in self.items() if within(each.ended_at, period) and of_kind(each, kind)]

    def cancelled(self, period: Period, kind: str | None) -> list[flow.Item]:
        return [each for each in self.items() if within(each.cancelled_at, period) and of_kind(each, kind)]

    def deployments(self, period: Period) -> list[delivery.Deployment]:
        made = delivery.deployments(self.landed, self.reading, self.products)
        return [each for each in made if within(each.at, period)]

    def changes(self, period: Period) -> list[delivery.Delivered]:
        found = delivery.lead_times(self.landed, self.reading, self.products)
        return [each for each in found if within(each.deployment.at, period)]

    def restored(self, period: Period) -> list[Any]:
        found = delivery.restorations(self.landed, self.reading, self.products)
        return [row for row in found if within(row["restored_at"], period)]

    def failures(self) -> set[tuple[str, str]]:
        return {each for product in self.products for each in delivery.failures(self.landed, self.reading, product)}


def within(instant: Any, period: Period) -> bool:
    return instant is not None and period.start <= instant < period.end


def of_kind(item: flow.Item, kind: str | None) -> bool:
    return kind is None or item.kind == kind


def percentile(values: Sequence[float], share: float) -> float:
    """Linear between the two nearest ranks."""
    ordered = sorted(values)
    place = (len(ordered) - 1) * share
    below = floor(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (ordered[above] - ordered[below]) * (place - below)


def rate(part: int, whole: int) -> Found:
    if whole == 0:
        return Found(None, 0, standing=Standing.TOO_FEW)
    low, high = intervals.wilson(part, whole)
    return Found(part / whole, whole, float(low), float(high))


def middle(values: Sequence[float], share: float = 0.5) -> Found:
    """A percentile of independent values, withheld below ten; the median has an interval by ranks."""
    if len(values) < ENOUGH:
        return Found(None, len(values), standing=Standing.TOO_FEW)
    low, high = (int(rank) for rank in intervals.median_ranks(len(values)))
    if share != 0.5:
        return Found(percentile(values, share), len(values))
    return Found(percentile(values, share), len(values), sorted(values)[low], sorted(values)[high])


def velocity(pool: Pool, period: Period, kind: str | None) -> Found:
    n = len(pool.ended(period, kind))
    return Found(float(n), n)


def flow_times(pool: Pool, period: Period, kind: str | None) -> list[float]:
    return [each.flow_hours for each in pool.ended(period, kind) if each.flow_hours is not None]


def efficiency(pool: Pool, period: Period, kind: str | None) -> Found:
    known = [each for each in pool.ended(period, kind) if each.activity_known and each.flow_hours is not None]
    whole = sum(each.flow_hours or 0.0 for each in known)
    if whole == 0:
        return Found(None, 0, standing=Standing.TOO_FEW)
    return Found(sum(each.active_hours for each in known) / whole, len(known))


def load(pool: Pool, period: Period, kind: str | None) -> Found:
    counts = flow.load(pool.followed(), period)
    n = sum(counts.values()) if kind is None else counts[Kind(kind)]
    return Found(float(n), n)


def load_mean(pool: Pool, period: Period, kind: str | None) -> Found:
    end = min(period.end, pool.reading.as_at, pool.flow_known_until())
    hours = flow.load_hours(pool.followed(), period.start, end)
    whole = sum(hours.values()) if kind is None else hours[Kind(kind)]
    return Found(whole / ((end - period.start) / HOUR), load(pool, period, kind).n)


def distribution(pool: Pool, period: Period, kind: str | None) -> Found:
    ended = pool.ended(period, None)
    mapped = [each for each in ended if each.kind in MAPPED]
    if kind == Kind.UNMAPPED:
        return rate(len(ended) - len(mapped), len(ended))
    return rate(len([each for each in mapped if of_kind(each, kind)]), len(mapped))


def cancel_rate(pool: Pool, period: Period, kind: str | None) -> Found:
    cancelled = len(pool.cancelled(period, kind))
    return rate(cancelled, cancelled + len([each for each in pool.ended(period, kind) if each.activity_known]))


def reopened(pool: Pool, period: Period, kind: str | None) -> Found:
    ended = pool.ended(period, kind)
    return rate(len([each for each in ended if each.reopened]), len(ended))


def no_start(pool: Pool, period: Period, kind: str | None) -> Found:
    ended = pool.ended(period, kind)
    return rate(len([each for each in ended if each.flow_hours is None]), len(ended))


def unmapped(pool: Pool, period: Period, kind: str | None) -> Found:
    return rate(len(pool.ended(period, Kind.UNMAPPED)), len(pool.ended(period, None)))


def frequency(pool: Pool, period: Period, kind: str | None) -> Found:
    """Successful deployments per observed day, in the part of the period that was observed."""
    spoken = [states.voice(pool.landed, pool.reading, product, Family.DELIVERY) for product in pool.products]
    heard = [voice for voice in spoken if voice]
    start = max(period.start, min(voice.first for voice in heard))
    end = min(period.end, max(voice.observed_until(pool.reading) for voice in heard))
    made = [each.at for each in pool.deployments(period) if each.successful]
    if end <= start:
        silent = all(voice.stale_since for voice in heard)
        return Found(None, 0, standing=Standing.STALE if silent else Standing.NOT_MEASURED)
    weeks = [0] * ((end - start) // (7 * DAY))
    for at in made:
        if start <= at and (at - start) // (7 * DAY) < len(weeks):
            weeks[(at - start) // (7 * DAY)] += 1
    days = (end - start) / DAY
    low, high = intervals.poisson(len(made), intervals.dispersion(weeks))
    return Found(len(made) / days, len(made), float(low) / days, float(high) / days)


def lead_time(pool: Pool, period: Period, share: float) -> Found:
    """A percentile of the changes' hours; the median's interval takes the changes of one deployment as a cluster."""
    found = pool.changes(period)
    hours = [each.hours for each in found]
    clusters = {each.deployment.id for each in found}
    if len(clusters) < ENOUGH:
        return Found(None, len(found), standing=Standing.TOO_FEW)
    value = percentile(hours, share)
    if share != 0.5:
        return Found(value, len(found))
    sizes = [[each.hours for each in found if each.deployment.id == cluster] for cluster in clusters]
    below = [sum(hour <= value for hour in each) for each in sizes]
    low, high = intervals.clustered_ranks(len(found), [len(each) for each in sizes], below)
    return Found(value, len(found), sorted(hours)[low], sorted(hours)[high])


def fail_rate(pool: Pool, period: Period, kind: str | None) -> Found:
    telling = tuple(each for each in pool.products if delivery.judges_failure(pool.landed, pool.reading, each))
    told = {each.id for each in delivery.deployments(pool.landed, pool.reading, telling)}
    made, failed = [each for each in pool.deployments(period) if each.id in told], pool.failures()
    return rate(len([each for each in made if each.id in failed]), len(made))


def rework(pool: Pool, period: Period, kind: str | None) -> Found:
    known = [each for each in pool.deployments(period) if each.is_unplanned is not None]
    return rate(len([each for each in known if each.is_unplanned]), len(known))


def restore(pool: Pool, period: Period, caused: bool) -> Found:
    return middle(
        [
            (row["restored_at"] - row["opened_at"]) / HOUR
            for row in pool.restored(period)
            if not caused or delivery.names_cause(row)
        ]
    )


RECKONED: dict[str, Callable[[Pool, Period, str | None], Found]] = {
    "deployment_frequency": frequency,
    "lead_time": lambda pool, period, _: lead_time(pool, period, 0.5),
    "lead_time_p75": lambda pool, period, _: lead_time(pool, period, 0.75),
    "lead_time_p90": lambda pool, period, _: lead_time(pool, period, 0.9),
    "change_fail_rate": fail_rate,
    "time_to_restore": lambda pool, period, _: restore(pool, period, False),
    "recovery_time": lambda pool, period, _: restore(pool, period, True),
    "rework_rate": rework,
    "flow_velocity": velocity,
    "flow_time": lambda pool, period, kind: middle(flow_times(pool, period, kind)),
    "flow_time_p85": lambda pool, period, kind: middle(flow_times(pool, period, kind), 0.85),
    "flow_efficiency": efficiency,
    "flow_load": load,
    "flow_load_mean": load_mean,
    "flow_distribution": distribution,
    "flow_cancel_rate": cancel_rate,
    "flow_reopened": reopened,
    "flow_no_start": no_start,
    "flow_unmapped": unmapped,
}
