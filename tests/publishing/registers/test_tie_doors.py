"""A benefit's ties by form, sheet and API: what cannot stand is refused with its remedy, and nothing is written."""

import json
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from llif.access import tokens
from llif.access.actor import COMMAND_LINE
from llif.access.models import User
from llif.portfolio.models import Entry
from llif.portfolio.registers.recorded import newest
from tests.publishing import recorded
from tests.publishing.registers.test_entry_pages import ROOT, text
from tests.publishing.sheets.world import column_of

TIE = {"benefit": "fewer-letters", "mission": "quality", "weight": "0.5"}
BAD = [
    ({"weight": "0"}, "Weight: This must be more than 0."),
    ({"weight": "1.2"}, "Weight: This must be 1"),
    (
        {"weight": "0.7"},
        "Weight: With the others, missions are given 1.2 of this benefit; there is no more than 1.",
    ),
    ({"mission": "speed"}, "Mission: The portfolio has no mission speed. Missions: quality."),
    ({"mission": ""}, "Mission: Fill this in."),
    ({"benefit": "letters"}, "Benefit: There is no benefit letters. Benefits: fewer-letters."),
]


@pytest.fixture
def tied(lead: Client) -> Client:
    """A benefit of which half serves none, and none of it a mission yet."""
    recorded.entry("benefits", "b", recorded.BENEFIT)
    recorded.entry("benefit_missions", "none", {**TIE, "mission": "-"})
    return lead


def ties() -> list[Any]:
    return [each.content for each in newest("small", register="benefit_missions")]


@pytest.mark.parametrize(("wrong", "said"), BAD)
def test_a_form_names_the_field_and_the_remedy(tied: Client, wrong: dict[str, str], said: str) -> None:
    response = tied.post(ROOT + "benefit_missions/-/new/", {**TIE, **wrong})
    assert response.status_code == 400
    assert said in text(response)
    assert len(ties()) == 1


def test_a_form_records_a_tie(tied: Client) -> None:
    assert tied.post(ROOT + "benefit_missions/-/new/", TIE).status_code == 302
    assert {each["mission"]: each["weight"] for each in ties()} == {"-": 0.5, "quality": 0.5}


@pytest.mark.parametrize(("wrong", "said"), BAD)
def test_a_sheet_is_refused_whole(tied: Client, wrong: dict[str, str], said: str) -> None:
    response = upload(tied, {**TIE, **wrong})
    if response.status_code == 302:
        response = tied.post(response.url)
    assert response.status_code in (400, 409)
    assert said.partition(": ")[2] in text(response)
    assert len(ties()) == 1


def test_a_sheet_records_a_tie_and_a_second_upload_changes_nothing(tied: Client) -> None:
    kept = upload(tied, TIE)
    assert kept.status_code == 302, text(kept)
    assert tied.post(kept.url).status_code == 302
    assert {each["mission"]: each["weight"] for each in ties()} == {"-": 0.5, "quality": 0.5}
    assert "0 entries change." in unchanged(tied)


def test_a_benefit_of_before_ties_had_weights_is_no_change_in_a_sheet(tied: Client) -> None:
    for each in Entry.objects.filter(register="benefits"):
        Entry.objects.filter(pk=each.pk).update(content={**(each.content or {}), "mission": "quality"})
    assert "0 entries change." in unchanged(tied)


@pytest.mark.parametrize(("wrong", "said"), BAD)
def test_the_api_answers_by_field(tied: Client, wrong: dict[str, str], said: str) -> None:
    response = put(tied, {**TIE, **wrong})
    assert response.status_code == 422, response.content
    told = {each["field"]: each["what"] for each in response.json()["faults"]}
    assert said.partition(": ")[2] in told[next(iter(wrong))]
    assert len(ties()) == 1


def test_the_api_records_a_tie(tied: Client) -> None:
    assert put(tied, TIE).status_code == 201
    assert len(ties()) == 2


def unchanged(client: Client) -> str:
    """What the preview of a sheet says that nobody edited."""
    content = client.get("/small/scorecard/sheet.xlsx").content
    preview = client.post("/small/scorecard/upload/", {"file": SimpleUploadedFile("same.xlsx", content)})
    return text(client.get(preview.url))


def put(client: Client, content: dict[str, str]) -> Any:
    lead = User.objects.get(username="lead")
    _made, token = tokens.make(by=COMMAND_LINE, user=lead, name="t", scope="write", days=1, portfolio="small")
    address = "/api/v1/portfolios/small/registers/benefit_missions/entry?key=t"
    given = json.dumps({"based_on": 0, "content": content})
    return client.put(address, given, content_type="application/json", headers={"authorization": f"Bearer {token}"})


def upload(client: Client, content: dict[str, str]) -> Any:
    book = openpyxl.load_workbook(BytesIO(client.get("/small/scorecard/sheet.xlsx").content))
    sheet = book["Missions of benefits"]
    row = next(row for row in range(3, sheet.max_row + 2) if sheet.cell(row, 1).value is None)
    for name, value in content.items():
        sheet.cell(row, column_of(sheet, name)).value = float(value) if name == "weight" else value or None
    saved = BytesIO()
    book.save(saved)
    return client.post("/small/scorecard/upload/", {"file": SimpleUploadedFile("edited.xlsx", saved.getvalue())})
