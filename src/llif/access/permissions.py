"""Who may: `can_x` answers, `check_x` raises. What a thing's own state allows is not asked here.

`portfolio` is a portfolio's id; without one the question is about the whole installation, and only a role held over
all portfolios answers it. The command line may do everything: whoever reaches it owns the files.
"""

from dataclasses import replace

from llif.access.actor import Actor, Via
from llif.access.models import ALL_PORTFOLIOS, ALL_PRODUCTS, Membership
from llif.access.roles import ABILITIES, DOING, Ability, Role
from llif.terms.errors import N_, InputError, Term

READING = frozenset({Ability.VIEW, Ability.READ_AUDIT})


class NotAllowed(InputError):
    """The actor's roles do not reach this far."""


def roles_of(actor: Actor, portfolio: str | None = None, product: str | None = None) -> frozenset[Role]:
    """The roles an actor holds over a portfolio, those over all portfolios included.

    *Takes* a product too, where the question is about one: roles held over another product do not answer it. Without
    one, a role over any product of the portfolio counts.
    """
    if actor.via is Via.CLI:
        return frozenset({Role.ADMINISTRATOR})
    if actor.is_anonymous or (actor.only and portfolio != actor.only):
        return frozenset()
    scopes = {ALL_PORTFOLIOS, portfolio or ALL_PORTFOLIOS}
    held = Membership.objects.filter(user__username=actor.name, user__is_active=True, portfolio__in=scopes)
    if product is not None:
        held = held.filter(product__in={ALL_PRODUCTS, product})
    return frozenset(Role(role) for role in held.values_list("role", flat=True))


def can(actor: Actor, ability: Ability, portfolio: str | None = None, product: str | None = None) -> bool:
    if not actor.may_write and ability not in READING:
        return False
    return any(ability in ABILITIES[role] for role in roles_of(actor, portfolio, _over(ability, product)))


def _over(ability: Ability, product: str | None) -> str | None:
    """Who may see one product may see its portfolio; whoever may do more with it may do that with no other."""
    return None if ability in READING else product or ALL_PRODUCTS


def check(actor: Actor, ability: Ability, portfolio: str | None = None, product: str | None = None) -> None:
    """*Raises* NotAllowed when the actor may not."""
    if can(actor, ability, portfolio, product):
        return
    if _is_held_back(actor, ability, portfolio):
        raise NotAllowed(
            N_("This token of {actor} may not {ability} there: its scope is narrower than the roles of its owner."),
            remedy=N_("Use a token that may write, and that reaches this portfolio."),
            actor=actor.name,
            ability=Term(DOING[ability]),
        )
    if portfolio:
        what = N_("{actor} may not {ability} in the portfolio {portfolio}.")
    else:
        what = N_("{actor} may not {ability} for the whole installation.")
    remedy = N_("Ask an administrator for one of these roles: {roles}.")
    roles = ", ".join(role for role in Role if ability in ABILITIES[role])
    raise NotAllowed(
        what, remedy=remedy, actor=actor.name, ability=Term(DOING[ability]), portfolio=portfolio, roles=roles
    )


def _is_held_back(actor: Actor, ability: Ability, portfolio: str | None) -> bool:
    """Whether it is the token, and not a role that its owner lacks, which stands in the way."""
    if actor.via is not Via.API:
        return False
    owner = replace(actor, may_write=True, only="")
    return any(ability in ABILITIES[role] for role in roles_of(owner, portfolio))


def can_view(actor: Actor, portfolio: str, *, is_public: bool = False) -> bool:
    """Anybody may see a public portfolio."""
    return is_public or can(actor, Ability.VIEW, portfolio)


def check_view(actor: Actor, portfolio: str, *, is_public: bool = False) -> None:
    if not is_public:
        check(actor, Ability.VIEW, portfolio)


def can_rate(actor: Actor, portfolio: str, product: str) -> bool:
    """May record what is judged of a product: ratings, acceptances, registers."""
    return can(actor, Ability.RATE, portfolio, product)


def rated(actor: Actor, portfolio: str) -> frozenset[str]:
    """The products that an actor may record of, in one query; ALL_PRODUCTS among them: of all, and of the whole."""
    if actor.via is Via.CLI:
        return frozenset({ALL_PRODUCTS})
    if actor.is_anonymous or not actor.may_write or (actor.only and portfolio != actor.only):
        return frozenset()
    roles = [role.value for role in Role if Ability.RATE in ABILITIES[role]]
    scopes = {ALL_PORTFOLIOS, portfolio}
    held = Membership.objects.filter(user__username=actor.name, user__is_active=True, portfolio__in=scopes)
    return frozenset(held.filter(role__in=roles).values_list("product", flat=True))


def check_rate(actor: Actor, portfolio: str, product: str) -> None:
    check(actor, Ability.RATE, portfolio, product)


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
