"""The practices of a portfolio: which are on, and a page for each with its panels, rules, questions and registers.

Who may declare the portfolio switches them here. What may be recorded follows at once; the scorecard follows at the
next publish, because a snapshot answers the same for ever.
"""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from llif.access.permissions import can_declare
from llif.portfolio.switching import switch
from llif.practices import registry
from llif.publishing import links
from llif.publishing.asking import Asked, asked
from llif.publishing.pages import answering
from llif.publishing.pages.mishaps import telling
from llif.publishing.pages.registers import of_portfolio
from llif.publishing.practices import answered, followed, panels, rating
from llif.publishing.practices.followed import Shown
from llif.publishing.registers.listing import counts
from llif.publishing.registers.subject import standing
from llif.publishing.scorecard import reckoning, scoring_words
from llif.publishing.signed import actor_of
from llif.publishing.words import gettext as _
from llif.terms.errors import N_, InputError


@require_safe
@telling
def index(request: HttpRequest, portfolio: str) -> HttpResponse:
    question = asked(request, portfolio)
    return answering.page(
        request,
        "practices.html",
        asked=question,
        shown=list(followed.shown(question).values()),
        may_switch=may_switch(request, portfolio),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@telling
def show(request: HttpRequest, portfolio: str, practice: str) -> HttpResponse:
    question = asked(request, portfolio)
    if practice not in registry.installed():
        raise Http404
    if request.method == "POST":
        return _switched(request, portfolio, practice)
    return _page(request, question, followed.shown(question)[practice])


def may_switch(request: HttpRequest, portfolio: str) -> bool:
    actor = actor_of(request)
    return not actor.is_anonymous and can_declare(actor, portfolio)


def _switched(request: HttpRequest, portfolio: str, practice: str) -> HttpResponse:
    act = request.POST.get("act", "")
    if act not in ("on", "off"):
        raise InputError(N_("There is no such act."))
    switch(portfolio, practice, on=act == "on", installed=tuple(registry.installed()), by=actor_of(request))
    messages.success(request, _("Switched on.") if act == "on" else _("Switched off."))
    return HttpResponseRedirect(links.to("practice", portfolio, practice))


def _page(request: HttpRequest, question: Asked, shown: Shown) -> HttpResponse:
    practice, whole = shown.practice, of_portfolio(question)
    recorded = standing(whole)
    own = {register.name for register in practice.registers}
    return answering.page(
        request,
        "practice.html",
        asked=question,
        shown=shown,
        practice=practice,
        thresholds=list(followed.thresholds(shown)),
        may_switch=may_switch(request, question.id),
        kept=[kept for name, kept in whole.kept.items() if name in own],
        counts=counts(whole, recorded),
        answers=answered.answers(question, practice, recorded, timezone.now().date()) if shown.is_on else [],
        rating_words=scoring_words.rating,
        **_evidence(question, shown),
    )


def _evidence(question: Asked, shown: Shown) -> dict[str, Any]:
    """The panels and how the rules' verdicts stand; neither where the practice is off."""
    if not (shown.is_on or shown.is_in_snapshot):
        return {"panels": [], "rules": list(rating.rules(shown.practice, shown.settings, {}))}
    known = reckoning(question.snapshot, now=timezone.now())
    evidence = {name: known.evidence(product) for name, product in question.products.items()}
    figures = panels.figures(question, shown.practice)
    full = {name: panels.with_figures(each, shown.practice, figures, question) for name, each in evidence.items()}
    return {
        "panels": list(panels.tables(question, shown.practice, shown.settings, full, figures)),
        "rules": list(rating.rules(shown.practice, shown.settings, evidence)),
    }
