"""What people come to the scorecard for: the worst product and its evidence, a judgement, many at once, what moved."""

from datetime import UTC, datetime, timedelta

import pytest
from openpyxl import Workbook
from playwright.sync_api import Page, expect

from llif.portfolio.registers.entries import Place
from tests.browser.looking import english
from tests.browser.waiting import upload
from tests.publishing.sheets.world import cell_of, edited

pytestmark = pytest.mark.browser
TODAY = datetime.now(UTC).date()
AHEAD = TODAY + timedelta(days=90)
EARLIER = "2023-12-31"
"""The scorecard is as at 31 March 2024."""
CARD = "/small/scorecard/"


def test_the_worst_product_and_its_evidence(lead: Page, address: str) -> None:
    """From the first page to the record that made a cell red."""
    lead.goto(f"{address}/small/")
    lead.get_by_role("navigation").get_by_role("link", name="Scorecard").click()
    worst = lead.locator(".llif-heatmap tbody tr").first
    assert worst.locator("th a").inner_text() == "Letters"
    worst.get_by_role("cell").filter(has_text="Red").first.get_by_role("link").click()
    expect(lead.get_by_role("heading", level=1)).to_contain_text("Letters: ")
    expect(lead.locator(".llif-verdict")).to_contain_text("Red")
    evidence = lead.locator("section[aria-labelledby=evidence]")
    expect(evidence.get_by_role("rowheader").first).to_be_visible()
    evidence.get_by_text("The rule").first.click()
    evidence.get_by_role("link", name="Commercial risk").or_(evidence.locator("a[href*='#rule-']")).first.click()
    rule = lead.url.partition("#")[2]
    assert rule.startswith("rule-")
    assert lead.locator(f"[id='{rule}'] h3").is_visible()


def test_evidence_leads_to_the_entry_it_was_read_from(lead: Page, address: str) -> None:
    lead.goto(f"{address}{CARD}letters/cloud_readiness/")
    lead.get_by_role("link", name="Record: Hosting").click()
    expect(lead.get_by_role("heading", level=1)).to_contain_text("Hosting")
    assert lead.locator("[name=where][value=on-premises]").is_checked()


def test_a_contract_is_recorded_from_the_cell_that_rests_on_it(lead: Page, address: str) -> None:
    """Of a product with none: the form of the first; of one with some: their list."""
    lead.goto(f"{address}{CARD}clinic-system/commercial_risk/")
    lead.get_by_role("link", name="Record: Contracts").click()
    assert "/registers/contracts/clinic-system/new/" in lead.url
    lead.goto(f"{address}{CARD}letters/commercial_risk/")
    lead.get_by_role("link", name="Record: Contracts").click()
    assert "/registers/contracts/letters/?" in lead.url
    expect(lead.get_by_role("row").filter(has_text="Acme").first).to_be_visible()


def tab_to(page: Page, wanted: str, most: int = 60) -> None:
    """Move by keyboard until what has the focus is what a script says is wanted."""
    for _step in range(most):
        page.keyboard.press("Tab")
        if page.evaluate(wanted):
            return
    raise AssertionError(f"{most} steps by keyboard do not lead to: {wanted}")


def test_a_rating_by_keyboard_alone_changes_the_cell(lead: Page, address: str) -> None:
    """From the cell to the form, through what was wrong, and back to the cell, which says it; the scorecard too."""
    lead.goto(f"{address}{CARD}booking/reliability/")
    expect(lead.locator(".llif-verdict")).to_contain_text("Not assessed")
    tab_to(lead, "document.activeElement.textContent === 'Record a judgement'")
    lead.keyboard.press("Enter")
    lead.wait_for_selector(".llif-entry")
    tab_to(lead, "document.activeElement.name === 'rating'")
    lead.keyboard.press("Space")
    for text in ("It fell over.", "nowhere", str(AHEAD)):
        lead.keyboard.press("Tab")
        lead.keyboard.type(text)
    lead.keyboard.press("Enter")
    lead.wait_for_selector(".nhsuk-error-summary:focus")
    lead.keyboard.press("Tab")
    lead.keyboard.press("Enter")
    assert lead.evaluate("document.activeElement.id") == "field-evidence"
    lead.keyboard.press("Control+A")
    lead.keyboard.type("https://example.org/1")
    lead.keyboard.press("Enter")
    expect(lead.locator(".llif-notice")).to_have_text("The entry was recorded.")
    assert lead.url.partition("#")[0].endswith(f"{CARD}booking/reliability/")
    expect(lead.locator(".llif-verdict")).to_contain_text("Red")
    lead.goto(f"{address}{CARD}")
    booking = lead.locator(".llif-heatmap tbody tr").filter(has_text="Booking")
    expect(booking.locator("td[data-label=Reliability]")).to_contain_text("Red")


