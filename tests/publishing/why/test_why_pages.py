"""Strategy, benefits and investment on live data, in both languages; what is unknown says so."""

import csv
import html
import re

import pytest
from django.test import Client

from tests.publishing import recorded
from tests.publishing.why import world

PAGES = ("strategy/", "benefits/", "benefits/fewer-letters/", "benefits/faster/", "benefits/trust/", "investment/")


def text(client: Client, path: str) -> str:
    """What a page reads, without its marks."""
    response = client.get(path)
    assert response.status_code == 200, path
    body = re.sub(r"<(script|style).*?</\1>", "", response.content.decode(), flags=re.DOTALL)
    plain = html.unescape(re.sub(r"<[^>]*>", " ", body)).replace("\N{NO-BREAK SPACE}", " ")
    return " ".join(plain.split())


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("language", ["", "/cy"])
def test_every_page_answers_in_both_languages(why: Client, language: str, path: str) -> None:
    assert "{" not in text(why, f"{language}/small/{path}")


@pytest.mark.parametrize("path", ["strategy/", "benefits/", "investment/"])
def test_a_portfolio_of_which_nothing_is_recorded_says_so(bare: Client, path: str) -> None:
    assert "recorded" in text(bare, f"/small/{path}")


def test_work_people_and_money_are_divided_by_the_declared_weights(why: Client) -> None:
    found = text(why, "/small/strategy/")
    assert "Care at hand" in found
    assert "Which missions it serves is recorded for 1 product of 3." in found
    row = re.search(r"2\. Deliver quality(.*?)Serves none", found)
    assert row
    assert "3" in row[1]  # half of six people
    assert "£5,967" in row[1] or "£5,9" in row[1]  # half of 90 days at 4,000 a month
    assert "With key results reached, ahead or on track: Deliver quality." in found
    assert "1 mission has no key result recorded." in found


def test_what_a_page_does_not_know_is_not_zero(bare: Client) -> None:
    found = text(bare, "/small/strategy/")
    assert "No key result is recorded, so whether a mission moves is not known." in found
    assert "No benefit is recorded." in text(bare, "/small/benefits/")
    assert "Budgets are not recorded for this period" in text(bare, "/small/investment/")


def test_benefits_are_told_beside_their_forecast(why: Client) -> None:
    found = text(why, "/small/benefits/fewer-letters/")
    assert "From £0 a year on 1 April 2023 to £100,000 a year by 1 April 2025." in found
    assert "On 1 March 2024 it was £30,000 a year: 30 % of the way, where £45,828 a year was forecast." in found
    assert "Letters 60 % £18,000 a year" in found
    assert "Claimed by no product 40 %" in found
    assert "behind" in found


def test_totals_say_of_how_many(why: Client) -> None:
    found = text(why, "/small/benefits/")
    assert "1 of 1 measured" in found
    assert "0 of 1 measured" in found  # trust has neither baseline nor target
    assert "Disbenefits are taken off." in found
    assert "discounted to 1 April 2023 at 3.5 % a year" in found
    assert "3 benefits are tied to no product." in found


def test_a_service_is_measured_by_its_transactions(why: Client) -> None:
    found = text(why, "/small/benefits/")
    assert re.search(r"Letters £4\.00 .*? 72 % .*? 80 % .*? 75 %", found)
    assert "Of 2 products neither transactions nor answers are recorded in this period." in found


def test_the_chart_is_drawn_and_has_its_table(why: Client) -> None:
    drawn = why.get("/small/benefits/fewer-letters/chart.svg").content.decode()
    assert drawn.startswith("<svg")
    assert "Rhagolwg" in why.get("/cy/small/benefits/fewer-letters/chart.svg").content.decode()
    assert "Over time" in text(why, "/small/benefits/fewer-letters/")
    assert why.get("/small/benefits/trust/chart.svg").status_code == 404
    assert why.get("/small/benefits/nothing/").status_code == 404


