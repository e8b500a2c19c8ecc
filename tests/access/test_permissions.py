"""One table of every role by every question; who may what, over which portfolio."""

from collections.abc import Callable

import pytest

from llif.access import permissions, services
from llif.access.actor import COMMAND_LINE, Actor, Via
from llif.access.models import AuditRow, User
from llif.access.permissions import NotAllowed
from llif.access.roles import ABILITIES, DESCRIPTIONS, Ability, Role
from llif.publishing.words import speaking, translate

pytestmark = pytest.mark.django_db

MAY = {
    #                      view  rate  declare collect publish administer read_audit
    Role.VIEWER: "         yes   -     -       -       -       -          -",
    Role.PRODUCT_OWNER: "  yes   yes   -       -       -       -          -",
    Role.PORTFOLIO_LEAD: " yes   yes   yes     -       yes     -          -",
    Role.ANALYST: "        yes   -     -       yes     yes     -          -",
    Role.ADMINISTRATOR: "  yes   yes   yes     yes     yes     yes        yes",
    Role.AUDITOR: "        yes   -     -       -       -       -          yes",
}
PAIRS: list[tuple[Callable[..., bool], Callable[..., None], tuple[str, ...]]] = [
    (permissions.can_view, permissions.check_view, ("pay",)),
    (permissions.can_declare, permissions.check_declare, ("pay",)),
    (permissions.can_publish, permissions.check_publish, ("pay",)),
    (permissions.can_collect, permissions.check_collect, ()),
    (permissions.can_administer, permissions.check_administer, ()),
    (permissions.can_read_audit, permissions.check_read_audit, ()),
]


def member(role: Role, portfolio: str = "") -> Actor:
    user = services.add_user(by=COMMAND_LINE, username="somebody")
    services.grant(by=COMMAND_LINE, user=user, role=role, portfolio=portfolio)
    return Actor("somebody", Via.WEB)


@pytest.mark.parametrize("role", Role)
def test_every_role_by_every_ability(role: Role) -> None:
    actor = member(role)
    answers = ["yes" if permissions.can(actor, ability, "pay") else "-" for ability in Ability]
    assert answers == MAY[role].split()


@pytest.mark.parametrize("role", Role)
def test_a_role_over_one_portfolio_reaches_no_other(role: Role) -> None:
    actor = member(role, "pay")
    for ability in Ability:
        assert permissions.can(actor, ability, "pay") == (ability in ABILITIES[role])
        assert not permissions.can(actor, ability, "other")
        assert not permissions.can(actor, ability)


@pytest.mark.parametrize(("can", "check", "over"), PAIRS)
def test_check_raises_where_can_says_no(
    can: Callable[..., bool], check: Callable[..., None], over: tuple[str, ...]
) -> None:
    nobody = Actor("nobody", Via.WEB)
    assert not can(nobody, *over)
    with pytest.raises(NotAllowed, match=r"nobody may not .* Ask an administrator for one of these roles: .*admin"):
        check(nobody, *over)
    assert can(COMMAND_LINE, *over)
    check(COMMAND_LINE, *over)


def test_a_refusal_is_whole_in_welsh() -> None:
    with pytest.raises(NotAllowed) as refused:
        permissions.check(Actor("ann", Via.WEB), Ability.PUBLISH, "pay")
    with speaking("cy"):
        assert refused.value.told(translate)[0] == "ni chaiff ann wneud hyn yn y portffolio pay: cyhoeddi."


def test_the_name_of_the_command_line_opens_nothing_on_the_web() -> None:
    assert not permissions.can_view(Actor(COMMAND_LINE.name, Via.WEB), "pay")


def test_who_is_kept_out_holds_no_role() -> None:
    actor = member(Role.ADMINISTRATOR)
    services.set_active(by=COMMAND_LINE, user=User.objects.get(), active=False)
    assert not permissions.can_view(actor, "pay")


def test_only_an_administrator_grants_and_each_grant_is_audited_once() -> None:
    actor = member(Role.PORTFOLIO_LEAD)
    user = User.objects.get()
    with pytest.raises(NotAllowed):
        services.grant(by=actor, user=user, role=Role.ADMINISTRATOR)
    services.grant(by=COMMAND_LINE, user=user, role=Role.PORTFOLIO_LEAD)
    services.revoke(by=COMMAND_LINE, user=user, role=Role.PORTFOLIO_LEAD)
    services.revoke(by=COMMAND_LINE, user=user, role=Role.PORTFOLIO_LEAD)
    services.set_active(by=COMMAND_LINE, user=user, active=True)
    assert list(AuditRow.objects.values_list("action", flat=True)) == ["create", "grant", "revoke"]
    assert not permissions.can_view(actor, "pay")


def test_a_user_signs_in_with_a_password_that_is_not_audited() -> None:
    user = services.add_user(by=COMMAND_LINE, username="somebody", password="a long one")
    assert user.check_password("a long one")
    assert not services.add_user(by=COMMAND_LINE, username="another").has_usable_password()
    assert not AuditRow.objects.filter(after__contains="long").exists()


def test_every_role_is_described() -> None:
    assert set(DESCRIPTIONS) == set(ABILITIES) == set(Role)
