"""What registers of why refuse where it is typed: the service is the one door of forms, sheets and the API."""

from collections.abc import Callable
from typing import Any

import pytest

from llif.access.actor import COMMAND_LINE
from llif.portfolio import services
from llif.portfolio.reading import parse
from llif.portfolio.registers.entries import Place
from llif.portfolio.registers.filling import FaultyEntry
from llif.portfolio.registers.own import OWN
from llif.portfolio.registers.recorded import newest
from llif.portfolio.registers.recording import Write, record_all
from tests.portfolio.conftest import FILE

Content = dict[str, Any]
REGISTERS = {register.name: register for register in OWN}
PORTFOLIO = """
llif: 1
portfolios:
  - id: p
    name: {en: P, cy: P}
    missions: [{id: m, name: {en: M, cy: M}}, {id: n, name: {en: N, cy: N}}]
    products: [{id: a, name: {en: A, cy: A}}, {id: b, name: {en: B, cy: B}}]
"""
BENEFIT: Content = {
    "code": "calls",
    "name_en": "Fewer calls",
    "name_cy": "Llai o alwadau",
    "category": "societal",
    "gains": "Patients",
    "owner": "Head of service",
    "unit": "number",
    "baseline": 10,
    "baseline_on": "2024-04-01",
    "target": 5,
    "target_on": "2025-04-01",
}
OBJECTIVE: Content = {
    "mission": "m",
    "objective_en": "O",
    "objective_cy": "A",
    "result_en": "R",
    "result_cy": "C",
    "baseline": 1,
    "baseline_on": "2024-04-01",
    "target": 2,
    "target_on": "2025-04-01",
}
VALUE: Content = {"benefit": "calls", "read_on": "2024-06-01", "value": 8}
SHARE: Content = {"benefit": "calls", "share": 0.6}
TIE: Content = {"benefit": "calls", "mission": "m", "weight": 0.6}
MONTH: Content = {"first": "2024-05-01", "last": "2024-05-31", "started": 10, "completed": 8, "total": 20}
BUDGET: Content = {"first": "2024-04-01", "last": "2025-03-31", "amount": 10, "funding": "persistent"}


@pytest.fixture
def portfolio(db: None) -> None:
    services.apply(parse(PORTFOLIO, path=FILE), by=COMMAND_LINE)


def write(register: str, key: str, content: Content | None, product: str = "", based_on: int = 0) -> Write:
    return Write(REGISTERS[register], Place(register, "p", product, key), content, based_on)


def recorded(*writes: Write) -> None:
    record_all(writes, by=COMMAND_LINE)