def test_money_is_attributed_and_never_mixed(why: Client) -> None:
    found = text(why, "/small/investment/")
    assert "1 product of 3 has costs recorded in this period." in found
    assert "Run: keeping it going GBP £8,903 75 %" in found
    assert "75 %" in found
    assert "an attribution, not a record" in found
    assert "Funding model risk" in found
    assert "Spend by kind of work, GBP" in found
    assert "Budgets of products, beside what they cost" in found
    assert re.search(r"Booking £[\d,]+ not recorded not recorded 100 % not recorded not recorded £[\d,]+", found)
    assert (
        "Temporary money that ends within 12 months with nothing recorded after it: Letters (30 September 2024)."
        in found
    )


def test_cost_records_come_as_a_table(why: Client) -> None:
    lines = why.get("/small/investment/costs.csv").content.decode("utf-8-sig").splitlines()
    assert lines[0] == "product,category,first_day,last_day,amount,currency,record,spend,in_period"
    (row, *_rest) = csv.DictReader(lines)
    assert None not in row
    assert 0 < float(row["in_period"]) <= float(row["amount"])
    assert len(lines) == 7
    assert lines[1].startswith("letters,")


def test_a_page_as_at_a_day_knows_what_was_recorded_by_then(why: Client) -> None:
    assert "No benefit is recorded." in text(why, "/small/benefits/?as_at=2024-04-01")


def test_a_product_is_told_what_is_asked_of_it(why: Client) -> None:
    recorded.entry("actions", "a", {**recorded.ACTION, "products": "letters"})
    asks = {"asks": "filled", "kept_in": "safety-officer", "target_percent": 90, "owner": "Head of delivery"}
    passed = {"title": "Each has an officer", "deadline": recorded.GONE.isoformat(), **asks}
    recorded.entry("initiatives", "i", passed)
    page = text(why, "/small/letters/")
    assert "What is asked of it Print in two places by" in page
    assert "Each has an officer : does not meet it" in page
    assert "What is asked of it" not in text(why, "/small/all/")


def test_money_that_has_ended_is_named(why: Client) -> None:
    money = {"first": "2022-04-01", "last": "2023-03-31", "currency": "GBP", "amount": 10, "funding": "temporary"}
    world.entry("budgets", "gone", "clinic-system", **money)
    page = text(why, "/small/investment/")
    assert "Temporary money that has ended with nothing recorded after it: Clinic system (31 March 2023)." in page


def test_a_harm_that_grew_asks_for_attention_and_one_that_stays_small_does_not(why: Client) -> None:
    harm = {**recorded.BENEFIT, "effect": "disbenefit", "category": "societal", "unit": "number", "target": 100}
    for code, value in (("calls", 150), ("queues", 10)):
        names = {"code": code, "name_en": code.title(), "name_cy": code.title()}
        world.entry("benefits", code, **{**harm, **names, "target_on": "2024-02-01"})
        world.entry("benefit_values", code, benefit=code, read_on="2024-03-01", value=value)
    page = text(why, "/small/?attention=all")
    assert "1 disbenefit is larger than foreseen – Calls." in page
    assert "Queues" not in page
    ledger = text(why, "/small/benefits/")
    assert "larger than foreseen" in ledger
    assert "smaller than foreseen" in ledger


def test_costs_that_nobody_claims_are_named_and_in_no_figure(why: Client) -> None:
    said = (
        "Of all records of the source desk up to 31 March 2024, £77 is claimed by no product, and is in no figure here"
    )
    assert f"{said}: “LOST”." in text(why, "/small/investment/")


def test_the_answers_of_a_survey_are_counted_and_not_their_days(why: Client) -> None:
    assert "40 survey answers in the last 90 days." in text(why, "/small/mindset/")


def test_what_people_recorded_is_known_by_the_day_asked_for(why: Client) -> None:
    """The snapshot is of 2024; the entries were recorded today."""
    page = text(why, f"/small/pack/?as_at={recorded.TODAY.isoformat()}")
    assert "4 benefits are recorded" in page
    assert "No benefit is recorded" in text(why, "/small/pack/?as_at=2024-03-31")


def test_capital_and_revenue_are_told_apart_from_run_and_change(why: Client) -> None:
    page = text(why, "/small/investment/")
    assert "Capital and revenue" in page
    assert re.search(
        r"Capital GBP £[\d,]+ 25 % Which of the two is not said GBP £[\d,]+ 75 %|"
        r"Which of the two is not said GBP £[\d,]+ 75 % Capital GBP £[\d,]+ 25 %",
        page,
    )
