"""The next steps of a portfolio: overdue and stuck first, the roadmap, what rules propose; and one decision at a time.

Teams and owners filter; nobody is ranked.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from llif.access.actor import Actor
from llif.access.permissions import check_rate
from llif.portfolio.actions.lifecycle import Action
from llif.portfolio.registers.actions import ACTIONS, DECISION_WORDS, Decision
from llif.portfolio.registers.filling import FaultyEntry
from llif.portfolio.registers.initiatives import INITIATIVES
from llif.practices.recording import Conflict
from llif.publishing import links, words
from llif.publishing.asking import Asked, asked
from llif.publishing.next_steps import deciding, step_words, wording
from llif.publishing.next_steps.deciding import Given
from llif.publishing.next_steps.gathering import Steps, steps
from llif.publishing.next_steps.initiatives import Asking
from llif.publishing.next_steps.proposals import Proposal
from llif.publishing.next_steps.roadmap import roadmap
from llif.publishing.next_steps.rules.declared import RULES
from llif.publishing.pages import answering
from llif.publishing.pages.mishaps import telling
from llif.publishing.registers.said import told as fault_told
from llif.publishing.scorecard import said, scoring_words
from llif.publishing.signed import actor_of

PROPOSALS_A_PAGE = 25
FILTERS = ("team", "product", "owner")


@dataclass(frozen=True)
class Wanted:
    """What the filters of an address let through."""

    question: Asked
    given: Mapping[str, str]

    def products(self, named: Iterable[str]) -> bool:
        """Whether something about these products (none: about the whole) is asked for."""
        team, product = self.given["team"], self.given["product"]
        told = [self.question.products[each] for each in named if each in self.question.products]
        of_team = not team or any(each.get("team") == team for each in told)
        return of_team and (not product or any(each["id"] == product for each in told))

    def action(self, each: Action) -> bool:
        return self.products(each.products) and self.owner(each.form.owner or "")

    def owner(self, owner: str) -> bool:
        return self.given["owner"].casefold() in owner.casefold()

    def proposal(self, each: Proposal) -> bool:
        """Nobody owns a proposal yet: a question for an owner's steps leaves them out."""
        return not self.given["owner"] and self.products(each.products)


@require_safe
@telling
def show(request: HttpRequest, portfolio: str) -> HttpResponse:
    question = asked(request, portfolio)
    found, actor = steps(question, timezone.now()), actor_of(request)
    wanted = Wanted(question, {name: question.given.get(name, "") for name in FILTERS})
    proposals = [each for each in found.waiting if wanted.proposal(each)]
    standing = [each for each in found.actions.standing if wanted.action(each)]
    page, pages = paged(question, len(proposals))
    initiatives = list(Asking(question, found.reckoned).initiatives())
    timed = roadmap(found, standing, [each for each in initiatives if wanted.owner(each.form.owner)])
    shown: dict[str, Any] = {
        "missed": [each for due in timed.values() for each in due if each.is_initiative and each.is_overdue],
        "overdue": sorted((each for each in standing if each.is_overdue(found.today)), key=_due_first),
        "unmet": [each for each in standing if each.is_done_in_word_only],
        "stuck": [each for each in standing if each.is_stuck(found.today)],
        "roadmap": timed,
        "proposals": proposals[(page - 1) * PROPOSALS_A_PAGE : page * PROPOSALS_A_PAGE],
        "total": len(proposals),
        "page": page,
        "pages": pages,
        "decided": [each for each in standing if each.form.decision is not Decision.ACCEPTED],
        "blind": len(found.proposed[1]),
        "unreadable": found.actions.unreadable,
        "now_said": {name: said(each.reason) for name, each in found.by_key.items()},
        "may": may(found, [*(each.products for each in proposals), *(each.products for each in standing)], actor),
        "filters": wanted.given,
        "products": [(each, question.product_name(each)) for each in question.products],
    }
    return answering.page(request, "next_steps.html", asked=question, **shown, **spoken(found))


def spoken(found: Steps) -> dict[str, Any]:
    """The words and addresses that the templates of next steps call."""
    question = found.asked
    return {
        "said": said,
        "reason": step_words.reason,
        "today": found.today,
        "title": wording.title,
        "title_of": lambda each: wording.title_of(found, each),
        "cause": lambda each: wording.address(question, each),
        "cause_of": lambda each: wording.cause_address(question, each.form.cause),
        "entry": lambda each: links.to_entry(question.id, ACTIONS.name, each.key),
        "new_action": links.to_new_entry(
            question.id, ACTIONS.name, links.to("next-steps", question.id, query=question.kept)
        ),
        "decisions": DECISION_WORDS,
        "horizons": step_words.HORIZONS,
        "rules": RULES,
        "product_page": lambda each: links.to("product", question.id, each, query=question.kept),
    }


