"""Download, edit, upload, preview, confirm: one audited write of exactly what was previewed, or nothing at all."""

import hashlib
import json
import re
from datetime import date, timedelta
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from llif.access import audit
from llif.access.actor import COMMAND_LINE
from llif.access.models import AuditRow
from llif.access.roles import Role
from llif.portfolio.models import Entry
from llif.portfolio.registers.entries import Place
from llif.portfolio.registers.own import RATINGS
from llif.portfolio.registers.recorded import newest, standing
from llif.practices.recording import Write, record
from llif.publishing.models import Upload
from tests.publishing.conftest import SignedIn
from tests.publishing.sheets.world import cell_of, edited

UPLOAD, SHEET = "/small/scorecard/upload/", "/small/scorecard/sheet.xlsx"
AHEAD = timezone.now().date() + timedelta(days=200)
CONTENT = {"rating": "red", "reason": "It fell over.", "evidence": "https://example.org/1", "review_on": str(AHEAD)}


def rating(product: str = "letters", dimension: str = "reliability") -> Place:
    return Place("ratings", "small", product, dimension)


def judge(place: Place, title: str = "Ratings", **values: object) -> Any:
    def edit(book: openpyxl.Workbook) -> None:
        for name, value in {"rating": "Red", **CONTENT, "review_on": AHEAD, **values}.items():
            cell_of(book, title, place, name).value = value

    return edit


def downloaded(client: Client, address: str = SHEET) -> bytes:
    response = client.get(address)
    assert response.status_code == 200
    assert response["Content-Type"] == "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    return bytes(response.content)


def uploaded(client: Client, content: bytes, address: str = UPLOAD, **extra: Any) -> Any:
    return client.post(address, {"file": SimpleUploadedFile("edited.xlsx", content)}, **extra)


def text(response: Any) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split()).replace("&#39;", "'")


def test_the_round_trip_is_one_audited_write(lead: Client) -> None:
    content = edited(downloaded(lead), judge(rating()))
    answer = uploaded(lead, content)
    assert answer.status_code == 302
    shown = text(lead.get(answer.url))
    assert "1 entry changes." in shown
    assert "Ratings!F17 Letters Reliability Rating nothing Red" in shown
    assert Entry.objects.count() == 0
    confirmed = lead.post(answer.url)
    assert (confirmed.status_code, confirmed.url) == (302, answer.url)
    assert "1 entry was recorded." in text(lead.get(answer.url))
    found = standing(rating())
    assert found
    assert (found.version, found.by, found.content) == (1, "lead", CONTENT)
    rows = list(AuditRow.objects.order_by("-sequence")[:2])
    assert [(row.action, row.object, row.actor) for row in rows] == [
        ("upload", "sheet:small", "lead"),
        ("record", str(rating()), "lead"),
    ]
    assert json.loads(rows[0].after) == {
        "sha256": hashlib.sha256(content).hexdigest(),
        "changes": 1,
        "registers": {"ratings": 1},
    }
    assert audit.verify() == []


def test_what_was_downloaded_after_it_changes_nothing(lead: Client) -> None:
    lead.post(uploaded(lead, edited(downloaded(lead), judge(rating()))).url)
    answer = uploaded(lead, downloaded(lead))
    shown = lead.get(answer.url)
    assert "0 entries change." in text(shown)
    assert "<button" not in shown.content.decode().split("<main")[1]


def test_confirming_twice_writes_once(lead: Client) -> None:
    address = uploaded(lead, edited(downloaded(lead), judge(rating()))).url
    assert [lead.post(address).status_code for _time in range(2)] == [302, 302]
    assert Entry.objects.count() == 1
    assert AuditRow.objects.filter(action="upload").count() == 1


