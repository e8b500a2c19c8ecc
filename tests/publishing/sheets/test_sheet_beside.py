"""What cannot stand beside other entries is told by cell before anything is confirmed, in the words of form and API."""

import json
import re
from collections.abc import Callable, Mapping
from html import unescape
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from llif.access import tokens
from llif.access.actor import COMMAND_LINE
from llif.access.models import User
from llif.access.roles import Role
from llif.portfolio.registers.entries import Place
from llif.portfolio.registers.own import OWN
from llif.portfolio.registers.recorded import newest
from llif.practices import recording
from llif.practices.recording import Write
from llif.publishing.models import Upload
from tests.publishing.conftest import SignedIn
from tests.publishing.registers.conftest import with_missions as with_missions
from tests.publishing.sheets.world import cell_of, column_of, edited, fill

REGISTERS = {register.name: register for register in OWN}
BENEFIT: Mapping[str, Any] = {
    "code": "calls",
    "name_en": "Fewer calls",
    "name_cy": "Llai o alwadau",
    "category": "societal",
    "effect": "benefit",
    "gains": "Patients",
    "owner": "Head of service",
    "unit": "number",
    "baseline": 10.0,
    "baseline_on": "2024-02-01",
    "target": 5.0,
    "target_on": "2025-04-01",
}
RISK: Mapping[str, Any] = {
    "title": "Letters stop",
    "category": "resources",
    **dict.fromkeys(
        [f"{which}{name}" for which in ("inherent_", "", "target_") for name in ("consequence", "likelihood")], 2
    ),
    "owner": "Product owner",
    "review_on": "2999-01-01",
    "watch_direction": "above",
    "life": "open",
}
INITIATIVE: Mapping[str, Any] = {
    "title": "Contracts known",
    "asks": "filled",
    "kept_in": "contracts",
    "target_percent": 90,
    "deadline": "2999-01-01",
    "owner": "Commercial lead",
}
Edit = Callable[[openpyxl.Workbook], None]


def stands(register: str, key: str, product: str = "", **content: Any) -> None:
    recording.record(Write(REGISTERS[register], Place(register, "small", product, key), content, 0), by=COMMAND_LINE)


def title(register: str) -> str:
    return REGISTERS[register].title.en


def added(row: int, register: str, about: str = "", **content: Any) -> Edit:
    """A further row of a register's sheet, as a person types it below the others."""

    def edit(book: openpyxl.Workbook) -> None:
        sheet = book[title(register)]
        fill(sheet, row, REGISTERS[register], content)
        sheet.cell(row, column_of(sheet, "@name")).value = about or None

    return edit


def changed(register: str, key: str, about: str = "-", **values: Any) -> Edit:
    def edit(book: openpyxl.Workbook) -> None:
        for name, value in values.items():
            cell_of(book, title(register), Place(register, "small", about, key), name).value = value

    return edit


def uploaded(who: Client, *edits: Edit) -> Any:
    def edit(book: openpyxl.Workbook) -> None:
        for each in edits:
            each(book)

    content = edited(who.get("/small/scorecard/sheet.xlsx").content, edit)
    return who.post("/small/scorecard/upload/", {"file": SimpleUploadedFile("edited.xlsx", content)})


def faults(response: Any) -> dict[str, str]:
    """What the page says by cell."""
    assert response.status_code == 400, response.headers
    rows = re.findall(
        r'<th scope="row" role="rowheader">(.*?)</th><td[^>]*><div>(.*?)</div></td></tr>', response.content.decode()
    )
    return {unescape(where): unescape(what) for where, what in rows}


@pytest.fixture
def benefit(with_missions: object, db: None) -> None:
    stands("benefits", "b", **BENEFIT)