def may(found: Steps, about: Iterable[tuple[str, ...]], actor: Actor) -> dict[tuple[str, ...], bool]:
    """Whether the actor may decide what is about the same products, asked once for each."""
    return {each: not actor.is_anonymous and deciding.may(found, each, actor) for each in set(about)}


def _due_first(each: Action) -> tuple[date, str]:
    return each.form.due or date.max, each.key


def paged(question: Asked, total: int) -> tuple[int, int]:
    pages = max(1, -(-total // PROPOSALS_A_PAGE))
    text = question.given.get("page", "1")
    return (min(max(int(text), 1), pages) if text.isascii() and text.isdigit() and len(text) < 6 else 1), pages


@require_http_methods(["GET", "HEAD", "POST"])
@telling
def decide(request: HttpRequest, portfolio: str, key: str) -> HttpResponse:
    """One proposal or action: what it is, why, and the form that decides."""
    question = asked(request, portfolio)
    found, actor = steps(question, timezone.now()), actor_of(request)
    proposal = next((each for each in found.proposed[0] if each.key == key), None)
    action = next((each for each in found.actions.standing if each.key == key), None)
    if proposal is None and action is None:
        raise Http404
    about = (proposal or action).products  # type: ignore[union-attr]
    if not deciding.may(found, about, actor):
        check_rate(actor, portfolio, about[0] if about else "")
    faults: dict[str, str] = {}
    told = ""
    if request.method == "POST":
        try:
            deciding.decide(found, _given(request, key), by=actor)
            return HttpResponseRedirect(links.to("next-steps", portfolio, query=question.kept))
        except FaultyEntry as error:
            faults = faults_said(error)
        except Conflict as error:
            told = " ".join(error.told(words.translate))
    shown: dict[str, Any] = {
        "proposal": proposal,
        "action": action,
        "key": key,
        "faults": faults,
        "told": told,
        "given": request.POST if request.method == "POST" else _standing(action, found),
        "version": deciding.version(found, key),
        "labels": scoring_words.RATINGS,
    }
    status = 409 if told else 400 if faults else 200
    return answering.page(request, "decide.html", status=status, asked=question, **shown, **spoken(found))


def _given(request: HttpRequest, key: str) -> Given:
    seen = request.POST.get("version", "")
    typed = {name: str(request.POST.get(name, "")) for name in deciding.TYPED}
    version = int(seen) if seen.isascii() and seen.isdigit() and len(seen) < 9 else 0
    return Given(key, str(request.POST.get("decision", "")), version, typed)


def _standing(action: Action | None, found: Steps) -> dict[str, object]:
    if action is None:
        return {"decision": Decision.ACCEPTED.value}
    return {"done_on": found.today.isoformat(), **(action.recorded.content or {})}


def faults_said(error: FaultyEntry) -> dict[str, str]:
    """By field, what is wrong, in the language of the page."""
    return {fault.name: fault_told(fault) for fault in error.faults}


@require_safe
@telling
def initiatives(request: HttpRequest, portfolio: str) -> HttpResponse:
    """Every initiative with its progress, and which products are left: all, or those of a team or an owner."""
    question = asked(request, portfolio)
    found = steps(question, timezone.now())
    asking = Asking(question, found.reckoned)
    wanted = Wanted(question, {name: question.given.get(name, "") for name in FILTERS})
    told = sorted(asking.initiatives(), key=lambda each: (each.form.deadline, each.form.title))
    shown: dict[str, Any] = {
        "initiatives": [each for each in told if wanted.owner(each.form.owner)],
        "left": {each.key: [one for one in each.progress.left if wanted.products([one])] for each in told},
        "unreadable": asking.unreadable,
        "entry": lambda each: links.to_entry(question.id, INITIATIVES.name, each.key),
        "new_initiative": links.to_new_entry(
            question.id, INITIATIVES.name, links.to("initiatives", question.id, query=question.kept)
        ),
        "evidence": lambda each, product: step_words.evidence(question, each.form, product),
        "rule": step_words.rule,
        "register_names": {name: each.title.within(words.language()) for name, each in asking.kept.items()},
        "paces": step_words.PACES,
        "pace": step_words.pace,
        "mets": step_words.METS,
        "filters": wanted.given,
        "today": found.today,
    }
    return answering.page(request, "initiatives.html", asked=question, **shown)
