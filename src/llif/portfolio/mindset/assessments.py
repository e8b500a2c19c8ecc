"""A team's assessments in the order of their days: where each pair stands now, and how it moved before that.

Assessed twice for one day, the later word counts. What fits the form no longer is left out and counted.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from pydantic import ValidationError

from llif.portfolio.registers.entries import Recorded
from llif.portfolio.registers.mindset import MindsetForm


@dataclass(frozen=True)
class Assessed:
    """One team's assessments, the earliest first; `unreadable` counts those that cannot be read any more."""

    team: str
    forms: Sequence[MindsetForm]
    unreadable: int = 0

    @property
    def latest(self) -> MindsetForm | None:
        return self.forms[-1] if self.forms else None

    def moved(self, pair: str) -> int | None:
        """Steps towards the product mindset since the assessment before; null where there is none to compare with."""
        return self._between(-2, pair)

    def moved_in_all(self, pair: str) -> int | None:
        """The same since the first assessment."""
        return self._between(0, pair)

    def _between(self, earlier: int, pair: str) -> int | None:
        if len(self.forms) < 2:
            return None
        return self.forms[-1].step(pair) - self.forms[earlier].step(pair)

    @property
    def first(self) -> date | None:
        """The day of the first assessment, where there was a later one."""
        return self.forms[0].assessed_on if len(self.forms) > 1 else None


def assessed(team: str, versions: Iterable[Recorded]) -> Assessed:
    """*Takes* every version of a team's entry, the first recorded first. A withdrawal clears what was before it."""
    by_day: dict[date, MindsetForm] = {}
    unreadable = 0
    for each in versions:
        if each.content is None:
            by_day, unreadable = {}, 0
            continue
        try:
            form = MindsetForm.model_validate(each.content)
        except ValidationError:
            unreadable += 1
        else:
            by_day[form.assessed_on] = form
    return Assessed(team, tuple(by_day[day] for day in sorted(by_day)), unreadable)
