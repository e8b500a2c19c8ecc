"""Comparing two days and saving what is seen: by form and link, for others too, on a screen and on paper."""

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.looking import context_of, faults, opened, record

pytestmark = pytest.mark.browser
COMPARED = "?compare=2023-12-31"
PAPER = {"A4": (1062, 733), "A3": (1527, 1062)}
"""A landscape sheet within its margins, in CSS pixels."""
CUT_OFF = """() => [...document.querySelectorAll("main th, main td, main p, main li, main dd")]
    .filter(each => each.getBoundingClientRect().right > window.innerWidth + 1).map(each => each.textContent.trim())"""
UNTIDY = """() => {
    const tops = [...document.querySelectorAll(".llif-header__nav a")].map(each => each.getBoundingClientRect());
    const end = document.querySelector(".llif-header__language").getBoundingClientRect();
    const lines = [...new Set(tops.map(each => Math.round(each.top)))];
    return [lines.length > 2, end.top > Math.min(...tops.map(each => each.top)) + 5,
        end.right > window.innerWidth].filter(each => each).length;
}"""


@pytest.mark.parametrize("language", ["", "/cy"])
@pytest.mark.parametrize("query", [COMPARED, f"{COMPARED}&show=all&group=team", f"{COMPARED}&show=health,risk,money"])
def test_a_comparison_is_whole(
    chromium: Browser, address: str, lead_state: object, axe_script: str, language: str, query: str
) -> None:
    context = context_of(chromium, lead_state, bypass_csp=True)
    page = context.new_page()
    page.goto(f"{address}{language}/small/{query}")
    found = faults(page, axe_script)
    context.close()
    assert not found


@pytest.mark.parametrize("language", ["", "/cy"])
@pytest.mark.parametrize("paper", PAPER)
@pytest.mark.parametrize("query", ["?show=all", f"{COMPARED}&show=all&group=team"])
def test_nothing_is_cut_off_on_paper(chromium: Browser, address: str, language: str, paper: str, query: str) -> None:
    page = opened(chromium, PAPER[paper][0])
    page.emulate_media(media="print")
    page.goto(f"{address}{language}/small/{query}")
    cut, heads = page.evaluate(CUT_OFF), page.locator("thead th:visible").count()
    page.close()
    assert cut == []
    assert heads == 8 + 15


@pytest.mark.parametrize("language", ["", "/cy"])
@pytest.mark.parametrize("width", [1280, 1366, 1400])
def test_the_header_is_two_lines_at_most_and_its_end_stays_above(
    chromium: Browser, address: str, lead_state: object, language: str, width: int
) -> None:
    context = context_of(chromium, lead_state)
    page = context.new_page()
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(f"{address}{language}/small/")
    untidy = page.evaluate(UNTIDY)
    context.close()
    assert untidy == 0


def test_what_is_compared_is_sorted_by_how_it_differs(lead: Page, address: str) -> None:
    lead.goto(f"{address}/small/")
    expect(lead.get_by_role("columnheader", name="Change since")).to_have_count(0)
    lead.get_by_label("Day", exact=True).fill("2023-12-31")
    lead.get_by_role("button", name="Compare").click()
    head = lead.get_by_role("columnheader", name="Lead time: Change since 31 Dec 2023")
    expect(head).to_be_visible()
    head.get_by_role("link").click()
    expect(lead.get_by_role("columnheader", name="Lead time: Change since")).to_have_attribute(
        "aria-sort", "descending"
    )
    lead.get_by_role("link", name="Compare with nothing").click()
    expect(lead.get_by_role("columnheader", name="Change since")).to_have_count(0)


def test_a_view_is_saved_listed_and_opened_by_somebody_else(chromium: Browser, lead: Page, address: str) -> None:
    lead.goto(f"{address}/small/{COMPARED}&show=value,money&sort=-lead_time_change")
    lead.get_by_role("link", name="Save this view for everybody").click()
    expect(lead.locator("[name=query]")).to_have_value("sort=-lead_time_change&show=value%2Cmoney&compare=2023-12-31")
    record(lead, {"name_en": "Money since the winter", "name_cy": "Arian ers y gaeaf"})
    expect(lead.get_by_role("link", name="Money since the winter", exact=True)).to_be_visible()
    anyone = opened(chromium, 1280)
    anyone.goto(f"{address}/cy/small/")
    anyone.get_by_role("link", name="Arian ers y gaeaf", exact=True).click()
    expect(anyone.get_by_role("columnheader", name="Gwariant: Newid ers 31 Rhag 2023")).to_be_visible()
    expect(anyone.get_by_role("columnheader", name="Lleoli")).to_have_count(0)
    expect(anyone.get_by_role("link", name="Save this view for everybody")).to_have_count(0)
    anyone.close()
