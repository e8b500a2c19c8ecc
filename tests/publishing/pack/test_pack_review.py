"""The pack's way: reviewed, waived, made as a job, published, shown again exactly, corrected beside."""

import json
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from urllib.parse import urlencode

import pytest
from django.conf import settings
from django.test import Client

from llif.access.actor import COMMAND_LINE
from llif.access.models import AuditRow
from llif.access.roles import Role
from llif.access.services import add_user, grant
from llif.publishing.figures import windows
from llif.publishing.models import Pack, PackJob
from llif.publishing.pack import document as documents
from llif.publishing.pack import jobs, review, saying, writing
from llif.publishing.pack.told import told as told_of
from llif.publishing.words import speaking
from tests.publishing.pack import packs

IMMEDIATE = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}


@pytest.fixture
def signed_in(pages: Client) -> Callable[[Role], Client]:
    def signing(role: Role) -> Client:
        user = add_user(by=COMMAND_LINE, username=role.value)
        grant(by=COMMAND_LINE, user=user, role=role, portfolio="small")
        client = Client()
        client.force_login(user)
        return client

    return signing


def given(section: str, based_on: int = 0, **fields: str) -> dict[str, str]:
    """What the form of the review sends, of one section."""
    told = {f"{section}-{name}": text for name, text in fields.items()}
    return {"section": section, f"{section}-based_on": str(based_on), **told}


def waived(client: Client) -> None:
    """Give every section that asks for one a waiver."""
    page = client.get("/small/pack/").content.decode()
    for section in re.findall(r'name="([\w-]+)-waiver"', page):
        answer = client.post("/small/pack/note/", given(section, waiver="The source comes in May."))
        assert answer.status_code == 302


def test_the_review_lists_the_sections_with_their_state(pages: Client) -> None:
    page = pages.get("/cy/small/pack/").content.decode()
    assert "Cerdyn sgorio" in page
    assert "Anhysbys" in page


def test_nothing_is_published_before_the_unknown_is_waived(signed_in: Callable[[Role], Client]) -> None:
    lead = signed_in(Role.PORTFOLIO_LEAD)
    answer = lead.post("/small/pack/publish/")
    assert answer.status_code == 400
    assert "Scorecard" in answer.content.decode()
    assert not Pack.objects.exists()


def test_a_published_pack_is_shown_again_exactly_and_corrected_beside(signed_in: Callable[[Role], Client]) -> None:
    lead = signed_in(Role.PORTFOLIO_LEAD)
    waived(lead)
    answer = lead.post("/small/pack/publish/")
    assert answer.status_code == 302
    kept = Pack.objects.get()
    english = documents.read(kept.document_en)
    assert {each.section for each in english.waivers} >= {"scorecard"}
    assert AuditRow.objects.filter(action="publish", object=f"pack:small/{kept.pk}").count() == 1
    first = lead.get(f"/small/pack/{kept.pk}/en.html")
    assert "The source comes in May." in first.content.decode()
    lead.post("/small/pack/note/", given("scorecard", 1, comment_en="Later thoughts"))
    assert lead.get(f"/small/pack/{kept.pk}/en.html").content == first.content
    lead.post(f"/small/pack/{kept.pk}/correct/", {"section": "scorecard", "text_cy": "Roedd hwn yn anghywir."})
    page = lead.get(f"/small/pack/{kept.pk}/").content.decode()
    assert "Roedd hwn yn anghywir." in page
    assert "<strong>Scorecard:</strong>" in page
    assert "<strong>Cerdyn sgorio:</strong>" in lead.get(f"/cy/small/pack/{kept.pk}/").content.decode()
    assert "written in Welsh only" in page
    assert lead.get(f"/small/pack/{kept.pk}/en.html").content == first.content


def test_a_draft_says_that_it_is_one_and_what_was_published_does_not(signed_in: Callable[[Role], Client]) -> None:
    lead = signed_in(Role.PORTFOLIO_LEAD)
    waived(lead)
    draft = packs.written(Path(settings.LLIF_HOME), "en", review.notes("small", date(2024, 3, 31)))
    told = saying.opening(draft)
    assert "Draft, written on 2 April 2024: it is not published." in told
    assert any(line.startswith("Not everything is known; a waiver was given – Scorecard: The source") for line in told)
    assert not any("Published" in line for line in told)
    assert saying.footing(draft).endswith("· draft")
    lead.post("/small/pack/publish/")
    kept = documents.read(Pack.objects.get().document_en)
    assert any(
        line.startswith("Published although not everything is known – Scorecard") for line in saying.opening(kept)
    )
    assert "raft" not in "".join([*saying.opening(kept), saying.footing(kept)])
    number = Pack.objects.get().pk
    assert any(line.startswith(f"Pack {number}, published on") for line in saying.opening(kept))
    assert saying.footing(kept).endswith(f"· pack {number}")
    name = lead.get(f"/small/pack/{number}/cy.xlsx")["Content-Disposition"]
    assert f"small-pack-{number}-cy.xlsx" in name


