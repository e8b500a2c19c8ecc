"""What the signed-in person holds: their roles, their password, and the tokens they made for the API."""

from typing import Any

from allauth.core import ratelimit
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from llif.access import services, tokens
from llif.access.actor import Actor
from llif.access.models import Token, User
from llif.access.permissions import NotAllowed, can_administer
from llif.publishing import guard, links, words
from llif.publishing.pages import answering
from llif.publishing.pages.mishaps import telling
from llif.publishing.pages.roles import Held
from llif.publishing.signed import actor_of
from llif.publishing.words import gettext as _
from llif.terms.errors import N_, InputError

USUAL_DAYS, LONGEST_NUMBER = 90, 19


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@telling
def show(request: HttpRequest) -> HttpResponse:
    actor, made, told = own(request), None, ""
    if request.method == "POST":
        try:
            made = _made(request, actor)
        except InputError as error:
            told = error.render(words.translate)
    return _page(request, actor, made=made, told=told)


def own(request: HttpRequest) -> Actor:
    """*Raises* NotAllowed for who has not signed in."""
    actor = actor_of(request)
    if actor.is_anonymous:
        raise NotAllowed(N_("Sign in first."))
    return actor


def _made(request: HttpRequest, actor: Actor) -> str:
    days, portfolio = request.POST.get("days", ""), request.POST.get("portfolio", "").strip()
    if portfolio and not guard.may_see(actor, portfolio):
        raise InputError(N_("There is no portfolio {found}."), found=portfolio)
    _token, text = tokens.make(
        by=actor,
        user=User.objects.get(username=actor.name),
        name=request.POST.get("name", ""),
        scope=request.POST.get("scope", ""),
        days=int(days) if days.isascii() and days.isdigit() and len(days) < 6 else 0,
        portfolio=portfolio,
    )
    return text


@never_cache
@require_POST
@telling
def password(request: HttpRequest) -> HttpResponse:
    """A new password of one's own; the session goes on, every other one ends."""
    actor = own(request)
    user = User.objects.get(username=actor.name)
    try:
        if not ratelimit.consume(request, action="change_password", user=user):
            raise InputError(N_("There were too many attempts. Wait a minute, then try again."))
        given = {name: request.POST.get(name, "") for name in ("standing", "password", "again")}
        services.change_password(by=actor, user=user, **given)
    except InputError as error:
        return _page(request, actor, refused=error.render(words.translate))
    update_session_auth_hash(request, user)
    messages.success(request, _("Your password is changed. You were signed out everywhere else."))
    return HttpResponseRedirect(links.to("account"))


def _page(
    request: HttpRequest, actor: Actor, *, made: str | None = None, told: str = "", refused: str = ""
) -> HttpResponse:
    """*Takes* what was wrong with the form of a token (`told`), or with that of a password (`refused`)."""
    user, held = User.objects.get(username=actor.name), Held()
    shown: dict[str, Any] = {
        "memberships": list(user.memberships.order_by("role", "portfolio", "product")),
        "held": held,
        "portfolios": [(each, held.portfolios[each]) for each in guard.seen(actor, list(held.portfolios))],
        "has_password": user.has_usable_password(),
        "tokens": list(user.tokens.order_by("-created_at")),
        "made": made,
        "told": told,
        "refused": refused,
        "given": request.POST,
        "usual_days": USUAL_DAYS,
        "longest": tokens.LONGEST_DAYS,
    }
    return answering.page(request, "account.html", status=400 if told or refused else 200, **shown)


@require_POST
@telling
def end(request: HttpRequest) -> HttpResponse:
    actor, number = own(request), request.POST.get("token", "")
    reach = Token.objects.all() if can_administer(actor) else Token.objects.filter(user__username=actor.name)
    is_number = number.isascii() and number.isdigit() and len(number) < LONGEST_NUMBER
    token = get_object_or_404(reach, pk=int(number) if is_number else 0)
    tokens.end(by=actor, token=token)
    return HttpResponseRedirect(links.to("people" if request.POST.get("from") == "people" else "account"))
