"""Every register's form: what it shows, what it records, what it refuses, and that nothing typed is lost."""

import re
from collections.abc import Mapping
from html import unescape
from typing import Any

import pytest
from django.test import Client

from llif.access.actor import COMMAND_LINE
from llif.access.models import AuditRow
from llif.access.roles import Role
from llif.portfolio.models import Entry
from llif.portfolio.registers.contract import Keyed, told
from llif.portfolio.registers.entries import Place
from llif.portfolio.registers.own import RATINGS
from llif.portfolio.registers.recorded import newest
from llif.practices import recording, registry
from llif.practices.recording import NoSuchPlace, Write
from tests.publishing.conftest import SignedIn
from tests.publishing.registers.world import AHEAD, BEFORE, VALID, VISION

ROOT = "/small/registers/"
RATING = ROOT + "ratings/letters/reliability/"
ALL = sorted(VALID)
pytestmark = pytest.mark.usefixtures("office")


def text(response: Any) -> str:
    main = response.content.decode().split("<main")[1].split("</main")[0]
    return unescape(" ".join(re.sub(r"<[^>]+>", " ", main).split()))


def address(register: str) -> str:
    return f"{ROOT}{register}/{VALID[register][0]}/"


def recorded(client: Client, register: str) -> str:
    """Record what may be, after what it stands beside, and give the address of the entry."""
    if register in BEFORE and not newest("small", register=BEFORE[register]):
        recorded(client, BEFORE[register])
    response = client.post(address(register), VALID[register][1])
    assert (response.status_code, response.url) == (302, f"{ROOT}{register}/"), text(response)
    (entry,) = newest("small", register=register)
    place = "/".join(part for part in (entry.place.product or "-", entry.place.key) if part)
    return f"{ROOT}{register}/{place}/"


def test_every_register_is_tried() -> None:
    assert set(VALID) == set(registry.registers(registry.followed(None)))


@pytest.mark.parametrize("register", ALL)
@pytest.mark.parametrize("language", ["", "/cy"])
def test_its_form_asks_for_every_field(lead: Client, register: str, language: str) -> None:
    response = lead.get(language + address(register))
    assert response.status_code == 200
    shown = text(response)
    for name, words in told(registry.registers(registry.followed(None))[register].form):
        assert words.label.within("cy" if language else "en") in shown
        assert f'name="{name}"' in response.content.decode()


@pytest.mark.parametrize("register", ALL)
def test_it_records_changes_and_withdraws(lead: Client, register: str) -> None:
    at = recorded(lead, register)
    assert "The entry was recorded." in text(lead.get(f"{ROOT}{register}/"))
    page = lead.get(at).content.decode()
    assert 'name="based_on" value="1"' in page
    gone = lead.post(at, {"act": "withdraw", "based_on": "1"})
    assert gone.status_code == 302
    assert newest("small", register=register) == ()
    assert "The entry was withdrawn." in text(lead.get(f"{ROOT}{register}/"))
    assert "withdrawn" in text(lead.get(at))
    actions = list(AuditRow.objects.order_by("-sequence").values_list("action", "actor")[:2])
    assert actions == [("withdraw", "lead"), ("record", "lead")]


NOTHING_NEEDED = {"pack-notes"}
"""Any one of its fields will do, and it is said of the form that none was given."""


@pytest.mark.parametrize("register", ALL)
def test_nothing_given_is_refused_by_field(lead: Client, register: str) -> None:
    response = lead.post(address(register), {})
    assert response.status_code == 400
    page = response.content.decode()
    assert "nhsuk-error-summary" in page
    for href in re.findall(r'<li><a href="#([\w-]+)"', page):
        assert f'id="{href}"' in page
    assert ("Fill this in." in text(response)) == (register not in NOTHING_NEEDED)
    assert not Entry.objects.filter(register=register).exists()


