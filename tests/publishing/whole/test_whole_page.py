"""The holistic view whole, in both languages: known beside unknown, headings, another day, saved views."""

import html
import re
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any

import pytest
from django.test import Client

from llif.portfolio.registers.filling import FaultyEntry
from llif.publishing.asking import Asked, chosen_period, chosen_snapshot, last_day
from llif.publishing.figures import figures
from llif.publishing.whole.grouping import Pooled, groups
from llif.warehouse.snapshots import Snapshots
from tests.publishing.why import world

QUESTIONS = (
    "",
    "?show=all",
    "?show=money,nonsense&group=team",
    "?group=team",
    "?group=mission&show=all",
    "?group=criticality&q=let",
    "?team=post&group=team",
    "?mission=quality&group=mission",
    "?compare=2023-06-30&show=all",
    "?compare=2024-01-31",
    "?compare=2023-12-31&show=all&group=team",
    "?compare=2023-12-31&show=all&group=mission&mission=quality&changes=all",
    "?compare=2023-12-31&sort=-lead_time_change",
    "?sort=-lead_time_change",
    "?attention=all",
    "?sort=-risk&group=nonsense",
    "?sort=score",
    "?q=nothing-like-it&group=team",
)
VIEW = {"name_en": "By team", "name_cy": "Fesul tîm", "query": "group=team&show=value,risk"}
RISK: dict[str, Any] = {
    "title": "Post is late",
    "category": "disruption",
    "inherent_consequence": 5,
    "inherent_likelihood": 5,
    "consequence": 4,
    "likelihood": 4,
    "target_consequence": 2,
    "target_likelihood": 2,
    "owner": "Head of delivery",
    "review_on": "2099-01-01",
    "products": "letters",
}
Text = Callable[[str], str]


def text(client: Client, path: str) -> str:
    """What a page reads, without its marks."""
    response = client.get(path)
    assert response.status_code == 200, path
    plain = html.unescape(re.sub(r"<[^>]*>", " ", response.content.decode())).replace("\N{NO-BREAK SPACE}", " ")
    return " ".join(plain.split())


def row(client: Client, path: str, name: str) -> dict[str, str]:
    """The cells of a product's row, or of a heading's, by their labels."""
    body = client.get(path).content.decode()
    found = next(
        each for each in re.findall(r"<tr.*?</tr>", body, re.DOTALL) if f">{name}</a>" in each.split("</th>")[0]
    )
    cells = re.findall(r'<td[^>]*data-label="([^"]*)"[^>]*>(.*?)</td>', found, re.DOTALL)
    plain = {html.unescape(label): html.unescape(re.sub(r"<[^>]*>", " ", cell)) for label, cell in cells}
    return {label: " ".join(cell.replace("\N{NO-BREAK SPACE}", " ").split()) for label, cell in plain.items()}


def asked(**given: str) -> Asked:
    snapshot = chosen_snapshot("small", given)
    zone = "Europe/London"
    return Asked(snapshot, chosen_period(given, last_day(snapshot, zone), 90, zone), given)


@pytest.mark.parametrize("query", QUESTIONS)
@pytest.mark.parametrize("language", ["", "/cy"])
def test_every_view_answers_in_both_languages(whole: Client, language: str, query: str) -> None:
    assert "{" not in text(whole, f"{language}/small/{query}")


@pytest.mark.parametrize("query", ["?show=all&group=mission", "?compare=2023-12-31&attention=all"])
def test_every_link_of_the_page_leads_somewhere(whole: Client, query: str) -> None:
    world.entry("risks", "late", **RISK)
    world.entry("views", "v", **VIEW)
    body = whole.get(f"/small/{query}").content.decode()
    inside = body[body.index('id="maincontent"') : body.index("</main>")]
    addresses = {html.unescape(each).partition("#")[0] for each in re.findall(r'<a[^>]*href="([^"]*)"', inside)}
    for address in sorted(each for each in addresses if each.startswith("/")):
        assert whole.get(address).status_code == 200, address


def test_what_is_recorded_stands_beside_what_is_unknown(whole: Client) -> None:
    world.entry("risks", "late", **RISK)
    letters, booking = (row(whole, "/small/?show=all", each) for each in ("Letters", "Booking"))
    assert letters["Benefits"] == "behind £18,000 of £60,000 a year"
    assert letters["Spent"] == "£11,871"
    assert letters["A finished item"] == "£540"  # 22 items
    assert letters["Highest open risk"] == "◆ Extreme 16 1 open risk"
    assert letters["Missions served"] == "Deliver quality 50 %"
    assert booking["Benefits"] == booking["Spent"] == booking["Missions served"] == "not recorded"
    assert booking["A finished item"] == "not known"
    assert booking["Highest open risk"] == "none recorded"


def test_the_whole_in_one_look(whole: Client) -> None:
    world.entry("risks", "late", **RISK)
    found = text(whole, "/small/")
    assert "behind 2 · unknown" in found or "behind" in found
    assert "costs recorded of 1 of 3 products" in found
    assert "◆ Extreme 1" in found
    assert "2 missions 1 of 3 products serve one" in found
    assert "1 open risk is extreme – Post is late (16)." in found
    assert "behind" in text(whole, "/small/?attention=all")


def test_nothing_recorded_is_told_as_that(bare: Client) -> None:
    letters = row(bare, "/small/?show=all", "Letters")
    assert (letters["Benefits"], letters["Highest open risk"]) == ("not recorded", "none recorded")


