"""Recording in a real browser: by keyboard, without scripts, in both languages, with two people at one entry."""

from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.looking import faults, fill, signed_in

pytestmark = pytest.mark.browser
AHEAD = str(datetime.now(UTC).date() + timedelta(days=90))
REGISTERS, RATING = "/small/registers/", "/small/registers/ratings/letters/reliability/"
FILLED = (
    (RATING, {"rating": "red", "reason": "It fell over.", "evidence": "https://example.org/1", "review_on": AHEAD}),
    (
        REGISTERS + "acceptances/letters/reliability/",
        {"until": AHEAD, "worst": "red", "reason": "Known", "owner": "Post"},
    ),
    (
        REGISTERS + "contracts/letters/new/",
        {"supplier": "Acme", "what": "Printing", "start": "2025-04-01", "successor": "no", "exit_plan": "yes"},
    ),
    (REGISTERS + "hosting/letters/", {"where": "on-premises"}),
    (REGISTERS + "maturity/letters/portfolio-owner/", {"level": "3", "comment": "There is one.", "review_on": AHEAD}),
    (
        REGISTERS + "hazards/letters/new/",
        {"title": "Wrong letter", "severity": "3", "likelihood": "2", "owner": "Post", "review_on": AHEAD},
    ),
    (REGISTERS + "safety-case/letters/", {"dcb0129": "in progress", "dcb0160": "not started"}),
)


@pytest.mark.parametrize("scripts", [True, False])
def test_each_is_recorded(chromium: Browser, address: str, scripts: bool) -> None:
    page = signed_in(chromium, address, "ben", java_script_enabled=scripts)
    for path, values in FILLED:
        page.goto(address + path)
        fill(page, values)
        page.locator(".llif-entry button").click()
        expect(page.locator(".llif-notice")).to_have_text("The entry was recorded.")
    page.close()


def test_two_people_at_one_entry(chromium: Browser, address: str) -> None:
    at = f"{address}{REGISTERS}hosting/clinic-system/"
    ann, ben = (signed_in(chromium, address, name) for name in ("ann", "ben"))
    for page in (ann, ben):
        page.goto(at)
        fill(page, {"where": "supplier", "note": f"Noted by {page is ann}"})
    ann.locator(".llif-entry button").click()
    expect(ann.locator(".llif-notice")).to_be_visible()
    ben.locator(".llif-entry button").click()
    expect(ben.locator("#clash")).to_be_visible()
    assert ben.locator("[name=note]").input_value() == "Noted by False"
    ben.get_by_role("button", name="Record mine over theirs").click()
    expect(ben.locator(".llif-notice")).to_have_text("The entry was recorded.")
    ben.goto(at)
    expect(ben.locator("section[aria-labelledby=history] tbody tr")).to_have_count(2)
    ben.locator("summary", has_text="Withdraw this entry").press("Enter")
    ben.get_by_role("button", name="Yes, withdraw it").press("Enter")
    expect(ben.locator(".llif-notice")).to_have_text("The entry was withdrawn.")
    for page in (ann, ben):
        page.close()


def test_what_was_wrong_is_told_without_a_fault_of_its_own(chromium: Browser, address: str, axe_script: str) -> None:
    page = signed_in(chromium, address, "ben", bypass_csp=True)
    found = {}
    for language in ("", "/cy"):
        page.goto(f"{address}{language}{RATING}")
        fill(page, {"evidence": "nowhere"})
        page.locator(".llif-entry button").click()
        page.wait_for_selector(".nhsuk-error-summary")
        found[language] = faults(page, axe_script)
    page.close()
    assert found == {"": [], "/cy": []}