@pytest.mark.parametrize("register", ALL)
def test_who_may_not_record_reads(signed_in: SignedIn, lead: Client, pages: Client, register: str) -> None:
    at, before = recorded(lead, register), Entry.objects.count()
    for name, client in (("viewer", signed_in("viewer", Role.VIEWER)), ("nobody", pages)):
        shown = client.get(at)
        assert shown.status_code == 200
        assert "<form" not in shown.content.decode().split("<main")[1], name
        refused = client.post(at, {**VALID[register][1], "based_on": "1"})
        assert refused.status_code == (403 if name == "viewer" else 302)
        assert refused.headers.get("Location", "/sign-in/").startswith("/sign-in/")
    assert Entry.objects.count() == before


@pytest.mark.parametrize("register", ALL)
def test_two_people_at_once(signed_in: SignedIn, lead: Client, register: str) -> None:
    """The second is told, sees both, and keeps what they typed."""
    at, given = recorded(lead, register), VALID[register][1]
    other = signed_in("other", Role.PORTFOLIO_LEAD)
    changed = _changed(register, given, "Theirs")
    assert other.post(at, {**changed, "based_on": "1"}).status_code == 302
    mine = _changed(register, given, "Mine")
    refused = lead.post(at, {**mine, "based_on": "1"})
    assert refused.status_code == 409
    shown, page = text(refused), refused.content.decode()
    assert "Somebody else changed this meanwhile" in shown
    assert "Theirs was recorded by other" in shown
    assert "Record mine over theirs" in shown
    assert 'name="based_on" value="2"' in page
    if register not in UNWRITTEN:
        assert "Theirs" in shown.split("Keep theirs")[0]
        assert "Mine" in page.split("llif-entry")[1]
    assert lead.post(at, {**mine, "based_on": "2"}).status_code == 302
    assert Entry.objects.filter(register=register).count() == 3


TEXTS = (
    "objective_en",
    "name_en",
    "funded_by",
    "teams_comment",
    "comment_en",
    "text_en",
    "reason",
    "comment",
    "what",
    "note",
    "title",
    "role",
    "vision",
    "mission",
)
UNWRITTEN = {"moods", "safety-case", "benefit_shares", "benefit_missions", "transactions"}


def _changed(register: str, given: Mapping[str, Any], said: str) -> dict[str, Any]:
    if register == "moods":
        return {**given, "moods": ["warm"] if said == "Theirs" else ["cold"]}
    if register == "safety-case":
        return {**given, "dcb0160": "in progress" if said == "Theirs" else "not applicable"}
    if register == "benefit_shares":
        return {**given, "share": "0.5" if said == "Theirs" else "0.4"}
    if register == "benefit_missions":
        return {**given, "weight": "0.3" if said == "Theirs" else "0.2"}
    if register == "transactions":
        return {**given, "total": "1100" if said == "Theirs" else "1200"}
    name = next(each for each in TEXTS if each in given or (register == "hosting" and each == "note"))
    return {**given, name: said}


@pytest.mark.parametrize(
    "path",
    [
        "nothing/",
        "nothing/letters/",
        "ratings/nobody/",
        "ratings/nobody/reliability/",
        "ratings/letters/charm/",
        "ratings/-/reliability/",
        "ratings/letters/new/",
        "maturity/letters/is-it/",
        "contracts/letters/abc/",
        "hosting/letters/key/",
        "moods/-/nobody/",
        "vision/letters/",
        "nothing/table.csv",
    ],
)
def test_what_is_not_there_is_not_found(lead: Client, path: str) -> None:
    assert lead.get(ROOT + path).status_code == 404
    assert lead.post(ROOT + path, VALID["ratings"][1]).status_code in (404, 405)
    assert Entry.objects.count() == 0


def test_another_portfolio_is_not_found(lead: Client) -> None:
    assert lead.get("/other/registers/").status_code == 404


def test_a_fault_keeps_what_was_typed(lead: Client) -> None:
    given = {**VALID["ratings"][1], "evidence": "not <an> address", "review_on": "next week"}
    response = lead.post(RATING, given)
    page, shown = response.content.decode(), text(response)
    assert response.status_code == 400
    assert page.count("<title>Error:") == 1
    assert "Link to the evidence: Write a whole address that begins with https://" in shown
    assert "Review by: Write a day as year-month-day" in shown
    assert 'value="not &lt;an&gt; address"' in page
    assert 'value="next week"' in page
    assert "It fell over." in page
    assert re.search(r'value="red" checked', page)
    assert 'aria-describedby="hint-review_on says-review_on error-review_on"' in page