def test_groups_are_chosen_in_the_address_and_printed_all_the_same(whole: Client) -> None:
    body = whole.get("/small/?show=value,money").content.decode()
    assert re.search(r'class="llif-first llif-roomy llif-unshown" data-label="Benefits"', body)
    assert re.search(r'class="llif-first" data-label="Spent"', body)


def test_a_team_has_the_figures_of_all_its_items(whole: Client) -> None:
    question = asked()
    found = groups(question, "team", question.products)
    assert [each.name for each in found] == ["Post", "Team not recorded"]
    told = Pooled(question, found, ["flow_velocity", "flow_time", "lead_time"])
    alone = figures.ask(
        question.snapshot, ["flow_velocity", "flow_time", "lead_time"], periods=[question.period], scope="team"
    )
    for each in alone:
        now = told.now(found[0], each.measure)
        assert now is not None
        assert (now.value, now.n) == (each.value, each.n)


def test_a_mission_is_pooled_from_its_items_and_never_averaged(whole: Client, whole_home: Path) -> None:
    question = asked(to="2023-09-30", days="90")
    found = groups(question, "criticality", question.products)
    assert sum(len(each.products) for each in found) == 3
    both = [replaced(found[0], ("letters", "booking"))]
    now = Pooled(question, both, ["flow_time", "flow_velocity", "lead_time", "flow_load", "deployment_frequency"])
    items = question.snapshot.arrow("items").to_pylist()
    start, end = (each.replace(tzinfo=None) for each in (question.period.start, question.period.end))
    hours = [
        each["flow_hours"]
        for each in items
        if each["at_product"]
        and each["product"] in ("letters", "booking")
        and each["ended_at"]
        and start <= each["ended_at"] < end
    ]
    velocity, flow = now.now(both[0], "flow_velocity"), now.now(both[0], "flow_time")
    assert velocity is not None
    assert flow is not None
    assert velocity.value == len(hours) > 10
    assert flow.value == pytest.approx(median(each for each in hours if each is not None))
    loads = figures.ask(question.snapshot, ["flow_load"], periods=[question.period], only=["letters", "booking"])
    load = now.now(both[0], "flow_load")
    assert load is not None
    assert load.value == sum(each.value or 0 for each in loads)


def replaced(group: Any, products: tuple[str, ...]) -> Any:
    return type(group)(group.by, group.id, group.name, products)


def test_a_heading_leads_to_its_group_alone(whole: Client) -> None:
    body = whole.get("/small/?group=mission&show=all").content.decode()
    assert 'href="/small/?show=all&amp;group=mission&amp;mission=quality#products"' in body
    alone = text(whole, "/small/?group=mission&mission=quality")
    assert "Mission not recorded" not in alone
    assert "1 of 3 shown" in alone


def test_another_snapshot_tells_its_own_figures_and_what_changed(whole: Client) -> None:
    found = text(whole, "/small/?compare=2023-12-31&show=all")
    assert "Its figures come from the snapshot 2023-12-31" in found
    assert "Letters Criticality: Business critical then, Clinically critical now" in found
    assert "Phase: Alpha then, Beta now" in found
    assert "Products or mappings were declared otherwise" in found
    name = next(each for each in re.findall(r'value="(2023-12-31[^"]*)"', whole.get("/small/").content.decode()))
    assert "Its figures come from the snapshot" in text(whole, f"/small/?compare_snapshot={name}")


def test_a_later_snapshot_is_not_the_past(whole: Client, whole_home: Path) -> None:
    earlier, later = (each.name for each in Snapshots(whole_home).all("small"))
    assert f'value="{later}"' not in whole.get(f"/small/?snapshot={earlier}").content.decode()
    response = whole.get(f"/small/?snapshot={earlier}&compare_snapshot={later}")
    assert response.status_code == 400
    assert f"{later} is not earlier than 2023-12-31, the last day shown." in response.content.decode()


def test_a_day_of_before_the_first_snapshot_is_told_by_this_one(whole: Client) -> None:
    found = text(whole, "/small/?compare=2023-06-30")
    assert "its figures are what this snapshot knows of it" in found
    assert "Criticality: " not in found


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("compare=2024-03-31", "is not earlier than"),
        ("compare=soon", "is not a date"),
        ("compare_snapshot=gone", "There is no snapshot gone"),
        ("compare_snapshot=../../etc", "There is no snapshot"),
        ("compare=2024-01-01&compare_snapshot=gone", "Choose one of the two"),
    ],
)
def test_what_cannot_be_compared_says_what_to_change(whole: Client, query: str, said: str) -> None:
    response = whole.get(f"/small/?{query}")
    assert response.status_code == 400
    assert said in html.unescape(response.content.decode())


def test_a_saved_view_is_a_link_for_everybody(whole: Client) -> None:
    world.entry("views", "v", **VIEW)
    english, welsh = (whole.get(f"{each}/small/").content.decode() for each in ("", "/cy"))
    assert '<a href="/small/?group=team&amp;show=value%2Crisk">By team</a>' in english
    assert '<a href="/cy/small/?group=team&amp;show=value%2Crisk">Fesul tîm</a>' in welsh


@pytest.mark.parametrize(
    "query",
    [
        "https://example.org/?group=team",
        "javascript:alert(1)",
        "next=//example.org",
        "group=team&group=mission",
        "group=person",
        "days=0",
        "from=yesterday",
        "snapshot=../secrets",
        "q=",
        "show=value;risk",
        "page=2",
        "?",
        "q=a%00b",
    ],
)
def test_a_view_that_is_no_question_is_refused(whole: Client, query: str) -> None:
    with pytest.raises(FaultyEntry):
        world.entry("views", "v", **{**VIEW, "query": query})
