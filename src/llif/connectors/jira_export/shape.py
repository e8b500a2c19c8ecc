"""An issue and its change log become landed rows. Pure: no file, no clock, no network.

The history is the log, walked forward from the values at creation; those are found by walking it back. Where the log
contradicts itself what it says was set wins, and where it ends otherwise than the issue now reads, a last row says what
the issue now reads: both are counted, never hidden. It refuses to invent a beginning: where the log is known to lack
its early part, the first row is the first change that was recorded, later than the item's creation.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

Row = dict[str, object]

SCALARS: Mapping[str, str] = {
    "status": "status",
    "resolution": "resolution",
    "issuetype": "type",
    "issue type": "type",
    "type": "type",
}
LABELS = frozenset(("labels", "label"))
COMPONENTS = frozenset(("component", "components", "component/s"))
KEY = "key"


class Unusable(ValueError):
    """One issue cannot be read: which field, what was found there, what is allowed."""

    def __init__(self, field: str, found: object, allowed: str) -> None:
        self.field, self.found, self.allowed = field, str(found)[:80], allowed
        super().__init__(f"{field}: {self.found!r}")


@dataclass(frozen=True)
class Change:
    """One field set at an instant; an empty value is null. `field` is in lower case."""

    at: datetime
    field: str
    before: str | None
    after: str | None


@dataclass(frozen=True)
class State:
    """All that a status change row tells, at one instant."""

    status: str | None
    resolution: str | None
    type: str | None
    labels: tuple[str, ...] = ()
    components: tuple[str, ...] = ()

    @property
    def tags(self) -> list[str]:
        return [*self.labels, *(f"component:{name}" for name in self.components)]

    def after(self, change: Change) -> "State":
        """The state once a change has been made; fields that no row keeps change nothing."""
        if change.field in SCALARS:
            return self._with(SCALARS[change.field], change.after)
        if change.field in LABELS:
            return replace(self, labels=words(change.after))
        if change.field in COMPONENTS:
            return replace(self, components=_swapped(self.components, change.before, change.after))
        return self

    def _with(self, name: str, value: str | None) -> "State":
        match name:
            case "status":
                return replace(self, status=value)
            case "resolution":
                return replace(self, resolution=value)
            case _:
                return replace(self, type=value)

    def undone(self, change: Change) -> "State":
        """The state before a change was made."""
        return self.after(Change(change.at, change.field, change.after, change.before))

    def agrees(self, change: Change) -> bool:
        """Whether what the log says was there before a change is what was there."""
        if change.field in SCALARS:
            return bool(getattr(self, SCALARS[change.field]) == change.before)
        if change.field in LABELS:
            return set(self.labels) == set(words(change.before))
        return change.field not in COMPONENTS or change.before is None or change.before in self.components


@dataclass(frozen=True)
class Issue:
    """What is kept of an issue: no person, no free text but the title, and that only where settings say so.

    `now` is its state at the export; `changes` are in order of time; `whole` is false where the log is known to lack
    part of the history.
    """

    key: str
    project: str
    created: datetime
    updated: datetime
    now: State
    priority: str | None = None
    parent: str | None = None
    effort: float | None = None
    title: str | None = None
    changes: tuple[Change, ...] = ()
    whole: bool = True

    @property
    def former_keys(self) -> set[str]:
        """Keys it bore before it was moved to another project."""
        return {change.before for change in self.changes if change.field == KEY and change.before} - {self.key}


@dataclass(frozen=True)
class History:
    """Status change rows, and how often the log contradicted itself or the issue as it now reads."""

    rows: list[Row]
    contradictions: int


def words(text: str | None) -> tuple[str, ...]:
    return tuple((text or "").split())


def work_item(issue: Issue, web: str | None) -> Row:
    """The `work_items` row of an issue. *Takes* `web`, the address of the Jira, for its link."""
    return {
        "id": issue.key,
        "key": issue.key,
        "url": f"{web.rstrip('/')}/browse/{issue.key}" if web else None,
        "title": issue.title,
        "container": issue.project,
        "type": issue.now.type,
        "tags": issue.now.tags,
        "priority": issue.priority,
        "parent_id": issue.parent,
        "effort": issue.effort,
        "created_at": issue.created,
        "last_activity_at": issue.updated,
    }


def history(issue: Issue) -> History:
    """The `status_changes` rows of an issue: its full state from each instant at which any of it changed."""
    moments, contradictions = _walk(issue)
    last = moments[-1][1] if moments else None
    if last is None or _differ(last, issue.now):
        contradictions += last is not None and issue.whole
        moments.append((max([issue.updated, *(at for at, _ in moments)]), issue.now))
    return History([_row(issue.key, n, at, state) for n, (at, state) in enumerate(moments)], contradictions)


def _walk(issue: Issue) -> tuple[list[tuple[datetime, State]], int]:
    state, contradictions = at_creation(issue), 0
    born = min([issue.created, *(change.at for change in issue.changes)])
    moments = [(born, state)] if issue.whole else []
    for at, changes in _bursts(issue.changes):
        before = state
        for change in changes:
            contradictions += not state.agrees(change)
            state = state.after(change)
        if _differ(before, state) or not moments:
            moments.append((at, state))
    return moments, contradictions


def at_creation(issue: Issue) -> State:
    """The values an issue was created with: a field's earliest recorded one, or today's where it never changed."""
    state = issue.now
    for change in reversed(issue.changes):
        state = state.undone(change)
    return state


def _bursts(changes: Iterable[Change]) -> Iterator[tuple[datetime, list[Change]]]:
    """Changes of one instant that may share a row: a field that is set twice at one instant begins another row."""
    burst: list[Change] = []
    for change in changes:
        if burst and (change.at != burst[0].at or _again(change, burst)):
            yield burst[0].at, burst
            burst = []
        burst.append(change)
    if burst:
        yield burst[0].at, burst


def _again(change: Change, burst: list[Change]) -> bool:
    return change.field not in COMPONENTS and any(change.field == other.field for other in burst)


def _swapped(names: tuple[str, ...], out: str | None, into: str | None) -> tuple[str, ...]:
    kept = [name for name in names if name != out]
    return tuple(kept if into is None or into in kept else [*kept, into])


def _differ(one: State, other: State) -> bool:
    scalars = (one.status, one.resolution, one.type) != (other.status, other.resolution, other.type)
    return scalars or set(one.tags) != set(other.tags)


def _row(key: str, sequence: int, at: datetime, state: State) -> Row:
    return {
        "id": f"{key}:{sequence}",
        "item_id": key,
        "changed_at": at,
        "sequence": sequence,
        "status": state.status,
        "resolution": state.resolution,
        "type": state.type,
        "tags": state.tags,
    }
