"""What a pack is written from: one snapshot, one period, their figures and scorecard, asked once for all sections."""

import itertools
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property

from llif.publishing import recorded, scorecard
from llif.publishing.asking import Asked, last_day
from llif.publishing.figures import figures, recent
from llif.publishing.figures.answers import Answers
from llif.publishing.next_steps.gathering import Steps, steps
from llif.publishing.recorded import Standing
from llif.publishing.scorecard.asking import day_asked
from llif.publishing.scorecard.model import Scorecard
from llif.publishing.whole import comparing
from llif.publishing.whole.compared import Comparison
from llif.terms.quantity import Figure
from llif.terms.time import Period, span
from llif.warehouse.snapshots import Snapshot

FLOW = (
    "flow_velocity",
    "flow_time",
    "flow_time_p85",
    "flow_efficiency",
    "flow_load",
    "flow_distribution",
    "flow_unmapped",
)
DELIVERY = ("deployment_frequency", "lead_time", "change_fail_rate", "time_to_restore")
MONTHS = 12


@dataclass(frozen=True)
class Told:
    """`asked` is the question of the period, as the pages ask it; `now` the instant the pack is written at."""

    asked: Asked
    now: datetime
    since: date | None = None

    @property
    def snapshot(self) -> Snapshot:
        return self.asked.snapshot

    @cached_property
    def answers(self) -> Answers:
        """Both periods' figures of every product, of the whole, and of the whole by kind; the whole by month."""
        both = [self.asked.period, self.asked.before]
        shown = [*FLOW, *DELIVERY]
        found = Answers()
        found.ask_together(
            self.snapshot,
            [
                figures.question(shown, both),
                figures.question(shown, both, "portfolio", kinds=True),
                figures.question(["flow_velocity"], recent.recent_periods(self.asked)),
                figures.question(shown, self.months, "portfolio", kinds=True),
            ],
        )
        return found

    @cached_property
    def months(self) -> tuple[Period, ...]:
        """Twelve periods of a twelfth of a year, the last ending with the pack's period."""
        last = self.asked.last + timedelta(days=1)
        edges = [_month_back(last, back) for back in range(MONTHS, -1, -1)]
        return tuple(span(first, until, self.asked.zone) for first, until in itertools.pairwise(edges))

    @cached_property
    def scorecard(self) -> Scorecard:
        return scorecard.scorecard(self.snapshot, now=self.now, as_at=day_asked(self.asked), since=self.since)

    @cached_property
    def comparison(self) -> Comparison | None:
        """Of the whole with the earlier day, where one was given. *Raises* InputError for a day that is not earlier."""
        if self.since is None:
            return None
        return Comparison(self.asked, comparing.on_a_day(self.asked, self.since), self.answers)

    @cached_property
    def standing(self) -> Standing:
        """What people recorded, by register."""
        return recorded.standing(self.asked)

    @cached_property
    def steps(self) -> Steps:
        return steps(self.asked, self.now)

    def whole(self, measure: str, kind: str | None = None) -> Figure | None:
        return self.answers.get(measure, None, self.asked.period, kind)

    def of(self, measure: str, product: str, *, before: bool = False) -> Figure | None:
        return self.answers.get(measure, product, self.asked.before if before else self.asked.period)


def _month_back(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    last = (date(year + (month == 11), (month + 1) % 12 + 1, 1) - timedelta(days=1)).day
    return date(year, month + 1, min(day.day, last))


def told(snapshot: Snapshot, *, now: datetime, as_at: date | None = None, since: date | None = None) -> Told:
    """*Takes* the snapshot to tell of, the day asked for if there was one, and an earlier day to compare with."""
    manifest = snapshot.manifest["portfolio"]
    zone, days = str(manifest["time_zone"]), int(manifest.get("window_days", 90))
    given = {"as_at": as_at.isoformat()} if as_at else {}
    until = last_day(snapshot, zone) + timedelta(days=1)
    return Told(Asked(snapshot, span(until - timedelta(days=days), until, zone), given), now, since)
