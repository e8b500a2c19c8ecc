"""Signing in through OpenID Connect, at a real provider on this machine: roles given and taken, and nothing kept."""

import html
import re
import subprocess
import sys
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount, SocialToken
from django.test import Client

from llif.access import services
from llif.access.actor import COMMAND_LINE
from llif.access.models import AuditRow, Membership, User
from llif.access.roles import Role
from tests.access.conftest import PASSWORD, Made

SERVER = """
import sys
import oidc_provider_mock
with oidc_provider_mock.run_server_in_thread() as server:
    print(server.server_port, flush=True)
    sys.stdin.read()
"""
BEGIN, BACK = "/account/provider/organisation/login/", "/account/provider/organisation/login/callback/"


@pytest.fixture(scope="module")
def running() -> Iterator[str]:
    command = [sys.executable, "-c", SERVER]
    pipes: Any = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL, "text": True}
    with subprocess.Popen(command, **pipes) as process:
        yield f"http://127.0.0.1:{int(process.stdout.readline())}"
        process.stdin.close()
        process.wait(20)


@pytest.fixture
def provider(running: str, settings: Any) -> str:
    connect(settings, running)
    return running


def connect(settings: Any, issuer: str) -> None:
    app = {
        "provider_id": "organisation",
        "name": "Work account",
        "client_id": "llif",
        "secret": "a secret",
        "settings": {"server_url": issuer, "oauth_pkce_enabled": True},
    }
    told = {"APPS": [app], "SCOPE": settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["SCOPE"]}
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": told}
    settings.LLIF_OIDC_NAME = "Work account"


def said(provider: str, sub: str, *roles: object, name: str = "ann@example.org", **more: object) -> None:
    """What the provider says of somebody from now on."""
    claims = {"preferred_username": name, "email": "ann@example.org", "name": "Ann Real", "roles": list(roles), **more}
    requests.put(f"{provider}/users/{sub}", json=claims, timeout=10).raise_for_status()


def begun(site: Client, **sent: str) -> str:
    """The address at the provider that the page leads to."""
    page = site.post(BEGIN, sent).content.decode()
    found = re.search(r'href="(http://127[^"]+)"', page)
    assert found, page
    address = html.unescape(found[1])
    assert f'content="0;url={html.escape(address)}"' in page
    return address


def answered(address: str, sub: str = "1", **sent: str) -> str:
    """Where the provider sends the browser when somebody has said who they are."""
    answer = requests.post(address, data={"sub": sub, **sent}, allow_redirects=False, timeout=10)
    back = urlsplit(answer.headers["Location"])
    assert back.path == BACK
    return f"{back.path}?{back.query}"


def signed_in(site: Client, sub: str = "1", **sent: str) -> Any:
    return site.get(answered(begun(site, **sent), sub))


def held(name: str = "ann@example.org") -> set[tuple[str, str, str, str]]:
    rows = Membership.objects.filter(user__username=name)
    return set(rows.values_list("role", "portfolio", "product", "origin"))


def test_the_first_time_an_account_is_made_with_the_roles_of_the_token(site: Client, provider: str) -> None:
    said(provider, "1", "llif.portfolio_lead:pay", "llif.product_owner:pay/connector", "llif.auditor")
    answer = signed_in(site, next="/roles/")
    assert (answer.status_code, answer["Location"]) == (302, "/roles/")
    assert held() == {
        ("portfolio_lead", "pay", "", "provider"),
        ("product_owner", "pay", "connector", "provider"),
        ("auditor", "", "", "provider"),
    }
    assert "ann@example.org" in site.get("/account/").content.decode()
    rows = list(AuditRow.objects.values_list("actor", "via", "origin", "action"))
    assert rows == [("ann@example.org", "sign-in", "provider", act) for act in ("create", "grant", "grant", "grant")]


def test_every_time_the_roles_are_as_the_token_says_now(site: Client, provider: str) -> None:
    said(provider, "1", "llif.viewer:pay", "llif.analyst")
    signed_in(site)
    services.grant(by=COMMAND_LINE, user=User.objects.get(), role=Role.VIEWER, portfolio="here")
    said(provider, "1", "llif.analyst", "llif.viewer:dhcw")
    signed_in(Client())
    here = ("viewer", "here", "", "local")
    assert held() == {("analyst", "", "", "provider"), ("viewer", "dhcw", "", "provider"), here}
    said(provider, "1")
    signed_in(Client())
    assert held() == {here}
    assert User.objects.count() == 1


def test_a_role_that_is_not_known_gives_nothing(site: Client, provider: str) -> None:
    said(provider, "1", "llif.wizard", "viewer", "llif.viewer:", "llif.viewer:pay/a/b", "LLIF.VIEWER", "", 5, None, {})
    signed_in(site)
    assert held() == set()
    assert site.get("/people/").status_code == 403


def test_nothing_but_the_name_is_kept(site: Client, provider: str) -> None:
    for _each in range(2):
        said(provider, "1", phone_number="01234", address={"locality": "Cardiff"})
        signed_in(site)
        (kept,) = SocialAccount.objects.all()
        assert kept.extra_data == {}
        assert not EmailAddress.objects.exists()
        assert not SocialToken.objects.exists()
    user = User.objects.get()
    assert {field.name for field in User._meta.fields} == {
        *("id", "password", "last_login", "username", "is_active", "created_at")
    }
    assert not user.has_usable_password()
    assert "Real" not in "".join(f"{row.before}{row.after}" for row in AuditRow.objects.all())


