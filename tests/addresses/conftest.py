"""Two portfolios that were really published, and nine people who each hold another role."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from llif.access import services, tokens
from llif.access.actor import COMMAND_LINE
from llif.access.models import User
from llif.access.roles import Role
from llif.portfolio import reading
from llif.portfolio import services as declaring
from llif.warehouse.snapshots import Snapshots
from tests.addresses.table import PEOPLE
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


LOCAL = "django.core.cache.backends.locmem.LocMemCache"


@pytest.fixture(scope="session")
def two_portfolios(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """`small`, where everybody of the table has their roles, and `closed`, which is somebody else's."""
    home = tmp_path_factory.mktemp("two")
    small.published(home, small.DECLARATION + CLOSED)
    assert sorted(Snapshots(home).portfolios()) == ["closed", "small"]
    return home


@pytest.fixture(params=["private", "public"])
def standing(request: pytest.FixtureRequest, two_portfolios: Path, settings: Any, db: None) -> str:
    """Whether `small` may be seen by anybody; `closed` never may."""
    text = (two_portfolios / "declared" / "portfolio.yaml").read_text(encoding="utf-8")
    if request.param == "private":
        text = text.replace("public: true", "public: false")
    declaring.apply(reading.parse(text, path=Path("portfolio.yaml")), by=COMMAND_LINE)
    recorded.one_of_each("letters")
    settings.LLIF_HOME = two_portfolios
    settings.ALLOWED_HOSTS = ["testserver"]
    settings.CACHES = {"default": {"BACKEND": LOCAL, "LOCATION": uuid4().hex}}  # counts of sign-ins are a test's own
    return str(request.param)


@pytest.fixture
def people(standing: str) -> Mapping[str, Client]:
    """A browser for each person of the table, signed in, that checks forms as a real one's are checked."""
    return {name: browser(name, held) for name, held in PEOPLE.items()}


def browser(name: str, held: tuple[str, ...] | None) -> Client:
    client = Client(enforce_csrf_checks=True)
    if held is None:
        return client
    user = services.add_user(by=COMMAND_LINE, username=name)
    role, portfolio, product = (*held, "", "")[:3]
    services.grant(by=COMMAND_LINE, user=user, role=Role(role), portfolio=portfolio, product=product)
    client.force_login(user)
    return client


@pytest.fixture
def marks(people: Mapping[str, Client]) -> dict[str, object]:
    """What stands for the parts of an address and of a form that only the database knows."""
    victim = services.add_user(by=COMMAND_LINE, username="victim")
    token, _text = tokens.make(by=COMMAND_LINE, user=victim, name="theirs", scope="read", days=9)
    return {"victim": victim.pk, "token": token.pk, "administrator": User.objects.get(username="administrator").pk}
