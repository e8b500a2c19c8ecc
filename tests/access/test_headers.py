"""What every answer bears, faults included; and that what is too large or malformed is told, not fallen over."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from llif.access.roles import Role
from llif.publishing import guard
from tests.access.conftest import Made

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def bears_the_policy(answer: Any) -> bool:
    policy = answer["Content-Security-Policy"]
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["X-Frame-Options"] == "DENY"
    return "default-src 'none'" in policy and "unsafe" not in policy and "*" not in policy


@pytest.mark.parametrize(("path", "lang"), [("/", "en"), ("/cy/", "cy")])
def test_a_fault_of_ours_asks_no_table_and_bears_the_policy(
    site: Client, monkeypatch: pytest.MonkeyPatch, path: str, lang: str
) -> None:
    def broken(*_asked: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(guard, "seen", broken)
    monkeypatch.setattr("llif.publishing.pages.answering.can_administer", broken)
    site.raise_request_exception = False
    answer = site.get(path)
    assert answer.status_code == 500
    assert f'<html lang="{lang}">' in answer.content.decode()
    assert bears_the_policy(answer)


def test_another_host_is_not_answered_for(site: Client) -> None:
    answer = site.get("/", headers={"Host": "evil.example"})
    assert answer.status_code == 400
    assert "evil" not in answer.content.decode()
    assert bears_the_policy(answer)


@pytest.mark.parametrize(
    ("path", "status"), [("/nowhere/", 404), ("/sign-out/", 405), ("/people/", 302), ("/static/none.css", 404)]
)
def test_no_answer_goes_without(site: Client, path: str, status: int) -> None:
    answer = site.get(path)
    assert answer.status_code == status
    assert bears_the_policy(answer)


def test_a_form_that_is_too_large_or_not_ours_is_told(site: Client, account: Made) -> None:
    strict = Client(enforce_csrf_checks=True)
    assert strict.post("/sign-in/", {"login": "a", "password": "b"}).status_code == 403
    site.force_login(account("ann", Role.VIEWER), BACKEND)
    for sent in ({"name": "x" * 3_000_000}, {f"field{each}": "" for each in range(1001)}):
        answer = site.post("/account/", sent)
        assert answer.status_code == 400
        assert bears_the_policy(answer)
    kept = site.post("/account/", {"name": SimpleUploadedFile("x", b"x" * 100), "days": "1", "scope": "read"})
    assert kept.status_code == 400


def test_a_service_tells_browsers_to_stay_on_https(site: Client, settings: Any) -> None:
    assert "Strict-Transport-Security" not in site.get("/")
    settings.SECURE_HSTS_SECONDS = 60
    assert Client().get("/", secure=True)["Strict-Transport-Security"] == "max-age=60"


def test_the_server_takes_no_more_than_a_sheet_needs_and_believes_a_proxy_only_where_told(settings: Any) -> None:
    from llif.cli.serving import LARGEST_REQUEST, limits
    from llif.publishing.sheets.limits import LARGEST_FILE

    assert LARGEST_FILE < LARGEST_REQUEST == limits()["max_request_body_size"]
    assert "trusted_proxy" not in limits()
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    assert limits()["trusted_proxy_headers"] == {"x-forwarded-for", "x-forwarded-proto"}
