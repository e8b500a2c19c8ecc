"""One table of every address by person by method; complete by construction, in both languages, private and public."""

import re
from collections.abc import Iterator, Mapping
from itertools import product

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from llif.access.models import AuditRow
from tests.addresses.table import FORMS, METHODS, PARTS, PARTS_AT, PEOPLE, RATING, SEEN, Address, addresses

TABLE = addresses()
TOKEN = "a" * 32
PART = re.compile(r"<(?:\w+:)?(\w+)>")
FEW = {"anonymous", "owner", "stranger"}
"""Who asks for the Welsh page too, and for a page's head alone: neither decides anything about who may."""
WHERE_PUBLIC = {"GET", "POST", "PUT", "DELETE"}
"""How a public portfolio is asked: the other methods are held to the table where it is private."""
REFUSED = {401, 403, 405}
"""To who may not record of a product it is not told whether it is there; nor what does not take a method at all."""


def routes(within: URLResolver, before: str = "") -> Iterator[str]:
    for each in within.url_patterns:
        route = before + str(each.pattern)
        if isinstance(each, URLPattern):
            yield route
        else:
            yield from routes(each, route)


def test_every_address_has_its_line() -> None:
    found = set(routes(get_resolver()))
    welsh = {route.removeprefix("cy/") for route in found if route.startswith("cy/")}
    english = {route for route in found if not route.startswith("cy/")}
    assert sorted(english - TABLE.keys()) == [], "add a line to ADDRESSES in tests/addresses/table.py"
    assert sorted(TABLE.keys() - english) == [], "there is no such address any more"
    assert sorted(welsh ^ {route for route in english if TABLE[route].is_in_both_languages}) == []


@pytest.mark.parametrize("route", TABLE, ids=lambda route: route or "/")
def test_who_gets_what(route: str, standing: str, people: Mapping[str, Client], marks: Mapping[str, object]) -> None:
    is_public = standing == "public"
    told, expected = {}, {}
    for language, method in product(_languages(TABLE[route]), METHODS):
        if is_public and method not in WHERE_PUBLIC:
            continue
        statuses = TABLE[route].access.expected(method, is_public=is_public)
        for (person, client), status in zip(people.items(), statuses, strict=True):
            if person in FEW or (not language and method != "HEAD"):
                case = f"{method} {language}{route} as {person}"
                told[case], expected[case] = _status(client, method, language, route, marks), status
    assert {case: told[case] for case in told if told[case] != expected[case]} == {}


@pytest.mark.one_database
@pytest.mark.parametrize("route", TABLE, ids=lambda route: route or "/")
def test_nothing_is_written_without_a_token_of_ours(
    route: str, people: Mapping[str, Client], marks: Mapping[str, object]
) -> None:
    if not TABLE[route].access.by_form:
        pytest.skip("takes no form; its own tests say how it knows who asks")
    before = AuditRow.objects.count()
    for method in METHODS[2:]:
        for person in ("anonymous", "owner", "administrator"):
            assert _status(people[person], method, "", route, marks, token="") == 403, (method, person)
    assert AuditRow.objects.count() == before


@pytest.mark.one_database
@pytest.mark.parametrize("route", [route for route in TABLE if TABLE[route].is_of_portfolio])
def test_what_is_held_over_one_portfolio_reaches_no_other(
    route: str, people: Mapping[str, Client], marks: Mapping[str, object]
) -> None:
    """`closed` is not there for anybody of `small`; nor is its product under the name of `small`."""
    before = AuditRow.objects.count()
    theirs = [{"portfolio": "closed", "product": "ledger"}, {"portfolio": "closed"}]
    if "<slug:product>" in route:
        theirs.append({"product": "ledger"})
    for parts in theirs:
        for person in ("anonymous", "owner", "lead", "analyst"):
            for method in ("GET", "POST", "DELETE"):
                status = _status(people[person], method, "", route, marks, parts=parts)
                assert status == 404 or ("portfolio" not in parts and status in REFUSED), (parts, person, method)
    assert AuditRow.objects.count() == before


@pytest.mark.parametrize("path", ["/", "/nowhere/", "/small/", "/sign-in/", "/people/", "/roles/", "/audit/table.csv"])
def test_every_answer_bears_the_policy(path: str, people: Mapping[str, Client]) -> None:
    for person in ("anonymous", "administrator"):
        for method in ("get", "post"):
            answer = getattr(people[person], method)(path)
            policy = answer["Content-Security-Policy"]
            assert "default-src 'none'" in policy
            assert "unsafe" not in policy
            assert answer["X-Frame-Options"] == "DENY"
            assert answer["X-Content-Type-Options"] == "nosniff"
            assert answer["Referrer-Policy"] == "same-origin"


def _languages(address: Address) -> tuple[str, ...]:
    return ("", "cy/") if address.is_in_both_languages else ("",)


def _status(
    client: Client,
    method: str,
    language: str,
    route: str,
    marks: Mapping[str, object],
    *,
    token: str = TOKEN,
    parts: Mapping[str, str] | None = None,
) -> int:
    """The status of one request, whose writes are undone."""
    named = {**PARTS, **PARTS_AT.get(route, {}), **(parts or {})}
    path = PART.sub(lambda part: named[part[1]].format(**marks), route)
    query = "" if method == "POST" else TABLE[route].query.format(**named)
    if method == "DELETE" and TABLE[route].access.delete:
        query = f"{query}&{SEEN}" if query else f"?{SEEN}"
    sent = {name: value.format(**marks) for name, value in FORMS.get(route, {}).items()}
    client.cookies["csrftoken"] = TOKEN
    session = client.cookies.get("sessionid")
    with transaction.atomic():
        ask = getattr(client, method.lower())
        headers = {"X-CSRFToken": token} if token else {}
        address = f"/{language}{path}{query}"
        if method == "PUT":
            answer = ask(address, RATING, content_type="application/json", headers=headers)
        else:
            answer = ask(address, sent if method == "POST" else None, headers=headers)
        transaction.set_rollback(True)
    if session is not None:
        client.cookies["sessionid"] = session.value
    return int(answer.status_code)


def test_the_people_of_the_table_are_the_columns() -> None:
    for address in TABLE.values():
        for method in METHODS:
            assert len(address.access.expected(method, is_public=True)) == len(PEOPLE)
