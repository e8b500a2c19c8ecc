"""The pages of next steps, initiatives, risks and mindset: in both languages, by role, and with what cannot be used."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from llif.access.actor import COMMAND_LINE, Actor, Via
from llif.access.models import AuditRow
from llif.access.permissions import NotAllowed
from llif.access.roles import Role
from llif.portfolio.models import Entry
from llif.portfolio.registers.contract import Register
from llif.portfolio.registers.entries import Place, Recorded
from llif.portfolio.registers.filling import FaultyEntry
from llif.portfolio.registers.own import ACTIONS, INITIATIVES, MINDSET, RISKS
from llif.portfolio.registers.recorded import standing
from llif.practices.recording import Write, record
from tests.publishing.conftest import SignedIn

TODAY = datetime.now(UTC).date()
AHEAD = (TODAY + timedelta(days=40)).isoformat()
GONE = (TODAY - timedelta(days=40)).isoformat()
SILENT, UNMAPPED, WHOLE = "silent--booking", "unmapped--letters", "neglected--all"
ADDRESSES = ("next-steps/", "initiatives/", "risks/", "risks/breaks/", "mindset/", f"next-steps/decide/{SILENT}/")
RISK: dict[str, Any] = {
    "title": "Changes break letters",
    "category": "disruption",
    "inherent_consequence": 5,
    "inherent_likelihood": 5,
    "consequence": 4,
    "likelihood": 4,
    "target_consequence": 2,
    "target_likelihood": 2,
    "owner": "Head of delivery",
    "review_on": GONE,
    "products": "letters",
    "watch_measure": "change_fail_rate",
    "watch_product": "letters",
    "watch_limit": 0.01,
}
ASSESSED = {"assessed_on": GONE, **dict.fromkeys(("teams", "learning", "feedback", "release", "success", "scope"), 2)}


def kept(
    register: Register, key: str, content: dict[str, Any], by: Actor = COMMAND_LINE, based_on: int = 0
) -> Recorded:
    return record(Write(register, Place(register.name, "small", "", key), content, based_on), by=by)


@pytest.fixture
def filled(lead: Client) -> Client:
    """A portfolio in which everything was recorded."""
    kept(RISKS, "breaks", {**RISK, "consequence": 5, "likelihood": 5})
    kept(RISKS, "breaks", RISK, based_on=1)
    kept(ACTIONS, "own", {"title": "Write the plan", "decision": "accepted", "owner": "Letters team", "due": GONE})
    aim = {"target_percent": 90, "deadline": AHEAD, "owner": "Head of architecture"}
    kept(INITIATIVES, "green", {"title": "All green", "asks": "green", "dimension": "reliability", **aim})
    kept(INITIATIVES, "fast", {"title": "Fast", "asks": "at_most", "measure": "lead_time", "limit": 72, **aim})
    kept(INITIATIVES, "held", {"title": "Contracts known", "asks": "filled", "kept_in": "contracts", **aim})
    lost = kept(INITIATIVES, "lost", {"title": "Lost", "asks": "filled", "kept_in": "contracts", **aim})
    gone = {**(lost.content or {}), "kept_in": "nowhere"}  # of a practice that was removed since
    Entry.objects.filter(register=INITIATIVES.name, key="lost").update(content=gone)
    kept(MINDSET, "post", ASSESSED)
    kept(MINDSET, "post", {**ASSESSED, "assessed_on": TODAY.isoformat(), "teams": 4, "scope": 1}, based_on=1)
    return lead


def text(response: Any) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split()).replace("&#39;", "'")


@pytest.mark.parametrize("language", ["", "cy/"])
@pytest.mark.parametrize("address", ADDRESSES)
def test_every_page_answers_whole_in_both_languages(filled: Client, language: str, address: str) -> None:
    response = filled.get(f"/{language}small/{address}")
    shown = response.content.decode()
    assert response.status_code == 200
    assert not re.search(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son\w+=", shown)
    assert "{" not in re.sub(r"<[^>]*>", "", shown)
    ids = re.findall(r'\sid="([^"]+)"', shown)
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("address", ["next-steps/", "initiatives/", "risks/", "mindset/"])
def test_an_empty_portfolio_says_so_and_anybody_may_read_a_public_one(pages: Client, address: str) -> None:
    assert pages.get(f"/small/{address}").status_code == 200


CHARTS = ("risks/trend.svg", "risks/breaks/chart.svg", "mindset/post/chart.svg", "cy/mindset/post/chart.svg")


@pytest.mark.parametrize("address", CHARTS)
def test_charts_are_drawn_on_the_server(filled: Client, address: str) -> None:
    path = f"/cy/small/{address.removeprefix('cy/')}" if address.startswith("cy/") else f"/small/{address}"
    response = filled.get(path)
    assert (response.status_code, response["Content-Type"]) == (200, "image/svg+xml")
    assert response.content.startswith(b"<svg")


@pytest.mark.parametrize(
    "address",
    ["risks/nowhere/", "risks/nowhere/chart.svg", "mindset/nobody/chart.svg", "next-steps/decide/silent--letters/"],
)
def test_what_is_not_there_is_404(filled: Client, address: str) -> None:
    assert filled.get(f"/small/{address}").status_code == 404


def test_risks_put_attention_first_and_name_the_figure(filled: Client) -> None:
    shown = text(filled.get("/small/risks/"))
    assert "extreme (16)" in shown
    assert "its figure crossed the limit (Change fail rate, Letters: 17 %; limit 1 %)" in shown
    assert "open risk with consequence 4 and likelihood 4" in shown
    assert "High or extreme: 1 of 1 open risks on" in shown
    assert "nothing was recorded by then" in shown
    assert "No risk is recorded that fits." in text(filled.get("/small/risks/?category=security"))
    assert "Changes break letters" in text(filled.get("/small/risks/?consequence=4&likelihood=4&band=extreme"))


def test_a_risk_tells_how_its_score_moved(filled: Client) -> None:
    Entry.objects.filter(register="risks", version=1).update(recorded_at="2026-01-05T12:00:00Z")
    shown = text(filled.get("/small/risks/breaks/"))
    assert "The score was 25 on 5 January 2026 and is 16 since" in shown
    assert "5 × 5 = 25" in shown


def test_initiatives_count_the_unknown_apart_and_refuse_to_guess_a_register(filled: Client) -> None:
    shown = text(filled.get("/small/initiatives/"))
    assert "0 of 3 meet it · not known of 3 · needed: 3 · still to go: 3" in shown
    assert "1 of 3 meet it · not known of 2" in shown
    assert "This portfolio keeps no register called nowhere: nothing can be known." in shown
    mine = text(filled.get("/small/initiatives/?team=post&owner=architecture"))
    assert "Letters" in mine
    assert "Booking" not in mine


def test_a_target_share_without_its_point_is_refused(lead: Client) -> None:
    aim = {"target_percent": 90, "deadline": AHEAD, "owner": "Head of architecture"}
    with pytest.raises(FaultyEntry, match="A share is of 0 to 1"):
        kept(INITIATIVES, "x", {"title": "x", "asks": "at_most", "measure": "change_fail_rate", "limit": 15, **aim})


def test_an_initiative_that_missed_its_deadline_stands_first(filled: Client) -> None:
    aim = {"target_percent": 90, "deadline": AHEAD, "owner": "Head of architecture"}
    entry = kept(INITIATIVES, "late", {"title": "Known by spring", "asks": "filled", "kept_in": "contracts", **aim})
    Entry.objects.filter(key="late").update(content={**(entry.content or {}), "deadline": GONE})
    shown = text(filled.get("/small/next-steps/"))
    assert "1 initiative missed its deadline." in shown
    assert "Known by spring" in shown.split("Overdue and stuck")[1].split("Roadmap")[0]
    assert text(filled.get("/small/pack/")).count("1 initiative missed its deadline") == 2, "holistic and next steps"


def test_no_risk_recorded_is_not_none_there(pages: Client) -> None:
    shown = text(pages.get("/small/risks/"))
    assert "0 open risks" not in shown
    assert "Open risks by consequence and likelihood" not in shown


def test_mindset_shows_the_move_and_what_is_held_beside_it(filled: Client) -> None:
    shown = text(filled.get("/small/mindset/"))
    assert "1 pair moved towards product, 1 towards project, 4 stayed." in shown
    assert "Deployment frequency of its products:" in shown
    assert "Survey answers: not measured" in shown
    assert "Benefits tied to its products: not recorded." in shown
    assert "llif holds no evidence on this." in shown


def decide(client: Client, key: str, **given: str) -> Any:
    return client.post(f"/small/next-steps/decide/{key}/", {"version": "0", **given})


ACCEPT = {"decision": "accepted", "owner": "Booking team", "due": AHEAD}


def test_accepting_a_proposal_records_it_with_its_cause_and_an_audit_row(lead: Client) -> None:
    assert "Find out why the records stopped: Booking" in text(lead.get("/small/next-steps/"))
    answer = decide(lead, SILENT, **ACCEPT)
    assert (answer.status_code, answer.url) == (302, "/small/next-steps/")
    found = standing(Place("actions", "small", "", SILENT))
    assert found
    assert found.content
    assert {name: found.content[name] for name in ("decision", "owner", "products", "cause", "cause_then")} == {
        "decision": "accepted",
        "owner": "Booking team",
        "products": "booking",
        "cause": "small/booking/freshness",
        "cause_then": "2023-10-05",
    }
    assert "nothing has been heard from" in found.content["reason"]
    assert "ni chlywyd dim" in found.content["reason_cy"].lower(), "both languages are kept, whoever decided in which"
    row = AuditRow.objects.latest("sequence")
    assert (row.action, row.object, row.actor) == ("record", f"actions:small//{SILENT}", "lead")
    shown = lead.get("/small/next-steps/").content.decode()
    proposals = shown.partition('id="proposals"')[2]
    assert "Find out why the records stopped: Booking" not in proposals
    assert "Find out why the records stopped: Booking" in shown.partition('id="roadmap"')[2]


def test_done_while_the_figure_says_the_same_is_said_to_be_so(lead: Client) -> None:
    decide(lead, SILENT, decision="done", done_on=TODAY.isoformat())
    shown = text(lead.get("/small/next-steps/"))
    assert "1 action is said to be done while its cause still stands." in shown
    assert "the figure still says: Booking: nothing has been heard from “booking” since 5 October 2023." in shown


def test_a_rejected_proposal_stays_away_until_its_cause_changes(lead: Client) -> None:
    decide(lead, SILENT, decision="rejected", why="It is retired")
    waiting = "Find out why the records stopped: Booking Booking: nothing"
    assert waiting not in text(lead.get("/small/next-steps/"))
    row = Entry.objects.get(register="actions", key=SILENT)
    Entry.objects.filter(pk=row.pk).update(content={**row.content, "cause_then": "2023-01-01"})
    assert waiting in text(lead.get("/small/next-steps/"))


def test_a_deferred_proposal_comes_back_on_its_day(lead: Client) -> None:
    decide(lead, SILENT, decision="deferred", why="Not now", until=AHEAD)
    waiting = "Find out why the records stopped: Booking Booking: nothing"
    assert waiting not in text(lead.get("/small/next-steps/"))
    row = Entry.objects.get(register="actions", key=SILENT)
    Entry.objects.filter(pk=row.pk).update(content={**row.content, "until": TODAY.isoformat()})
    assert waiting in text(lead.get("/small/next-steps/"))


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"decision": "accepted", "owner": "", "due": AHEAD}, "Say who owns it."),
        ({"decision": "accepted", "owner": "Team"}, "Say by when."),
        ({"decision": "accepted", "owner": "Team", "due": GONE}, "has passed."),
        ({"decision": "accepted", "owner": "Team", "due": "soon"}, "Write a day as year-month-day"),
        ({"decision": "deferred", "why": "Later"}, "Say until when it is deferred."),
        ({"decision": "deferred", "why": "Later", "until": GONE}, "has passed."),
        ({"decision": "rejected"}, "Say why."),
        ({"decision": "done", "done_on": AHEAD}, "has not come yet."),
        ({"decision": "perhaps"}, "Choose one of those offered."),
        ({}, "Fill this in."),
    ],
)
def test_a_decision_that_cannot_stand_names_its_field_and_writes_nothing(
    lead: Client, given: dict[str, str], said: str
) -> None:
    response = decide(lead, SILENT, **given)
    assert response.status_code == 400
    assert said in text(response)
    assert not Entry.objects.exists()


def test_the_second_to_decide_is_told(lead: Client) -> None:
    decide(lead, SILENT, **ACCEPT)
    response = decide(lead, SILENT, decision="rejected", why="No")
    assert response.status_code == 409
    assert "lead changed this meanwhile; nothing was written." in text(response)
    assert Entry.objects.count() == 1


@pytest.mark.parametrize(
    ("role", "product", "key", "status"),
    [
        (Role.PORTFOLIO_LEAD, "", WHOLE, 302),
        (Role.PORTFOLIO_LEAD, "", SILENT, 302),
        (Role.PRODUCT_OWNER, "booking", SILENT, 302),
        (Role.PRODUCT_OWNER, "letters", SILENT, 403),
        (Role.PRODUCT_OWNER, "booking", WHOLE, 403),
        (Role.VIEWER, "", SILENT, 403),
        (Role.ANALYST, "", SILENT, 403),
    ],
)
def test_who_answers_for_a_product_decides_what_is_about_it(
    signed_in: SignedIn, role: Role, product: str, key: str, status: int
) -> None:
    client = signed_in("somebody", role, product)
    assert decide(client, key, **ACCEPT).status_code == status
    assert Entry.objects.count() == (1 if status == 302 else 0)


def test_who_has_not_signed_in_is_asked_to_and_a_forged_form_is_refused(pages: Client, signed_in: SignedIn) -> None:
    assert decide(pages, SILENT, **ACCEPT).url.startswith("/sign-in/?next=")
    assert decide(signed_in("lead", Role.PORTFOLIO_LEAD, checks=True), SILENT, **ACCEPT).status_code == 403
    assert not Entry.objects.exists()


OWNER = Actor("owner", Via.WEB)


@pytest.fixture
def owner(signed_in: SignedIn) -> Actor:
    signed_in("owner", Role.PRODUCT_OWNER, "letters")
    return OWNER


@pytest.mark.parametrize("products", ["booking", "letters, booking", ""])
def test_an_owner_records_no_risk_of_another_product_or_the_whole(owner: Actor, products: str) -> None:
    with pytest.raises(NotAllowed):
        kept(RISKS, "r", {**RISK, "products": products}, by=owner)


def test_an_owner_records_a_risk_of_their_own_but_takes_none_over(owner: Actor) -> None:
    assert kept(RISKS, "own", RISK, by=owner).version == 1
    kept(RISKS, "other", {**RISK, "products": "booking"})
    with pytest.raises(NotAllowed):
        kept(RISKS, "other", RISK, by=owner, based_on=1)
    with pytest.raises(NotAllowed):
        record(Write(RISKS, Place("risks", "small", "", "other"), None, 1), by=owner)


@pytest.mark.parametrize(("field", "value"), [("products", "letters, nowhere"), ("watch_product", "nowhere")])
def test_a_product_there_is_not_is_refused(pages: Client, field: str, value: str) -> None:
    with pytest.raises(FaultyEntry, match="no product nowhere"):
        kept(RISKS, "r", {**RISK, field: value})
    assert not Entry.objects.exists()
