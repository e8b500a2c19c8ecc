"""Products under headings: by team, mission or criticality, in the order declared, with figures pooled from the items.

No group is ranked. A product that serves two missions stands under both; what is not recorded has a heading of its own.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from llif.publishing import links, vocabulary
from llif.publishing.asking import Asked
from llif.publishing.figures import figures
from llif.publishing.figures.answers import Answers
from llif.publishing.words import gettext as _
from llif.publishing.words import named
from llif.terms.errors import N_
from llif.terms.quantity import Figure
from llif.terms.time import Period

GROUPINGS: Mapping[str, str] = {
    "team": N_("Team"),
    "mission": N_("Mission"),
    "criticality": N_("Criticality"),
}
NOBODY, NONE = "", "-"
"""The groups of products of which it is not recorded, and of those that serve no mission."""


@dataclass(frozen=True)
class Group:
    """A heading: its products, and what it was asked for by."""

    by: str
    id: str
    name: str
    products: Sequence[str]

    def address(self, question: Asked) -> str:
        """This group alone, with its figures above its products."""
        if self.id in (NOBODY, NONE):
            return ""
        kept = {name: question.given.get(name, "") for name in ("show", "compare", "compare_snapshot")}
        asked = {**question.kept, **kept, "group": self.by, self.by: self.id}
        return links.to("holistic", question.id, query=asked) + "#products"


def grouping_of(question: Asked) -> str:
    """What an address groups by; empty for nothing."""
    text = question.given.get("group", "")
    return text if text in GROUPINGS else ""


def missions_of(product: Mapping[str, Any]) -> dict[str, float] | None:
    """The missions a product serves, with their weights; null where it is not recorded."""
    serves = product.get("serves")
    return None if serves is None else {each["mission"]: each["weight"] for each in serves if each["weight"]}


def mission_names(question: Asked) -> Mapping[str, str]:
    return {each["id"]: named(each["name"], each["id"]) for each in question.portfolio.get("missions", [])}


def groups(question: Asked, by: str, products: Iterable[str]) -> list[Group]:
    """The groups that hold any of these products."""
    told = list(products)
    names = _names(question, by)
    members: dict[str, list[str]] = {name: [] for name in names}
    for product in told:
        for group in _of(question.products[product], by):
            members.setdefault(group, []).append(product)
    only = question.given.get(by, "")
    return [
        Group(by, each, names.get(each) or each, own) for each, own in members.items() if own and only in ("", each)
    ]


def _names(question: Asked, by: str) -> dict[str, str]:
    if by == "team":
        return {**question.teams, NOBODY: _("Team not recorded")}
    if by == "criticality":
        return {code: _(word) for code, word in vocabulary.CRITICALITIES.items()}
    return {**mission_names(question), NONE: _("Serves no mission"), NOBODY: _("Mission not recorded")}


def _of(product: Mapping[str, Any], by: str) -> Sequence[str]:
    if by != "mission":
        return [product.get(by) or NOBODY]
    served = missions_of(product)
    return [NOBODY] if served is None else [*served] or [NONE]


class Pooled:
    """The figures of each group, now and in the period before, asked in one question for all of them."""

    def __init__(self, question: Asked, found: Sequence[Group], measures: Sequence[str]) -> None:
        self._question, self._answers, self._teams, self._whole = question, Answers(), Answers(), Answers()
        self._whole_teams = bool(found) and found[0].by == "team" and not _is_cut(question)
        both = [question.period, question.before]
        apart = [each for each in found if not self._is_team(each) and not self._is_whole(each)]
        if apart:
            wanted = figures.pooled(measures, both, {each.id: each.products for each in apart})
            self._answers.ask_together(question.snapshot, [wanted])
        if any(map(self._is_team, found)):
            self._teams.ask(question.snapshot, list(measures), both, scope="team")
        if any(map(self._is_whole, found)):
            self._whole.ask(question.snapshot, list(measures), both, scope="portfolio")

    def _is_team(self, group: Group) -> bool:
        """A whole team has figures of its own, in which what two of its products claim counts once."""
        return self._whole_teams and group.id != NOBODY

    def _is_whole(self, group: Group) -> bool:
        """So has the portfolio."""
        return len(group.products) == len(self._question.products) and not self._is_team(group)

    def scope(self, group: Group) -> str:
        """How a group's items are counted: those of a whole team, of the portfolio, or of its products together."""
        return "portfolio" if self._is_whole(group) else "team" if self._is_team(group) else "products"

    def now(self, group: Group, measure: str) -> Figure | None:
        return self._get(group, measure, self._question.period)

    def before(self, group: Group, measure: str) -> Figure | None:
        return self._get(group, measure, self._question.before)

    def _get(self, group: Group, measure: str, period: Period) -> Figure | None:
        if self._is_whole(group):
            return self._whole.get(measure, None, period)
        return (self._teams if self._is_team(group) else self._answers).get(measure, group.id, period)


def _is_cut(question: Asked) -> bool:
    return any(question.given.get(name) for name in ("criticality", "phase", "mission", "q"))
