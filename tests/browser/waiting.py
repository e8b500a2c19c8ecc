"""What waits under an address that nobody can guess: an upload to be confirmed, a pack being made, a published one."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from playwright.sync_api import BrowserContext, Page

PACK, UPLOAD = "/small/pack/", "/small/scorecard/upload/"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
WAIVER = "The source comes in May."


@dataclass(frozen=True)
class Waiting:
    """The parts of addresses by route, as the table of addresses names them."""

    parts: Mapping[str, Mapping[str, str]]


def made(context: BrowserContext, address: str) -> Waiting:
    """Make one of each, as a person does."""
    page = context.new_page()
    page.goto(f"{address}{UPLOAD}")
    upload(page, context.request.get(f"{address}/small/scorecard/sheet.xlsx").body())
    uploaded = _part(page, r"/upload/([\w-]+)/$")
    publish(page, address)
    number = _part(page, r"/pack/(\d+)/$")
    page.goto(f"{address}{PACK}")
    page.get_by_role("button", name="HTML").click()
    page.wait_for_url(re.compile(r"/pack/job/"))
    job = _part(page, r"/job/([\w-]+)/$")
    page.get_by_role("heading", name="The pack is ready").wait_for()
    page.close()
    at = "<slug:portfolio>/pack/"
    return Waiting(
        {
            "<slug:portfolio>/scorecard/upload/<str:token>/": {"token": uploaded},
            f"{at}job/<str:token>/": {"token": job},
            f"{at}<int:number>/": {"number": number},
        }
    )


def _part(page: Page, pattern: str) -> str:
    found = re.search(pattern, page.url)
    assert found, page.url
    return found[1]


def upload(page: Page, content: bytes) -> None:
    """Choose a file on the page of uploads, and go on to what it would change."""
    page.set_input_files("#file", {"name": "scorecard.xlsx", "mimeType": XLSX, "buffer": content})
    page.get_by_role("button", name="Show what would change").click()
    page.wait_for_url(re.compile(r"/upload/[\w-]+/$"))


def waive(page: Page, address: str) -> int:
    """Give each section that asks for one a waiver. *Gives* how many did."""
    page.goto(f"{address}{PACK}")
    sections = page.eval_on_selector_all("[name$='-waiver']", "all => all.map(each => each.id)")
    for each in sections:
        page.goto(f"{address}{PACK}")
        field = page.locator(f"[id='{each}']")
        page.locator("details", has=field).locator("summary").click()
        field.fill(WAIVER)
        page.locator("details", has=field).get_by_role("button").click()
        page.wait_for_load_state()
    return len(sections)


def publish(page: Page, address: str) -> None:
    waive(page, address)
    page.goto(f"{address}{PACK}")
    page.get_by_role("button", name="Publish this pack in both languages").click()
    page.wait_for_url(re.compile(r"/pack/\d+/$"))
