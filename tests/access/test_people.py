"""People and their roles on the page: given, taken, switched off, and never the last administrator locked out."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from llif.access import services
from llif.access.actor import COMMAND_LINE, Actor, Via
from llif.access.models import AuditRow, Membership, User
from llif.access.roles import DESCRIPTIONS, Role
from llif.portfolio import reading
from llif.portfolio import services as declaring
from llif.terms.errors import InputError
from tests.access.conftest import Made

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
FILE = """
llif: 1
portfolios:
  - id: pay
    name: {en: Pay, cy: Talu}
    products:
      - {id: connector, name: {en: Connector, cy: Cysylltydd}}
"""
ON_THE_WEB = Actor("admin", Via.WEB)


@pytest.fixture
def admin(site: Client, account: Made) -> Client:
    declaring.apply(reading.parse(FILE, path=Path("portfolio.yaml")), by=COMMAND_LINE)
    site.force_login(account("admin", Role.ADMINISTRATOR), BACKEND)
    return site


def change(site: Client, user: User, act: str, **sent: str) -> Any:
    return site.post(f"/people/{user.pk}/", {"act": act, **sent})


def held(user: User) -> list[tuple[str, str, str]]:
    return list(user.memberships.order_by("pk").values_list("role", "portfolio", "product"))


def text(response: Any) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split()).replace("&#39;", "'")


def test_a_role_is_given_and_taken_back(admin: Client, account: Made) -> None:
    ben = account("ben")
    over = {"role": "product_owner", "portfolio": "pay", "product": "connector"}
    assert change(admin, ben, "grant", **over)["Location"] == "/people/"
    assert held(ben) == [("product_owner", "pay", "connector")]
    assert "Product owner · Pay / Connector" in text(admin.get("/people/"))
    change(admin, ben, "grant", **over)
    change(admin, ben, "revoke", **over)
    change(admin, ben, "revoke", **over)
    assert held(ben) == []
    rows = AuditRow.objects.filter(object=f"user:{ben.pk}").values_list("actor", "via", "action")
    assert list(rows) == [
        ("command line", "cli", "create"), ("admin", "web", "grant"), ("admin", "web", "revoke"),
    ]  # fmt: skip


def test_who_is_switched_off_is_out_at_once_and_keeps_their_roles(admin: Client, account: Made) -> None:
    ben = account("ben", Role.VIEWER, "pay")
    change(admin, ben, "off")
    assert "(switched off)" in text(admin.get("/people/"))
    assert held(ben) == [("viewer", "pay", "")]
    change(admin, ben, "on")
    ben.refresh_from_db()
    assert ben.is_active


@pytest.mark.parametrize(
    ("act", "sent", "told"),
    [
        ("grant", {"role": "wizard"}, "There is no such role."),
        ("grant", {}, "There is no such role."),
        ("dance", {}, "There is no such act."),
        ("", {}, "There is no such act."),
        ("grant", {"role": "viewer", "portfolio": "pya"}, "There is no portfolio pya. Did you mean pay?"),
        ("grant", {"role": "viewer", "portfolio": "pay", "product": "conector"}, "Did you mean connector?"),
        ("grant", {"role": "viewer", "product": "connector"}, "Name the portfolio of the product connector."),
    ],
)
def test_what_cannot_be_is_told_and_not_written(
    admin: Client, account: Made, act: str, sent: dict[str, str], told: str
) -> None:
    ben = account("ben")
    answer = change(admin, ben, act, **sent)
    assert answer.status_code == 400
    assert told in text(answer)
    assert held(ben) == []


def test_a_role_from_the_provider_is_not_taken_here(admin: Client, account: Made) -> None:
    ben = account("ben")
    Membership.objects.create(user=ben, role="viewer", portfolio="pay", origin="provider")
    assert "(from the sign-in provider)" in text(admin.get("/people/"))
    change(admin, ben, "revoke", role="viewer", portfolio="pay")
    assert held(ben) == [("viewer", "pay", "")]


@pytest.mark.parametrize(("act", "sent"), [("off", {}), ("revoke", {"role": "administrator"})])
def test_the_last_administrator_cannot_be_locked_out(
    admin: Client, account: Made, act: str, sent: dict[str, str]
) -> None:
    own = User.objects.get(username="admin")
    answer = change(admin, own, act, **sent)
    assert answer.status_code == 400
    assert "Make somebody else an administrator first, or use the command line." in text(answer)
    assert admin.get("/people/").status_code == 200
    account("second", Role.ADMINISTRATOR)
    assert change(admin, own, act, **sent).status_code == 302
    assert admin.get("/people/").status_code in (302, 403)


def test_an_administrator_who_is_switched_off_or_of_one_portfolio_does_not_count(account: Made) -> None:
    own = account("admin", Role.ADMINISTRATOR)
    services.set_active(by=COMMAND_LINE, user=account("off", Role.ADMINISTRATOR), active=False)
    account("of-one", Role.ADMINISTRATOR, "pay")
    with pytest.raises(InputError, match="nobody could say"):
        services.revoke(by=ON_THE_WEB, user=own, role=Role.ADMINISTRATOR)
    services.revoke(by=COMMAND_LINE, user=own, role=Role.ADMINISTRATOR)
    assert held(own) == []


@pytest.mark.parametrize("name", ["ann", "Ann", "ANN"])
def test_two_accounts_never_differ_by_capitals_only(account: Made, name: str) -> None:
    account("ann")
    with pytest.raises(InputError, match="already"):
        account(name)


def test_every_role_is_told_in_plain_words_to_everybody(site: Client) -> None:
    page = text(site.get("/roles/"))
    for role in Role:
        assert DESCRIPTIONS[role] in page
        assert f"llif.{role.value}" in page
        assert f"llif.{role.value}" in text(site.get("/cy/roles/"))


def test_people_are_shown_with_no_more_than_their_name(admin: Client) -> None:
    assert "admin" in text(admin.get("/cy/people/"))
    assert {field.name for field in User._meta.fields} == {
        *("id", "password", "last_login", "username", "is_active", "created_at")
    }
