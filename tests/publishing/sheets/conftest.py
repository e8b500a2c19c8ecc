"""People who may do different things with a portfolio that was published for real."""

from collections.abc import Callable

import pytest
from django.test import Client

from llif.access.actor import COMMAND_LINE
from llif.access.roles import Role
from llif.access.services import add_user, grant

SignedIn = Callable[..., Client]


@pytest.fixture
def signed_in(pages: Client) -> SignedIn:
    """`signed_in("sioned", Role.VIEWER)`: a browser of somebody with one role over the portfolio or a product of it."""

    def signing(name: str, role: Role, product: str = "", checks: bool = False) -> Client:
        user = add_user(by=COMMAND_LINE, username=name)
        grant(by=COMMAND_LINE, user=user, role=role, portfolio="small", product=product)
        client = Client(enforce_csrf_checks=checks)
        client.force_login(user)
        return client

    return signing


@pytest.fixture
def lead(signed_in: SignedIn) -> Client:
    return signed_in("lead", Role.PORTFOLIO_LEAD)