def by_program(lead: Client, register: str, content: Mapping[str, Any]) -> Any:
    """As a program records it."""
    user = User.objects.get(username="lead")
    _token, text = tokens.make(by=COMMAND_LINE, user=user, name="test", scope="write", days=1, portfolio="")
    return lead.put(
        f"/api/v1/portfolios/small/registers/{register}/entry?key=k",
        json.dumps({"based_on": 0, "content": content}),
        content_type="application/json",
        headers={"authorization": f"Bearer {text}"},
    )


def nothing_more_stands() -> bool:
    return [each.place.register for each in newest("small")] == ["benefits"] and not Upload.objects.exists()


def test_two_rows_that_claim_too_much_are_both_at_fault(benefit: None, lead: Client) -> None:
    of = {"benefit": "calls"}
    response = uploaded(
        lead,
        added(3, "benefit_shares", "Letters", **of, share=0.7),
        added(4, "benefit_shares", "Booking", **of, share=0.5),
    )
    said = "With the others, products claim 1.2 of this benefit; there is no more than 1. Lower a share."
    assert faults(response) == {"Shares of benefits!G3": said, "Shares of benefits!G4": said}
    assert nothing_more_stands()


def test_a_row_that_makes_room_while_another_fills_it_is_none(benefit: None, lead: Client) -> None:
    stands("benefit_shares", "s", "letters", benefit="calls", share=0.9)
    response = uploaded(
        lead,
        changed("benefit_shares", "s", "letters", share=0.4),
        added(4, "benefit_shares", "Booking", benefit="calls", share=0.6),
    )
    assert response.status_code == 302
    assert lead.post(response.url).status_code == 302
    found = newest("small", register="benefit_shares")
    assert {each.place.product: each.content["share"] for each in found if each.content} == {
        "letters": 0.4,
        "booking": 0.6,
    }


def test_a_value_before_a_baseline_that_stands_elsewhere(benefit: None, lead: Client) -> None:
    response = uploaded(lead, added(3, "benefit_values", benefit="calls", read_on="2024-01-31", value=9))
    assert faults(response) == {
        "Values of benefits!G3": "31 January 2024 is before the benefit's baseline on 1 February 2024. Give that day "
        "or a later one, or correct the baseline."
    }
    assert nothing_more_stands()


def test_a_value_and_the_baseline_that_allows_it_may_come_together(benefit: None, lead: Client) -> None:
    response = uploaded(
        lead,
        added(3, "benefit_values", benefit="calls", read_on="2024-01-31", value=9),
        changed("benefits", "b", baseline_on="2024-01-01"),
    )
    assert response.status_code == 302
    assert lead.post(response.url).status_code == 302
    assert len(newest("small", register="benefit_values")) == 1


def test_a_benefit_may_come_with_its_shares_and_without_it_they_are_at_fault(with_missions: None, lead: Client) -> None:
    share = added(3, "benefit_shares", "Letters", benefit="calls", share=0.5)
    alone = uploaded(lead, share)
    said = "There is no benefit calls. Benefits: –. Name one of them, or record the benefit first."
    assert faults(alone) == {"Shares of benefits!F3": said}
    together = uploaded(lead, share, added(3, "benefits", **BENEFIT))
    assert together.status_code == 302
    assert lead.post(together.url).status_code == 302


def test_a_mission_and_products_that_are_not_declared(with_missions: None, lead: Client) -> None:
    response = uploaded(
        lead,
        added(3, "benefits", **{**BENEFIT, "product": "leters"}),
        added(3, "benefit_missions", benefit="calls", mission="speed", weight=0.5),
        added(3, "risks", **{**RISK, "products": "letters, lettes"}),
    )
    found = faults(response)
    assert sorted(found.values()) == [
        "The portfolio has no mission speed. Missions: quality.",
        "The portfolio has no product leters. Products: letters, ….",
        "The portfolio has no product lettes. Products: letters, ….",
    ]
    assert {where.partition("!")[0] for where in found} == {"Benefits", "Missions of benefits", "Risks"}
    assert not newest("small")


OVERLAPS = "These days overlap a period from {} to {}. Correct one of the two."


