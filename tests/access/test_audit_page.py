"""What auditors read: who, what, before, after, when, from where; as a page and as a file; deletion hides nothing."""

import csv
import io
import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from llif.access import audit, services
from llif.access.actor import COMMAND_LINE, Actor, Via
from llif.access.models import AuditRow
from llif.access.roles import Role
from llif.pipeline.doctor import examine
from llif.portfolio import reading
from llif.portfolio import services as declaring
from llif.portfolio.models import Entry
from llif.portfolio.registers.entries import Place
from llif.portfolio.registers.own import RATINGS
from llif.portfolio.registers.recorded import standing
from llif.portfolio.registers.recording import Write, record
from llif.publishing.audited import HEADS
from tests.access.conftest import Made

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
FILE = """
llif: 1
portfolios:
  - id: pay
    name: {en: Pay, cy: Talu}
    products:
      - {id: connector, name: {en: Connector, cy: Cysylltydd}}
      - {id: ledger, name: {en: Ledger, cy: Cyfriflyfr}}
"""
RATED = Place("ratings", "pay", "ledger", "reliability")
RATING = {"rating": "red", "reason": "It fell over.", "evidence": "https://example.org/1"}


def declare(text: str) -> None:
    declaring.apply(reading.parse(text, path=Path("portfolio.yaml")), by=COMMAND_LINE)


def rated(by: Actor, days: int = 200, **more: str) -> None:
    before = standing(RATED)
    content = {**RATING, "review_on": str(timezone.now().date() + timedelta(days=days)), **more}
    record(Write(RATINGS, RATED, content, before.version if before else 0), by=by)


@pytest.fixture
def auditor(site: Client, account: Made) -> Client:
    declare(FILE)
    site.force_login(account("auditor", Role.AUDITOR), BACKEND)
    return site


def text(answer: Any) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def rows(answer: Any) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))


def test_the_page_tells_who_what_before_after_when_and_from_where(auditor: Client, account: Made) -> None:
    account("ann", Role.PRODUCT_OWNER, "pay", "ledger")
    rated(Actor("ann", Via.WEB))
    rated(Actor("ann", Via.API, "token 4 notebook"), rating="amber")
    for path in ("/audit/", "/cy/audit/"):
        page = text(auditor.get(path, {"object": "ledger/reliability"}))
        assert "ann" in page
        assert "api: token 4 notebook" in page
        assert "rating : red → amber" in page
        assert str(AuditRow.objects.last().sequence) in page  # type: ignore[union-attr]


def test_the_file_holds_the_whole_rows_and_no_formula(auditor: Client, account: Made) -> None:
    services.add_user(by=COMMAND_LINE, username="=HYPERLINK(1)")
    services.add_user(by=Actor("auditor", Via.CLI), username="ben")
    found = rows(auditor.get("/audit/table.csv"))
    assert list(found[0]) == list(HEADS)
    assert [int(row["sequence"]) for row in found] == sorted((int(row["sequence"]) for row in found), reverse=True)
    assert len(found) == AuditRow.objects.count()
    assert not any(cell.startswith(("=", "+", "@")) for row in found for cell in row.values())


@pytest.mark.parametrize(
    ("asked", "count"),
    [
        ({"object": "product:"}, 2),
        ({"object": "%"}, 0),
        ({"actor": "command line"}, 5),
        ({"actor": "nobody"}, 0),
        ({"from": "2001-01-01"}, 5),
        ({"to": "2001-01-01"}, 0),
        ({"from": "2199-01-01"}, 0),
    ],
)
def test_rows_are_filtered(auditor: Client, asked: dict[str, str], count: int) -> None:
    assert len(rows(auditor.get("/audit/table.csv", asked))) == count
    assert auditor.get("/audit/", asked).status_code == 200


@pytest.mark.parametrize("day", ["yesterday", "2021-13-01", "0000-00-00", "9999-12-31", "\x00"])
def test_a_day_that_is_none_is_told(auditor: Client, day: str) -> None:
    answer = auditor.get("/audit/", {"from": day})
    assert answer.status_code == 400
    assert "is not a day" in text(answer)
    assert auditor.get("/audit/", {"to": day}).status_code == 400


