"""What people come for beyond the figures: benefits, risks, next steps, initiatives, mindset, and the board pack."""

import re
from datetime import UTC, datetime, timedelta
from io import BytesIO

import pytest
from playwright.sync_api import Page, expect
from pptx import Presentation

from llif.portfolio.registers.mindset import PAIRS
from tests.browser.looking import record
from tests.browser.waiting import PACK, WAIVER, publish

pytestmark = pytest.mark.browser
TODAY = datetime.now(UTC).date()
SOON, AHEAD = str(TODAY + timedelta(days=30)), str(TODAY + timedelta(days=200))


def test_a_benefit_is_recorded_and_seen(lead: Page, address: str) -> None:
    lead.goto(f"{address}/small/benefits/")
    lead.get_by_role("link", name="Record a benefit").click()
    values = {
        "code": "fewer-visits",
        "name_en": "Fewer visits",
        "name_cy": "Llai o ymweliadau",
        "category": "societal",
        "gains": "Patients",
        "owner": "Head of booking",
        "unit": "number",
        "baseline": "900",
        "baseline_on": "2023-04-01",
        "target": "300",
        "target_on": "2027-04-01",
    }
    record(lead, values)
    assert lead.url.endswith("/small/benefits/")
    row = lead.locator("section[aria-labelledby=each] tbody tr").filter(has_text="Fewer visits")
    expect(row).to_contain_text("Patients")
    row.get_by_role("link", name="Fewer visits").click()
    expect(lead.get_by_role("heading", level=1)).to_contain_text("Fewer visits")
    expect(lead.locator("section[aria-labelledby=stands]")).to_contain_text("Head of booking")
    lead.goto(f"{address}/cy/small/benefits/")
    expect(lead.locator("section[aria-labelledby=each]")).to_contain_text("Llai o ymweliadau")


def test_a_risk_stands_in_the_matrix(lead: Page, address: str) -> None:
    lead.goto(f"{address}/small/risks/")
    lead.get_by_role("link", name="Record a risk").click()
    steps = {"inherent_consequence": "5", "inherent_likelihood": "5", "consequence": "5", "likelihood": "2"}
    values = {"title": "The funding ends", "category": "funding_model", **steps}
    record(lead, {**values, "target_consequence": "3", "target_likelihood": "1", "owner": "Board", "review_on": SOON})
    assert lead.url.endswith("/small/risks/")
    # Consequence 5 is the first row; likelihood 2 the second column.
    cell = lead.locator(".llif-matrix tbody tr").first.locator("td").nth(1)
    expect(cell).to_contain_text("High")
    cell.get_by_role("link").click()
    register = lead.locator("section[aria-labelledby=register]")
    expect(register.get_by_role("rowheader")).to_have_text("The funding ends")
    register.get_by_role("link", name="The funding ends").click()
    expect(lead.get_by_role("heading", level=1)).to_contain_text("The funding ends")


def test_a_proposed_step_is_accepted_and_comes_onto_the_roadmap(lead: Page, address: str) -> None:
    lead.goto(f"{address}/small/next-steps/")
    proposals = lead.locator("section[aria-labelledby=proposals] tbody tr")
    title = proposals.first.get_by_role("rowheader").inner_text()
    before = proposals.count()
    proposals.first.get_by_role("link", name="Decide").click()
    expect(lead.get_by_role("heading", level=1)).to_have_text(title)
    lead.get_by_label("Owner").fill("Head of booking")
    lead.get_by_label("Due on").fill(SOON)
    lead.get_by_role("button", name="Record the decision").click()
    now = lead.locator("section[aria-labelledby=horizon-now]")
    expect(now.get_by_role("listitem").filter(has_text=title)).to_contain_text("Head of booking")
    assert lead.locator("section[aria-labelledby=proposals] tbody tr").count() == before - 1


def test_an_initiative_tells_its_progress(lead: Page, address: str) -> None:
    """60 % of three products should name a safety officer: one does."""
    lead.goto(f"{address}/small/initiatives/")
    lead.get_by_role("link", name="Record an initiative").click()
    asked = {
        "title": "Each has an officer",
        "asks": "filled",
        "kept_in": "safety-officer",
        "target_percent": "60",
    }
    record(lead, {**asked, "deadline": AHEAD, "owner": "Head of delivery"})
    assert lead.url.endswith("/small/initiatives/")
    card = lead.locator("section.llif-card").filter(has_text="Each has an officer")
    expect(card).to_contain_text("1 of 3 meet it")
    expect(card).to_contain_text("needed: 2")
    card.locator("summary").click()
    expect(card.locator(".llif-left")).to_contain_text("Booking")


def test_a_team_assesses_its_mindset(lead: Page, address: str) -> None:
    """It assessed itself before; the picture tells what moved since."""
    lead.goto(f"{address}/small/mindset/")
    before = lead.locator("section.llif-card img").get_attribute("src")
    lead.get_by_role("link", name="Record an assessment").click()
    record(lead, {"assessed_on": str(TODAY), **{pair.id: "5" for pair in PAIRS}, "teams_comment": "We stay together."})
    assert lead.url.endswith("/small/mindset/")
    card = lead.locator("section.llif-card").filter(has_text="Post")
    expect(card).to_contain_text("6 pairs moved towards product")
    expect(card).to_contain_text("We stay together.")
    assert before
    assert "<svg" in lead.request.get(f"{address}{before}").text()


def test_a_pack_is_made_while_its_page_tells_how_far_it_is(lead: Page, address: str) -> None:
    lead.goto(f"{address}{PACK}")
    lead.get_by_role("button", name="PPTX").click()
    lead.wait_for_url(re.compile(r"/pack/job/"))
    lead.get_by_role("heading", name="The pack is ready").wait_for()
    with lead.expect_download() as downloading:
        lead.get_by_role("link", name="Fetch it (PPTX)").click()
    shown = Presentation(BytesIO(downloading.value.path().read_bytes()))
    texts = [each.text_frame.text for slide in shown.slides for each in slide.shapes if each.has_text_frame]
    assert any("Small services" in each for each in texts)
    assert any("Scorecard" in each for each in texts)


def test_a_pack_is_published_once_the_unknown_is_waived(lead: Page, address: str) -> None:
    publish(lead, address)
    assert lead.locator("section[aria-labelledby=contents]").get_by_role("heading", name="Scorecard").is_visible()
    published = lead.url
    kept = lead.request.get(f"{published}en.html")
    assert kept.status == 200
    assert WAIVER in kept.text()
    welsh = lead.request.get(f"{published}cy.html")
    assert 'lang="cy"' in welsh.text()
    assert WAIVER in welsh.text()
    lead.goto(f"{address}{PACK}")
    expect(lead.locator("section[aria-labelledby=published]")).to_contain_text("by ben")
