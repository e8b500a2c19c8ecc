"""What llif takes from a sign-in: the name, and the roles that the provider's token says. Nothing else is kept."""

import hashlib
from collections.abc import Mapping
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from django.conf import settings
from django.http import HttpRequest, HttpResponseRedirect

from llif.access import provided
from llif.access.models import User
from llif.publishing import links, words

NAMES = ("preferred_username", "upn", "sub")
LONGEST_NAME = 150


class Accounts(DefaultAccountAdapter):  # type: ignore[misc]
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody makes an account for themselves: an administrator does, or the provider."""
        return False

    def post_login(self, request: HttpRequest, user: User, **rest: Any) -> Any:
        """After a sign-in through the provider its roles stand as the token says now."""
        told = getattr(request, "llif_roles", None)
        if told is not None:
            provided.renew(user=user, told=told)
        return super().post_login(request, user, **rest)

    def respond_user_inactive(self, request: HttpRequest, user: User) -> HttpResponseRedirect:
        return refusal()


class Provided(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """Accounts that a sign-in provider vouches for."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        return True

    def is_auto_signup_allowed(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        return True

    def populate_user(self, request: HttpRequest, sociallogin: SocialLogin, data: Mapping[str, Any]) -> User:
        """A user of the provider's name for them; never one who is known here already by that name."""
        told = claims(sociallogin)
        name = next((str(told[each]) for each in NAMES if told.get(each)), sociallogin.account.uid)[:LONGEST_NAME]
        taken = User.objects.filter(username__iexact=name).exists()
        user: User = sociallogin.user
        user.username = _distinct(name, sociallogin.account.uid) if taken else name
        return user

    def save_user(self, request: HttpRequest, sociallogin: SocialLogin, form: Any = None) -> User:
        user: User = sociallogin.user
        with provided.welcoming(user):
            super().save_user(request, sociallogin, form)
        return user

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Read the roles, then forget what else the token said: names, addresses."""
        request.llif_roles = told_roles(sociallogin)  # type: ignore[attr-defined]
        sociallogin.account.extra_data = {}
        sociallogin.email_addresses = []
        sociallogin.token = None
        if sociallogin.is_existing:
            sociallogin.account.save()

    def on_authentication_error(self, request: HttpRequest, provider: Any, **_told: Any) -> None:
        """Cancelled, refused, or not the answer to what was asked: our own page says so."""
        raise ImmediateHttpResponse(refusal())

    def generate_state_param(self, state: dict[str, Any]) -> str:
        """The language goes along, so that whatever comes back is answered in it."""
        return f"{words.language()}-{super().generate_state_param(state)}"


def refusal() -> HttpResponseRedirect:
    return HttpResponseRedirect(links.to("refused"))


def _distinct(name: str, uid: str) -> str:
    mark = f" ({hashlib.sha256(uid.encode()).hexdigest()[:12]})"
    return name[: LONGEST_NAME - len(mark)] + mark


def claims(sociallogin: SocialLogin) -> dict[str, Any]:
    """What the token and the provider's user information say, the token's word first."""
    told = sociallogin.account.extra_data
    return {**(told.get("userinfo") or {}), **(told.get("id_token") or {})}


def told_roles(sociallogin: SocialLogin) -> list[object]:
    found = claims(sociallogin).get(settings.LLIF_OIDC_ROLES_CLAIM, [])
    return list(found) if isinstance(found, list) else [found]
