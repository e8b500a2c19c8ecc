"""Sheets of registers about the portfolio as a whole and its teams, and of entries that must go together."""

import re
from html import unescape
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from llif.access.actor import COMMAND_LINE
from llif.access.roles import Role
from llif.portfolio.registers.entries import Place
from llif.portfolio.registers.recorded import newest
from llif.practices.contract import Settings
from llif.practices.recording import Write, record
from llif.practices.registry import Followed
from llif.publishing.registers.subject import Subject
from llif.publishing.sheets.changes import Beside, Found, changes
from llif.publishing.sheets.reading import read
from llif.publishing.sheets.writing import workbook
from tests.publishing.conftest import SignedIn
from tests.publishing.registers.conftest import office as office
from tests.publishing.registers.world import OFFICE, SHARES
from tests.publishing.sheets.world import README, TODAY, Entries, cell_of, column_of, edited, recorded

SUBJECT = Subject(
    "small",
    {"letters": {"en": "Letters", "cy": "Llythyrau"}},
    (Followed(OFFICE, Settings()),),
    {"post": {"en": "Post room", "cy": "Ystafell bost"}},
)
VISION, POST = Place("vision", "small", ""), Place("moods", "small", "", "post")


def share(key: str) -> Place:
    return Place("shares", "small", "", key)


STANDS = recorded({share("a"): {"mission": "Quicker", "share": 60.0}, share("b"): {"mission": "Safer", "share": 40.0}})


def hidden(place: Place) -> Place:
    """As its hidden cells say it."""
    return Place(place.register, place.portfolio, "-", place.key)


def written(entries: Entries) -> bytes:
    return workbook(SUBJECT, entries, "s1", [README])


def found(content: bytes, entries: Entries, may: Any = lambda _product: True) -> Found:
    return changes(read(content), Beside(SUBJECT, entries, may, TODAY))


def setting(title: str, place: Place, **values: object) -> Any:
    def edit(book: openpyxl.Workbook) -> None:
        for name, value in values.items():
            cell_of(book, title, hidden(place), name).value = value

    return edit


def both(*edits: Any) -> Any:
    return lambda book: [edit(book) for edit in edits]


def test_they_have_rows_and_say_what_they_are_about() -> None:
    book = openpyxl.load_workbook(BytesIO(written({})))
    assert [cell.value for cell in book["Vision"][3]][:4] == ["-", "", 0, "The whole portfolio"]
    assert [cell.value for cell in book["Moods"][3]][:5] == ["-", "post", 0, "The whole portfolio", "Post room"]
    assert found(written({}), {}).edits == []


def test_an_edit_is_of_the_whole_and_of_the_team() -> None:
    edit = both(
        setting("Vision", VISION, vision="Letters arrive.", drivers="Fewer visits\nEqual Welsh"),
        setting("Moods", POST, moods="Warm\nCold", met="Yes"),
    )
    upload = found(edited(written({}), edit), {})
    assert upload.faults == []
    assert {each.place: each.after for each in upload.edits} == {
        VISION: {"vision": "Letters arrive.", "drivers": ["Fewer visits", "Equal Welsh"]},
        POST: {"moods": ["warm", "cold"], "met": True, "on": None},
    }


def test_what_was_written_is_no_change() -> None:
    entries = recorded(
        {
            VISION: {"vision": "Letters arrive.", "drivers": ["Fewer visits", "Equal Welsh"]},
            POST: {"moods": ["warm", "cold"], "met": False, "on": "2026-03-31"},
            **{place: each.content for place, each in STANDS.items()},
        }
    )
    upload = found(edited(written(entries), lambda _book: None), entries)
    assert (upload.edits, upload.faults, upload.clashes) == ([], [], [])


def test_an_unknown_mood_is_told_by_cell() -> None:
    upload = found(edited(written({}), setting("Moods", POST, moods="Warm\nHot", met="Yes")), {})
    assert [(each.where, each.what) for each in upload.faults] == [
        ("Moods!F3", "“Hot” is none of those offered: Warm, Cold.")
    ]


