"""What stands of a proposal on a day: waiting for a word, decided, put off, or refused while its cause is the same.

Pure; it asks no clock. A proposal that was refused or put off comes back when its cause has changed, and one put off
also when its day has come.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from pydantic import ValidationError

from llif.portfolio.registers.actions import ActionForm, Decision
from llif.portfolio.registers.entries import Recorded
from llif.portfolio.registers.products import ids
from llif.terms.time import first_within

STUCK_AFTER = timedelta(days=30)
NOW_MONTHS, NEXT_MONTHS = 3, 12


class Horizon(StrEnum):
    """When a step is due: within 3 calendar months, within 12, or later. What is overdue is due now."""

    NOW = "now"
    NEXT = "next"
    LATER = "later"


def horizon(due: date, today: date) -> Horizon:
    """A step due to the day in 3 months is *now*; to the day in 12, *next*."""
    if today >= first_within(due, NOW_MONTHS):
        return Horizon.NOW
    return Horizon.NEXT if today >= first_within(due, NEXT_MONTHS) else Horizon.LATER


class Cause(StrEnum):
    """How the cause of an action stands today, beside what it said when it was decided."""

    NONE = "no cause"
    GONE = "gone"
    SAME = "the same"
    CHANGED = "changed"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Action:
    """A decision as it stands, the day it was recorded, and how its cause stands today."""

    key: str
    form: ActionForm
    recorded: Recorded
    day: date
    cause: Cause

    @property
    def products(self) -> tuple[str, ...]:
        return ids(self.form.products)

    def is_overdue(self, today: date) -> bool:
        """On the day it is due it is not overdue yet."""
        return self.form.decision is Decision.ACCEPTED and self.form.due is not None and self.form.due < today

    def is_stuck(self, today: date) -> bool:
        """Accepted and not overdue, its cause as it was, and nothing recorded about it for 30 days."""
        accepted = self.form.decision is Decision.ACCEPTED and not self.is_overdue(today)
        return accepted and self.cause is not Cause.GONE and today - self.day > STUCK_AFTER

    @property
    def is_done_in_word_only(self) -> bool:
        """Said to be done while its cause still stands."""
        return self.form.decision is Decision.DONE and self.cause in (Cause.SAME, Cause.CHANGED)

    def holds_back(self, today: date) -> bool:
        """Whether the proposal it decided stays away.

        Accepted holds it back. So does refused, put off or done, while the cause says what it said: that
        a done action's cause still stands is shown beside the action.
        """
        if self.form.decision is Decision.ACCEPTED:
            return True
        if self.form.decision is Decision.DEFERRED and (self.form.until is None or today >= self.form.until):
            return False
        return self.cause is not Cause.CHANGED


@dataclass(frozen=True)
class Actions:
    """All that was decided, and how many entries cannot be read any more."""

    standing: Sequence[Action]
    unreadable: int = 0

    def waiting(self, proposed: Collection[str], today: date) -> set[str]:
        """The ids of proposals that wait for a word."""
        held = {each.key for each in self.standing if each.holds_back(today)}
        return set(proposed) - held


@dataclass(frozen=True)
class Causes:
    """What stands of causes on a day: what each proposal's says, by its `ids`; and all that is said of a `named` cause.

    `blind` are the ids that could not be judged for want of evidence. `is_judged` tells of an id whether a rule would
    propose it while its cause stands: of any other nobody says that its cause is gone.
    """

    ids: Mapping[str, str]
    named: Mapping[str, Collection[str]]
    blind: Collection[str]
    is_judged: Callable[[str], bool]

    def of(self, key: str, form: ActionForm) -> Cause:
        if form.cause is None:
            return Cause.NONE
        if key in self.ids:
            return Cause.SAME if self.ids[key] == form.cause_then else Cause.CHANGED
        if self.is_judged(key):
            return Cause.UNKNOWN if key in self.blind else Cause.GONE
        if form.cause not in self.named:
            return Cause.UNKNOWN
        return Cause.SAME if form.cause_then in (None, *self.named[form.cause]) else Cause.CHANGED


UNJUDGED = Causes({}, {}, (), lambda _key: False)
"""Where nobody asks how causes stand."""


def actions(entries: Mapping[str, tuple[Recorded, date]], causes: Causes) -> Actions:
    """*Takes* standing entries by key with the day of each."""
    found: list[Action] = []
    for key, (entry, day) in entries.items():
        try:
            form = ActionForm.model_validate(entry.content)
        except ValidationError:
            continue
        found.append(Action(key, form, entry, day, causes.of(key, form)))
    return Actions(tuple(found), len(entries) - len(found))
