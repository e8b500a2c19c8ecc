"""Writes to who may: users and their roles. Each is atomic and leaves an audit row."""

from django.db import transaction

from llif.access import audit
from llif.access.actor import Actor
from llif.access.models import ALL_PORTFOLIOS, Membership, User
from llif.access.permissions import check_administer
from llif.access.roles import Role


@transaction.atomic
def add_user(*, by: Actor, username: str, password: str | None = None) -> User:
    """A new user without any role. The password is never audited."""
    check_administer(by)
    user = User.objects.create_user(username, password)
    audit.record(by=by, action="create", object=f"user:{user.pk}", before=None, after=_described(user))
    return user


@transaction.atomic
def set_active(*, by: Actor, user: User, active: bool) -> None:
    """Let a user in, or keep them out; nothing happens when that is so already."""
    check_administer(by)
    if user.is_active == active:
        return
    before = _described(user)
    user.is_active = active
    user.save(update_fields=["is_active"])
    audit.record(by=by, action="change", object=f"user:{user.pk}", before=before, after=_described(user))


@transaction.atomic
def grant(*, by: Actor, user: User, role: Role, portfolio: str = ALL_PORTFOLIOS) -> None:
    """Give a role over one portfolio, or over all; nothing happens when it is held already."""
    check_administer(by)
    membership, new = Membership.objects.get_or_create(user=user, role=role.value, portfolio=portfolio)
    if new:
        audit.record(by=by, action="grant", object=f"user:{user.pk}", before=None, after=_role(membership))


@transaction.atomic
def revoke(*, by: Actor, user: User, role: Role, portfolio: str = ALL_PORTFOLIOS) -> None:
    """Take a role back; nothing happens when it is not held."""
    check_administer(by)
    membership = Membership.objects.filter(user=user, role=role.value, portfolio=portfolio).first()
    if membership:
        audit.record(by=by, action="revoke", object=f"user:{user.pk}", before=_role(membership), after=None)
        membership.delete()


def _described(user: User) -> dict[str, object]:
    return {"username": user.username, "is_active": user.is_active}


def _role(membership: Membership) -> dict[str, object]:
    return {"role": membership.role, "portfolio": membership.portfolio or "*"}
