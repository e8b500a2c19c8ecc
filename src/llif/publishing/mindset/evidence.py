"""What llif itself holds on the six pairs for a team's products: beside what the team says, never instead of it."""

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from llif.portfolio.registers.benefit_ties import BENEFIT_MISSIONS
from llif.portfolio.registers.entries import Recorded
from llif.portfolio.registers.mindset import PAIRS
from llif.publishing import asking, wording
from llif.publishing.asking import Asked
from llif.publishing.benefits.serving import servings
from llif.publishing.figures import figures
from llif.publishing.next_steps.benefits import BENEFITS, SHARES
from llif.publishing.scorecard import Reckoning, gathering
from llif.publishing.words import gettext as _
from llif.publishing.words import ngettext
from llif.terms.quantity import Figure
from llif.terms.time import day_of
from llif.warehouse.snapshots import Snapshot

SNAPSHOTS_READ = 60
TIES = BENEFIT_MISSIONS.name
FREQUENCY = "deployment_frequency"


@dataclass(frozen=True)
class Held:
    """What is held on one pair: a sentence, and whether anything is known."""

    said: str
    is_known: bool


@dataclass(frozen=True)
class Evidence:
    """What every team's evidence is found in, asked once for a page."""

    question: Asked
    reckoned: Reckoning
    frequencies: Mapping[str, Figure]
    earlier: Sequence[Snapshot]

    def of(self, team: str) -> dict[str, Held]:
        """By pair, for the team's products."""
        own = [each["id"] for each in self.question.products.values() if each.get("team") == team]
        nothing = Held(_("llif holds no evidence on this."), is_known=False)
        found = {
            "teams": self._teams(team, own),
            "feedback": self._feedback(own),
            "release": self._release(team),
            "success": self._success(own),
        }
        return {pair.id: found.get(pair.id, nothing) for pair in PAIRS}

    def _teams(self, team: str, own: Sequence[str]) -> Held:
        """How often the products of a team came from another, over the snapshots that are kept."""
        moves = sum(_moves(self.earlier, product) for product in own)
        if len(self.earlier) < 2:
            return Held(_("Only one snapshot is kept: changes of team cannot be seen yet."), is_known=False)
        since = day_of(self.earlier[0].as_at, self.question.zone)
        told = ngettext(
            "{n} change of team among its products since {day}.",
            "{n} changes of team among its products since {day}.",
            moves,
            day=wording.day(since),
        )
        return Held(told, is_known=True)

    def _release(self, team: str) -> Held:
        figure = self.frequencies.get(team)
        if figure is None:
            return Held(_("Deployments: not measured."), is_known=False)
        value = wording.in_words(figure)
        if figure.value is not None and figure.stale_in:
            value = f"{value} ({_('silent in {n}', n=figure.stale_in)})"
        worded = _("Deployment frequency of its products: {value}.", value=value)
        return Held(worded, is_known=figure.value is not None)

    def _feedback(self, own: Sequence[str]) -> Held:
        held = gathering.facts(self.question.snapshot).get("answers", {})
        rows = [row for product in own for row in held.get(product, ())]
        if not rows:
            return Held(_("Survey answers: not measured, no source holds any."), is_known=False)
        inside = sum(row["n"] for row in rows if self.question.first <= row["day"] <= self.question.last)
        told = ngettext(
            "{n} survey answer in the last {days} days.",
            "{n} survey answers in the last {days} days.",
            inside,
            days=self.question.days,
        )
        return Held(told, is_known=True)

    def _success(self, own: Sequence[str]) -> Held:
        """Benefits of which one of the products brings a share, or that are measured on one."""
        told = [each for product in ("", *own) for each in self.reckoned.entries.get(product, ())]
        newest = {each.place: each for each in told if each.place.register in (BENEFITS, SHARES, TIES)}
        standing = [each for each in newest.values() if each.content]
        tied = {code for each in standing if (code := _tied(each, own))}
        if not tied:
            return Held(_("Benefits tied to its products: not recorded."), is_known=False)
        products = ngettext("{n} benefit is tied to its products.", "{n} benefits are tied to its products.", len(tied))
        serving = len(tied & self._serving(standing))
        missions = ngettext("{n} of them is tied to a mission.", "{n} of them are tied to a mission.", serving)
        return Held(f"{products} {missions}", is_known=True)

    def _serving(self, standing: Sequence[Recorded]) -> set[str]:
        """The benefits that serve a mission."""
        declared = [each["id"] for each in self.question.portfolio.get("missions", [])]
        benefits, ties = ([each for each in standing if each.place.register == name] for name in (BENEFITS, TIES))
        return {code for code, each in servings(benefits, ties, declared).items() if each and each.ties}


def evidence(question: Asked, reckoned: Reckoning) -> Evidence:
    """*Takes* the question of a page; one question of figures for all teams."""
    told = figures.ask(question.snapshot, [FREQUENCY], periods=[question.period], scope="team")
    kept = [each for each in asking.snapshots().all(question.id) if each.as_at <= question.snapshot.as_at]
    earlier = sorted(kept, key=lambda each: (each.as_at, each.published_at))[-SNAPSHOTS_READ:]
    return Evidence(question, reckoned, {each.team: each for each in told if each.team}, earlier)


def _moves(snapshots: Sequence[Snapshot], product: str) -> int:
    """How often a product's team differs from that of the snapshot before, where it was in both."""
    teams = [_team(each, product) for each in snapshots]
    known = [each for each in teams if each is not None]
    return sum(one != other for one, other in itertools.pairwise(known))


def _team(snapshot: Snapshot, product: str) -> str | None:
    rows = snapshot.manifest["portfolio"]["products"]
    return next((each.get("team") or "" for each in rows if each["id"] == product), None)


def _tied(entry: Recorded, own: Sequence[str]) -> str | None:
    """The benefit that an entry ties to one of these products, if it does."""
    content = entry.content or {}
    if entry.place.register == TIES:
        return None
    if entry.place.register == SHARES:
        return str(content.get("benefit")) if entry.place.product in own else None
    return str(content.get("code")) if content.get("product") in own else None
