"""Benefits divided over missions by weight: on pages and in tables; what serves none, and what nobody tells."""

import csv
from datetime import UTC, datetime

import pytest
from django.test import Client

from llif.portfolio.models import Entry
from llif.portfolio.registers.entries import Place, Recorded
from llif.publishing.benefits.serving import Serving, servings
from llif.publishing.whole import words
from tests.publishing.why import world
from tests.publishing.why.test_why_pages import text

MISSIONS = ("platform", "quality")
OLD = {**world.BENEFIT, "effect": "benefit", "measure": None, "product": None, "forecast": None, "note": None}


def standing(register: str, **content: object) -> Recorded:
    return Recorded(Place(register, "p", "", "k"), 1, content, datetime(2024, 1, 1, tzinfo=UTC), "x")


@pytest.mark.parametrize(
    ("earlier", "ties", "expected"),
    [
        (None, {}, None),
        (None, {"quality": 0.5}, Serving({"quality": 0.5}, {})),
        (None, {"quality": 0.5, "platform": 0.2}, Serving({"platform": 0.2, "quality": 0.5}, {})),
        (None, {"-": 1}, Serving({}, {})),
        (None, {"gone": 0.4, "quality": 0.6}, Serving({"quality": 0.6}, {"gone": 0.4})),
        ("quality", {}, Serving({"quality": 1}, {}, is_earlier=True)),
        ("gone", {}, Serving({}, {"gone": 1}, is_earlier=True)),
        ("platform", {"quality": 0.3}, Serving({"quality": 0.3}, {})),
    ],
)
def test_what_a_benefit_serves(earlier: str | None, ties: dict[str, float], expected: Serving | None) -> None:
    told = [standing("benefit_missions", benefit="b", mission=each, weight=weight) for each, weight in ties.items()]
    old = {"mission": earlier} if earlier else {}
    assert servings([standing("benefits", code="b", **old)], told, MISSIONS) == {"b": expected}


@pytest.mark.parametrize(
    ("ties", "none"), [({}, 1), ({"a": 0.4}, 0.6), ({"a": 1}, 0), (dict.fromkeys("abc", 1 / 3), 0)]
)
def test_what_weights_leave_serves_none(ties: dict[str, float], none: float) -> None:
    assert Serving(ties, {}).none == pytest.approx(none, abs=0 if none == 0 else 1e-12)


def test_money_of_benefits_is_divided_by_weight(why: Client) -> None:
    """£30,000 of £100,000 a year, half and a fifth of it; £5,000 taken off of which nobody says what it serves."""
    found = text(why, "/small/strategy/").partition("How benefits spread over missions")[2]
    assert "1. Provide a platform Fewer letters sent again 20 % £6,000 £20,000" in found
    assert "2. Deliver quality Fewer letters sent again 50 % £15,000 £50,000" in found
    assert "Serves none Fewer letters sent again 30 % , Trust 100 % £9,000 £30,000" in found
    assert "What it serves is not recorded Changes come sooner , Two systems to run not measured -£5,000" in found
    assert "an attribution, not a record" in found
    sentences = text(why, "/small/strategy/")
    assert "Of what benefits bring a year, £9,000 serves no mission." in sentences
    assert "Of 2 benefits of 4 it is not recorded which missions they serve." in sentences


def test_what_is_divided_sums_to_what_is_had(why: Client) -> None:
    rows = table(why)
    for what, whole in (("benefits_a_year", 30_000), ("benefits_a_year_at_target", 95_000), ("benefits", 4)):
        told = [float(row["attributed"]) for row in rows if row["what"] == what and row["attributed"]]
        assert sum(told) == pytest.approx(whole), what


def test_the_table_tells_none_apart_from_not_recorded(why: Client) -> None:
    rows = table(why)
    told = {(row["mission"] or row["serves"], row["what"], row["part"]): row for row in rows}
    assert told["quality", "benefits_a_year", "GBP"]["attributed"] == "15000.0"
    assert told["none", "benefits_a_year", "GBP"]["attributed"] == "9000.0"
    unknown = told["not recorded", "benefits_a_year", "GBP"]
    assert (unknown["attributed"], unknown["known"], unknown["of"]) == ("", "0", "1")
    assert told["platform", "work_finished", ""]["attributed"] == ""  # of two products it is not recorded
    assert float(told["quality", "people", ""]["attributed"]) == 3


