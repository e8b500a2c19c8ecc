"""Work: kinds, states and the rules that give them to native types and statuses. It reads no record itself."""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """The four flow items, and work that no rule maps. `ignore` leaves an item out of every figure."""

    FEATURE = "feature"
    DEFECT = "defect"
    DEBT = "debt"
    RISK = "risk"
    UNMAPPED = "unmapped"
    IGNORE = "ignore"


class WorkState(StrEnum):
    """Where an item is. An unmapped status is treated as waiting, and reported."""

    NEW = "new"
    WAITING = "waiting"
    ACTIVE = "active"
    DONE = "done"
    CANCELLED = "cancelled"


KINDS_SHOWN = (Kind.FEATURE, Kind.DEFECT, Kind.DEBT, Kind.RISK, Kind.UNMAPPED)
IN_LOAD = (WorkState.WAITING, WorkState.ACTIVE)
OUTSIDE_FLOW = (WorkState.DONE, WorkState.CANCELLED)


@dataclass(frozen=True)
class Condition:
    """What a rule looks at. Values within a field are alternatives; fields must all match; an empty field is no test.

    `tags` matches when the record bears any of them. Comparison ignores case and surrounding space.
    """

    types: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    resolutions: tuple[str, ...] = ()


@dataclass(frozen=True)
class KindRule:
    when: Condition
    kind: Kind


@dataclass(frozen=True)
class StateRule:
    when: Condition
    state: WorkState


@dataclass(frozen=True)
class ValueStreamMapping:
    """A product's reading of its tool: ordered rules, the first that matches wins.

    `counts` names the native types that are counted (empty: all); `production` the environments that are production.
    `incident_window_hours` and `count_reverts` switch on inferred failure signals; figures say so.
    """

    id: str
    kinds: tuple[KindRule, ...] = ()
    states: tuple[StateRule, ...] = ()
    counts: tuple[str, ...] = ()
    production: tuple[str, ...] = ("production",)
    neglected_after_days: int = 30
    incident_window_hours: float | None = None
    count_reverts: bool = False

    def records(self, kind: Kind) -> bool:
        """Whether any rule gives this kind; a kind without a rule reads *not recorded*."""
        return any(rule.kind == kind for rule in self.kinds)
