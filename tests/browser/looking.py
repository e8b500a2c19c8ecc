"""Looking at a page that is open: what axe finds, what is cut or pushed off at each width, what is not yet Welsh."""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from babel.messages.pofile import read_po
from playwright.sync_api import Browser, BrowserContext, Page, expect

from llif.portfolio.declared import Words
from llif.portfolio.registers.contract import told
from llif.practices import registry
from tests.browser.served import PASSWORD

expect.set_options(timeout=20_000)
WIDTHS = (1280, 390, 320)
HEIGHT = 900
FAULTS = """async () => (await axe.run(document, {resultTypes: ["violations"]})).violations
    .map(each => each.id + ": " + each.nodes.map(node => node.target.join(" ")).join(", "))"""
CUT = """() => [...document.querySelectorAll("h1,h2,h3,p,a,b,dt,dd,th,td,button,label,summary")]
    .filter(each => !each.closest(".nhsuk-skip-link, .nhsuk-u-visually-hidden, thead") && each.clientWidth
        && each.scrollWidth > each.clientWidth + 1
        && getComputedStyle(each).overflowX !== "visible").map(each => each.textContent.trim().slice(0, 40))"""
WIDER = "() => document.documentElement.scrollWidth > window.innerWidth"
OPEN = "() => document.querySelectorAll('details').forEach(each => each.open = true)"
TEXTS = """() => {
    const other = each => each.closest("[lang]:not(html), code, pre");
    const walker = document.createTreeWalker(document.querySelector("body"), NodeFilter.SHOW_TEXT);
    const found = [];
    while (walker.nextNode()) if (!other(walker.currentNode.parentElement)) found.push(walker.currentNode.data);
    for (const name of ["aria-label", "alt", "title", "placeholder", "data-label"])
        for (const each of document.querySelectorAll(`[${name}]`))
            if (!other(each)) found.push(each.getAttribute(name));
    return [...found, document.title].map(each => each.trim().replace(/\\s+/g, " ")).filter(each => each);
}"""
CATALOGUE = Path(__file__).parents[2] / "src/llif/publishing/locale/cy/LC_MESSAGES/messages.po"
PLACE = re.compile(r"\{[^}]*\}")
SENTENCE_WORDS = 3
OF_SOURCES = frozenset({"New", "Doing", "Done", "Story", "Bug", "Chore"})
"""What the sources of the small portfolio call their statuses and types: theirs, in whatever language."""


def opened(chromium: Browser, width: int, **context: object) -> Page:
    page = chromium.new_page(viewport={"width": width, "height": HEIGHT}, **context)
    page.set_default_timeout(60_000)
    return page


def sign_in(page: Page, address: str, name: str) -> None:
    page.goto(f"{address}/sign-in/")
    page.fill("[name=login]", name)
    page.fill("[name=password]", PASSWORD)
    page.press("[name=password]", "Enter")
    page.wait_for_url(lambda url: "sign-in" not in url)


def signed_in(chromium: Browser, address: str, name: str, width: int = 1280, **context: object) -> Page:
    page = opened(chromium, width, **context)
    sign_in(page, address, name)
    return page


def state_of(chromium: Browser, address: str, name: str) -> object:
    """What a browser keeps of a sign-in, so that further contexts need not sign in again."""
    page = signed_in(chromium, address, name)
    kept = page.context.storage_state()
    page.close()
    return kept


def faults(page: Page, axe_script: str) -> list[str]:
    """What is wrong with the page that is open, at each width; with all that can be opened open."""
    page.evaluate(OPEN)
    page.evaluate(axe_script)
    found = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": HEIGHT})
        told_of = [*page.evaluate(FAULTS), *page.evaluate(CUT)]
        told_of += ["wider than the window"] if page.evaluate(WIDER) else []
        found += [f"{width}: {each}" for each in told_of]
    page.set_viewport_size({"width": WIDTHS[0], "height": HEIGHT})
    return found


def english(page: Page) -> list[str]:
    """Messages of llif's that the page, which is in Welsh, says in English, once it is there."""
    page.wait_for_selector("footer")
    return sorted({each for each in page.evaluate(TEXTS) if each not in OF_SOURCES and _is_english(each)})


def _is_english(text: str) -> bool:
    return text in _whole() or any(part in text for part in _parts())


@cache
def _whole() -> frozenset[str]:
    """English messages whose Welsh is another word, as they stand."""
    return frozenset(english for english, welsh in _messages() if english != welsh and not PLACE.search(english))


@cache
def _parts() -> tuple[str, ...]:
    """The longest piece between two places of a message, where it is long enough to be no name."""
    pieces = (max(PLACE.split(english), key=len).strip() for english, welsh in _messages() if english != welsh)
    return tuple({each for each in pieces if len(each.split()) >= SENTENCE_WORDS})


def _messages() -> Iterator[tuple[str, str]]:
    """Every message in English with its Welsh: of the catalogue, and of what registers and practices declare."""
    with CATALOGUE.open(encoding="utf-8") as file:
        for message in read_po(file):
            if message.id:
                yield from zip(_listed(message.id), _listed(message.string), strict=False)
    for words in _declared():
        yield words.en, words.cy


def _listed(told_of: object) -> list[str]:
    return [str(each) for each in told_of] if isinstance(told_of, (list, tuple)) else [str(told_of)]


def _declared() -> Iterable[Words]:
    practices = registry.followed(None)
    for practice in practices:
        yield from (practice.practice.title, practice.practice.about)
    for register in registry.registers(practices).values():
        yield from (register.title, register.about)
        for _name, words in told(register.form):
            yield from (words.label, *([words.hint] if words.hint else []), *words.choices.values())


def context_of(chromium: Browser, state: object, **context: object) -> BrowserContext:
    """A browser window in which somebody has signed in already."""
    made = chromium.new_context(storage_state=state, viewport={"width": WIDTHS[0], "height": HEIGHT}, **context)
    made.set_default_timeout(60_000)
    return made


def fill(page: Page, values: dict[str, str]) -> None:
    """Fill the form of an entry, by the names of its fields."""
    for name, value in values.items():
        field = page.locator(f".llif-entry [name={name}]").first
        if field.get_attribute("type") in ("radio", "checkbox"):
            page.locator(f".llif-entry [name={name}][value='{value}']").check()
        elif field.evaluate("each => each.tagName") == "SELECT":
            field.select_option(value)
        else:
            field.fill(value)


def record(page: Page, values: dict[str, str]) -> None:
    """Fill the form of an entry and send it; it must be taken."""
    fill(page, values)
    page.locator(".llif-entry button").click()
    expect(page.locator(".llif-notice")).to_have_text("The entry was recorded.")