def test_a_pack_kept_before_drafts_were_marked_is_none(small_home: Path, pages: Client) -> None:
    old = json.loads(documents.written(packs.written(small_home, "en")))
    for later in ("is_draft", "known_on", "published"):
        del old[later]
    assert not documents.read(json.dumps(old)).is_draft


def test_the_styles_of_a_shown_pack_are_the_only_ones_allowed(signed_in: Callable[[Role], Client]) -> None:
    lead = signed_in(Role.PORTFOLIO_LEAD)
    waived(lead)
    lead.post("/small/pack/publish/")
    policy = lead.get(f"/small/pack/{Pack.objects.get().pk}/cy.html")["Content-Security-Policy"]
    assert "sha256-" in policy
    assert "unsafe" not in policy


@pytest.mark.parametrize("role", [Role.VIEWER, Role.ANALYST])
def test_who_may_not_record_may_not_comment(signed_in: Callable[[Role], Client], role: Role) -> None:
    answer = signed_in(role).post("/small/pack/note/", given("flow", comment_en="x"))
    assert answer.status_code == 403


def test_two_who_comment_at_once_lose_nothing(signed_in: Callable[[Role], Client]) -> None:
    lead = signed_in(Role.PORTFOLIO_LEAD)
    assert lead.post("/small/pack/note/", given("flow", comment_en="first")).status_code == 302
    second = lead.post("/small/pack/note/", given("flow", comment_en="second"))
    assert second.status_code == 409
    page = second.content.decode()
    assert "portfolio_lead changed this meanwhile; nothing of yours was written here." in page
    assert "“first” (portfolio_lead" in page, "theirs is shown"
    assert ">second</textarea>" in page, "what was typed is kept"
    assert 'name="flow-based_on" value="1"' in page, "sent again, it is recorded over what was seen"


def test_what_is_wrong_with_a_form_is_said_on_its_page_and_what_was_typed_stays(
    signed_in: Callable[[Role], Client],
) -> None:
    lead = signed_in(Role.PORTFOLIO_LEAD)
    empty = lead.post("/cy/small/pack/note/?since=2024-02-01", given("flow"))
    assert empty.status_code == 400
    page = empty.content.decode()
    assert '<a href="#flow-comment_en">Ysgrifennwch sylw neu hepgoriad.</a>' in page
    assert "/cy/small/pack/note/?since=2024-02-01" in page, "the question goes on"
    refused = lead.post("/small/pack/publish/").content.decode()
    assert '<a href="#scorecard">Scorecard needs a waiver before the pack can be published.</a>' in refused
    waived(lead)
    lead.post("/small/pack/publish/")
    kept = Pack.objects.get().pk
    corrected = lead.post(f"/small/pack/{kept}/correct/", {"section": "scorecard"})
    assert corrected.status_code == 400
    page = corrected.content.decode()
    assert '<a href="#text_en">Write the correction in at least one language.</a>' in page
    assert '<option value="scorecard" selected>Scorecard</option>' in page
    assert "Published although not everything is known – Scorecard: The source comes in May." in page


def test_a_waiver_in_one_language_is_told_as_that_in_the_other(signed_in: Callable[[Role], Client]) -> None:
    lead = signed_in(Role.PORTFOLIO_LEAD)
    waived(lead)
    lead.post("/small/pack/note/", given("risks", 1, waiver="May.", waiver_cy="Mai."))
    lead.post("/small/pack/publish/")
    welsh = documents.read(Pack.objects.get().document_cy)
    with speaking("cy"):
        told = saying.waived(welsh)
    assert any("The source comes in May. – ysgrifennwyd yn Saesneg yn unig" in line for line in told)
    assert any(": Mai. (" in line for line in told)


def test_a_pack_says_what_differs_from_the_period_before_or_since_a_day(small_home: Path, pages: Client) -> None:
    told = {since: "".join(_said(small_home, since, "flow")) for since in (None, date(2024, 3, 1))}
    assert "Beside the period before – Flow velocity: " in told[None]
    assert "Since 1 March 2024 – Flow velocity: " in told[date(2024, 3, 1)]
    assert "Beside" not in told[date(2024, 3, 1)]
    page = pages.get("/small/pack/?since=2024-03-01").content.decode()
    assert "Since 1 March 2024 – " in page
    assert pages.get("/small/pack/?since=2024-05-01").status_code == 400, "a day that is not earlier"