def test_days_may_be_written_as_people_do(lead: Client) -> None:
    recorded(lead, "contracts")
    (entry,) = newest("small", register="contracts")
    assert entry.content is not None
    assert (entry.content["start"], entry.content["value"]) == ("2025-04-01", 1200.5)
    refused = lead.post(address("contracts"), {**VALID["contracts"][1], "start": "31/2/2025"})
    assert 'value="31/2/2025"' in refused.content.decode()


def test_a_form_sent_twice_makes_one_entry(lead: Client) -> None:
    page = lead.get(address("contracts")).content.decode()
    key = re.search(r'name="key" value="(\w{12})"', page)
    assert key
    given = {**VALID["contracts"][1], "key": key[1], "based_on": "0"}
    assert [lead.post(address("contracts"), given).status_code for _time in range(2)] == [302, 409]
    assert Entry.objects.filter(register="contracts").count() == 1


def test_lists_and_flags_are_recorded(lead: Client) -> None:
    recorded(lead, "moods")
    recorded(lead, "vision")
    moods, vision = newest("small")
    assert moods.content == {"moods": ["warm", "cold"], "met": True, "on": "2026-03-31"}
    assert vision.content == {"vision": "Letters arrive.", "drivers": ["Fewer visits", "Equal Welsh"]}
    page = lead.get(ROOT + "moods/-/post/").content.decode()
    assert page.count(" checked") == 3
    assert "Fewer visits\nEqual Welsh</textarea>" in lead.get(ROOT + "vision/-/").content.decode()


def test_what_does_not_go_with_the_others_is_refused(lead: Client) -> None:
    recorded(lead, "shares")
    refused = lead.post(address("shares"), {"mission": "Safer", "share": "60"})
    assert refused.status_code == 400
    assert "Share: The shares sum to 120 %." in text(refused)
    assert lead.post(address("shares"), {"mission": "Safer", "share": "40"}).status_code == 302


def test_the_history_says_who_changed_what(signed_in: SignedIn, lead: Client) -> None:
    at = recorded(lead, "ratings")
    signed_in("other", Role.PORTFOLIO_LEAD).post(at, {**VALID["ratings"][1], "rating": "amber", "based_on": "1"})
    shown = text(lead.get(at)).split("History")[1]
    assert re.search(r"2 .* other Rating : Red → Amber 1 .* lead Rating : Red Reason : It fell over\.", shown)


def test_a_withdrawn_entry_meanwhile(signed_in: SignedIn, lead: Client) -> None:
    at = recorded(lead, "ratings")
    signed_in("other", Role.PORTFOLIO_LEAD).post(at, {"act": "withdraw", "based_on": "1"})
    refused = lead.post(at, {**VALID["ratings"][1], "reason": "Mine", "based_on": "1"})
    assert "Withdrawn by other" in text(refused)
    assert lead.post(at, {**VALID["ratings"][1], "reason": "Mine", "based_on": "2"}).status_code == 302


@pytest.mark.parametrize(
    ("wanted", "onward"),
    [
        ("/small/practices/", "/small/practices/"),
        ("https://elsewhere.example/", ROOT + "ratings/"),
        ("//elsewhere.example/", ROOT + "ratings/"),
        ("", ROOT + "ratings/"),
    ],
)
def test_it_goes_on_to_a_page_of_ours(lead: Client, wanted: str, onward: str) -> None:
    assert lead.post(RATING, {**VALID["ratings"][1], "next": wanted}).url == onward


def test_an_owner_records_of_their_own_product_only(signed_in: SignedIn) -> None:
    owner = signed_in("owner", Role.PRODUCT_OWNER, "letters")
    given = VALID["ratings"][1]
    assert owner.post(RATING, given).status_code == 302
    assert owner.post(ROOT + "ratings/booking/reliability/", given).status_code == 403
    assert owner.post(ROOT + "vision/-/", VALID["vision"][1]).status_code == 403
    assert '<form class="llif-card llif-entry"' not in owner.get(ROOT + "vision/-/").content.decode()


