"""What the rules of next steps look at, asked for: scorecard, figures, freshness, risks and work of one portfolio."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any

from llif.metrics import findings, spc
from llif.portfolio.actions.lifecycle import Actions, Causes, actions
from llif.portfolio.codes import Phase
from llif.portfolio.declared import Words
from llif.portfolio.registers.actions import ACTIONS
from llif.portfolio.registers.entries import Recorded
from llif.portfolio.registers.risks import RISKS
from llif.portfolio.risks.reading import Risk, risks
from llif.publishing import recorded
from llif.publishing.asking import Asked
from llif.publishing.benefits.ledger import ledger
from llif.publishing.figures import figures, freshness, open_work, recent
from llif.publishing.figures.answers import Answers
from llif.publishing.next_steps.benefits import seen_benefits
from llif.publishing.next_steps.proposals import APART, Proposal
from llif.publishing.next_steps.rules.declared import BY_ID, proposed
from llif.publishing.next_steps.seen import Seen, SeenCell, SeenProduct
from llif.publishing.risks import watching
from llif.publishing.scorecard import Cell, Reckoning, reckoning
from llif.terms.quantity import Figure
from llif.terms.scorecard import Dimension, Rating
from llif.terms.time import day_of

FLOOR = 0.15
NOW_MEASURES = ("flow_unmapped", "deployment_frequency", "change_fail_rate")
TO_MEND = (Rating.RED, Rating.AMBER)


@dataclass(frozen=True)
class Steps:
    """A portfolio's next steps on the day of a question: proposals, decisions, risks."""

    asked: Asked
    reckoned: Reckoning
    answers: Answers

    @property
    def today(self) -> date:
        return self.reckoned.moment.today

    @cached_property
    def risks(self) -> tuple[tuple[Risk, ...], int]:
        """The standing risks, and how many entries cannot be read any more."""
        told = [each for each in self._over_all if each.place.register == RISKS.name]
        return risks(told, self.today, self.day_of, watching.values(self.asked, told))

    @cached_property
    def proposed(self) -> tuple[tuple[Proposal, ...], frozenset[str]]:
        """Every proposal, decided or not, and the ids of those that could not be judged."""
        return proposed(self._seen())

    @cached_property
    def by_key(self) -> Mapping[str, Proposal]:
        """Every proposal by its id, and by the cause that it names: an action of one's own names only that."""
        every = self.proposed[0]
        return {**{each.cause: each for each in reversed(every)}, **{each.key: each for each in every}}

    @cached_property
    def actions(self) -> Actions:
        proposals, blind = self.proposed
        told = self.reckoned.standing(ACTIONS.name)
        standing = {each.place.key: (each, self.day_of(each)) for each in told}
        named: dict[str, list[str]] = defaultdict(list)
        for each in proposals:
            named[each.cause].append(each.then)
        ids = {each.key: each.then for each in proposals}
        return actions(standing, Causes(ids, named, blind, lambda key: key.partition(APART)[0] in BY_ID))

    @cached_property
    def waiting(self) -> tuple[Proposal, ...]:
        """The proposals that nobody has decided, or that came back, in the rules' order."""
        ids = self.actions.waiting([each.key for each in self.proposed[0]], self.today)
        return tuple(each for each in self.proposed[0] if each.key in ids)

    def day_of(self, entry: Recorded) -> date:
        return day_of(entry.recorded_at, self.asked.zone)

    @property
    def _over_all(self) -> list[Recorded]:
        return list(self.reckoned.entries.get("", ()))

    def _seen(self) -> Seen:
        return Seen(
            self.asked.id,
            self.reckoned.moment.day,
            [self._product(each) for each in self.asked.products.values() if each["phase"] != Phase.RETIRED],
            floor(self.reckoned),
            open_work.open_work(self.asked.snapshot),
            [name for name, each in self.asked.snapshot.manifest.get("sources", {}).items() if each.get("error")],
            self.risks[0],
            list(seen_benefits(ledger(self.asked, recorded.standing(self.asked)))),
        )

    def _product(self, product: Mapping[str, Any]) -> SeenProduct:
        gathered = self.reckoned.gathered(product)
        cells = {each: seen_cell(self.reckoned.cell(gathered, each)) for each in Dimension}
        rows = gathered.evidence(self.reckoned.moment.day).rows("components")
        day = self.reckoned.moment.day
        ended = [row["support_ends"] for row in rows if row["support_ends"] and row["support_ends"] < day]
        heard = freshness.freshness(self.asked, product["id"])
        name = named(product)
        signal = _signal(self.asked, self.answers, product["id"])
        return SeenProduct(product["id"], name, cells, self._figures(product["id"]), ended, tuple(heard.silent), signal)

    def _figures(self, product: str) -> dict[tuple[str, str | None], Figure]:
        wanted = [*((each, None) for each in NOW_MEASURES), *(("flow_distribution", kind) for kind in ("debt", "risk"))]
        period = self.asked.period
        found = {(name, kind): self.answers.get(name, product, period, kind) for name, kind in wanted}
        return {key: figure for key, figure in found.items() if figure is not None}


def named(product: Mapping[str, Any]) -> Words:
    """A product's name in both languages."""
    names = product.get("name") or {}
    english = names.get("en") or product["id"]
    return Words(english, names.get("cy") or english)


def floor(reckoned: Reckoning) -> float:
    """The advisory floor as a followed practice sets it, else 15 %."""
    told = (getattr(each.settings, "floor_low", None) for each in reckoned.practices)
    return next((float(each) for each in told if each is not None), FLOOR)


def seen_cell(cell: Cell) -> SeenCell:
    """The clock is asked only where something is to be mended: it looks through the cell's whole past."""
    verdict = cell.verdict[1] if cell.verdict else None
    left = cell.clock.left if cell.rating in TO_MEND and not cell.is_accepted and cell.clock else None
    late = cell.judgement if cell.judgement and cell.judgement.expired else None
    return SeenCell(
        cell.rating,
        verdict.rating if verdict else Rating.NOT_ASSESSED,
        verdict.reason if verdict else None,
        verdict.number if verdict else None,
        cell.is_accepted,
        -left if left is not None and left < 0 else None,
        late.review_on if late else None,
    )


def _signal(asked: Asked, answers: Answers, product: str) -> findings.Finding | None:
    """What the control chart of a product's lead time says; null with too few points for one."""
    series = answers.series("lead_time", product, recent.recent_periods(asked))
    points = [(day_of(each.period_start, asked.zone), each.value) for each in series if each.value is not None]
    if len(points) < recent.POINTS:
        return None
    return findings.finding(spc.xmr(points, spc.Settings(spc.Improvement.LOWER)))


def steps(asked: Asked, now: datetime) -> Steps:
    """Gather a portfolio's next steps: three questions of its figures, two queries, and the ledger of benefits."""
    answers = Answers()
    answers.ask_together(
        asked.snapshot,
        [
            figures.question(NOW_MEASURES, [asked.period]),
            figures.question(["flow_distribution"], [asked.period], kinds=True),
            figures.question(["lead_time"], recent.recent_periods(asked)),
        ],
    )
    return Steps(asked, reckoning(asked.snapshot, now=now, as_at=asked.known_on), answers)