def test_an_upload_of_several_is_all_or_nothing(lead: Client) -> None:
    def edit(book: openpyxl.Workbook) -> None:
        judge(rating())(book)
        judge(rating("booking"))(book)

    address = uploaded(lead, edited(downloaded(lead), edit)).url
    record(Write(RATINGS, rating("booking"), {**CONTENT, "rating": "green"}, 0), by=COMMAND_LINE)
    shown = text(lead.get(address))
    assert "Nothing can be confirmed" in shown
    refused = lead.post(address)
    assert refused.status_code == 409
    assert "Rating: Red" in text(refused)
    assert "Rating: Green" in text(refused)
    assert "command line" in text(refused)
    assert [entry.place for entry in newest("small")] == [rating("booking")]
    assert not AuditRow.objects.filter(action="upload").exists()


def test_an_older_sheet_shows_theirs_beside_yours(lead: Client) -> None:
    content = downloaded(lead)
    record(Write(RATINGS, rating(), {**CONTENT, "rating": "green"}, 0), by=COMMAND_LINE)
    untouched = uploaded(lead, content)
    assert "0 entries change." in text(lead.get(untouched.url))
    answer = uploaded(lead, edited(content, judge(rating())))
    assert answer.status_code == 400
    assert "1 entry was changed meanwhile" in text(answer)
    assert "Ratings!17 Letters Reliability Rating: Red Rating: Green command line" in text(answer)
    assert Upload.objects.count() == 1


def test_the_same_change_by_two_people_is_no_clash(lead: Client) -> None:
    content = edited(downloaded(lead), judge(rating()))
    record(Write(RATINGS, rating(), CONTENT, 0), by=COMMAND_LINE)
    assert "0 entries change." in text(lead.get(uploaded(lead, content).url))


def test_one_fault_and_nothing_can_be_confirmed(lead: Client) -> None:
    def edit(book: openpyxl.Workbook) -> None:
        judge(rating())(book)
        judge(rating("booking"), review_on=date(2020, 1, 1))(book)

    answer = uploaded(lead, edited(downloaded(lead), edit))
    assert answer.status_code == 400
    assert "There is a problem: nothing was recorded 1 cell cannot be used" in text(answer)
    assert "Ratings!I7 The day 1 January 2020 has passed." in text(answer)
    assert Upload.objects.count() == 0


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"a,b\r\n", "This is no Excel workbook (.xlsx), whatever its name says. Save it as an Excel workbook"),
        (bytes(11 << 20), "The file may have 10 MiB at most."),
    ],
    ids=["csv", "large"],
)
def test_a_file_that_is_none_is_told_beside_the_field(lead: Client, content: bytes, said: str) -> None:
    answer = uploaded(lead, content)
    assert answer.status_code == 400
    assert text(answer).count(said) == 2
    assert 'aria-describedby="file-hint file-error"' in answer.content.decode()


def test_no_file(lead: Client) -> None:
    answer = lead.post(UPLOAD)
    assert answer.status_code == 400
    assert "Choose a file." in text(answer)


def test_an_upload_is_its_uploaders_alone_and_expires(lead: Client, signed_in: SignedIn) -> None:
    address = uploaded(lead, edited(downloaded(lead), judge(rating()))).url
    other = signed_in("other", Role.ADMINISTRATOR)
    for client, method in ((other, "get"), (other, "post")):
        answer = getattr(client, method)(address)
        assert answer.status_code == 400
        assert "This upload has expired. Upload the file again." in text(answer)
    Upload.objects.update(made_at=timezone.now() - timedelta(hours=1, seconds=1))
    assert lead.post(address).status_code == 400
    assert Entry.objects.count() == 0
    uploaded(lead, downloaded(lead))
    assert Upload.objects.count() == 1


def test_who_may_not_record_may_look(pages: Client, signed_in: SignedIn) -> None:
    content = edited(downloaded(pages), judge(rating()))
    viewer = signed_in("viewer", Role.VIEWER)
    for client, status in ((pages, 302), (viewer, 403)):
        assert client.get(UPLOAD).status_code == 200
        assert 'type="file"' not in client.get(UPLOAD).content.decode()
        assert uploaded(client, content).status_code == status
    assert Upload.objects.count() == 0


