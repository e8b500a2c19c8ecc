"""Signing in with a local account, by the page: who gets in, who does not, and what either is told."""

import os
import re
import subprocess
import sys
from typing import Any

import pytest
from django.test import Client

from llif.access import services
from llif.access.actor import COMMAND_LINE
from tests.access.conftest import PASSWORD, Made

WRONG, MANY = "do not fit together", "There were too many attempts"
SETTINGS = """
from llif.config import settings as s
print(s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE, s.SECURE_HSTS_SECONDS > 0, s.SECURE_PROXY_SSL_HEADER is not None,
      s.ALLAUTH_TRUSTED_PROXY_COUNT, len(s.SECRET_KEY) > 49)
"""


def signing_in(site: Client, name: str, password: str, path: str = "/sign-in/", **more: str) -> Any:
    return site.post(path, {"login": name, "password": password, **more})


@pytest.mark.parametrize("path", ["/sign-in/", "/cy/sign-in/"])
def test_who_knows_the_password_gets_in_and_back_to_where_they_were(site: Client, account: Made, path: str) -> None:
    account("ann")
    answer = signing_in(site, "ann", PASSWORD, path, next="/cy/roles/?a=b")
    assert (answer.status_code, answer["Location"]) == (302, "/cy/roles/?a=b")
    assert site.get("/account/").status_code == 200
    assert "ann" in site.get("/cy/account/").content.decode()


@pytest.mark.parametrize(
    ("name", "password"), [("ann", "wrong"), ("nobody", PASSWORD), ("ann", ""), ("", PASSWORD), ("\x00", "x"), ("", "")]
)
def test_nobody_else_gets_in_and_is_not_told_what_was_wrong(
    site: Client, account: Made, name: str, password: str
) -> None:
    account("ann")
    answer = signing_in(site, name, password)
    assert answer.status_code == 400
    assert WRONG in answer.content.decode()
    assert "sessionid" not in site.cookies
    assert site.get("/account/")["Location"] == "/sign-in/?next=%2Faccount%2F"


def test_who_was_switched_off_stays_out_and_loses_the_session(site: Client, account: Made) -> None:
    ann = account("ann")
    signing_in(site, "ann", PASSWORD)
    assert site.get("/account/").status_code == 200
    services.set_active(by=COMMAND_LINE, user=ann, active=False)
    assert site.get("/account/").status_code == 302
    answer = signing_in(site, "ann", PASSWORD, "/cy/sign-in/")
    assert answer["Location"] == "/cy/account/refused/"
    assert site.get(answer["Location"]).status_code == 403
    assert site.get("/account/").status_code == 302


def test_a_new_password_ends_the_sessions_of_the_old_one(site: Client, account: Made) -> None:
    ann = account("ann")
    signing_in(site, "ann", PASSWORD)
    services.set_password(by=COMMAND_LINE, user=ann, password="another long one")
    assert site.get("/account/").status_code == 302
    assert signing_in(site, "ann", PASSWORD).status_code == 400
    assert signing_in(site, "ann", "another long one").status_code == 302


@pytest.mark.parametrize(("path", "told"), [("/sign-in/", MANY), ("/cy/sign-in/", "gormod o geisiadau")])
def test_after_five_failures_even_the_right_password_waits(site: Client, account: Made, path: str, told: str) -> None:
    account("ann")
    assert [signing_in(site, "ann", "wrong", path).status_code for _each in range(5)] == [400] * 5
    answer = signing_in(site, "ann", PASSWORD, path)
    assert answer.status_code == 429
    assert told in answer.content.decode().replace("&#39;", "'")
    assert site.get("/account/").status_code == 302


def test_guessing_many_names_from_one_place_is_stopped(site: Client) -> None:
    found = [signing_in(site, f"name{each}", "wrong").status_code for each in range(12)]
    assert found == [400] * 10 + [429] * 2


def test_a_flood_gets_a_page_of_ours(site: Client, settings: Any) -> None:
    settings.ACCOUNT_RATE_LIMITS = {"login": "2/m/ip"}
    found = [signing_in(site, "", "") for _each in range(3)]
    assert [each.status_code for each in found] == [400, 400, 429]
    assert "Too many attempts" in found[-1].content.decode()
    assert "default-src 'none'" in found[-1]["Content-Security-Policy"]


@pytest.mark.parametrize(
    "foreign", ["https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)", "http:///x"]
)
def test_the_way_on_leads_to_no_other_place(site: Client, account: Made, foreign: str) -> None:
    account("ann")
    page = site.get("/sign-in/", {"next": foreign}).content.decode()
    assert re.findall(r'name="next" value="([^"]*)"', page) == ["/"]
    assert signing_in(site, "ann", PASSWORD, next=foreign)["Location"] == "/"
    assert site.get("/sign-in/", {"next": foreign})["Location"] == "/"


def test_signing_out_takes_a_form(site: Client, account: Made) -> None:
    account("ann")
    signing_in(site, "ann", PASSWORD)
    assert site.get("/sign-out/").status_code == 405
    assert site.get("/account/").status_code == 200
    assert site.post("/cy/sign-out/")["Location"] == "/cy/"
    assert site.get("/account/").status_code == 302


def test_the_session_is_new_at_sign_in_and_its_cookie_is_kept_from_scripts(site: Client, account: Made) -> None:
    account("ann")
    site.cookies["sessionid"] = "chosen-by-somebody-else"
    cookie = signing_in(site, "ann", PASSWORD).cookies["sessionid"]
    assert cookie.value != "chosen-by-somebody-else"
    assert (cookie["httponly"], cookie["samesite"], cookie["max-age"]) == (True, "Lax", "")
    token = site.get("/account/").cookies["csrftoken"]
    assert (token["httponly"], token["samesite"]) == (True, "Lax")


def test_a_service_sends_its_cookies_through_https_only(tmp_path: Any) -> None:
    assert _settings(tmp_path) == "False False False False 0 True"
    assert _settings(tmp_path, LLIF_ALLOWED_HOSTS="llif.example.org") == "True True True False 0 True"
    behind = {"LLIF_ALLOWED_HOSTS": "llif.example.org", "LLIF_BEHIND_PROXY": "1"}
    assert _settings(tmp_path, **behind) == "True True True True 1 True"
    assert (tmp_path / "secret-key").stat().st_mode & 0o777 == 0o600


def _settings(home: Any, **said: str) -> str:
    bare = {name: value for name, value in os.environ.items() if not name.startswith("LLIF_")}
    environment = {**bare, "LLIF_HOME": str(home), "LLIF_STATIC": str(home), **said}
    done = subprocess.run(
        [sys.executable, "-c", SETTINGS], env=environment, check=True, capture_output=True, text=True, timeout=120
    )
    return done.stdout.strip().replace("\n", " ")


def test_the_link_to_sign_in_comes_back_to_the_page_it_stands_on(site: Client) -> None:
    assert 'href="/cy/sign-in/?next=%2Fcy%2Froles%2F%3Fa%3Db"' in site.get("/cy/roles/?a=b").content.decode()
    assert 'href="/sign-in/"' in site.get("/sign-in/?next=/roles/").content.decode()
