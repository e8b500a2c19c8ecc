"""One cell over time: looked at on any day as it was known then, and worked out only as far as it is looked at."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from llif.portfolio.registers.entries import Recorded
from llif.portfolio.scoring import spells as spelling
from llif.portfolio.scoring import standing
from llif.portfolio.scoring.cells import Clock
from llif.portfolio.scoring.spells import Seen, Span, Spell
from llif.practices.contract import Evidence, RatingRule, Verdict
from llif.terms.scorecard import Rating

LOOKED_BACK = timedelta(days=3 * 366)
A_DAY = timedelta(days=1)
KNOWN_ON = {
    "components": "observed_on",
    "answers": "day",
    "service_levels": "day",
    "incidents": "opened_at",
    "freshness": "last_at",
}
"""By fact table, the column that says from when on a row was known."""

Rules = Sequence[tuple[RatingRule, Any]]
Verdicts = tuple[tuple[RatingRule, Verdict], ...]


def known_on(table: str, row: Mapping[str, Any]) -> date:
    """The day from which a row of a fact table was known."""
    found = row[KNOWN_ON[table]]
    return found.date() if hasattr(found, "date") else found  # type: ignore[no-any-return]


@dataclass(frozen=True)
class Timeline:
    """A cell's rules and what they look at. `evidence_on` gives a product's evidence as known on a day.

    `judged` are all versions of the person's rating, the first first; `recorded_on` the day of an entry in the
    portfolio's time zone; `allowed` the days to mend a cell of a rating.
    """

    rules: Rules
    evidence_on: Callable[[date], Evidence]
    judged: Sequence[Recorded]
    recorded_on: Callable[[Recorded], date]
    changed_on: Sequence[date]
    day: date
    today: date
    allowed: Callable[[Rating], int | None]

    def verdicts(self, day: date) -> Verdicts:
        evidence = self.evidence_on(day)
        return tuple((rule, rule.judge(evidence, settings)) for rule, settings in self.rules)

    def seen(self, day: date) -> Seen:
        """The cell on an earlier day, as it was known then."""
        return _seen(self.verdicts(day), self.judgement(day, day))

    @cached_property
    def now(self) -> tuple[Verdicts, Seen]:
        """The cell on the day asked of, with every entry that is known, reviews held against today."""
        found = self.verdicts(self.day)
        return found, _seen(found, self.judgement(self.today, None))

    def judgement(self, today: date, known_by: date | None) -> Any:
        """The person's rating that stood on a day, of those recorded by one (null: of all)."""
        known = [each for each in self.judged if known_by is None or self.recorded_on(each) <= known_by]
        return standing.judgement(known[-1] if known else None, today)

    def deciding(self, verdicts: Verdicts) -> tuple[RatingRule, Verdict] | None:
        return min(verdicts, key=lambda each: standing.WORST_FIRST.index(each[1].rating), default=None)

    @cached_property
    def over_time(self) -> Sequence[tuple[date, Seen]]:
        """The cell on each day on which it may have changed, up to the day asked of."""
        first = max(min([self.day, *self.changed_on]), self.day - LOOKED_BACK)
        found = spelling.looked(self.seen, self._turns(first), first, self.day)
        return [*(each for each in found if each[0] < self.day), (self.day, self.now[1])]

    def _turns(self, first: date) -> Iterator[date]:
        yield from self.changed_on
        for each in self.judged:
            if each.content is not None:
                yield date.fromisoformat(each.content["review_on"]) + A_DAY
        for rule, settings in self.rules:
            for day in {first, *self.changed_on, self.day}:
                yield from rule.turns(self.evidence_on(day), settings)

    @cached_property
    def spells(self) -> tuple[Spell, ...]:
        return spelling.spells(self.over_time, self.day)

    def clock(self, accepted: Sequence[Span]) -> Clock | None:
        return spelling.clock(self.spells, self.allowed, accepted)


def _seen(verdicts: Verdicts, judged: Any) -> Seen:
    by_rules = standing.worst([verdict.rating for _rule, verdict in verdicts])
    numbers: Iterable[float] = (each.number for _rule, each in verdicts if each.number is not None)
    return Seen(standing.stood(by_rules, judged), max(numbers, default=None))
