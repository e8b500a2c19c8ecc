"""What only a browser can tell: accessibility, nothing pushed off, no request elsewhere, all of it without scripts."""

import re

import pytest
from playwright.sync_api import Browser

from tests.browser.looking import CUT, FAULTS, opened

pytestmark = pytest.mark.browser
PAGES = (
    "/",
    "/definitions/",
    "/small/",
    "/small/?days=30&sort=lead_time",
    "/small/sources/",
    "/small/next-steps/",
    "/small/initiatives/",
    "/small/risks/",
    "/small/mindset/",
    "/small/strategy/",
    "/small/benefits/",
    "/small/investment/",
    "/small/letters/",
    "/small/booking/",
    "/small/all/flow_velocity/",
    "/small/letters/lead_time/",
    "/small/item/?id=desk%3ALET-1",
    "/small/scorecard/",
    "/small/scorecard/?since=2023-10-01",
    "/small/scorecard/disagreements/",
    "/small/scorecard/letters/reliability/",
    "/small/?from=x",
    "/nowhere/",
)
DATES = """() => [...document.querySelector(".llif-zoom .role-axis-label").querySelectorAll("text")]
    .map(each => each.textContent).sort().join()"""


@pytest.mark.parametrize("scripts", [True, False])
def test_no_request_leaves_and_nothing_is_refused(chromium: Browser, address: str, scripts: bool) -> None:
    page = opened(chromium, 1280, java_script_enabled=scripts)
    asked: list[str] = []
    said: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    for path in PAGES[:-2]:
        page.goto(f"{address}{path}", wait_until="load")
    page.close()
    assert [url for url in asked if not url.startswith(address)] == []
    assert said == []


def test_a_reader_goes_from_the_whole_to_the_record(chromium: Browser, address: str) -> None:
    page = opened(chromium, 1280, java_script_enabled=False)
    page.goto(f"{address}/")
    page.get_by_role("link", name="Small services").click()
    page.get_by_role("link", name="Letters", exact=True).click()
    assert page.get_by_role("heading", level=1).text_content() == "Letters"
    row = page.get_by_role("row").filter(has=page.get_by_role("rowheader", name="Change lead time, median"))
    row.get_by_role("cell").first.get_by_role("link").click()
    assert page.get_by_role("heading", level=1).text_content() == "Change lead time, median"
    page.get_by_role("link", name="Cymraeg").click()
    assert page.get_by_role("heading", level=1).text_content() == "Amser arwain newid, canolrif"
    page.close()


@pytest.mark.parametrize("language", ["", "/cy"])
def test_the_first_column_stays_and_rows_become_cards(chromium: Browser, address: str, language: str) -> None:
    wide, narrow = opened(chromium, 800), opened(chromium, 320)
    for page in (wide, narrow):
        page.goto(f"{address}{language}/small/")
    cell = ".llif-products tbody tr:first-child th"
    assert wide.eval_on_selector(cell, "each => getComputedStyle(each).position") == "sticky"
    assert narrow.eval_on_selector(cell, "each => getComputedStyle(each).display") == "block"
    assert narrow.eval_on_selector(".llif-products thead", "each => each.getBoundingClientRect().width") <= 1
    wide.close()
    narrow.close()


def test_the_table_fits_one_page_in_print(chromium: Browser, address: str) -> None:
    page = opened(chromium, 1280)
    page.goto(f"{address}/small/")
    printed = page.pdf(prefer_css_page_size=True)
    page.close()
    assert printed.count(b"/Type /Page\n") == 1


@pytest.mark.parametrize("language", ["", "/cy"])
def test_a_chart_is_zoomed_by_keyboard_under_the_policy(chromium: Browser, address: str, language: str) -> None:
    page = opened(chromium, 1280)
    asked: list[str] = []
    said: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(f"{address}{language}/small/letters/?by=quarter")
    assert not [url for url in asked if "zoom-libraries" in url]
    card = page.locator("section[aria-labelledby=lead_time]")
    card.locator("button").press("Enter")
    card.locator(".llif-zoom svg").wait_for()
    assert not card.locator("img").is_visible()
    nearer, _farther, whole = card.locator("button").all()
    before = page.evaluate(DATES)
    nearer.press("Enter")
    page.wait_for_function(f"before => ({DATES})() !== before", arg=before)
    whole.press("Enter")
    page.wait_for_function(f"before => ({DATES})() === before", arg=before)
    page.close()
    assert [url for url in asked if not url.startswith(address)] == []
    assert said == []


def test_an_opened_chart_is_accessible(chromium: Browser, address: str, axe_script: str) -> None:
    page = opened(chromium, 390, bypass_csp=True)
    page.goto(f"{address}/small/letters/")
    card = page.locator("section[aria-labelledby=flow_velocity]")
    card.locator("button").press("Enter")
    card.locator(".llif-zoom svg").wait_for()
    page.evaluate(axe_script)
    assert page.evaluate(FAULTS) + page.evaluate(CUT) == []
    assert page.evaluate("() => document.documentElement.scrollWidth <= window.innerWidth")
    page.close()


def test_the_heat_map_prints_on_one_landscape_page(chromium: Browser, address: str) -> None:
    page = opened(chromium, 1280)
    page.goto(f"{address}/small/scorecard/")
    printed = page.pdf(prefer_css_page_size=True, print_background=True)
    page.close()
    assert len(re.findall(rb"/Type\s*/Page\b", printed)) == 1
    box = re.search(rb"/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)", printed)
    assert box is not None
    assert float(box[1]) > float(box[2])
