"""Who may do what: users and their roles, for administrators."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from llif.access import services
from llif.access.models import User
from llif.access.permissions import check_administer
from llif.access.roles import Role
from llif.portfolio import selectors
from llif.publishing import links
from llif.publishing.pages import answering
from llif.publishing.pages.mishaps import telling
from llif.publishing.pages.roles import Held
from llif.publishing.signed import actor_of
from llif.terms.errors import N_, InputError


@require_safe
@telling
def show(request: HttpRequest) -> HttpResponse:
    check_administer(actor_of(request))
    users = User.objects.order_by("username").prefetch_related("memberships", "tokens")
    return answering.page(
        request,
        "people.html",
        users=[(user, [each for each in user.tokens.all() if each.ended_at is None]) for user in users],
        now=timezone.now(),
        held=Held(),
    )


@require_POST
@telling
def change(request: HttpRequest, user: int) -> HttpResponse:
    """Grant or revoke a role, or let a user in or keep them out: one act a form."""
    actor = actor_of(request)
    check_administer(actor)
    found, act = get_object_or_404(User, pk=user), request.POST.get("act", "")
    if act in ("on", "off"):
        services.set_active(by=actor, user=found, active=act == "on")
    elif act in ("grant", "revoke"):
        over = _over(request)
        if act == "grant":
            selectors.check_declared(**over)
        does = services.grant if act == "grant" else services.revoke
        does(by=actor, user=found, role=_role(request), **over)
    else:
        raise InputError(N_("There is no such act."))
    return HttpResponseRedirect(links.to("people"))


def _role(request: HttpRequest) -> Role:
    try:
        return Role(request.POST.get("role", ""))
    except ValueError as error:
        raise InputError(N_("There is no such role.")) from error


def _over(request: HttpRequest) -> dict[str, str]:
    return {name: request.POST.get(name, "").strip() for name in ("portfolio", "product")}