def test_nothing_recorded_is_no_zero(bare: Client) -> None:
    assert "No benefit is recorded." in text(bare, "/small/strategy/")
    assert not [row for row in table(bare) if row["what"].startswith("benefits")]


def test_a_benefit_tells_what_it_serves(why: Client) -> None:
    found = text(why, "/small/benefits/fewer-letters/")
    assert "Provide a platform 20 % £6,000 a year Deliver quality 50 % £15,000 a year" in found
    assert "Serves no mission 30 % £9,000 a year" in found
    assert "Which missions it serves is not recorded." in text(why, "/small/benefits/faster/")
    assert "Serves no mission 100 %" in text(why, "/small/benefits/trust/")
    ledger = text(why, "/small/benefits/")
    assert "Provide a platform 20 % , Deliver quality 50 % serves none: 30 %" in ledger
    assert "Of 2 benefits it is not recorded which missions they serve." in ledger


def test_a_mission_of_before_ties_had_weights_is_the_whole(bare: Client) -> None:
    old("b1", OLD, "quality")
    found = text(bare, "/small/benefits/fewer-letters/")
    assert "Deliver quality 100 %" in found
    assert "Recorded before ties had weights" in found
    assert "Fewer letters sent again 100 % (not known)" in text(bare, "/small/strategy/")
    world.entry("benefit_missions", "t", benefit="fewer-letters", mission="platform", weight=0.4)
    found = text(bare, "/small/benefits/fewer-letters/")
    assert "Provide a platform 40 %" in found
    assert "Deliver quality" not in found
    assert "Recorded before ties had weights" not in found


def test_an_entry_of_before_is_opened(bare: Client) -> None:
    old("b1", OLD, "quality")
    assert "fewer-letters" in text(bare, "/small/registers/benefits/")
    assert "Fewer letters sent again" in text(bare, "/small/registers/benefits/-/b1/")


def test_a_mission_that_is_not_declared_counts_as_none(bare: Client) -> None:
    old("b1", OLD, "gone")
    found = text(bare, "/small/benefits/fewer-letters/")
    assert "Tied to a mission that is not declared, which counts as none: gone." in found
    assert "Serves no mission 100 %" in found


def test_words_of_a_heading_are_by_weight(why: Client) -> None:
    from llif.publishing.benefits.ledger import ledger
    from llif.publishing.recorded import standing as recorded
    from tests.publishing.whole.test_whole_page import asked

    question = asked()
    letters = [each for each in ledger(question, recorded(question)) if each.code == "fewer-letters"]
    told = [str(words.realised(letters, mission=each)[0]) for each in (*MISSIONS, "-")]
    assert told == ["£6,000 of £20,000 a year", "£15,000 of £50,000 a year", "£9,000 of £30,000 a year"]


def test_what_is_held_of_a_team_tells_benefits_tied_to_missions(why: Client) -> None:
    found = text(why, "/small/mindset/")
    assert "2 benefits are tied to its products. 1 of them is tied to a mission." in found


def test_a_heading_holds_the_benefits_that_serve_it(why: Client) -> None:
    found = text(why, "/small/?group=mission&show=outcome")
    assert "Deliver quality 1 product" in found
    assert "behind £15,000 of £50,000 a year, by weight" in found
    assert "not known 2 not recorded none recorded Booking" in found  # nobody tells what two benefits serve
    assert "Benefits under a mission are those that serve it, by weight; figures and money" in found


def test_a_heading_of_filtered_rows_holds_of_them_what_those_bring(why: Client) -> None:
    assert "behind £15,000 of £50,000 a year, by weight" in text(why, "/small/?group=mission&q=letters")
    assert "not known 2" not in text(why, "/small/?group=mission&q=booking").partition("Mission not recorded")[2]


def old(key: str, content: dict[str, object], mission: str) -> None:
    """An entry as it was recorded when the form of a benefit had one mission."""
    told = {**content, "mission": mission}
    now = datetime(2024, 3, 1, tzinfo=UTC)
    place = {"register": "benefits", "portfolio": "small", "product": "", "key": key}
    Entry.objects.create(**place, version=1, content=told, recorded_at=now, recorded_by="x")


def table(client: Client) -> list[dict[str, str]]:
    response = client.get("/small/strategy/table.csv")
    assert response.status_code == 200
    return list(csv.DictReader(response.content.decode("utf-8-sig").splitlines()))