@pytest.mark.parametrize(
    ("register", "content", "more", "said"),
    [
        ("benefits", BENEFIT, {"code": "Fewer calls"}, "Short name: Use lower-case"),
        ("benefits", BENEFIT, {"target_on": "2024-04-01"}, "Target by: This day is not after 2024-04-01"),
        ("benefits", BENEFIT, {"target": 10}, "Target: The target is where it began"),
        ("benefits", BENEFIT, {"baseline_on": None}, "Baseline on: Give both"),
        ("benefits", BENEFIT, {"target": None}, "Target: Give both"),
        ("benefits", BENEFIT, {"category": "cash_releasing"}, "Unit: A cash-releasing benefit is counted in money"),
        ("benefits", BENEFIT, {"category": "unmonetisable", "unit": "GBP"}, "Unit: An unmonetisable benefit"),
        ("benefits", BENEFIT, {"unit": "share"}, "Baseline: A share is of 0 to 1"),
        ("benefits", BENEFIT, {"unit": "GBP", "measure": "lead_time"}, "Measure: Money of a benefit is an amount"),
        ("benefits", BENEFIT, {"unit": "share", "measure": "lead_time"}, "Unit: The measure is not counted in this"),
        ("benefits", BENEFIT, {"unit": "number", "measure": "take_up"}, "Unit: The measure is not counted in this"),
        ("benefits", BENEFIT, {"mission": "m"}, "mission: There is no such field"),
        ("benefits", BENEFIT, {"product": "c"}, "Product measured: The portfolio has no product c"),
        ("objectives", OBJECTIVE, {"mission": "x"}, "Mission: The portfolio has no mission x. Missions: m, n"),
        ("objectives", OBJECTIVE, {"current": 1.5}, "Current value on: Give both"),
        ("objectives", OBJECTIVE, {"current": 1.5, "current_on": "2024-03-31"}, "Current value on: This day is before"),
        ("objectives", OBJECTIVE, {"current": 1.5, "current_on": "2999-01-01"}, "2999-01-01 is yet to come"),
        (
            "objectives",
            OBJECTIVE,
            {"measure": "lead_time", "current": 1, "current_on": "2024-05-01"},
            "The measure tells",
        ),
        ("objectives", OBJECTIVE, {"measure": "change_fail_rate", "target": 15}, "Target: A share is of 0 to 1"),
        ("objectives", OBJECTIVE, {"target": 1}, "Target: The target is where it began"),
        ("transactions", MONTH, {"completed": 11}, "Completed online: This is more than 10"),
        ("transactions", MONTH, {"started": None, "completed": 21}, "Completed online: This is more than 20"),
        ("transactions", MONTH, {"last": "2024-04-30"}, "Last day: This day is before 2024-05-01"),
        ("transactions", MONTH, {"total": -1}, "This must be 0 or more"),
        ("budgets", BUDGET, {"amount": 0}, "Amount: This must be more than 0"),
        ("budgets", BUDGET, {"currency": "XYZ"}, "Currency: Choose one of those offered"),
        ("benefit_shares", SHARE, {"share": 1.2}, "Share: This must be 1.0 or less"),
        ("benefit_shares", SHARE, {}, "Benefit: There is no benefit calls. Benefits: –"),
        ("benefit_values", VALUE, {}, "Benefit: There is no benefit calls"),
        ("benefit_missions", TIE, {}, "Benefit: There is no benefit calls. Benefits: –"),
        ("benefit_missions", TIE, {"weight": 0}, "Weight: This must be more than 0"),
        ("benefit_missions", TIE, {"weight": 1.01}, "Weight: This must be 1.0 or less"),
        ("benefit_missions", TIE, {"weight": None}, "Weight: Fill this in"),
        ("benefit_missions", TIE, {"mission": " "}, "Mission: Fill this in"),
    ],
)
def test_an_entry_that_cannot_stand_is_refused_whole(
    portfolio: None, register: str, content: Content, more: Content, said: str
) -> None:
    product = "a" if REGISTERS[register].over.value == "product" else ""
    with pytest.raises(FaultyEntry) as caught:
        recorded(write(register, "k", {**content, **more}, product))
    assert said in str(caught.value)
    assert not newest("p")


@pytest.fixture
def benefit(portfolio: None) -> None:
    recorded(write("benefits", "1", BENEFIT))


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda: write("benefit_values", "v", {**VALUE, "read_on": "2024-03-31"}), "before the benefit's baseline on"),
        (lambda: write("benefit_values", "v", {**VALUE, "read_on": "2999-01-01"}), "is yet to come"),
        (lambda: write("benefit_values", "v", {**VALUE, "benefit": "letters"}), "There is no benefit letters"),
        (lambda: write("benefit_missions", "t", {**TIE, "mission": "x"}), "Mission: The portfolio has no mission x."),
        (lambda: write("benefit_missions", "t", {**TIE, "benefit": "letters"}), "Benefit: There is no benefit letters"),
        (lambda: write("benefits", "2", BENEFIT), "Another benefit has the short name calls"),
    ],
)
def test_beside_its_benefit(benefit: None, make: Callable[[], Write], said: str) -> None:
    with pytest.raises(FaultyEntry) as caught:
        recorded(make())
    assert said in str(caught.value)


def test_no_benefit_is_claimed_twice(benefit: None) -> None:
    recorded(write("benefit_shares", "s", SHARE, "a"), write("benefit_shares", "t", {**SHARE, "share": 0.4}, "b"))
    with pytest.raises(FaultyEntry, match=r"products claim 1\.1 of this benefit"):
        recorded(write("benefit_shares", "u", {**SHARE, "share": 0.1}, "b"))
    assert len(newest("p", register="benefit_shares")) == 2


