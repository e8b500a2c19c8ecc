"""The six pairs as the deck prints them, and a team's assessments over time."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from llif.portfolio.mindset.assessments import assessed
from llif.portfolio.registers.entries import Place, Recorded
from llif.portfolio.registers.filling import FaultyEntry, filled
from llif.portfolio.registers.mindset import MINDSET, PAIRS

CONTENT: dict[str, Any] = {"assessed_on": "2026-03-01", **{pair.id: 3 for pair in PAIRS}}
TODAY = date(2026, 4, 1)


def test_the_pairs_are_those_of_the_deck(shared_data: Path) -> None:
    deck = (shared_data.parent / "seed" / "product-approach.txt").read_text(encoding="utf-8")
    printed = deck.partition("PROJECT MINDSET\tPRODUCT MINDSET\n")[2].splitlines()[: len(PAIRS)]
    assert [tuple(part.strip() for part in line.split("\t")) for line in printed] == [
        (pair.project.en, pair.product.en) for pair in PAIRS
    ]


@pytest.mark.parametrize(
    ("given", "faulty"),
    [
        ({}, []),
        ({"teams": 6}, ["teams"]),
        ({"scope": 0}, ["scope"]),
        ({"release": ""}, ["release"]),
        ({"assessed_on": "2026-04-02"}, ["assessed_on"]),
        ({"assessed_on": "2026-04-01"}, []),
        ({"someone": "A. Person"}, ["someone"]),
    ],
)
def test_a_step_is_1_to_5_and_a_day_is_not_ahead(given: dict[str, Any], faulty: list[str]) -> None:
    found: list[str] = []
    try:
        filled(MINDSET, {**CONTENT, **given}, TODAY, "mindset")
    except FaultyEntry as error:
        found = [fault.name for fault in error.faults]
    assert found == faulty


def version(number: int, content: dict[str, Any] | None) -> Recorded:
    return Recorded(Place("mindset", "p", "", "team"), number, content, datetime(2026, 4, 1, tzinfo=UTC), "lead")


def test_assessments_stand_in_the_order_of_their_days_and_the_later_word_counts() -> None:
    later = {**CONTENT, "assessed_on": "2026-03-20", "teams": 5, "scope": 1}
    found = assessed("team", [version(1, later), version(2, CONTENT), version(3, {**CONTENT, "teams": 2})])
    assert [form.assessed_on.day for form in found.forms] == [1, 20]
    assert (found.moved("teams"), found.moved("scope"), found.moved("release")) == (3, -2, 0)
    assert found.first == date(2026, 3, 1)


def test_movement_is_told_since_the_one_before_and_since_the_first() -> None:
    days = {"2026-03-01": 1, "2026-03-10": 4, "2026-03-20": 3}
    every = [
        version(n, {**CONTENT, "assessed_on": day, "teams": step}) for n, (day, step) in enumerate(days.items(), 1)
    ]
    found = assessed("team", every)
    assert (found.moved("teams"), found.moved_in_all("teams"), found.first) == (-1, 2, date(2026, 3, 1))


def test_one_assessment_has_not_moved_and_a_withdrawal_clears_what_was_before() -> None:
    once = assessed("team", [version(1, CONTENT)])
    assert (once.moved("teams"), once.moved_in_all("teams"), once.first) == (None, None, None)
    assert assessed("team", [version(1, CONTENT), version(2, None)]).latest is None
    assert assessed("team", [version(1, {**CONTENT, "teams": 9})]).unreadable == 1
