"""Who may: `can_x` answers, `check_x` raises. What a thing's own state allows is not asked here.

`portfolio` is a portfolio's id; without one the question is about the whole installation, and only a role held over
all portfolios answers it. The command line may do everything: whoever reaches it owns the files.
"""

from llif.access.actor import Actor, Via
from llif.access.models import ALL_PORTFOLIOS, Membership
from llif.access.roles import ABILITIES, Ability, Role
from llif.terms.errors import N_, InputError


class NotAllowed(InputError):
    """The actor's roles do not reach this far."""


def roles_of(actor: Actor, portfolio: str | None = None) -> frozenset[Role]:
    """The roles an actor holds over a portfolio, those over all portfolios included."""
    if actor.via is Via.CLI:
        return frozenset({Role.ADMINISTRATOR})
    scopes = {ALL_PORTFOLIOS, portfolio or ALL_PORTFOLIOS}
    held = Membership.objects.filter(user__username=actor.name, user__is_active=True, portfolio__in=scopes)
    return frozenset(Role(role) for role in held.values_list("role", flat=True))


def can(actor: Actor, ability: Ability, portfolio: str | None = None) -> bool:
    return any(ability in ABILITIES[role] for role in roles_of(actor, portfolio))


def check(actor: Actor, ability: Ability, portfolio: str | None = None) -> None:
    """*Raises* NotAllowed when the actor may not."""
    if can(actor, ability, portfolio):
        return
    if portfolio:
        what = N_("{actor} may not {ability} in the portfolio {portfolio}.")
    else:
        what = N_("{actor} may not {ability} for the whole installation.")
    remedy = N_("Ask an administrator for one of these roles: {roles}.")
    roles = ", ".join(role for role in Role if ability in ABILITIES[role])
    raise NotAllowed(what, remedy=remedy, actor=actor.name, ability=ability.value, portfolio=portfolio, roles=roles)


def can_view(actor: Actor, portfolio: str) -> bool:
    return can(actor, Ability.VIEW, portfolio)


def check_view(actor: Actor, portfolio: str) -> None:
    check(actor, Ability.VIEW, portfolio)


def can_declare(actor: Actor, portfolio: str | None = None) -> bool:
    return can(actor, Ability.DECLARE, portfolio)


def check_declare(actor: Actor, portfolio: str | None = None) -> None:
    check(actor, Ability.DECLARE, portfolio)


def can_collect(actor: Actor) -> bool:
    return can(actor, Ability.COLLECT)


def check_collect(actor: Actor) -> None:
    check(actor, Ability.COLLECT)


def can_publish(actor: Actor, portfolio: str) -> bool:
    return can(actor, Ability.PUBLISH, portfolio)


def check_publish(actor: Actor, portfolio: str) -> None:
    check(actor, Ability.PUBLISH, portfolio)


def can_administer(actor: Actor) -> bool:
    return can(actor, Ability.ADMINISTER)


def check_administer(actor: Actor) -> None:
    check(actor, Ability.ADMINISTER)


def can_read_audit(actor: Actor) -> bool:
    return can(actor, Ability.READ_AUDIT)


def check_read_audit(actor: Actor) -> None:
    check(actor, Ability.READ_AUDIT)
