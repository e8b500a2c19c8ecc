"""Roles that a sign-in provider gives, read again at every sign-in: what it no longer says is taken away.

Roles given here by an administrator stay. It refuses to believe a role it does not know, and says nothing of it.
"""

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from django.db import transaction

from llif.access import audit
from llif.access.actor import Actor, Via
from llif.access.models import FROM_PROVIDER, Membership, User
from llif.access.roles import Role

FORM = re.compile(r"^llif\.([a-z_]+)(?::([a-z0-9-]+)(?:/([a-z0-9-]+))?)?$")
"""`llif.viewer`, `llif.portfolio_lead:pay`, `llif.product_owner:pay/connector`."""
Held = tuple[str, str, str]


def roles(told: Iterable[object]) -> frozenset[Held]:
    """Role, portfolio, product (empty: all) of each role of a token that llif knows."""
    found = (FORM.match(each) for each in told if isinstance(each, str))
    known = {role.value for role in Role}
    return frozenset((m[1], m[2] or "", m[3] or "") for m in found if m and m[1] in known)


@contextmanager
def welcoming(user: User) -> Iterator[None]:
    """Around the making of an account for somebody whom the provider vouches for: it leaves an audit row."""
    with transaction.atomic():
        yield
        told = {"username": user.username, "is_active": user.is_active, "origin": FROM_PROVIDER}
        audit.record(by=_provider(user), action="create", object=f"user:{user.pk}", before=None, after=told)


def _provider(user: User) -> Actor:
    return Actor(user.username, Via.SIGN_IN, "provider")


@transaction.atomic
def renew(*, user: User, told: Iterable[object]) -> None:
    """Make a user's provided roles equal to what the token says. Each change leaves an audit row."""
    wanted, by = roles(told), _provider(user)
    held = {(each.role, each.portfolio, each.product): each for each in _provided(user)}
    for key in sorted(held.keys() - wanted):
        _recorded(by, "revoke", user, before=key, after=None)
        held[key].delete()
    for key in sorted(wanted - held.keys()):
        role, portfolio, product = key
        Membership.objects.create(user=user, role=role, portfolio=portfolio, product=product, origin=FROM_PROVIDER)
        _recorded(by, "grant", user, before=None, after=key)


def _provided(user: User) -> Iterable[Membership]:
    return Membership.objects.filter(user=user, origin=FROM_PROVIDER)


def _recorded(by: Actor, action: str, user: User, *, before: Held | None, after: Held | None) -> None:
    described = [None if each is None else _described(each) for each in (before, after)]
    audit.record(by=by, action=action, object=f"user:{user.pk}", before=described[0], after=described[1])


def _described(held: Held) -> dict[str, str]:
    role, portfolio, product = held
    over = {"product": product} if product else {}
    return {"role": role, "portfolio": portfolio or "*", **over, "origin": FROM_PROVIDER}
