"""Writes to who may: users and their roles. Each is atomic and leaves an audit row.

The last administrator cannot be locked out from the web; the command line may, because it is the way back in.
"""

from django.db import transaction

from llif.access import audit, passwords
from llif.access.actor import Actor, Via
from llif.access.models import ALL_PORTFOLIOS, ALL_PRODUCTS, LOCAL, Membership, User
from llif.access.permissions import check_administer
from llif.access.roles import Role
from llif.terms.errors import N_, InputError


@transaction.atomic
def add_user(*, by: Actor, username: str, password: str | None = None) -> User:
    """A new user without any role. The password is never audited."""
    check_administer(by)
    if not username.strip() or len(username) > 150:
        raise InputError(N_("A sign-in name has 1 to 150 characters."))
    if User.objects.filter(username__iexact=username).exists():
        raise InputError(N_("There is a user {name} already."), name=username)
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
    audit.hold()
    user.is_active = active
    user.save(update_fields=["is_active"])
    _check_administered(by)
    audit.record(by=by, action="change", object=f"user:{user.pk}", before=before, after=_described(user))


@transaction.atomic
def grant(*, by: Actor, user: User, role: Role, portfolio: str = ALL_PORTFOLIOS, product: str = ALL_PRODUCTS) -> None:
    """Give a role over one portfolio or product, or over all; nothing happens when it is held already.

    *Raises* InputError for a product without its portfolio.
    """
    check_administer(by)
    if product and not portfolio:
        raise InputError(N_("Name the portfolio of the product {product}."), product=product)
    membership, new = Membership.objects.get_or_create(
        user=user, role=role.value, portfolio=portfolio, product=product, origin=LOCAL
    )
    if new:
        audit.record(by=by, action="grant", object=f"user:{user.pk}", before=None, after=_role(membership))


@transaction.atomic
def revoke(*, by: Actor, user: User, role: Role, portfolio: str = ALL_PORTFOLIOS, product: str = ALL_PRODUCTS) -> None:
    """Take a role back; nothing happens when it is not held."""
    check_administer(by)
    audit.hold()
    held = Membership.objects.filter(user=user, role=role.value, portfolio=portfolio, product=product, origin=LOCAL)
    membership = held.first()
    if membership:
        audit.record(by=by, action="revoke", object=f"user:{user.pk}", before=_role(membership), after=None)
        membership.delete()
        _check_administered(by)


@transaction.atomic
def set_password(*, by: Actor, user: User, password: str) -> None:
    """A new password, which ends the sessions that the old one opened. That it changed is audited, never what it is."""
    check_administer(by)
    _set_password(by, user, password)


@transaction.atomic
def change_password(*, by: Actor, user: User, standing: str, password: str, again: str) -> None:
    """A person's own new password, for who knows the one that stands; as `set_password` otherwise.

    *Raises* InputError where that is not it, and for one that cannot be taken.
    """
    if by.name != user.username or not user.check_password(standing):
        raise InputError(N_("That is not the password that stands. Nothing was changed."))
    passwords.check_alike(password, again)
    passwords.check_acceptable(password)
    _set_password(by, user, password)


def _set_password(by: Actor, user: User, password: str) -> None:
    user.set_password(password)
    user.save(update_fields=["password"])
    audit.record(by=by, action="password", object=f"user:{user.pk}", before=None, after=None)


def _check_administered(by: Actor) -> None:
    """*Raises* InputError where nobody is left who may say who may do what, unless on the command line."""
    left = Membership.objects.filter(
        role=Role.ADMINISTRATOR.value, portfolio=ALL_PORTFOLIOS, product=ALL_PRODUCTS, user__is_active=True
    )
    if by.via is not Via.CLI and not left.exists():
        raise InputError(
            N_("Then nobody could say who may do what any more; nothing was written."),
            remedy=N_("Make somebody else an administrator first, or use the command line."),
        )


def _described(user: User) -> dict[str, object]:
    return {"username": user.username, "is_active": user.is_active}


def _role(membership: Membership) -> dict[str, object]:
    over = {"product": membership.product} if membership.product else {}
    return {"role": membership.role, "portfolio": membership.portfolio or "*", **over, "origin": membership.origin}
