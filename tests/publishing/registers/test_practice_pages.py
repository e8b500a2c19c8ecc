"""A page for each practice, from llif or from elsewhere: what it shows, and that it can be switched on and off."""

import re
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from llif.access.actor import COMMAND_LINE
from llif.access.models import AuditRow
from llif.access.roles import Role
from llif.portfolio import selectors
from llif.portfolio.models import Entry, Portfolio
from llif.practices import registry
from tests.publishing.conftest import SignedIn
from tests.publishing.registers.world import OFFICE, VALID

ROOT = "/small/practices/"

pytestmark = pytest.mark.usefixtures("office")


def text(response: Any) -> str:
    main = response.content.decode().split("<main")[1].split("</main")[0]
    return unescape(" ".join(re.sub(r"<[^>]+>", " ", main).split()))


@pytest.mark.parametrize("language", ["", "/cy"])
def test_every_practice_has_its_page(pages: Client, language: str) -> None:
    code = "cy" if language else "en"
    listed = text(pages.get(language + ROOT))
    for name, practice in registry.installed().items():
        assert practice.title.within(code) in listed
        response = pages.get(f"{language}{ROOT}{name}/")
        assert response.status_code == 200
        shown = text(response)
        words = [practice.about, *(each.title for each in practice.panels), *(each.text for each in practice.questions)]
        words += [each.about for each in practice.rules] + [each.title for each in practice.registers]
        for each in words:
            assert " ".join(each.within(code).split()) in shown


def test_there_is_no_other_page(pages: Client) -> None:
    assert pages.get(ROOT + "magic/").status_code == 404
    assert pages.get("/other/practices/").status_code == 404


def test_figures_link_to_their_evidence(pages: Client) -> None:
    page = pages.get(ROOT + "devops/").content.decode()
    assert 'href="/small/letters/deployment_frequency/"' in page
    assert "llif-level" in page
    assert "supplier-held" in page


def test_a_panel_gets_the_figures_of_its_measures(pages: Client) -> None:
    shown = text(pages.get(ROOT + "portfolio-management/")).split("Debt and risk against the floor")[1]
    assert re.search(r"Letters not recorded not recorded not recorded not known: not every kind is recorded 3\d", shown)


def test_thresholds_are_those_in_force(pages: Client) -> None:
    shown = text(pages.get(ROOT + "portfolio-management/"))
    assert "red_months 6 6" in shown
    Portfolio.objects.update(practices=[{"id": "portfolio-management", "settings": {"red_months": 3}}])
    shown = text(pages.get(ROOT + "portfolio-management/"))
    assert "red_months 6 6" in shown
    assert "Its thresholds were changed after this snapshot" in shown


def test_answers_stand_beside_their_questions(lead: Client) -> None:
    at = "/small/registers/maturity/letters/tidy/"
    onward = lead.post(at, {**VALID["maturity"][1], "next": ROOT + "office/"}).url
    assert onward == ROOT + "office/"
    shown = text(lead.get(onward))
    assert "Letters 3 – mostly : Letters, Question 1 lead review by" in shown
    assert "Booking not answered" in shown
    past = (timezone.now().date() - timedelta(days=1)).isoformat()
    entry = Entry.objects.get(register="maturity")
    Entry.objects.update(content={**entry.content, "review_on": past})
    assert "lead expired" in text(lead.get(onward))


def test_switching_off_and_on_is_audited(lead: Client) -> None:
    at = ROOT + "office/"
    assert lead.post(at, {"act": "off"}).url == at
    shown = text(lead.get(at))
    assert "Switched off." in shown
    assert "off here" in shown
    kept = selectors.practices("small")
    assert [each["id"] for each in kept or []] == [name for name in registry.installed() if name != "office"]
    row = AuditRow.objects.latest("sequence")
    assert (row.action, row.object, row.actor) == ("change", "portfolio:small", "lead")
    assert "office" not in row.after
    assert lead.get("/small/registers/vision/").status_code == 404
    assert lead.post(at, {"act": "off"}).status_code == 302
    assert AuditRow.objects.latest("sequence").sequence == row.sequence
    assert lead.post(at, {"act": "on"}).status_code == 302
    assert lead.get("/small/registers/vision/").status_code == 200
    assert [each["id"] for each in selectors.practices("small") or []][-1] == OFFICE.id


def test_what_was_recorded_comes_back(lead: Client) -> None:
    lead.post("/small/registers/vision/-/", VALID["vision"][1])
    lead.post(ROOT + "office/", {"act": "off"})
    assert lead.post("/small/registers/vision/-/", VALID["vision"][1]).status_code == 404
    lead.post(ROOT + "office/", {"act": "on"})
    assert "Letters arrive." in text(lead.get("/small/registers/vision/"))


def test_the_page_says_what_waits_for_the_next_publish(lead: Client) -> None:
    lead.post(ROOT + "itsm/", {"act": "off"})
    assert "it rates the scorecard until the next publish" in text(lead.get(ROOT + "itsm/"))
    assert "it rates the scorecard until the next publish" in text(lead.get(ROOT))


@pytest.mark.parametrize("role", [Role.VIEWER, Role.PRODUCT_OWNER, Role.ANALYST, Role.AUDITOR])
def test_who_may_not_declare_may_not_switch(signed_in: SignedIn, role: Role) -> None:
    client = signed_in("other", role)
    assert "Switch this practice off here" not in text(client.get(ROOT + "itsm/"))
    assert client.post(ROOT + "itsm/", {"act": "off"}).status_code == 403
    assert selectors.practices("small") is None


def test_nobody_is_asked_to_sign_in(pages: Client) -> None:
    assert pages.post(ROOT + "itsm/", {"act": "off"}).url.startswith("/sign-in/")
    assert selectors.practices("small") is None


def test_an_unknown_act_is_refused(lead: Client) -> None:
    assert lead.post(ROOT + "itsm/", {"act": "burn"}).status_code == 400


def test_a_practice_from_elsewhere_has_its_forms(lead: Client) -> None:
    page = lead.get(ROOT + "office/").content.decode()
    for register in OFFICE.registers:
        assert f'href="/small/registers/{register.name}/"' in page
        assert lead.get(f"/cy/small/registers/{register.name}/").status_code == 200
    assert 'href="/small/registers/maturity/letters/tidy/?next=%2Fsmall%2Fpractices%2Foffice%2F%23questions"' in page


@pytest.mark.usefixtures("pages")
def test_only_installed_practices_are_switched() -> None:
    from llif.portfolio.switching import switch
    from llif.terms.errors import InputError

    with pytest.raises(InputError, match="There is no practice magic"):
        switch("small", "magic", on=True, installed=tuple(registry.installed()), by=COMMAND_LINE)
