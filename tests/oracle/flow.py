"""The oracle's flow items: one item's history read row by row, and the figures over a set of items.

DEFINITIONS section 1 in plain loops. It refuses ibis, numpy and every shortcut of the engine.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from llif.metrics.reading import PortfolioReading, ProductReading
from llif.terms.time import Period
from llif.terms.work import IN_LOAD, OUTSIDE_FLOW, Kind, WorkState
from oracle.records import HOUR, Key, Landed, Row, claimed, fold, key, kind_of, once, rows, state_of, until

ANCESTORS = 5
LATE = timedelta(seconds=60)


@dataclass(frozen=True)
class Step:
    """From this instant on the item is in this state and of this kind."""

    at: datetime
    state: WorkState
    kind: Kind


@dataclass(frozen=True)
class Interval:
    """What one step lasted; the last one is open and ends at as-at."""

    start: datetime
    end: datetime
    state: WorkState
    kind: Kind
    started: bool

    @property
    def in_load(self) -> bool:
        return self.started and self.state not in OUTSIDE_FLOW and self.kind is not Kind.IGNORE

    def hours(self, start: datetime, end: datetime) -> float:
        """The part of it within [start, end)."""
        return max(timedelta(), min(self.end, end) - max(self.start, start)) / HOUR


@dataclass(frozen=True)
class Item:
    """One flow item as a product's mapping reads it. `steps` are in order and there is at least one."""

    id: Key
    steps: tuple[Step, ...]
    late: bool
    activity_known: bool
    as_at: datetime
    known_until: datetime | None = None
    """The end of the day on which all that told of it fell silent."""

    def _entry(self, state: WorkState) -> Step | None:
        """The last entry into a state from another, if the item is in it now."""
        if self.steps[-1].state is not state:
            return None
        last = len(self.steps) - 1
        while last > 0 and self.steps[last - 1].state is state:
            last -= 1
        return self.steps[last]

    @property
    def ended_at(self) -> datetime | None:
        entry = self._entry(WorkState.DONE)
        return entry.at if entry else None

    @property
    def cancelled_at(self) -> datetime | None:
        entry = self._entry(WorkState.CANCELLED)
        return entry.at if entry else None

    @property
    def kind(self) -> Kind:
        """The kind it had at its end; of an item that has not ended, the kind it has now."""
        return (self._entry(WorkState.DONE) or self.steps[-1]).kind

    @property
    def started_at(self) -> datetime | None:
        return None if self.late else next((step.at for step in self.steps if step.state in IN_LOAD), None)

    @property
    def reopened(self) -> int:
        pairs = zip(self.steps, self.steps[1:], strict=False)
        return sum(before.state is WorkState.DONE is not after.state for before, after in pairs)

    def intervals(self) -> Iterator[Interval]:
        started = False
        ends = [step.at for step in self.steps[1:]] + [self.as_at]
        for step, end in zip(self.steps, ends, strict=True):
            started = started or step.state in IN_LOAD
            yield Interval(step.at, end, step.state, step.kind, started)

    def _hours_in(self, *states: WorkState) -> float:
        return (
            sum(
                ((each.end - each.start) for each in self.intervals() if each.started and each.state in states),
                timedelta(),
            )
            / HOUR
        )

    @property
    def active_hours(self) -> float:
        return self._hours_in(WorkState.ACTIVE)

    @property
    def flow_hours(self) -> float | None:
        """Time between start and end outside done and cancelled; null without an end or an observed start."""
        if self.ended_at is None or self.started_at is None:
            return None
        return self._hours_in(WorkState.ACTIVE, WorkState.WAITING, WorkState.NEW)


def items(landed: Landed, reading: PortfolioReading, product: ProductReading) -> list[Item]:
    """The product's flow items from its tools: counted, with a history, of a kind that is not ignored."""
    return [item for item in followed(landed, reading, product) if item.kind is not Kind.IGNORE]


