"""A person's own new password, by the page: who knows the old one gets it, and every other session ends."""

import re
from html import unescape
from typing import Any

import pytest
from django.test import Client

from llif.access import services
from llif.access.actor import COMMAND_LINE
from llif.access.models import AuditRow, User
from tests.access.conftest import PASSWORD, Made

NEW = "staple battery horse"
PAGE = "/account/password/"


def signed_in(name: str, password: str) -> Client:
    client = Client()
    answer = client.post("/sign-in/", {"login": name, "password": password})
    assert answer.status_code in (302, 400)
    return client


def is_in(client: Client) -> bool:
    return client.get("/account/").status_code == 200


def sent(client: Client, standing: str = PASSWORD, password: str = NEW, again: str = NEW, path: str = PAGE) -> Any:
    return client.post(path, {"standing": standing, "password": password, "again": again})


def text(response: Any) -> str:
    return unescape(" ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split()))


@pytest.mark.parametrize("language", ["", "/cy"])
def test_it_is_changed_and_ends_every_other_session(site: Client, account: Made, language: str) -> None:
    account("ann")
    here, elsewhere = signed_in("ann", PASSWORD), signed_in("ann", PASSWORD)
    assert is_in(elsewhere)
    assert sent(here, path=language + PAGE)["Location"] == f"{language}/account/"
    told = {"": "Your password is changed.", "/cy": "Mae eich cyfrinair wedi'i newid."}
    assert told[language] in text(here.get(f"{language}/account/"))
    assert not is_in(elsewhere)
    assert not is_in(signed_in("ann", PASSWORD))
    assert is_in(signed_in("ann", NEW))
    row = AuditRow.objects.order_by("-sequence").filter(action="password").first()
    assert row is not None
    assert (row.actor, row.via, row.before, row.after) == ("ann", "web", "null", "null")


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"standing": "wrong"}, "That is not the password that stands. Nothing was changed."),
        ({"standing": ""}, "That is not the password that stands. Nothing was changed."),
        ({"again": "another one entirely"}, "The two passwords differ."),
        ({"password": "short", "again": "short"}, "too easy to guess. Use at least 12 characters."),
        ({"password": "", "again": ""}, "too easy to guess."),
    ],
)
def test_a_slip_is_told_and_nothing_changes(site: Client, account: Made, given: dict[str, str], told: str) -> None:
    account("ann")
    here = signed_in("ann", PASSWORD)
    answer = sent(here, **given)
    assert answer.status_code == 400
    assert told in text(answer)
    assert PASSWORD not in answer.content.decode()
    assert is_in(here)
    assert is_in(signed_in("ann", PASSWORD))


def test_guesses_are_counted(site: Client, account: Made) -> None:
    account("ann")
    here = signed_in("ann", PASSWORD)
    for _guess in range(5):
        assert "not the password that stands" in text(sent(here, standing="guess"))
    assert "There were too many attempts." in text(sent(here))
    assert is_in(signed_in("ann", PASSWORD))


def test_who_has_none_is_told_so(site: Client, account: Made) -> None:
    provided: User = services.add_user(by=COMMAND_LINE, username="pat")
    site.force_login(provided, "allauth.account.auth_backends.AuthenticationBackend")
    assert "This account has none here" in text(site.get("/account/"))
    assert sent(site, standing="").status_code == 400
    assert not User.objects.get(username="pat").has_usable_password()