@pytest.mark.parametrize("page", ["0", "-1", "x", "²", "99999999999", "2"])
def test_any_page_number_answers(auditor: Client, page: str) -> None:
    assert auditor.get("/audit/", {"page": page}).status_code == 200


def test_long_chains_come_by_pages(auditor: Client) -> None:
    for number in range(60):
        services.add_user(by=COMMAND_LINE, username=f"user{number}")
    first, second = (auditor.get("/audit/", {"page": page}).content.decode() for page in "12")
    total = AuditRow.objects.count()
    assert f">{total}</td>" in first
    assert ">1</td>" in second
    assert ">1</td>" not in first


def test_a_product_that_is_declared_no_more_keeps_its_history(auditor: Client, account: Made) -> None:
    account("ann", Role.PRODUCT_OWNER, "pay", "ledger")
    rated(Actor("ann", Via.WEB))
    rated(Actor("ann", Via.WEB), rating="amber")
    declare(FILE[: FILE.index("      - {id: ledger")])
    assert Entry.objects.filter(product="ledger").count() == 2
    assert standing(RATED) is not None
    page = text(auditor.get("/audit/", {"object": "pay/ledger"}))
    assert "It fell over." in page
    assert "product:pay/ledger" in page
    kept = rows(auditor.get("/audit/table.csv", {"object": "pay/ledger"}))
    assert [row["action"] for row in kept] == ["remove", "record", "record", "create"]
    assert audit.verify() == []


def test_entries_of_a_deleted_portfolio_and_user_stay_too(auditor: Client, account: Made) -> None:
    ann = account("ann", Role.PRODUCT_OWNER, "pay", "ledger")
    rated(Actor("ann", Via.WEB))
    ann.delete()
    declare("llif: 1\n")
    assert [row["actor"] for row in rows(auditor.get("/audit/table.csv", {"object": "ledger/reliability"}))] == ["ann"]


ADDED = """
INSERT INTO access_auditrow (sequence, at, actor, via, origin, action, object, before, after, previous_hash, hash)
SELECT 4, at, 'eve', via, origin, action, object, before, after, hash, 'forged' FROM access_auditrow WHERE sequence = 3
"""
TAMPERED = {
    "changed": ("UPDATE access_auditrow SET after = '\"forged\"' WHERE sequence = 2", "audit row 2"),
    "who changed": ("UPDATE access_auditrow SET actor = 'eve' WHERE sequence = 2", "audit row 2"),
    "from where changed": ("UPDATE access_auditrow SET origin = 'token 1' WHERE sequence = 2", "audit row 2"),
    "removed": ("DELETE FROM access_auditrow WHERE sequence = 2", "rows 2 to 2 are missing"),
    "the last removed": ("DELETE FROM access_auditrow WHERE sequence = 3", "rows 3 to 3 are missing"),
    "all removed": ("DELETE FROM access_auditrow", "rows 1 to 3 are missing"),
    "added": (ADDED, "audit row 4"),
    "the head set back": ("UPDATE access_audithead SET sequence = 2", "audit row 3"),
    "the head removed": ("DELETE FROM access_audithead", "audit row 3"),
}


@pytest.mark.parametrize("how", TAMPERED)
def test_the_doctor_finds_what_raw_sql_did(db: None, tmp_path: Path, how: str) -> None:
    for number in range(3):
        services.add_user(by=COMMAND_LINE, username=f"user{number}")
    assert next(each for each in examine(tmp_path) if each.subject == "audit").is_well
    statement, place = TAMPERED[how]
    with connection.cursor() as cursor:
        cursor.execute(statement)
    found = next(each for each in examine(tmp_path) if each.subject == "audit")
    assert not found.is_well
    assert place in dict(found.values)["places"]


def test_a_person_told_of_by_number_is_named_too(auditor: Client) -> None:
    ben = services.add_user(by=COMMAND_LINE, username="ben")
    assert f'user:{ben.pk}<span class="llif-note">ben</span>' in auditor.get("/audit/").content.decode()