@once
def followed(landed: Landed, reading: PortfolioReading, product: ProductReading) -> list[Item]:
    """The same with those now ignored: before they were, they were in load."""
    history = histories(landed, reading)
    return [_item(reading, product, row, _told(row, history[key(row)])) for row in tracked(landed, reading, product)]


def _told(item: Row, history: list[Row]) -> list[Row]:
    """A history that tells no type or tags is read with those the item has now."""
    return [
        {**row, "type": item["type"] if row["type"] is None else row["type"]}
        | {"tags": item["tags"] if row["tags"] is None else row["tags"]}
        for row in history
    ]


@once
def histories(landed: Landed, reading: PortfolioReading) -> dict[Key, list[Row]]:
    """Each item's status changes until as-at, in order."""
    found: dict[Key, list[Row]] = {}
    for row in rows(landed, "status_changes"):
        if until(reading, row["changed_at"]):
            found.setdefault((row["source"], row["item_id"]), []).append(row)
    return {item: sorted(each, key=lambda row: (row["changed_at"], row["sequence"])) for item, each in found.items()}


@once
def tracked(landed: Landed, reading: PortfolioReading, product: ProductReading) -> list[Row]:
    """The work items that the product counts and that have a history; a counted item's counted ancestors are not."""
    history, dropped = histories(landed, reading), _dropped(landed, reading)
    return [row for row in counted(landed, product) if key(row) in history and key(row) not in dropped]


def counted(landed: Landed, product: ProductReading) -> list[Row]:
    mine = [row for row in rows(landed, "work_items") if claimed(product.work, row, "container")]
    return [row for row in mine if _is_counted(product, row)]


@once
def _dropped(landed: Landed, reading: PortfolioReading) -> set[Key]:
    """The ancestors of what any product counts, so that no roll-up counts one piece of work on two levels."""
    every = {key(row) for product in reading.products for row in counted(landed, product)}
    return {ancestor for item in every for ancestor in ancestors(landed, item)}


def _is_counted(product: ProductReading, row: Row) -> bool:
    counts = {fold(name) for name in product.mapping.counts}
    return not counts or fold(row["type"] or "") in counts


def ancestors(landed: Landed, item: Key) -> set[Key]:
    """Parents of parents within the source, up to five levels; an item is no ancestor of itself."""
    parents = {key(row): row["parent_id"] for row in rows(landed, "work_items")}
    found: set[Key] = set()
    at = item
    for _ in range(ANCESTORS):
        parent = parents.get(at)
        if parent is None:
            break
        at = (item[0], parent)
        found.add(at)
    return found - {item}


def _item(reading: PortfolioReading, product: ProductReading, row: Row, history: Sequence[Row]) -> Item:
    mapping = product.mapping
    steps = tuple(Step(each["changed_at"], state_of(mapping, each), kind_of(mapping, each)) for each in history)
    created = row["created_at"]
    late = steps[0].state is not WorkState.NEW and created is not None and steps[0].at > created + LATE
    return Item(key(row), steps, late, True, reading.as_at)


def load(found: Sequence[Item], period: Period) -> dict[Kind, int]:
    """How many items of each kind were in load just before a period's end, or when they were last heard of in it."""
    counts = dict.fromkeys(Kind, 0)
    for item in found:
        instant = min(period.end, item.known_until or period.end)
        seen = [each for each in item.intervals() if each.start < instant]
        if instant > period.start and seen and seen[-1].in_load:
            counts[seen[-1].kind] += 1
    return counts


def load_hours(found: Sequence[Item], start: datetime, end: datetime) -> dict[Kind, float]:
    """Item-hours in load within [start, end), by the kind at the time."""
    hours = dict.fromkeys(Kind, 0.0)
    for item in found:
        for each in item.intervals():
            if each.in_load:
                hours[each.kind] += each.hours(start, min(end, item.known_until or end))
    return hours