def test_a_form_without_a_token_is_refused(signed_in: SignedIn) -> None:
    client = signed_in("careful", Role.PORTFOLIO_LEAD, checks=True)
    assert client.post(RATING, VALID["ratings"][1]).status_code == 403
    assert Entry.objects.count() == 0


def test_the_registers_and_their_tables(lead: Client) -> None:
    for register in sorted(set(ALL) - set(BEFORE.values())):
        recorded(lead, register)
    shown = text(lead.get(ROOT))
    assert "Contracts The contracts each product depends on" in shown
    table = text(lead.get(ROOT + "contracts/"))
    assert "1 entry stands. Products with an entry: 1 of 3." in table
    assert "Acme Printing 1,200.5 Pounds (GBP) 1 April 2025" in table
    assert "Acme" not in text(lead.get(ROOT + "contracts/?product=booking"))
    for register in ALL:
        assert lead.get(f"{ROOT}{register}/").status_code == 200
        assert lead.get(f"/cy{ROOT}{register}/").status_code == 200
        assert lead.get(f"{ROOT}{register}/{VALID[register][0].split('/')[0]}/").status_code == 200
    told_apart = text(lead.get(ROOT + "ratings/letters/"))
    assert "Cloud readiness nothing recorded" in told_apart


def test_adding_leads_to_the_form(lead: Client) -> None:
    assert lead.get(ROOT + "contracts/?add=letters").url == ROOT + "contracts/letters/new/"
    assert lead.get(ROOT + "hosting/?add=letters").url == ROOT + "hosting/letters/"
    assert lead.get(ROOT + "hosting/?add=nobody").status_code == 404


def test_the_file_holds_what_is_recorded(lead: Client) -> None:
    lead.post(RATING, {**VALID["ratings"][1], "reason": "=1+1"})
    lines = lead.get(ROOT + "ratings/table.csv").content.decode("utf-8-sig").splitlines()
    assert lines[0] == "product,key,version,recorded_at,recorded_by,rating,reason,evidence,review_on"
    assert lines[1].startswith("letters,reliability,1,")
    assert lines[1].endswith(f",lead,red,'=1+1,https://example.org/1,{AHEAD}")


@pytest.mark.parametrize(
    ("register", "product", "key", "said"),
    [
        ("ratings", "nobody", "reliability", "has no product nobody"),
        ("ratings", "", "reliability", "has no product"),
        ("ratings", "letters", "charm", "There is no dimension charm."),
        ("maturity", "letters", "charm", "No practice of the portfolio asks the question charm."),
        ("moods", "", "nobody", "has no team nobody"),
        ("moods", "letters", "post", "about the portfolio as a whole"),
        ("vision", "", "key", "without a key"),
        ("contracts", "letters", "", "cannot be used"),
        ("contracts", "letters", "new", "cannot be used"),
        ("contracts", "letters", "a b", "cannot be used"),
    ],
)
@pytest.mark.usefixtures("pages")
def test_the_service_refuses_places_there_are_not(register: str, product: str, key: str, said: str) -> None:
    found = registry.registers(registry.followed(None))[register]
    with pytest.raises(NoSuchPlace, match=said):
        recording.record(Write(found, Place(register, "small", product, key), VALID[register][1], 0), by=COMMAND_LINE)
    assert Entry.objects.count() == 0


@pytest.mark.usefixtures("pages")
def test_the_service_refuses_a_register_of_no_practice_here() -> None:
    from llif.portfolio.switching import switch

    switch("small", "office", on=False, installed=tuple(registry.installed()), by=COMMAND_LINE)
    with pytest.raises(NoSuchPlace, match="does not keep the register vision"):
        recording.record(Write(VISION, Place("vision", "small", ""), VALID["vision"][1], 0), by=COMMAND_LINE)
    with pytest.raises(NoSuchPlace, match="There is no portfolio none"):
        recording.recording.record(
            Write(RATINGS, Place("ratings", "none", "letters", "reliability"), VALID["ratings"][1], 0), by=COMMAND_LINE
        )


def test_every_keyed_sort_is_here() -> None:
    found = registry.registers(registry.followed(None)).values()
    assert {each.keyed for each in found} == set(Keyed)
