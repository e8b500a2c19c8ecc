"""The other day or snapshot that an address compares with. Its figures come from the snapshot of that day.

Where nothing had been published by that day, they are what this snapshot knows of it, and the page says so. It refuses
a day that is not earlier, and two answers at once.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from llif.publishing import asking, wording
from llif.publishing.asking import Asked
from llif.publishing.scorecard import Scorecard, kept
from llif.terms.errors import N_, InputError
from llif.terms.time import span
from llif.warehouse.snapshots import Snapshot

MOST_OFFERED = 50


@dataclass(frozen=True)
class Other:
    """The same question, asked of the other day. `is_own`: of the snapshot that is shown itself."""

    question: Asked
    is_own: bool

    def scorecard(self) -> Scorecard:
        return kept(self.question.snapshot, now=datetime.now(UTC), as_at=self.question.last)


def others(question: Asked) -> list[tuple[str, str]]:
    """Other published snapshots that reach no further, by name, the newest first, each with its last day in words."""
    found = [
        (each, asking.last_day(each, question.zone))
        for each in asking.snapshots().all(question.id)
        if each.name != question.snapshot.name
    ]
    earlier = [(each.name, f"{wording.day(day)} · {each.name}") for each, day in found if day <= question.last]
    return earlier[-MOST_OFFERED:][::-1]


def other(question: Asked) -> Other | None:
    """Null where an address compares with nothing. *Raises* InputError."""
    given = question.given
    if given.get("compare") and given.get("compare_snapshot"):
        raise InputError(
            N_("A day and a snapshot to compare with are given."),
            remedy=N_("Choose one of the two, and leave one out."),
        )
    if given.get("compare_snapshot"):
        named = asking.snapshots().named(question.id, given["compare_snapshot"])
        last = asking.last_day(named, question.zone)
        if last > question.last:
            raise _not_earlier(named.name, question.last)
        return Other(_asked(question, named, last), named.name == question.snapshot.name)
    return on_a_day(question, asking.day_in(given, "compare")) if given.get("compare") else None


def on_a_day(question: Asked, day: date) -> Other:
    """*Raises* InputError for a day that is not earlier than the last one shown."""
    if day >= question.last:
        raise _not_earlier(day.isoformat(), question.last)
    end = span(day, day + timedelta(days=1), question.zone).end
    found = asking.snapshots().newest_as_at(question.id, end)
    if found is None or found.name == question.snapshot.name:
        return Other(_asked(question, question.snapshot, day), is_own=True)
    return Other(_asked(question, found, min(day, asking.last_day(found, question.zone))), is_own=False)


def _not_earlier(found: str, last: date) -> InputError:
    return InputError(
        N_("{found} is not earlier than {day}, the last day shown."),
        remedy=N_("Choose an earlier day to compare with."),
        found=found,
        day=last.isoformat(),
    )


def _asked(question: Asked, snapshot: Snapshot, last: date) -> Asked:
    """As many days, up to that day; what people recorded as it stood at that day's end."""
    first = last - timedelta(days=question.days - 1)
    given = {"from": first.isoformat(), "to": last.isoformat(), "snapshot": snapshot.name, "as_at": last.isoformat()}
    return Asked(snapshot, span(first, last + timedelta(days=1), question.zone), given)
