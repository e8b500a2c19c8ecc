"""Programs that ask the API over a portfolio that was published for real: each with a token, a session, or nothing."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from django.test import Client

from llif.access import tokens
from llif.access.actor import COMMAND_LINE
from llif.access.models import User
from llif.access.roles import Role
from llif.access.services import add_user, grant
from llif.portfolio.models import Portfolio


@dataclass
class Program:
    """Asks below `/api/v1/`, with a token where it has one."""

    client: Client
    token: str = ""

    def ask(self, method: str, path: str, body: object = None, **headers: str) -> Any:
        sent = {**({"authorization": f"Bearer {self.token}"} if self.token else {}), **headers}
        told = {"data": body, "content_type": "application/json"} if body is not None else {}
        return self.client.generic_or(method, f"/api/v1/{path}", headers=sent, **told)

    def get(self, path: str, **headers: str) -> Any:
        return self.ask("GET", path, **headers)


class Asking(Client):
    def generic_or(self, method: str, path: str, **told: Any) -> Any:
        return getattr(self, method.lower())(path, **told)


Made = Callable[..., Program]


def user_of(role: Role, portfolio: str = "small", product: str = "") -> User:
    user = add_user(by=COMMAND_LINE, username=f"{role.value}-{User.objects.count()}")
    grant(by=COMMAND_LINE, user=user, role=role, portfolio=portfolio, product=product)
    return user


@pytest.fixture
def anybody(pages: Client) -> Program:
    return Program(Asking(enforce_csrf_checks=True))


@pytest.fixture
def program(anybody: Program) -> Made:
    """`program(Role.VIEWER)`: with a token of somebody who holds that role."""

    def made(
        role: Role, *, scope: str = "write", only: str = "", portfolio: str = "small", product: str = "", days: int = 1
    ) -> Program:
        user = user_of(role, portfolio, product)
        _token, text = tokens.make(by=COMMAND_LINE, user=user, name="test", scope=scope, days=days, portfolio=only)
        return Program(anybody.client, text)

    return made


@pytest.fixture
def administrator(program: Made) -> Program:
    return program(Role.ADMINISTRATOR, portfolio="")


@pytest.fixture
def private(pages: Client) -> None:
    Portfolio.objects.filter(slug="small").update(public=False)
