"""What people see of a scorecard: the heat map, a cell and its evidence, what is green but failing."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoDbBlocker

from llif.access.actor import COMMAND_LINE, Actor
from llif.portfolio.models import Entry
from llif.portfolio.registers.own import RATINGS
from llif.practices.enterprise_architecture.registers import HOSTING
from llif.publishing.figures import windows
from llif.publishing.pack import told
from llif.publishing.pack.sections import scorecard as scorecard_section
from llif.publishing.recording_links import to_record
from llif.publishing.scorecard import kept
from llif.publishing.signed import NOBODY
from llif.terms.scorecard import Dimension
from llif.warehouse.snapshots import Snapshots
from tests.kept_database import kept_for_module
from tests.publishing import cards

PRODUCTS = ("letters", "booking", cards.ALL_GREEN, "archive", "unseen", "twin")
CELLS = tuple(f"cards/scorecard/{product}/{each}/" for product in PRODUCTS[:2] for each in Dimension)
PAGES = (
    "cards/",
    "cards/letters/",
    "cards/all/",
    "cards/scorecard/",
    "cards/scorecard/disagreements/",
    "bare/scorecard/",
    "bare/scorecard/disagreements/",
    *CELLS,
)
HREF = re.compile(r'href="(/[^"#]*)[^"]*"')


@pytest.fixture(scope="session")
def cards_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("cards")
    cards.published(home)
    return home


@pytest.fixture(scope="module")
def cards_recorded(cards_home: Path, django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[object]:
    yield from kept_for_module(django_db_blocker, lambda: (cards.applied(cards_home), cards.record()))


@pytest.fixture
def card_pages(cards_home: Path, cards_recorded: object, settings: Any, db: None) -> Client:
    settings.LLIF_HOME = cards_home
    settings.ALLOWED_HOSTS = ["testserver"]
    return Client()


def text_of(pages: Client, path: str) -> str:
    response = pages.get(path)
    assert response.status_code == 200, path
    return str(
        response.content.decode().replace("&#39;", "'").replace("&nbsp;", " ").replace("\N{NO-BREAK SPACE}", " ")
    )


def rows_of(text: str) -> dict[str, list[str]]:
    """The cells of the heat map by product, each with its tags: what it looks like and what it says."""
    body = text[text.index('class="llif-table llif-products llif-heatmap"') :]
    found = {}
    for row in re.findall(r"<tr role=\"row\">(.*?)</tr>", body[body.index("<tbody") :], re.DOTALL):
        name = re.search(r"<th.*?>\s*<a[^>]*>(.*?)</a>", row, re.DOTALL)
        if name:
            found[name[1]] = re.findall(r"<td.*?</td>", row, re.DOTALL)
    return found


def said(cell: str) -> str:
    return " ".join(re.sub(r"<[^>]*>", " ", cell).split())


@pytest.mark.parametrize("language", ["en", "cy"])
@pytest.mark.parametrize("path", PAGES)
def test_every_page_answers_whole_in_its_language(card_pages: Client, language: str, path: str) -> None:
    text = text_of(card_pages, f"/{path}" if language == "en" else f"/cy/{path}")
    assert f'<html lang="{language}">' in text
    assert not re.search(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son\w+=", text)
    assert "{" not in re.sub(r"<[^>]*>", "", text)


def test_every_link_leads_somewhere(card_pages: Client) -> None:
    links = {link for path in PAGES for link in HREF.findall(text_of(card_pages, f"/{path}"))}
    asked = sorted(link.replace("&amp;", "&") for link in links if "/scorecard/" in link and "upload" not in link)
    assert len(asked) > 40
    assert [link for link in asked if card_pages.get(link).status_code != 200] == []


def test_a_cell_says_its_rating_in_words_and_shows_it_by_its_look(card_pages: Client) -> None:
    rows = rows_of(text_of(card_pages, "/cards/scorecard/"))
    looks = {name: [re.findall(r"llif-heat--(\w+)", cell) for cell in cells[1:6]] for name, cells in rows.items()}
    assert looks["Letters"] == [["green"], ["unknown"], ["red"], ["unknown"], ["amber"]]
    assert looks["Booking"] == [["unknown"], ["unknown"], ["red", "accepted"], ["unknown"], ["green"]]
    assert looks["Referrals"] == [["green"], ["green"], ["green"], ["none"], ["green"]]
    words = [said(cell) for cell in rows["Letters"][1:6]]
    assert words[0] == "Green the evidence differs"
    assert words[1] == "Not assessed"
    assert words[2] == "Red overdue by 31 days"
    assert said(rows["Booking"][4]) == "Not assessed judgement expired"
    assert said(rows["Booking"][3]).startswith("Red accepted until ")


def test_an_acceptance_never_covers_what_is_unknown(card_pages: Client) -> None:
    rows = rows_of(text_of(card_pages, "/cards/scorecard/"))
    assert not any("llif-heat--accepted" in cell for cell in rows["Unseen"])
    told = text_of(card_pages, "/cards/scorecard/unseen/cloud_readiness/")
    assert re.search(r"It ended on [^<]*: the cell is no longer assessed", told)


def test_scores_their_range_what_is_accepted_and_the_published_one(card_pages: Client) -> None:
    rows = rows_of(text_of(card_pages, "/cards/scorecard/"))
    scores = {name: said(cells[0]) for name, cells in rows.items()}
    assert scores["Letters"] == "3 place 1 3 of 5 rated; may become 7"
    assert scores["Booking"] == "2 place 2 2 of 5 rated; may become 8 2 of it accepted"
    assert scores["Referrals"] == scores["Twin"] == "0 place 3, shared 5 of 5 rated"
    assert scores["Unseen"] == "Not assessed 0 of 5 rated"
    assert scores["Archive"] == "N/A"
    assert said(rows["Letters"][7]) == "5 (The slide, 1 March 2025)"
    assert said(rows["Twin"][7]) == "none"


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("", ["Letters", "Booking", "Referrals", "Twin", "Unseen", "Archive"]),
        ("sort=score", ["Referrals", "Twin", "Booking", "Letters", "Unseen", "Archive"]),
        ("sort=published", ["Booking", "Letters", "Referrals", "Twin", "Unseen", "Archive"]),
        ("sort=-name", ["Unseen", "Twin", "Referrals", "Letters", "Booking", "Archive"]),
        ("sort=-criticality", ["Letters", "Booking", "Archive", "Referrals", "Twin", "Unseen"]),
        ("sort=-cloud_readiness", ["Letters", "Booking", "Referrals", "Twin", "Unseen", "Archive"]),
        ("sort=reliability", ["Booking", "Referrals", "Twin", "Letters", "Unseen", "Archive"]),
        ("sort=nonsense&page=99", ["Letters", "Booking", "Referrals", "Twin", "Unseen", "Archive"]),
        ("rating=red", ["Letters", "Booking"]),
        ("rating=not+applicable&sort=-name", ["Twin", "Referrals"]),
        ("team=post", ["Letters"]),
        ("criticality=not_critical&q=TWI", ["Twin"]),
        ("phase=retired", ["Archive"]),
        ("q=nothing", []),
    ],
)
def test_rows_are_sorted_and_filtered_by_the_address(card_pages: Client, question: str, names: list[str]) -> None:
    assert list(rows_of(text_of(card_pages, f"/cards/scorecard/?{question}"))) == names
    csv = card_pages.get(f"/cards/scorecard/table.csv?{question}").content.decode("utf-8-sig").splitlines()
    assert [line.split(",")[0] for line in csv[1:]] == names
    assert len({line.count(",") for line in csv}) == 1


def test_cells_of_a_product_not_in_service_are_shown_and_counted_nowhere(card_pages: Client, cards_home: Path) -> None:
    cards.record_one("hosting", "archive", "", 20, cards.hosted("on-premises"))
    text = text_of(card_pages, "/cards/scorecard/")
    assert said(rows_of(text)["Archive"][3]) == "Red"
    assert "1 product is not in service: its cells are shown, and counted nowhere." in text
    legend = re.search(r"<ul class=\"llif-legend\".*?</ul>", text, re.DOTALL)
    assert legend
    assert said(legend[0]).startswith("Red 2 cells Amber 1 cell ")
    assert list(rows_of(text_of(card_pages, "/cards/scorecard/?rating=red"))) == ["Letters", "Booking"]
    assert "4 of 5 products rated" in text_of(card_pages, "/cards/")
    document = told.told(windows.snapshot(cards_home, "cards"), now=datetime.now(UTC))
    assert scorecard_section.section(document).said[:2] == (
        "15 of 25 cells are rated; 2 are red.",
        "1 product is not in service: its cells are shown, and counted nowhere.",
    )


def test_the_change_since_a_day_is_told_in_words(card_pages: Client) -> None:
    rows = rows_of(text_of(card_pages, f"/cards/scorecard/?since={cards.back(45)}"))
    assert said(rows["Letters"][1]) == "Green the evidence differs before: Red"
    assert said(rows["Letters"][0]).endswith("not comparable; before: 4 (2 of 5 rated, may become 10)")
    assert said(rows["Letters"][5]) == "Amber before: Not assessed"
    assert said(rows["Twin"][0]).endswith("before: Not assessed")


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("since=yesterday", "“yesterday” is not a date"),
        ("since=2200-01-01", "2200-01-01 is not earlier than"),
        ("as_at=2001-01-01", "Nothing had been published as at 2001-01-01"),
    ],
)
def test_a_day_that_cannot_be_used_is_named(card_pages: Client, question: str, told: str) -> None:
    response = card_pages.get(f"/cards/scorecard/?{question}")
    assert response.status_code == 400
    assert told in response.content.decode()


@pytest.mark.parametrize(
    "path", ["cards/scorecard/nowhere/reliability/", "cards/scorecard/letters/nonsense/", "gone/scorecard/"]
)
def test_what_is_not_there_is_not_found(card_pages: Client, path: str) -> None:
    assert card_pages.get(f"/{path}").status_code == 404


def test_a_cell_shows_both_words_where_they_differ(card_pages: Client) -> None:
    told = said(text_of(card_pages, "/cards/scorecard/letters/commercial_risk/"))
    assert "Judged by sioned on" in told
    assert "A new contract is nearly signed" in told
    assert "The evidence differs. It says: Red A contract has ended: Acme, Printing" in told
    assert "Contracts and what follows them" in told
    assert "red_months 6" in told
    assert "(50 days old)" in told


def test_a_cell_tells_the_clock_the_acceptance_and_the_history(card_pages: Client) -> None:
    late = said(text_of(card_pages, "/cards/scorecard/letters/cloud_readiness/"))
    assert "Overdue by 31 days." in late
    assert "Red for 61 days" in late
    waiting = said(text_of(card_pages, "/cards/scorecard/booking/cloud_readiness/"))
    assert "While it is accepted the clock stands still." in waiting
    assert "Hosting team" in waiting
    assert "LET-1" in waiting
    changed = said(text_of(card_pages, "/cards/scorecard/booking/reliability/"))
    assert "version 2" in changed
    assert "version 1" in changed
    expired = said(text_of(card_pages, "/cards/scorecard/booking/customer_expectation/"))
    assert "A judgement has expired. It said: Amber" in expired


def test_green_but_failing_lists_each_with_its_count(card_pages: Client) -> None:
    told = said(text_of(card_pages, "/cards/scorecard/disagreements/"))
    assert "Person and evidence differ (1)" in told
    assert "Judgements past their review (1)" in told
    assert "Overdue to be mended (1)" in told
    assert "5 days ago" in told


@pytest.mark.parametrize("path", ["/cards/scorecard/", "/cards/"])
def test_what_needs_attention_is_said_in_sentences(card_pages: Client, path: str) -> None:
    told = said(text_of(card_pages, path))
    assert "1 red or amber cell is overdue to be mended: Letters (Cloud readiness, 31 days)." in told
    assert "In 1 cell the evidence differs from what a person judged: Letters (Commercial risk)." in told
    assert "1 judgement has expired and should be reviewed: Booking (Customer expectation)." in told


def test_a_portfolio_without_ratings_says_so_and_is_never_green(card_pages: Client) -> None:
    text = text_of(card_pages, "/bare/scorecard/")
    assert "<b>No rating yet.</b>" in text
    assert "1 published score is carried over" in text
    assert "llif-heat--green" not in "".join(rows_of(text)["One"])
    assert "0 of 1 product rated" in said(text_of(card_pages, "/bare/"))


def test_the_holistic_page_has_a_tile_for_each_dimension_that_opens_its_cell(card_pages: Client) -> None:
    text = text_of(card_pages, "/cards/")
    tiles = re.findall(r'<a class="llif-tile[^>]*href="([^"]*)"[^>]*title="([^"]*)"', text)
    assert len(tiles) == len(PRODUCTS) * len(Dimension)
    assert ("/cards/scorecard/letters/cloud_readiness/", "Cloud readiness: Red") in tiles
    assert "2 red, 1 amber" in text


def test_a_product_shows_its_health(card_pages: Client) -> None:
    told = said(text_of(card_pages, "/cards/letters/"))
    assert "Score: 3 (place 1) · 3 of 5 rated; may become 7 · published: 5 (The slide, 1 March 2025)" in told
    assert "A new contract is nearly signed" in told
    assert 'id="health"' not in text_of(card_pages, "/cards/all/")


def test_only_the_row_that_something_was_recorded_of_is_worked_out_again(card_pages: Client, cards_home: Path) -> None:
    snapshot = Snapshots(cards_home).current("cards")
    assert snapshot is not None
    before = kept(snapshot, now=datetime.now(UTC))
    assert kept(snapshot, now=datetime.now(UTC)) is before
    Entry.objects.create(
        register="ratings",
        portfolio="cards",
        product="unseen",
        key="reliability",
        version=1,
        content=cards.rated("red", 30),
        recorded_at=datetime.now(UTC),
        recorded_by="sioned",
    )
    after = kept(snapshot, now=datetime.now(UTC))
    changed = {row.id for row in after.rows if row.cells is not before.row(row.id).cells}  # type: ignore[union-attr]
    assert changed == {"unseen"}
    assert [(row.id, row.place) for row in after.rows][:3] == [("letters", 1), ("unseen", 2), ("booking", 3)]


def test_forms_are_offered_to_those_who_may_record(card_pages: Client) -> None:
    given = {by: list(_offered(by)) for by in (NOBODY, COMMAND_LINE)}
    assert given[NOBODY] == ["", ""]
    assert given[COMMAND_LINE] == [
        "/cards/registers/ratings/letters/reliability/",
        "/cards/registers/hosting/letters/",
    ]


def _offered(by: Actor) -> Iterator[str]:
    yield to_record(by, "cards", RATINGS, "letters", "reliability")
    yield to_record(by, "cards", HOSTING, "letters")