def test_an_owner_records_of_their_own_product_only(signed_in: SignedIn) -> None:
    owner = signed_in("owner", Role.PRODUCT_OWNER, "booking")
    content = downloaded(owner)
    refused = uploaded(owner, edited(content, judge(rating("letters"))))
    assert "Ratings!D17 You may not record anything of this product." in text(refused)
    address = uploaded(owner, edited(content, judge(rating("booking")))).url
    assert owner.post(address).status_code == 302
    assert [entry.place for entry in newest("small")] == [rating("booking")]


def test_whoever_lost_the_right_meanwhile_records_nothing(signed_in: SignedIn) -> None:
    from llif.access.models import Membership

    owner = signed_in("owner", Role.PRODUCT_OWNER, "booking")
    address = uploaded(owner, edited(downloaded(owner), judge(rating("booking")))).url
    Membership.objects.update(role=Role.VIEWER.value)
    assert owner.post(address).status_code == 403
    assert Entry.objects.count() == 0


def test_nothing_is_taken_without_the_forms_own_token(signed_in: SignedIn) -> None:
    client = signed_in("lead", Role.PORTFOLIO_LEAD, checks=True)
    content = edited(downloaded(client), judge(rating()))
    assert uploaded(client, content).status_code == 403
    assert Upload.objects.count() == 0
    form = client.get(UPLOAD).content.decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', form)
    assert token
    answer = client.post(UPLOAD, {"file": SimpleUploadedFile("a.xlsx", content), "csrfmiddlewaretoken": token[1]})
    assert answer.status_code == 302
    assert client.post(answer.url).status_code == 403
    assert Entry.objects.count() == 0


def test_a_welsh_sheet_through_the_welsh_page_and_the_english(lead: Client) -> None:
    content = downloaded(lead, f"/cy{SHEET}")
    book = openpyxl.load_workbook(BytesIO(content))
    assert "Sgorau lliw" in book.sheetnames
    changed = edited(content, judge(rating(), "Sgorau lliw", rating="Coch"))
    welsh = lead.get(uploaded(lead, changed, f"/cy{UPLOAD}").url)
    assert '<html lang="cy">' in welsh.content.decode()
    assert "Sgorau lliw!F17 Llythyrau" in text(welsh)
    english = lead.get(uploaded(lead, changed).url)
    assert "Sgorau lliw!F17 Letters Reliability Rating nothing Red" in text(english)


def test_every_change_has_its_page(lead: Client) -> None:
    def edit(book: openpyxl.Workbook) -> None:
        sheet = book["Maturity"]
        for row in range(3, sheet.max_row + 1):
            for column, value in ((6, "1 – begun"), (7, f"Row {row}."), (9, AHEAD)):
                sheet.cell(row, column).value = value

    answer = uploaded(lead, edited(downloaded(lead), edit))
    assert answer.status_code == 302
    first = lead.get(answer.url)
    assert first.content.decode().count('<th scope="row"') == 200
    assert "Page 1 of" in text(first)
    last = lead.get(f"{answer.url}?page=999")
    assert 0 < last.content.decode().count('<th scope="row"') <= 200
    assert lead.post(answer.url).status_code == 302
    assert Entry.objects.count() == openpyxl.load_workbook(BytesIO(downloaded(lead)))["Maturity"].max_row - 2


def test_the_scorecard_is_in_the_workbook_as_it_is_seen(lead: Client) -> None:
    lead.post(uploaded(lead, edited(downloaded(lead), judge(rating()))).url)
    sheet = openpyxl.load_workbook(BytesIO(downloaded(lead)))["Scorecard"]
    rows = list(sheet.iter_rows(values_only=True))
    assert rows[0][1:7] == (
        "Score",
        "Commercial risk",
        "Unsupported software or technology",
        "Cloud readiness",
        "Customer expectation",
        "Reliability",
    )
    letters = next(row for row in rows if row[0] == "Letters")
    assert letters[6] == "Red"
    assert sheet.protection.sheet