def test_an_inserted_row_of_the_whole_needs_no_product() -> None:
    def edit(book: openpyxl.Workbook) -> None:
        sheet = book["Shares"]
        sheet.cell(3, column_of(sheet, "mission")).value = "New"
        sheet.cell(3, column_of(sheet, "share")).value = 10

    (only,) = found(edited(written({}), edit), {}).edits
    assert (only.place.product, only.based_on, only.after) == ("", 0, {"mission": "New", "share": 10.0})


def test_who_may_not_record_of_the_whole_is_told() -> None:
    upload = found(edited(written({}), setting("Vision", VISION, vision="Mine")), {}, may=bool)
    assert upload.faults[0].what.startswith("You may not record anything of the portfolio as a whole.")


def test_what_does_not_go_together_is_told_by_cell() -> None:
    upload = found(edited(written(STANDS), setting("Shares", share("a"), share=70)), STANDS)
    assert [(each.where, each.what) for each in upload.faults] == [("Shares!G3", "The shares sum to 110 %.")]


def test_changes_that_balance_are_no_fault() -> None:
    edit = both(setting("Shares", share("a"), share=70), setting("Shares", share("b"), share=30))
    upload = found(edited(written(STANDS), edit), STANDS)
    assert (len(upload.edits), upload.faults) == (2, [])


def test_a_withdrawn_entry_weighs_nothing() -> None:
    edit = both(setting("Shares", share("a"), share=100), setting("Shares", share("b"), share=None, mission=None))
    upload = found(edited(written(STANDS), edit), STANDS)
    assert (len(upload.edits), upload.faults) == (2, [])


def text(response: Any) -> str:
    return unescape(" ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split()))


@pytest.mark.usefixtures("office")
def test_the_round_trip_through_the_pages(signed_in: SignedIn) -> None:
    lead = signed_in("lead", Role.PORTFOLIO_LEAD)
    for key, percent in (("a", 60), ("b", 40)):
        record(Write(SHARES, share(key), {"mission": key, "share": percent}, 0), by=COMMAND_LINE)

    def upload(edit: Any) -> Any:
        content = edited(lead.get("/small/scorecard/sheet.xlsx").content, edit)
        return lead.post("/small/scorecard/upload/", {"file": SimpleUploadedFile("edited.xlsx", content)})

    too_much = upload(setting("Shares", share("a"), share=70))
    assert too_much.status_code == 400
    assert "Shares!G3 The shares sum to 110 %." in text(too_much)
    balanced = both(setting("Shares", share("a"), share=70), setting("Shares", share("b"), share=30))
    kept = upload(both(balanced, setting("Vision", VISION, vision="Letters arrive.")))
    assert kept.status_code == 302, text(kept)
    assert "The whole portfolio" in text(lead.get(kept.url))
    assert lead.post(kept.url).status_code == 302
    assert [each.content["share"] for each in newest("small", register="shares") if each.content] == [70.0, 30.0]


@pytest.mark.usefixtures("office")
def test_what_others_recorded_meanwhile_is_told_at_the_confirmation(signed_in: SignedIn) -> None:
    lead: Client = signed_in("lead", Role.PORTFOLIO_LEAD)
    record(Write(SHARES, share("a"), {"mission": "a", "share": 60}, 0), by=COMMAND_LINE)
    content = edited(lead.get("/small/scorecard/sheet.xlsx").content, setting("Shares", share("a"), share=80))
    kept = lead.post("/small/scorecard/upload/", {"file": SimpleUploadedFile("edited.xlsx", content)})
    record(Write(SHARES, share("b"), {"mission": "b", "share": 30}, 0), by=COMMAND_LINE)
    refused = lead.post(kept.url)
    assert refused.status_code == 409
    assert "The shares sum to 110 %." in text(refused)
    assert [each.content["share"] for each in newest("small", register="shares") if each.content] == [60.0, 30.0]
