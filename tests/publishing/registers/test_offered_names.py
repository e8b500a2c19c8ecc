"""A form offers by name what a field names by id, and keeps what it is given, whatever there is by then."""

import re
from collections.abc import Mapping
from html import unescape
from typing import Any

import pytest
from django.test import Client

from llif.portfolio.registers.benefit_ties import SERVES_NONE
from llif.portfolio.registers.contract import Names, told
from llif.portfolio.registers.own import OWN
from llif.portfolio.registers.recorded import newest
from tests.publishing import recorded

ROOT = "/small/registers/"
RISK = {**recorded.RISK, "watch_direction": "above", "life": "open", "review_on": "2999-01-01"}
CHECKBOX = re.compile(r'<input class="nhsuk-checkboxes__input" [^>]*name="products"[^>]*value="([^"]*)"( checked)?>')
OPTION = re.compile(r'<option value="([^"]*)"( selected)?>([^<]*)</option>')


def page(client: Client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200
    return unescape(response.content.decode())


def ticked(html: str) -> Mapping[str, bool]:
    return {value: bool(checked) for value, checked in CHECKBOX.findall(html)}


def options(html: str, field: str) -> Mapping[str, str]:
    inside = html.split(f'id="field-{field}"')[1].split("</select>")[0]
    return {value: words for value, _selected, words in OPTION.findall(inside) if value}


def test_products_are_ticked_by_name_and_kept_by_id(lead: Client) -> None:
    form = page(lead, f"{ROOT}risks/-/new/")
    assert ticked(form) == {"letters": False, "booking": False, "clinic-system": False}
    assert {"Letters", "Booking"} <= set(re.findall(r"nhsuk-checkboxes__label[^>]*>([^<]*)<", form))
    assert lead.post(f"{ROOT}risks/-/new/", {**RISK, "products": ["letters", "booking"]}).status_code == 302
    (entry,) = newest("small", register="risks")
    assert entry.content is not None
    assert entry.content["products"] == "letters, booking"
    again = page(lead, f"{ROOT}risks/-/{entry.place.key}/")
    assert ticked(again) == {"letters": True, "booking": True, "clinic-system": False}


def test_a_slip_comes_back_ticked(lead: Client) -> None:
    response = lead.post(f"{ROOT}risks/-/new/", {**RISK, "products": "lettes"})
    assert response.status_code == 400
    assert ticked(unescape(response.content.decode()))["lettes"]


def test_a_product_that_is_there_no_more_stays_where_it_was_named(lead: Client) -> None:
    recorded.entry("risks", "old", {**RISK, "products": "letters"})
    from llif.portfolio.models import Entry

    Entry.objects.filter(register="risks").update(content={**RISK, "products": "gone, letters"})
    assert ticked(page(lead, f"{ROOT}risks/-/old/"))["gone"]


@pytest.mark.parametrize(("language", "name"), [("", "Deliver quality"), ("/cy", "Darparu ansawdd")])
def test_a_mission_is_chosen_by_its_name(lead: Client, language: str, name: str) -> None:
    assert options(page(lead, f"{language}{ROOT}objectives/-/new/"), "mission") == {"quality": name}
    ties = options(page(lead, f"{language}{ROOT}benefit_missions/-/new/"), "mission")
    assert ties.keys() == {"quality", SERVES_NONE}


def test_a_benefit_is_chosen_by_its_name(lead: Client) -> None:
    assert "There is none to choose from yet." in page(lead, f"{ROOT}benefit_missions/-/new/")
    recorded.entry("benefits", "b", recorded.BENEFIT)
    chosen = options(page(lead, f"{ROOT}benefit_missions/-/new/"), "benefit")
    assert chosen == {recorded.BENEFIT["code"]: recorded.BENEFIT["name_en"]}


def test_a_register_is_chosen_by_its_name(lead: Client) -> None:
    chosen = options(page(lead, f"{ROOT}initiatives/-/new/"), "kept_in")
    assert chosen["contracts"] == "Contracts"
    assert "risks" not in chosen


def test_every_field_that_asks_for_an_id_offers_names() -> None:
    """Told by its hint, which is what people read."""
    asking: list[Any] = [
        (register.name, name, words.names)
        for register in OWN
        for name, words in told(register.form)
        if words.hint and re.search(r"\b(id|ids)\b", words.hint.en)
    ]
    assert asking
    assert all(isinstance(names, Names) for _register, _name, names in asking), asking