def _said(home: Path, since: date | None, section: str) -> tuple[str, ...]:
    shown = windows.snapshot(home, "small")
    made = writing.document(told_of(shown, now=packs.NOW, since=since))
    return next(each.said for each in made.sections if each.id == section)


@pytest.mark.parametrize("form", ["pptx", "pdf", "xlsx", "html"])
def test_a_job_makes_the_file_and_says_when_it_is_ready(
    signed_in: Callable[[Role], Client], settings: object, form: str
) -> None:
    settings.TASKS = IMMEDIATE  # type: ignore[attr-defined]
    viewer = signed_in(Role.VIEWER)
    answer = viewer.post("/cy/small/pack/make/", {"format": form})
    job = PackJob.objects.get()
    assert (job.done + 1, job.told) == (job.of, "")
    page = viewer.get(answer["Location"])
    assert "Mae&#39;r pecyn yn barod" in page.content.decode()
    fetched = viewer.get(f"{answer['Location']}file/")
    assert fetched.content == jobs.path(job).read_bytes()
    assert form in fetched["Content-Disposition"]


def test_who_has_not_signed_in_is_asked_to_and_puts_nothing_in_the_queue(pages: Client) -> None:
    answer = pages.post("/cy/small/pack/make/?as_at=2024-03-31", {"format": "html"})
    assert (answer.status_code, answer["Location"]) == (
        302,
        "/cy/sign-in/?next=%2Fcy%2Fsmall%2Fpack%2F%3Fas_at%3D2024-03-31",
    )
    assert not PackJob.objects.exists()
    assert "/pack/make/" not in pages.get("/small/pack/").content.decode()


@pytest.mark.parametrize(
    ("stood_on", "goes_to"),
    [
        ("http://testserver/cy/small/pack/?days=30", "/cy/small/pack/?days=30"),
        ("http://elsewhere.example/small/pack/", "/"),
        ("", "/"),
    ],
)
def test_whose_session_ended_goes_on_to_the_page_the_form_stands_on(pages: Client, stood_on: str, goes_to: str) -> None:
    """The form's own address takes nothing but forms."""
    answer = pages.post("/small/pack/publish/", {}, headers={"Referer": stood_on} if stood_on else {})
    assert (answer.status_code, answer["Location"]) == (302, f"/sign-in/?{urlencode({'next': goes_to})}")


def test_a_format_there_is_not_is_told(signed_in: Callable[[Role], Client]) -> None:
    answer = signed_in(Role.VIEWER).post("/small/pack/make/", {"format": "doc"})
    assert answer.status_code == 400
    assert "pptx, pdf, xlsx, html" in answer.content.decode()


def test_the_same_question_gives_the_same_document(small_home: object, pages: Client) -> None:
    assert packs.written(small_home, "en") == packs.written(small_home, "en")  # type: ignore[arg-type]


def test_what_was_typed_in_several_sections_is_recorded_at_once(signed_in: Callable[[Role], Client]) -> None:
    lead = signed_in(Role.PORTFOLIO_LEAD)
    both = {**given("flow", comment_en="Of flow"), **given("risks", comment_cy="Am risgiau"), "section": "flow"}
    assert lead.post("/small/pack/note/", both).status_code == 302
    page = lead.get("/small/pack/").content.decode()
    assert "Of flow" in page
    assert "Am risgiau" in page


def test_what_was_only_looked_at_is_left_to_whoever_changed_it(signed_in: Callable[[Role], Client]) -> None:
    lead = signed_in(Role.PORTFOLIO_LEAD)
    two_lines = "Two\r\nlines"
    lead.post("/small/pack/note/", given("risks", comment_en=two_lines))
    lead.post("/small/pack/note/", given("risks", 1, comment_en="A colleague's"))
    seen_before = {
        **given("flow", comment_en="Mine"),
        **given("risks", 1, comment_en=two_lines),
        "section": "flow",
    }
    assert lead.post("/small/pack/note/", seen_before).status_code == 302
    page = lead.get("/small/pack/").content.decode()
    assert "Mine" in page
    assert "A colleague&#39;s" in page


def test_publishing_records_first_what_was_typed(signed_in: Callable[[Role], Client]) -> None:
    lead = signed_in(Role.PORTFOLIO_LEAD)
    waived(lead)
    typed = {**given("operating-model", comment_en="Typed last"), "section": ""}
    assert lead.post("/small/pack/publish/", typed).status_code == 302
    assert "Typed last" in documents.written(documents.read(Pack.objects.get().document_en))


def test_a_refused_form_leads_to_the_same_page_in_the_other_language(signed_in: Callable[[Role], Client]) -> None:
    lead = signed_in(Role.PORTFOLIO_LEAD)
    page = lead.post("/small/pack/publish/?since=2024-02-01").content.decode()
    assert 'href="/cy/small/pack/?since=2024-02-01"' in page
