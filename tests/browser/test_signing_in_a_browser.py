"""Signing in as people do: by keyboard, with a local account or through the provider, in either language."""

import re

import pytest
import requests
from playwright.sync_api import Browser, Page

from tests.browser.looking import faults, opened
from tests.browser.served import PASSWORD

pytestmark = pytest.mark.browser


def signed_in(page: Page, address: str, name: str, language: str = "") -> None:
    page.goto(f"{address}{language}/sign-in/")
    page.locator("#id_login").fill(name)
    page.locator("#id_password").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(rf"{address}{language}/$"))


@pytest.mark.parametrize(
    ("language", "html", "of"), [("", "en", "Small services / Letters"), ("/cy", "cy", "Gwasanaethau bach / Llythyrau")]
)
def test_through_the_provider_and_back_without_scripts(
    chromium: Browser, address: str, provider: str, language: str, html: str, of: str
) -> None:
    name = f"gwen-{html}"
    claims = {"preferred_username": name, "roles": ["llif.product_owner:small/letters", "llif.unheard_of"]}
    requests.put(f"{provider}/users/{name}", json=claims, timeout=10).raise_for_status()
    page = opened(chromium, 1280, java_script_enabled=False)
    page.goto(f"{address}{language}/sign-in/?next={language}/account/")
    page.get_by_role("button", name="Work account").click()
    page.wait_for_url(re.compile(re.escape(provider)))
    page.locator("input[name=sub]").fill(name)
    page.keyboard.press("Enter")
    page.wait_for_url(f"{address}{language}/account/")
    assert page.locator("html").get_attribute("lang") == html
    assert name in (page.locator("main").text_content() or "")
    assert of in (page.locator("main").text_content() or "")
    page.close()


@pytest.mark.parametrize("language", ["", "/cy"])
def test_the_pages_of_an_administrator_are_whole(
    chromium: Browser, address: str, axe_script: str, language: str
) -> None:
    page = opened(chromium, 1280, bypass_csp=True)
    found = {}
    for path in ("/sign-in/", "/roles/", "", "/account/", "/people/", "/audit/"):
        if path:
            page.goto(f"{address}{language}{path}")
        else:
            signed_in(page, address, "ann", language)
        found[path] = faults(page, axe_script)
    page.close()
    assert {path: each for path, each in found.items() if each} == {}


def test_a_role_is_given_by_keyboard_alone(chromium: Browser, address: str) -> None:
    page = opened(chromium, 1280, java_script_enabled=False)
    signed_in(page, address, "ann")
    page.get_by_role("link", name="People and roles").press("Enter")
    card = page.get_by_role("region", name="ben")
    card.get_by_text("Give a role to ben").press("Enter")
    card.get_by_label("Role").select_option("auditor")
    card.get_by_role("button", name="Give the role").press("Enter")
    assert "Auditor · all portfolios" in (card.text_content() or "")
    page.close()