def test_neither_address_nor_more_than_was_set_is_asked_for(site: Client, provider: str) -> None:
    asked = parse_qs(urlsplit(begun(site, scope="email", process="connect")).query)
    assert [sorted(each.split()) for each in asked["scope"]] == [["openid", "profile"]]
    assert asked["code_challenge_method"] == ["S256"]


@pytest.mark.parametrize("name", ["ann", "Ann", "ANN"])
def test_a_user_of_the_provider_never_becomes_a_local_one(
    site: Client, account: Made, provider: str, name: str
) -> None:
    local = account("ann", Role.ADMINISTRATOR)
    said(provider, "77", "llif.viewer:pay", name=name)
    for _each in range(2):
        signed_in(site, "77")
        assert site.get("/people/").status_code == 403
    other = User.objects.exclude(pk=local.pk).get()
    assert re.fullmatch(rf"{name} \([0-9a-f]{{12}}\)", other.username)
    assert held("ann") == {("administrator", "", "", "local")}
    assert Client().post("/sign-in/", {"login": "ann", "password": PASSWORD}).status_code == 302


def test_whoever_is_signed_in_here_is_not_tied_to_the_provider(site: Client, account: Made, provider: str) -> None:
    ann = account("ann", Role.ADMINISTRATOR)
    site.force_login(ann, backend="allauth.account.auth_backends.AuthenticationBackend")
    said(provider, "5", name="eve")
    page = site.post(f"{BEGIN}?process=connect", {"process": "connect"}).content.decode()
    found = re.search(r'href="(http://127[^"]+)"', page)
    assert found
    site.get(answered(html.unescape(found[1]), "5"))
    assert SocialAccount.objects.get().user.username == "eve"
    assert site.get("/people/").status_code == 403


def test_who_was_switched_off_stays_out(site: Client, provider: str) -> None:
    said(provider, "1", "llif.administrator")
    signed_in(site)
    services.set_active(by=COMMAND_LINE, user=User.objects.get(), active=False)
    other = Client()
    answer = signed_in(other, next="/cy/")
    assert answer["Location"] == "/cy/account/refused/"
    assert other.get("/account/").status_code == 302


def test_names_that_are_too_long_are_cut_and_stay_apart(site: Client, provider: str) -> None:
    for sub in ("1", "2"):
        said(provider, sub, name="n" * 400)
        assert signed_in(Client(), sub).status_code == 302
    assert sorted(len(each.username) for each in User.objects.all()) == [150, 150]


@pytest.mark.parametrize(("going_on", "lang"), [("/", "en"), ("/cy/", "cy")])
def test_a_cancelled_sign_in_is_told_in_the_language_it_began_in(
    site: Client, provider: str, going_on: str, lang: str
) -> None:
    address = begun(site, next=going_on)
    back = answered(address, action="deny")
    assert "error=access_denied" in back
    state = parse_qs(urlsplit(address).query)["state"][0]  # RFC 6749 wants it back; this provider forgets it
    page = site.get(site.get(f"{back}&state={state}")["Location"])
    assert page.status_code == 403
    assert f'<html lang="{lang}">' in page.content.decode()
    assert not User.objects.exists()


@pytest.mark.parametrize("query", ["", "?state=made-up&code=1", "?state=cy-made-up&code=1", "?code=1", "?error=x"])
def test_what_answers_no_question_of_ours_is_refused(site: Client, provider: str, query: str) -> None:
    answer = site.get(BACK + query)
    assert answer["Location"] == ("/cy/account/refused/" if "cy" in query else "/account/refused/")
    assert "You are not signed in" in site.get("/account/refused/").content.decode()


def test_an_answer_counts_once_and_in_the_browser_that_asked(site: Client, provider: str) -> None:
    said(provider, "1")
    back = answered(begun(site))
    assert Client().get(back)["Location"] == "/account/refused/"
    assert site.get(back)["Location"] == "/"
    site.post("/sign-out/")
    assert site.get(back)["Location"] == "/account/refused/"


def test_a_forged_code_is_refused(site: Client, provider: str) -> None:
    state = parse_qs(urlsplit(begun(site)).query)["state"][0]
    assert site.get(f"{BACK}?state={state}&code=forged")["Location"] == "/account/refused/"


@pytest.mark.parametrize(("going_on", "lang"), [("/", "en"), ("/cy/", "cy")])
def test_a_provider_that_does_not_answer_is_no_fault_of_ours(
    site: Client, provider: str, settings: Any, going_on: str, lang: str
) -> None:
    back = answered(begun(site, next=going_on))
    connect(settings, "http://127.0.0.1:9")
    for answer in (site.get(back), site.post(BEGIN, {"next": going_on})):
        assert answer.status_code == 503
        assert f'<html lang="{lang}">' in answer.content.decode()
    connect(settings, f"{provider}/no-such-page")
    assert site.post(BEGIN, {"next": going_on}).status_code == 503


def test_the_page_offers_the_provider_in_both_languages(site: Client, provider: str) -> None:
    for path in ("/sign-in/", "/cy/sign-in/"):
        page = site.get(path).content.decode()
        assert f'action="{BEGIN}"' in page
        assert "Work account" in page
    assert site.get(BEGIN).status_code == 405


def test_the_way_on_leads_to_no_other_place(site: Client, provider: str) -> None:
    said(provider, "1")
    assert signed_in(site, next="https://evil.example/")["Location"] == "/"
