"""The last word of an incident's log, as landed rows. Pure: no file, no clock, no network.

Only the incident's last event is true: `made_sla` is true on almost every first one, and times of resolving and closing
may stand in events from before they happened. So an incident that its last state calls open is open.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from llif.connectors.instants import instant
from llif.connectors.persons import is_address

Row = dict[str, object]
TRUE, FALSE = frozenset(("true", "yes", "1")), frozenset(("false", "no", "0"))
Counts = dict[tuple[str, str, date], tuple[int, int]]
SEPARATOR = "\x1f"


class Unusable(ValueError):
    """`column` holds `found`; `wanted` says what it should."""

    def __init__(self, column: str, found: str, wanted: str) -> None:
        self.column, self.wanted = column, wanted
        self.found = "an e-mail address" if is_address(found) else repr(found)[:80]
        super().__init__(f"{column}: {self.found}")


class Event(NamedTuple):
    """What is kept of a row of the log, as text; an empty text is null."""

    state: str
    opened: str
    resolved: str
    closed: str
    priority: str
    made_sla: str
    service: str


@dataclass(frozen=True)
class Reading:
    """How the log is read: its zone, how it writes instants, and what its states and priorities mean."""

    zone: ZoneInfo
    instants: str
    resolved: frozenset[str]
    closed: frozenset[str]
    cancelled: frozenset[str]
    major: frozenset[str]
    user_impacting: bool | None
    objective: str
    unnamed: str
    web: str | None = None


@dataclass(frozen=True)
class Incident:
    """One incident by its last event. `closed_on` is the day of closing in the log's zone; `kept` whether in time."""

    row: Row
    closed_on: date | None
    kept: bool | None
    contradicts: bool


def incident(number: str, event: Event, reading: Reading) -> Incident:
    """*Raises* Unusable, which names the column."""
    state = event.state.lower()
    is_closed, is_over = state in reading.closed, state in reading.closed | reading.resolved
    is_cancelled = state in reading.cancelled
    opened = _instant("opened", event.opened, reading)
    if opened is None:
        raise Unusable("opened", event.opened, "a date and time")
    closed = _instant("closed", event.closed, reading) if is_closed or is_cancelled else None
    return Incident(
        {
            "id": number,
            "service": _text("service", event.service) or reading.unnamed,
            "url": f"{reading.web}/nav_to.do?uri=incident.do?sysparm_query=number={number}" if reading.web else None,
            "opened_at": opened,
            "restored_at": _instant("resolved", event.resolved, reading) if is_over else None,
            "closed_at": closed,
            "priority": _text("priority", event.priority),
            "is_major": event.priority.lower() in reading.major if event.priority else None,
            "is_user_impacting": reading.user_impacting,
            "cancelled": is_cancelled,
        },
        closed.astimezone(reading.zone).date() if closed and is_closed else None,
        _flag("made_sla", event.made_sla),
        bool(event.closed) and not (is_over or is_cancelled),
    )


def service_levels(counts: Counts, reading: Reading) -> Iterator[Row]:
    """A row for each service, priority and day of closing. *Takes* how many were in time, of how many."""
    for (service, priority, day), (good, total) in sorted(counts.items()):
        yield {
            "id": f"{service}|{priority}|{day.isoformat()}",
            "service": service,
            "objective": f"{reading.objective}, {priority}" if priority else reading.objective,
            "day": day,
            "good": float(good),
            "total": float(total),
        }


def count(counts: Counts, found: Incident) -> None:
    """Add a closed incident to its service, priority and day; one that says neither yes nor no is left out."""
    if found.closed_on and found.kept is not None:
        place = (str(found.row["service"]), str(found.row["priority"] or ""), found.closed_on)
        good, total = counts.get(place, (0, 0))
        counts[place] = (good + found.kept, total + 1)


def _instant(column: str, found: str, reading: Reading) -> datetime | None:
    try:
        return instant(found, reading.zone, reading.instants) if found else None
    except ValueError as error:
        raise Unusable(column, found, f"a date and time as {reading.instants}") from error


def _text(column: str, found: str) -> str | None:
    if is_address(found):
        raise Unusable(column, found, "text that is no e-mail address")
    return found or None


def _flag(column: str, found: str) -> bool | None:
    word = found.lower()
    if word and word not in TRUE | FALSE:
        raise Unusable(column, found, "true or false")
    return word in TRUE if word else None
