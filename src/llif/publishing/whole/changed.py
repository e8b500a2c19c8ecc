"""What is otherwise than on the day or in the snapshot compared with, product by product, and why where it is known."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from llif.publishing import links, vocabulary, wording
from llif.publishing.asking import Asked
from llif.publishing.scorecard import ScoreRow, said, scoring_words
from llif.publishing.whole.compared import Comparison, score
from llif.publishing.whole.comparing import Other
from llif.publishing.whole.entries_changed import WHOLE, Said, Turns, turned
from llif.publishing.whole.grouping import missions_of
from llif.publishing.words import gettext as _
from llif.publishing.words import named, ngettext
from llif.terms.scorecard import ScoreState

LEVELLED = ("deployment_frequency", "lead_time", "change_fail_rate", "time_to_restore")
DECLARED = ("phase", "criticality")
MOST_TOLD, FEW = 50, 12
"""Of more products is told where an address asks for all of them; more changes than a few are folded up."""


@dataclass(frozen=True)
class Product:
    """A product of which something changed, or the portfolio as a whole."""

    name: str
    address: str
    said: Sequence[Said]


@dataclass(frozen=True)
class Changes:
    """`whole` is said of the portfolio: products that came or went, other mappings, another version of llif.

    `told` are what was recorded of no product, and the products that are told; `count` is how many products there are.
    """

    whole: Sequence[Said]
    told: Sequence[Product]
    count: int
    are_all: bool

    @property
    def are_few(self) -> bool:
        return sum(len(each.said) for each in self.told) <= FEW


def changes(against: Comparison, *, every: bool) -> Changes:
    """*Takes* whether all products are told of, or the first ones."""
    question, other = against.question, against.other
    turns = Turns(against)
    whole = Product(_("The whole portfolio"), links.to("registers", question.id), turns.of(WHOLE))
    told, count = [whole] if whole.said else [], 0
    for product in (each for each in question.products if each in other.question.products):
        judged = _judged(against, product)
        if every or count < MOST_TOLD:
            said = [*judged, *turns.of(product)]
            told += [Product(question.product_name(product), _page(question, product), said)] if said else []
            count += bool(said)
        else:
            count += product in turns or any(True for _said in judged)
    return Changes(list(_whole(question, other)), told, count, every or count <= MOST_TOLD)


def _judged(against: Comparison, product: str) -> Iterator[Said]:
    """What was declared or judged otherwise of a product."""
    yield from _product(against.question, against.other, product)
    yield from _levels(against, product)
    yield from _scores(against.question, *(card.row(product) for card in against.cards))


def _page(question: Asked, product: str) -> str:
    return links.to("product", question.id, product, query=question.kept)


def _whole(question: Asked, other: Other) -> Iterator[Said]:
    now, then = question.products, other.question.products
    added, removed = [each for each in now if each not in then], [each for each in then if each not in now]
    if added:
        names = ", ".join(question.product_name(each) for each in added)
        yield Said(
            ngettext("{n} product was added: {names}.", "{n} products were added: {names}.", len(added), names=names)
        )
    if removed:
        names = ", ".join(other.question.product_name(each) for each in removed)
        text = ngettext(
            "{n} product was removed: {names}.", "{n} products were removed: {names}.", len(removed), names=names
        )
        yield Said(text)
    about, before = question.snapshot.manifest, other.question.snapshot.manifest
    if about.get("mapping_hash") != before.get("mapping_hash"):
        yield Said(
            _("Products or mappings were declared otherwise: part of a difference may come from that."),
            links.to("sources", question.id, query=question.kept),
        )
    if about.get("llif") != before.get("llif"):
        versions = {"then": before.get("llif") or _("unknown"), "now": about.get("llif") or _("unknown")}
        yield Said(
            _("llif itself changed, from version {then} to {now}: definitions may differ.", **versions),
            links.to("definitions"),
        )


def _product(question: Asked, other: Other, product: str) -> Iterator[Said]:
    now, then = question.products[product], other.question.products[product]
    words = {"phase": vocabulary.PHASES, "criticality": vocabulary.CRITICALITIES}
    labels = {"phase": _("Phase"), "criticality": _("Criticality"), "team": _("Team"), "mission": _("Mission")}
    for name in DECLARED:
        if now.get(name) != then.get(name):
            yield turned(labels[name], *(vocabulary.word(words[name], each.get(name)) for each in (then, now)))
    if now.get("team") != then.get("team"):
        yield turned(labels["team"], _team(other.question, then), _team(question, now))
    if missions_of(now) != missions_of(then):
        address = links.to("strategy", question.id, query=question.kept)
        yield turned(labels["mission"], _missions(other.question, then), _missions(question, now), address)


def _team(question: Asked, product: Mapping[str, Any]) -> str:
    team = product.get("team")
    return question.teams.get(team, team) if team else _("not recorded")


def _missions(question: Asked, product: Mapping[str, Any]) -> str:
    served = missions_of(product)
    if served is None:
        return _("not recorded")
    names = {each["id"]: named(each["name"], each["id"]) for each in question.portfolio.get("missions", [])}
    told = (f"{names.get(each, each)} {wording.share(weight)}" for each, weight in served.items())
    return ", ".join(told) or _("none")


def _levels(against: Comparison, product: str) -> Iterator[Said]:
    question = against.question
    for measure in LEVELLED:
        now = against.answers.get(measure, product, question.period)
        then = against.figure_then(product, measure)
        if now and then and now.level and then.level and now.level != then.level:
            told = {"then": vocabulary.level(then.level), "now": vocabulary.level(now.level)}
            yield Said(
                _(
                    "{measure}: {then} ({before}) then, {now} ({after}) now",
                    measure=_(vocabulary.MEASURES[measure].short),
                    before=wording.in_words(then),
                    after=wording.in_words(now),
                    **told,
                ),
                links.to("evidence", question.id, product, measure, query=question.kept),
            )


def _scores(question: Asked, now: ScoreRow | None, then: ScoreRow | None) -> Iterator[Said]:
    """A score that moved or whose state did, then each cell that says something else: that is why."""
    if now is None or then is None:
        return
    address = links.to("scorecard", question.id, query=question.kept)
    if now.score.state is not then.score.state and ScoreState.NOT_APPLICABLE in (now.score.state, then.score.state):
        yield turned(_("Score"), scoring_words.score(then.score), scoring_words.score(now.score), address)
    elif now.score.value != then.score.value:
        yield Said(_("Score: {change}", change=score(now.score, then.score).words), address)
    for dimension, cell in now.cells.items():
        before = then.cells[dimension]
        if cell.rating is not before.rating:
            told = turned(
                scoring_words.dimension(dimension), scoring_words.rating(before.rating), scoring_words.cell(cell)
            ).text
            reason = cell.verdict[1].reason if cell.verdict and cell.verdict[1].rating is cell.rating else None
            told = f"{told} – {said(reason)}" if reason else told
            yield Said(told, links.to("cell", question.id, now.id, dimension, query=question.kept))
