"""Every page that a portfolio's lead may open, in both languages and at three widths: it is whole, and it is Welsh.

The addresses are those of the table of addresses, which is complete by construction; so a new page is looked at too.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, Page, Response

from tests.addresses.table import PARTS, PARTS_AT, PEOPLE, addresses
from tests.browser.looking import context_of, english, faults
from tests.browser.waiting import Waiting

pytestmark = pytest.mark.browser
NO_PAGE = (".csv", ".svg", ".json", ".xlsx", "/file/", "<str:form>")
PART = re.compile(r"<(?:\w+:)?(\w+)>")
LEAD = list(PEOPLE).index("lead")
STATES = (
    "/small/?days=30&sort=lead_time",
    "/small/?compare=2023-12-31&show=all&group=mission",
    "/small/?from=x",
    "/small/booking/",
    "/small/all/flow_velocity/",
    "/small/clinic-system/",
    "/small/scorecard/?since=2023-10-01",
    "/small/scorecard/booking/commercial_risk/",
    "/small/registers/contracts/letters/",
    "/small/registers/risks/-/breaks/",
    "/small/registers/mindset/-/post/",
    "/small/practices/portfolio-management/",
    "/small/practices/enterprise-architecture/",
    "/small/practices/itsm/",
    "/small/practices/clinical-safety/",
    "/small/benefits/?from=2023-01-01&to=2023-12-31",
    "/nowhere/",
)
"""Pages whose look depends on what is asked of them, or on what stands there."""


@dataclass(frozen=True)
class Visit:
    status: int
    faults: list[str]
    english: list[str]


def paths(waiting: Waiting) -> Iterator[tuple[str, bool]]:
    """Each page's path, and whether it is expected to be there for the lead of a public portfolio."""
    for route, address in addresses().items():
        status = address.access.expected("GET", is_public=True)[LEAD]
        if status == 405 or not address.is_in_both_languages or route.endswith(NO_PAGE):
            continue
        own = waiting.parts.get(route, {})
        named = {**PARTS, **PARTS_AT.get(route, {}), **own}
        path = PART.sub(lambda part, named=named: named[part[1]], route)  # type: ignore[misc]
        yield f"/{path}{address.query}", status == 200 or bool(own)
    for path in STATES:
        yield path, "nowhere" not in path and "=x" not in path


@pytest.fixture(scope="module", params=["", "/cy"], ids=["en", "cy"])
def visits(
    request: pytest.FixtureRequest,
    chromium: Browser,
    address: str,
    axe_script: str,
    lead_state: object,
    waiting: Waiting,
) -> Mapping[str, Visit]:
    """What was seen on each page of a language, each opened once."""
    context = context_of(chromium, lead_state, bypass_csp=True)
    page = context.new_page()
    found = {}
    for path, _expected in paths(waiting):
        response = page.goto(f"{address}{request.param}{path}")
        found[path] = _visit(page, response, axe_script, is_welsh=bool(request.param))
    context.close()
    return found


def _visit(page: Page, response: Response | None, axe_script: str, *, is_welsh: bool) -> Visit:
    assert response is not None
    lang = page.locator("html").get_attribute("lang")
    wrong = [] if lang == ("cy" if is_welsh else "en") else [f"lang is {lang}"]
    return Visit(response.status, [*wrong, *faults(page, axe_script)], english(page) if is_welsh else [])


def test_each_is_there(visits: Mapping[str, Visit], waiting: Waiting) -> None:
    there = {path for path, expected in paths(waiting) if expected}
    assert {path: visits[path].status for path in there if visits[path].status != 200} == {}
    assert max(each.status for each in visits.values()) < 500


def test_axe_finds_nothing_and_nothing_is_cut_or_pushed_off(visits: Mapping[str, Visit]) -> None:
    assert {path: each.faults for path, each in visits.items() if each.faults} == {}


def test_no_english_message_is_left(visits: Mapping[str, Visit]) -> None:
    assert {path: each.english for path, each in visits.items() if each.english} == {}
