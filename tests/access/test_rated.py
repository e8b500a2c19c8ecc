"""Which products somebody may record of, asked in one query, agrees with asking of each."""

import pytest

from llif.access.actor import COMMAND_LINE, Actor, Via
from llif.access.models import ALL_PRODUCTS
from llif.access.permissions import can_rate, rated
from llif.access.roles import Role
from llif.access.services import add_user, grant


@pytest.mark.django_db
@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("portfolio", ["", "small"])
@pytest.mark.parametrize("product", ["", "letters"])
@pytest.mark.parametrize("only", ["", "small", "other"])
@pytest.mark.parametrize("may_write", [True, False])
def test_it_agrees_with_asking_of_each(role: Role, portfolio: str, product: str, only: str, may_write: bool) -> None:
    if product and not portfolio:
        pytest.skip("a product is of a portfolio")
    user = add_user(by=COMMAND_LINE, username="sioned")
    grant(by=COMMAND_LINE, user=user, role=role, portfolio=portfolio, product=product)
    actor = Actor("sioned", Via.WEB, only=only, may_write=may_write)
    for asked in ("small", "other"):
        found = rated(actor, asked)
        for each in ("letters", "booking", ALL_PRODUCTS):
            assert can_rate(actor, asked, each) == (ALL_PRODUCTS in found or each in found)


@pytest.mark.django_db
def test_nobody_and_the_command_line() -> None:
    assert rated(Actor("", Via.WEB), "small") == frozenset()
    assert rated(COMMAND_LINE, "small") == {ALL_PRODUCTS}