def test_a_benefit_is_tied_to_a_mission_once_and_to_no_more_than_a_whole(benefit: None) -> None:
    recorded(
        write("benefit_missions", "t", TIE), write("benefit_missions", "u", {**TIE, "mission": "-", "weight": 0.2})
    )
    with pytest.raises(FaultyEntry, match=r"Weight: With the others, missions are given 1\.1 of this benefit.*Lower"):
        recorded(write("benefit_missions", "v", {**TIE, "mission": "n", "weight": 0.3}))
    with pytest.raises(FaultyEntry, match=r"Mission: The benefit is tied to m already\. Change the weight there"):
        recorded(write("benefit_missions", "v", {**TIE, "weight": 0.1}))
    with pytest.raises(FaultyEntry, match=r"missions are given 1\.2 of this benefit"):
        recorded(write("benefit_missions", "t", {**TIE, "weight": 1}, based_on=1))
    recorded(write("benefit_missions", "v", {**TIE, "mission": "n", "weight": 0.2}))
    assert len(newest("p", register="benefit_missions")) == 3


def test_three_thirds_are_a_whole_and_none_of_too_much_is_written(benefit: None) -> None:
    third = {**TIE, "weight": 1 / 3}
    missions = ("m", "n", "-")
    recorded(*(write("benefit_missions", each.strip("-") or "none", {**third, "mission": each}) for each in missions))
    assert len(newest("p", register="benefit_missions")) == 3


def test_a_benefit_and_its_ties_come_together_or_not_at_all(portfolio: None) -> None:
    ties = [write("benefit_missions", key, {**TIE, "mission": key}) for key in ("m", "n")]
    with pytest.raises(FaultyEntry, match=r"given 1\.2 of this benefit"):
        recorded(write("benefits", "1", BENEFIT), *ties)
    assert not newest("p")
    recorded(ties[0], write("benefits", "1", BENEFIT))
    assert len(newest("p")) == 2


def test_a_value_is_read_once_a_day_and_its_baseline_cannot_pass_it(benefit: None) -> None:
    recorded(write("benefit_values", "v", VALUE))
    with pytest.raises(FaultyEntry, match="A value of 2024-06-01 stands already"):
        recorded(write("benefit_values", "w", VALUE))
    with pytest.raises(FaultyEntry, match="A value was read on 2024-06-01, before this baseline"):
        recorded(write("benefits", "1", {**BENEFIT, "baseline_on": "2024-07-01"}, based_on=1))


@pytest.mark.parametrize(
    ("register", "content", "product", "title"),
    [
        ("benefit_values", VALUE, "", "Values of benefits"),
        ("benefit_shares", SHARE, "a", "Shares of benefits"),
        ("benefit_missions", TIE, "", "Missions of benefits"),
    ],
)
def test_a_benefit_is_neither_renamed_nor_withdrawn_while_others_name_it(
    benefit: None, register: str, content: Content, product: str, title: str
) -> None:
    recorded(write(register, "x", content, product))
    renamed = write("benefits", "1", {**BENEFIT, "code": "visits"}, based_on=1)
    for change in (renamed, write("benefits", "1", None, based_on=1)):
        with pytest.raises(FaultyEntry, match=f"Short name: Entries of “{title}” name this benefit by calls"):
            recorded(change)
    recorded(renamed, write(register, "x", {**content, "benefit": "visits"}, product, based_on=1))
    recorded(write(register, "x", None, product, based_on=2), write("benefits", "1", None, based_on=2))
    assert not newest("p")


def test_a_benefit_that_a_measure_tells_takes_no_typed_value(portfolio: None) -> None:
    recorded(write("benefits", "1", {**BENEFIT, "measure": "lead_time", "unit": "hours"}))
    with pytest.raises(FaultyEntry, match="One of llif's measures tells"):
        recorded(write("benefit_values", "v", VALUE))


def test_a_benefit_and_its_values_may_come_together_in_any_order(portfolio: None) -> None:
    recorded(write("benefit_values", "v", VALUE), write("benefits", "1", BENEFIT))
    assert len(newest("p")) == 2


def test_periods_of_one_product_stay_apart(portfolio: None) -> None:
    recorded(write("transactions", "1", MONTH, "a"), write("transactions", "1", MONTH, "b"))
    with pytest.raises(FaultyEntry, match="overlap a period from 2024-05-01 to 2024-05-31"):
        recorded(write("transactions", "2", {**MONTH, "first": "2024-05-31", "last": "2024-06-30"}, "a"))
