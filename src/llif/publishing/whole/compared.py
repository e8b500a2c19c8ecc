"""Every product, heading and the whole beside the day or snapshot compared with: one difference for each column.

It is asked only where an address compares. A product or heading that was not there then is told as that.
"""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from functools import cached_property

from llif.portfolio.investment.spending import per_item
from llif.portfolio.scoring.cells import Score
from llif.publishing import wording
from llif.publishing.asking import Asked
from llif.publishing.figures import figures
from llif.publishing.figures.answers import Answers
from llif.publishing.scorecard import Scorecard, scorecard_of, scoring_words
from llif.publishing.whole import deltas, recorded_deltas
from llif.publishing.whole.beside import Beside, beside
from llif.publishing.whole.comparing import Other
from llif.publishing.whole.deltas import Delta
from llif.publishing.whole.grouping import mission_names, missions_of
from llif.publishing.whole.rows import COLUMNS, Row
from llif.publishing.words import gettext as _
from llif.terms.quantity import Figure
from llif.terms.scorecard import Rating, ScoreState

DELTAS: Mapping[str, Sequence[str]] = {
    "value": COLUMNS[:3],
    "delivery": COLUMNS[3:],
    "health": ("score",),
    "outcome": ("benefits",),
    "money": ("spent", "item"),
    "risk": ("risk",),
    "mission": ("missions",),
}
"""The columns of each group that are compared. How old a record is says nothing of its product: age is not."""
SORTED = (*COLUMNS, "score", "risk")


class Comparison:
    """*Takes* the question, the other day's, and the figures of now; the figures of then are asked together."""

    def __init__(self, question: Asked, other: Other, answers: Answers) -> None:
        self.question, self.other, self.answers, self.then = question, other, answers, Answers()
        period = [other.question.period]
        wanted = [figures.question(COLUMNS, period, scope) for scope in ("product", "portfolio")]
        self.then.ask_together(other.question.snapshot, wanted)

    @cached_property
    def cards(self) -> tuple[Scorecard, Scorecard]:
        """Now, then."""
        return scorecard_of(self.question), self.other.scorecard()

    @cached_property
    def recorded(self) -> tuple[Beside, Beside]:
        """Now, then."""
        return beside(self.question), beside(self.other.question)

    @cached_property
    def missions(self) -> Mapping[str, str]:
        return {**mission_names(self.other.question), **mission_names(self.question)}

    @property
    def since(self) -> str:
        """What heads the columns that say how others differ."""
        day = wording.short_day(self.other.question.last)
        if self.other.question.last < self.question.last:
            return _("Change since {day}", day=day)
        return _("Difference from the snapshot of {day}", day=day)

    def size(self, row: Row, column: str) -> float | None:
        return self.of(row, column).size

    def figure_then(self, product: str, measure: str) -> Figure | None:
        return self.then.get(measure, product, self.other.question.period)

    def of(self, row: Row, column: str) -> Delta:
        """How a product's figure of a column differs."""
        if row.id not in self.other.question.products:
            return Delta(_("was not there"))
        match column:
            case "score":
                return self._score(row)
            case "missions":
                return deltas.names(row.missions, missions_of(self.other.question.products[row.id]), self.missions)
            case "spent" | "item":
                return self._money(row, column)
            case "benefits":
                now, then = (each.claims.get(row.id, ()) for each in self.recorded)
                return recorded_deltas.benefits(now, then, row.id)
            case "risk":
                return recorded_deltas.risks(*(each.threats.get(row.id, ()) for each in self.recorded))
        return deltas.figure(row.now.get(column), self.figure_then(row.id, column))

    def _score(self, row: Row) -> Delta:
        now, then = (card.row(row.id) for card in self.cards)
        return score(now.score, then.score) if now and then else deltas.NOTHING

    def _money(self, row: Row, column: str) -> Delta:
        now, then = (each.spent_by([row.id]) for each in self.recorded)
        whole = all(row.id in each.costed for each in self.recorded)
        if column == "spent":
            return deltas.money(now, then, is_whole=whole)
        finished = row.now.get("flow_velocity"), self.figure_then(row.id, "flow_velocity")
        still = any(each and (each.is_cut_short or each.stale_in) for each in finished)
        counts = [each.value if each else None for each in finished]
        return deltas.money(_an_item(now, counts[0]), _an_item(then, counts[1]), is_whole=whole and not still)

    def whole(self, column: str) -> Delta:
        """How the portfolio's figure of a column differs."""
        now, then = self.recorded
        if column == "spent":
            return self.spent_by(list(self.question.products), list(self.other.question.products))
        if column == "benefits":
            return recorded_deltas.benefits(now.benefits, then.benefits)
        if column == "risk":
            highest = (sorted(each.open_risks, key=lambda risk: -risk.score) for each in self.recorded)
            return recorded_deltas.risks(*highest)
        if column == "score":
            return deltas.told_with_then(*(ratings(card, [row.id for row in card.rows]) for card in self.cards))
        period = self.question.period, self.other.question.period
        return deltas.figure(self.answers.get(column, None, period[0]), self.then.get(column, None, period[1]))

    def spent_by(self, now: Sequence[str], then: Sequence[str]) -> Delta:
        """Of several products: only where the costs of the same ones are recorded for all of both periods."""
        known = [
            {each for each in some if each in told.spent} for some, told in zip((now, then), self.recorded, strict=True)
        ]
        whole = known[0] == known[1] and all(known[0] <= set(told.costed) for told in self.recorded)
        amounts = (told.spent_by(some) for some, told in zip((now, then), self.recorded, strict=True))
        return deltas.money(*amounts, is_whole=whole)


def score(now: Score, then: Score) -> Delta:
    """A score beside an earlier one of as many rated dimensions: else what was learnt would read as a change."""
    if ScoreState.NOT_APPLICABLE in (now.state, then.state):
        return deltas.turned(*map(scoring_words.score, (now, then)))
    found = deltas.score(now.value, then.value)
    if found.size is None or now.rated == then.rated:
        return found
    was = scoring_words.score(then)
    return Delta(_("not compared: another number of dimensions is rated; it was {then}", then=was))


def ratings(card: Scorecard, products: Collection[str]) -> str:
    """`2 red, 5 amber`, of some products in service; empty where no cell of theirs is assessed."""
    wanted = set(products)
    counts = Counter(cell.rating for cell in card.in_service if cell.product in wanted)
    if not (counts[Rating.RED] or counts[Rating.AMBER] or counts[Rating.GREEN]):
        return ""
    red, amber = (wording.number(counts[each]) for each in (Rating.RED, Rating.AMBER))
    return _("{red} red, {amber} amber", red=red, amber=amber)


def _an_item(spent: Mapping[str, float], finished: float | None) -> Mapping[str, float]:
    each = {currency: per_item(amount, finished) for currency, amount in spent.items()}
    return {currency: amount for currency, amount in each.items() if amount is not None}