def judge(book: Workbook) -> None:
    """In the sheet of ratings, what a person types."""
    place = Place("ratings", "small", "booking", "cloud_readiness")
    judged = {"rating": "Amber", "reason": "Old.", "evidence": "https://example.org/2", "review_on": AHEAD}
    for name, value in judged.items():
        cell_of(book, "Ratings", place, name).value = value


def test_many_ratings_by_spreadsheet(lead: Page, address: str) -> None:
    """Downloaded, edited, uploaded, previewed, confirmed: and the scorecard says what the sheet did."""
    lead.goto(f"{address}{CARD}")
    with lead.expect_download() as downloading:
        lead.get_by_role("link", name="Spreadsheet").click()
    content = downloading.value.path().read_bytes()
    lead.get_by_role("link", name="Record many at once").click()
    upload(lead, edited(content, judge))
    expect(lead.locator("main")).to_contain_text("1 entry changes.")
    changes = lead.locator("section[aria-labelledby=changes]")
    expect(changes).to_contain_text("Amber")
    lead.get_by_role("button", name="Record 1 change").click()
    expect(lead.get_by_role("status")).to_contain_text("1 entry was recorded.")
    lead.get_by_role("link", name="See the scorecard").click()
    booking = lead.locator(".llif-heatmap tbody tr").filter(has_text="Booking")
    expect(booking.locator("td[data-label='Cloud readiness']")).to_contain_text("Amber")


def test_what_moved_since_a_day(lead: Page, address: str) -> None:
    """Everything was recorded today, so the scorecard of an earlier day had less."""
    lead.goto(f"{address}{CARD}")
    lead.get_by_text("Choose a day, or compare with an earlier one").click()
    lead.get_by_label("Compared with").fill(EARLIER)
    lead.get_by_role("button", name="Show").click()
    expect(lead.locator("main")).to_contain_text("compared with")
    letters = lead.locator(".llif-heatmap tbody tr").filter(has_text="Letters")
    expect(letters.locator("td").first).to_contain_text("before: ")
    expect(letters.locator("td[data-label='Cloud readiness']")).to_contain_text("before: ")


def test_all_of_it_in_welsh(lead: Page, address: str) -> None:
    """From the first page to a recorded judgement without a word of English from llif."""
    lead.goto(f"{address}/cy/small/")
    lead.get_by_role("navigation").get_by_role("link", name="Cerdyn sgorio").click()
    said = english(lead)
    lead.locator(".llif-heatmap tbody tr").filter(has_text="Llythyrau").locator("td a").nth(2).click()
    said += english(lead)
    lead.goto(f"{address}/cy/small/registers/ratings/booking/unsupported_technology/")
    lead.locator("[name=rating][value=amber]").check()
    lead.locator(".llif-entry button").click()
    said += english(lead)
    for name, value in {"reason": "Hen.", "evidence": "https://example.org/3", "review_on": str(AHEAD)}.items():
        lead.locator(f"[name={name}]").fill(value)
    lead.locator(".llif-entry button").click()
    expect(lead.locator(".llif-notice")).to_be_visible()
    assert "/cy/" in lead.url
    assert lead.locator("html").get_attribute("lang") == "cy"
    assert said + english(lead) == []
