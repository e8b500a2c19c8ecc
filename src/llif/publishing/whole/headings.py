"""A heading's figures beside those that the same heading had on the day compared with.

Where other products stood under it, or its items were counted otherwise, nothing is compared, and it says so.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from llif.publishing.whole import deltas, recorded_deltas
from llif.publishing.whole.compared import Comparison, ratings
from llif.publishing.whole.deltas import Delta
from llif.publishing.whole.grouping import Group, Pooled, groups
from llif.publishing.whole.rows import COLUMNS, FILTERS
from llif.publishing.words import gettext as _

MISSION = "mission"


class Headings:
    """*Takes* the comparison, the headings of a page, their figures of now, and the products that fit the filters."""

    def __init__(self, comparison: Comparison, shown: Sequence[Group], pooled: Pooled, products: Sequence[str]) -> None:
        self._comparison, self._pooled = comparison, pooled
        self._then = _stood(comparison, shown, products)
        given = {name: comparison.question.given.get(name, "") for name in FILTERS}
        self._is_cut = any(given[name] for name in FILTERS if name != MISSION)
        other = comparison.other.question
        cut = replace(other, given={**given, **other.given})
        self._pooled_then = Pooled(cut, list(self._then.values()), COLUMNS)

    def of(self, group: Group, column: str) -> Delta:
        """How a heading's figure of a column differs."""
        then = self._then.get(group.id)
        if column in ("item", "missions"):
            return deltas.NOTHING
        if then is None:
            return Delta(_("was not there"))
        if set(then.products) != set(group.products):
            return Delta(_("not compared: other products stood under it"))
        return self._figure(group, then, column) if column in COLUMNS else self._recorded(group, column)

    def _figure(self, group: Group, then: Group, measure: str) -> Delta:
        if self._pooled.scope(group) != self._pooled_then.scope(then):
            return Delta(_("not compared: its items were counted otherwise"))
        return deltas.figure(self._pooled.now(group, measure), self._pooled_then.now(then, measure))

    def _recorded(self, group: Group, column: str) -> Delta:
        both, products = self._comparison.recorded, group.products
        match column:
            case "spent":
                return self._comparison.spent_by(products, products)
            case "benefits":
                now, then = (each.benefits_under(group, is_cut=self._is_cut) for each in both)
                return recorded_deltas.benefits(now, then, mission=group.id if group.by == MISSION else None)
            case "risk":
                return recorded_deltas.risks(*(each.risks_of(products) for each in both))
        return deltas.turned(*(ratings(card, products) for card in self._comparison.cards))


def _stood(comparison: Comparison, shown: Sequence[Group], products: Sequence[str]) -> Mapping[str, Group]:
    """The same headings as they stood on the other day, of the same products as far as they were there."""
    if not shown:
        return {}
    other = comparison.other.question
    there = [each for each in products if each in other.products]
    wanted = {each.id for each in shown}
    return {each.id: each for each in groups(other, shown[0].by, there) if each.id in wanted}
