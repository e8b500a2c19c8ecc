"""Tokens: shown once, kept as a hash, no farther-reaching than their user, ended by time or by hand."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from llif.access import permissions, services, tokens
from llif.access.actor import COMMAND_LINE, Actor, Via
from llif.access.models import AuditRow, Token, User
from llif.access.permissions import NotAllowed
from llif.access.roles import Ability, Role
from llif.terms.errors import InputError
from tests.access.conftest import Made

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def made(user: User, scope: str = "read", days: int = 30, portfolio: str = "") -> tuple[Token, str]:
    return tokens.make(by=COMMAND_LINE, user=user, name="a key", scope=scope, days=days, portfolio=portfolio)


def test_only_a_hash_is_kept(account: Made) -> None:
    token, text = made(account("ann"))
    assert re.fullmatch(r"llif_[\w-]{43}", text)
    assert text.startswith(token.prefix)
    kept = "".join(str(getattr(Token.objects.get(), field.name)) for field in Token._meta.fields)
    audited = "".join(f"{row.before}{row.after}" for row in AuditRow.objects.all())
    assert text not in kept + audited
    assert token.hash not in audited
    assert made(User.objects.get())[1] != text


@pytest.mark.parametrize(
    ("scope", "portfolio", "abilities"),
    [
        ("write", "", {Ability.VIEW, Ability.RATE, Ability.DECLARE, Ability.PUBLISH}),
        ("read", "", {Ability.VIEW}),
        ("write", "pay", {Ability.VIEW, Ability.RATE, Ability.DECLARE, Ability.PUBLISH}),
        ("write", "other", set()),
    ],
)
def test_a_token_reaches_as_far_as_its_user_and_its_own_limits(
    account: Made, scope: str, portfolio: str, abilities: set[Ability]
) -> None:
    _token, text = made(account("ann", Role.PORTFOLIO_LEAD, "pay"), scope, portfolio=portfolio)
    actor = tokens.actor_of(text)
    assert actor is not None
    assert {each for each in Ability if permissions.can(actor, each, "pay")} == abilities
    assert not any(permissions.can(actor, each, "elsewhere") for each in Ability)


def test_a_token_for_one_portfolio_administers_nothing(account: Made) -> None:
    _token, text = made(account("ann", Role.ADMINISTRATOR), "write", portfolio="pay")
    actor = tokens.actor_of(text)
    assert actor is not None
    assert permissions.can(actor, Ability.RATE, "pay")
    assert not permissions.can_administer(actor)
    assert not permissions.can_read_audit(actor)
    with pytest.raises(NotAllowed):
        services.grant(by=actor, user=User.objects.get(), role=Role.VIEWER)


def test_what_is_taken_from_the_user_is_taken_from_the_token(account: Made) -> None:
    ann = account("ann", Role.VIEWER, "pay")
    _token, text = made(ann)
    services.revoke(by=COMMAND_LINE, user=ann, role=Role.VIEWER, portfolio="pay")
    actor = tokens.actor_of(text)
    assert actor is not None
    assert not permissions.can_view(actor, "pay")
    services.set_active(by=COMMAND_LINE, user=ann, active=False)
    assert tokens.actor_of(text) is None


def test_a_token_ends_at_its_time_or_by_hand(account: Made) -> None:
    token, text = made(account("ann"), days=30)
    for days, works in ((29.99, True), (30.01, False), (400, False)):
        assert (tokens.actor_of(text, timezone.now() + timedelta(days=days)) is not None) == works
    tokens.end(by=COMMAND_LINE, token=token)
    tokens.end(by=COMMAND_LINE, token=token)
    assert tokens.actor_of(text) is None
    assert list(AuditRow.objects.values_list("action", flat=True)) == ["create", "create", "end"]


@pytest.mark.parametrize("text", ["", "llif_", "llif_" + "x" * 43, "Bearer", "\x00", "é" * 99])
def test_what_is_no_token_speaks_for_nobody(account: Made, text: str) -> None:
    made(account("ann"))
    assert tokens.actor_of(text) is None


def test_the_day_of_the_last_use_is_kept_and_no_more(account: Made) -> None:
    _token, text = made(account("ann"))
    tokens.actor_of(text)
    assert Token.objects.get().used_on == timezone.now().date()


@pytest.mark.parametrize(
    ("days", "scope", "name"), [(0, "read", "a"), (367, "read", "a"), (9, "all", "a"), (9, "read", " ")]
)
def test_a_token_without_bounds_is_refused(account: Made, days: int, scope: str, name: str) -> None:
    with pytest.raises(InputError):
        tokens.make(by=COMMAND_LINE, user=account("ann"), name=name, scope=scope, days=days)
    assert not Token.objects.exists()


def test_nobody_makes_or_ends_a_token_for_somebody_else(account: Made) -> None:
    ann, ben = account("ann", Role.PORTFOLIO_LEAD), account("ben")
    token, _text = made(ben)
    by = Actor("ann", Via.WEB)
    with pytest.raises(NotAllowed):
        tokens.make(by=by, user=ben, name="a", scope="read", days=9)
    with pytest.raises(NotAllowed):
        tokens.end(by=by, token=token)
    assert tokens.make(by=by, user=ann, name="a", scope="read", days=9)[0].user == ann


def test_a_token_that_only_reads_makes_no_token(account: Made) -> None:
    """Else a key that may read could be turned into one that may write."""
    ann = account("ann", Role.ADMINISTRATOR)
    _token, text = made(ann, "read")
    by = tokens.actor_of(text)
    assert by is not None
    for scope in ("read", "write"):
        with pytest.raises(NotAllowed):
            tokens.make(by=by, user=ann, name="a", scope=scope, days=9)


def test_the_page_shows_a_new_token_once(site: Client, account: Made) -> None:
    site.force_login(account("ann", Role.VIEWER), BACKEND)
    asked = {"name": "notebook", "scope": "read", "days": "30", "portfolio": ""}
    answer = site.post("/account/", asked)
    shown = re.findall(r"llif_[\w-]{43}", answer.content.decode())
    assert answer.status_code == 200
    assert len(shown) == 1
    assert answer["Cache-Control"] == "max-age=0, no-cache, no-store, must-revalidate, private"
    actor = tokens.actor_of(shown[0])
    assert actor is not None
    assert (actor.name, actor.may_write) == ("ann", False)
    again = site.get("/account/").content.decode()
    assert shown[0] not in again
    assert "notebook" in again
    assert site.post("/account/end/", {"token": Token.objects.get().pk})["Location"] == "/account/"
    assert tokens.actor_of(shown[0]) is None


@pytest.mark.parametrize(
    "wrong", [{"days": "0"}, {"days": "many"}, {"days": "²"}, {"name": ""}, {"scope": "all"}, {"portfolio": "nowhere"}]
)
def test_the_page_tells_what_is_wrong_and_keeps_what_was_typed(
    site: Client, account: Made, wrong: dict[str, str]
) -> None:
    site.force_login(account("ann"), BACKEND)
    answer = site.post("/account/", {"name": "kept as typed", "scope": "read", "days": "30", "portfolio": "", **wrong})
    assert answer.status_code == 400
    assert 'role="alert"' in answer.content.decode()
    assert Token.objects.count() == 0
    if "name" not in wrong:
        assert "kept as typed" in answer.content.decode()


def test_an_administrator_sees_and_ends_the_tokens_of_all(site: Client, account: Made) -> None:
    site.force_login(account("admin", Role.ADMINISTRATOR), BACKEND)
    token, text = made(account("ben"), portfolio="pay")
    page = site.get("/people/").content.decode()
    assert token.prefix in page
    assert "a key" in page
    assert site.post("/account/end/", {"token": token.pk, "from": "people"})["Location"] == "/people/"
    assert tokens.actor_of(text) is None
    assert token.prefix not in site.get("/people/").content.decode()


@pytest.mark.parametrize("number", ["", "0", "x", "9" * 40, "²", "-1"])
def test_a_token_that_is_not_there_cannot_be_ended(site: Client, account: Made, number: str) -> None:
    site.force_login(account("admin", Role.ADMINISTRATOR), BACKEND)
    assert site.post("/account/end/", {"token": number}).status_code == 404
