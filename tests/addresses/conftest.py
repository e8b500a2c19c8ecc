"""Two portfolios that were really published, and nine people who each hold another role."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from pytest_django import DjangoDbBlocker

from llif.access import services, tokens
from llif.access.actor import COMMAND_LINE
from llif.access.models import User
from llif.access.roles import Role
from llif.portfolio import reading
from llif.portfolio import services as declaring
from llif.warehouse.snapshots import Snapshots
from tests.addresses.table import PEOPLE
from tests.kept_database import kept_for_module
from tests.publishing import recorded, small

CLOSED = """
  - id: closed
    name: {en: Closed services, cy: Gwasanaethau caeedig}
    as_at: 2024-03-31
    mappings: [{id: desk}]
    products:
      - id: ledger
        name: {en: Ledger, cy: Cyfriflyfr}
        mapping: desk
        services: [{source: desk, service: letters}]
"""

SESSION = "sessionid"
LOCAL = "django.core.cache.backends.locmem.LocMemCache"


@pytest.fixture(scope="session")
def two_portfolios(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """`small`, where everybody of the table has their roles, and `closed`, which is somebody else's."""
    home = tmp_path_factory.mktemp("two")
    small.published(home, small.DECLARATION + CLOSED)
    assert sorted(Snapshots(home).portfolios()) == ["closed", "small"]
    return home


@pytest.fixture(scope="module", params=["private", pytest.param("public", marks=pytest.mark.one_database)])
def standing(
    request: pytest.FixtureRequest, two_portfolios: Path, django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[str]:
    """Whether `small` may be seen by anybody; `closed` never may. Declared once: each test's writes are undone."""
    text = (two_portfolios / "declared" / "portfolio.yaml").read_text(encoding="utf-8")
    if request.param == "private":
        text = text.replace("public: true", "public: false")

    def declare() -> str:
        declaring.apply(reading.parse(text, path=Path("portfolio.yaml")), by=COMMAND_LINE)
        recorded.one_of_each("letters")
        return str(request.param)

    yield from kept_for_module(django_db_blocker, declare)


@pytest.fixture(scope="module")
def sessions(standing: str, django_db_blocker: DjangoDbBlocker) -> Iterator[Mapping[str, str]]:
    """The session of each person of the table, and none of who is nobody."""

    def sign_in() -> Mapping[str, str]:
        return {name: signed_in(name, held) if held is not None else "" for name, held in PEOPLE.items()}

    yield from kept_for_module(django_db_blocker, sign_in)


def signed_in(name: str, held: tuple[str, ...]) -> str:
    user = services.add_user(by=COMMAND_LINE, username=name)
    role, portfolio, product = (*held, "", "")[:3]
    services.grant(by=COMMAND_LINE, user=user, role=Role(role), portfolio=portfolio, product=product)
    client = Client()
    client.force_login(user)
    return client.cookies[SESSION].value


@pytest.fixture(scope="module")
def marks(sessions: Mapping[str, str], django_db_blocker: DjangoDbBlocker) -> Iterator[Mapping[str, object]]:
    """What stands for the parts of an address and of a form that only the database knows."""
    yield from kept_for_module(django_db_blocker, named)


def named() -> Mapping[str, object]:
    victim = services.add_user(by=COMMAND_LINE, username="victim")
    token, _text = tokens.make(by=COMMAND_LINE, user=victim, name="theirs", scope="read", days=9)
    return {"victim": victim.pk, "token": token.pk, "administrator": User.objects.get(username="administrator").pk}


@pytest.fixture
def people(sessions: Mapping[str, str], two_portfolios: Path, settings: Any, db: None) -> Mapping[str, Client]:
    """A browser for each person of the table, signed in, that checks forms as a real one's are checked."""
    settings.LLIF_HOME = two_portfolios
    settings.ALLOWED_HOSTS = ["testserver"]
    settings.CACHES = {"default": {"BACKEND": LOCAL, "LOCATION": uuid4().hex}}  # counts of sign-ins are a test's own
    return {name: browser(session) for name, session in sessions.items()}


def browser(session: str) -> Client:
    client = Client(enforce_csrf_checks=True)
    if session:
        client.cookies[SESSION] = session
    return client