def test_periods_of_one_upload_that_overlap_are_both_at_fault(with_missions: None, lead: Client) -> None:
    january = {"first": "2024-01-01", "last": "2024-01-31", "started": 1, "completed": 1, "total": 1}
    response = uploaded(
        lead,
        added(3, "transactions", "Letters", **january),
        added(4, "transactions", "Letters", **{**january, "first": "2024-01-31", "last": "2024-02-29"}),
        added(5, "transactions", "Booking", **january),
    )
    assert faults(response) == {
        "Transactions!F3": OVERLAPS.format("31 January 2024", "29 February 2024"),
        "Transactions!F4": OVERLAPS.format("1 January 2024", "31 January 2024"),
    }


NO_REGISTER = "The portfolio keeps no register contract of its products. Registers: "


def test_the_register_that_an_initiative_asks_for_is_checked_alike_at_every_door(
    with_missions: None, lead: Client
) -> None:
    given = {**INITIATIVE, "kept_in": "contract"}
    sheet = faults(uploaded(lead, added(3, "initiatives", **given)))
    assert list(sheet) == ["Initiatives!K3"]
    (said,) = sheet.values()
    assert said.startswith(NO_REGISTER)
    assert ", contracts, " in said
    assert ", risks," not in said  # it is of the portfolio as a whole: no product can hold anything in it
    form = lead.post("/small/registers/initiatives/-/new/", {**given, "based_on": "0", "key": "0" * 12})
    assert form.status_code == 400
    assert said in unescape(form.content.decode())
    api = by_program(lead, "initiatives", given)
    assert api.status_code == 422, api.content
    assert api.json()["faults"] == [{"field": "kept_in", "what": said}]
    assert not newest("small")
    kept = uploaded(lead, added(3, "initiatives", **INITIATIVE))
    assert lead.post(kept.url).status_code == 302
    assert len(newest("small", register="initiatives")) == 1


def test_form_and_api_say_what_the_sheet_says(benefit: None, lead: Client) -> None:
    given = {"benefit": "calls", "read_on": "2024-01-31", "value": 9}
    (said,) = faults(uploaded(lead, added(3, "benefit_values", **given))).values()
    form = lead.post("/small/registers/benefit_values/-/new/", {**given, "based_on": "0", "key": "0" * 12})
    assert said in unescape(form.content.decode())
    api = by_program(lead, "benefit_values", given)
    assert api.json()["faults"] == [{"field": "read_on", "what": said}]


def test_what_others_recorded_meanwhile_is_told_by_cell_at_the_confirmation(benefit: None, lead: Client) -> None:
    kept = uploaded(lead, added(3, "benefit_shares", "Letters", benefit="calls", share=0.7))
    stands("benefit_shares", "s", "booking", benefit="calls", share=0.5)
    refused = lead.post(kept.url)
    assert refused.status_code == 409
    assert "<b>Shares of benefits!G3</b> With the others, products claim 1.2" in refused.content.decode()
    assert len(newest("small", register="benefit_shares")) == 1


def test_who_answers_for_a_product_records_what_names_it_and_nothing_else(
    with_missions: None, signed_in: SignedIn
) -> None:
    owner = signed_in("owner", Role.PRODUCT_OWNER, "letters")
    mine = added(3, "risks", **{**RISK, "products": "letters"})
    kept = uploaded(owner, mine)
    assert kept.status_code == 302
    assert owner.post(kept.url).status_code == 302
    for products in ("booking", "letters, booking", ""):
        theirs = uploaded(owner, added(4, "risks", **{**RISK, "title": "Other", "products": products}))
        assert list(faults(theirs).values()) == [
            "You may record only what names products of yours and no others. Leave the row as it was."
        ]
    (risk,) = newest("small", register="risks")
    taken = uploaded(owner, changed("risks", risk.place.key, products="booking"))
    assert len(faults(taken)) == 1
