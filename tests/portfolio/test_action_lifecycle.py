"""Decisions over time: what a form refuses, when a proposal comes back, overdue and stuck, the roadmap to the day."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from llif.portfolio.actions.lifecycle import Action, Actions, Cause, Causes, Horizon, actions, horizon
from llif.portfolio.registers.actions import ACTIONS
from llif.portfolio.registers.entries import Place, Recorded
from llif.portfolio.registers.filling import FaultyEntry, filled

DAY = date(2026, 4, 1)
KEY = "unsupported--letters"
CAUSE = {"cause": "small/letters/unsupported_technology", "cause_then": "2"}
ACCEPTED = {"title": "Move", "decision": "accepted", "owner": "Team", "due": "2026-05-01", **CAUSE}
DEFERRED = {"title": "Move", "decision": "deferred", "until": "2026-05-01", "why": "The supplier moves first", **CAUSE}
REJECTED = {"title": "Move", "decision": "rejected", "why": "It is retired in May", **CAUSE}
DONE = {"title": "Move", "decision": "done", "done_on": "2026-04-01", **CAUSE}


@pytest.mark.parametrize(
    ("given", "faulty"),
    [
        (ACCEPTED, []),
        (DEFERRED, []),
        (REJECTED, []),
        (DONE, []),
        ({**ACCEPTED, "owner": ""}, ["owner"]),
        ({**ACCEPTED, "due": ""}, ["due"]),
        ({**DEFERRED, "until": "", "why": " "}, ["why"]),
        ({**DEFERRED, "until": ""}, ["until"]),
        ({**DEFERRED, "why": ""}, ["why"]),
        ({**DEFERRED, "until": "2026-04-01"}, ["until"]),
        ({**DEFERRED, "until": "2026-04-02"}, []),
        ({**REJECTED, "why": ""}, ["why"]),
        ({**DONE, "done_on": ""}, ["done_on"]),
        ({**DONE, "done_on": "2026-04-02"}, ["done_on"]),
        ({**DONE, "decision": "perhaps"}, ["decision"]),
        ({"decision": "rejected", "why": "no"}, ["title"]),
    ],
)
def test_a_decision_says_what_it_must(given: dict[str, Any], faulty: list[str]) -> None:
    found: list[str] = []
    try:
        filled(ACTIONS, given, DAY, "actions")
    except FaultyEntry as error:
        found = [fault.name for fault in error.faults]
    assert found == faulty


def stands(content: dict[str, Any], now: dict[str, str], blind: set[str] | None = None, day: date = DAY) -> Actions:
    entry = Recorded(Place("actions", "small", "", KEY), 1, content, datetime(2026, 4, 1, tzinfo=UTC), "lead")
    return actions({KEY: (entry, day)}, Causes(now, {}, blind or set(), lambda key: key == KEY))


@pytest.mark.parametrize(
    ("named", "then", "cause"),
    [
        ({CAUSE["cause"]: ["5", "2"]}, "2", "the same"),
        ({CAUSE["cause"]: ["2"]}, None, "the same"),
        ({CAUSE["cause"]: ["3"]}, "2", "changed"),
        ({}, "2", "unknown"),
    ],
)
def test_an_action_of_ones_own_is_held_beside_the_cause_it_names(
    named: dict[str, list[str]], then: str | None, cause: str
) -> None:
    content = {**DONE, "cause_then": then}
    entry = Recorded(Place("actions", "small", "", "mine"), 1, content, datetime(2026, 4, 1, tzinfo=UTC), "lead")
    (found,) = actions({"mine": (entry, DAY)}, Causes({}, named, (), lambda _key: False)).standing
    assert found.cause == cause


@pytest.mark.parametrize(
    ("content", "says", "today", "waits"),
    [
        (ACCEPTED, "2", date(2026, 4, 2), False),
        (ACCEPTED, "3", date(2027, 4, 2), False),
        (DEFERRED, "2", date(2026, 4, 30), False),
        (DEFERRED, "2", date(2026, 5, 1), True),
        (DEFERRED, "3", date(2026, 4, 2), True),
        (REJECTED, "2", date(2030, 1, 1), False),
        (REJECTED, "3", date(2026, 4, 2), True),
        (DONE, "2", date(2026, 4, 2), False),
        (DONE, "1", date(2026, 4, 2), True),
    ],
)
def test_a_proposal_comes_back_when_its_cause_changes_or_its_day_comes(
    content: dict[str, Any], says: str, today: date, waits: bool
) -> None:
    assert (KEY in stands(content, {KEY: says}).waiting([KEY], today)) is waits


def test_what_nobody_decided_waits() -> None:
    assert Actions(()).waiting(["a--b"], DAY) == {"a--b"}


@pytest.mark.parametrize(
    ("now", "blind", "cause", "in_word_only"),
    [
        ({KEY: "2"}, set(), Cause.SAME, True),
        ({KEY: "3"}, set(), Cause.CHANGED, True),
        ({}, set(), Cause.GONE, False),
        ({}, {KEY}, Cause.UNKNOWN, False),
    ],
)
def test_done_is_checked_against_the_figure_that_caused_it(
    now: dict[str, str], blind: set[str], cause: Cause, in_word_only: bool
) -> None:
    (found,) = stands(DONE, now, blind).standing
    assert (found.cause, found.is_done_in_word_only) == (cause, in_word_only)


def test_an_action_of_ones_own_has_no_cause_to_check() -> None:
    (found,) = stands({"title": "Own", "decision": "done", "done_on": "2026-04-01"}, {}).standing
    assert (found.cause, found.is_done_in_word_only) == (Cause.NONE, False)


def test_what_cannot_be_read_any_more_is_counted() -> None:
    assert stands({"title": "Old form"}, {}) == Actions((), 1)


def action(**given: Any) -> Action:
    (found,) = stands({**ACCEPTED, **given}, {KEY: "2"}).standing
    return found


@pytest.mark.parametrize(
    ("due", "today", "overdue", "stuck"),
    [
        ("2026-05-01", date(2026, 5, 1), False, False),
        ("2026-05-01", date(2026, 5, 2), True, False),
        ("2026-06-01", date(2026, 5, 1), False, False),
        ("2026-06-01", date(2026, 5, 2), False, True),
    ],
)
def test_overdue_is_the_day_after_and_stuck_after_30_days_without_a_word(
    due: str, today: date, overdue: bool, stuck: bool
) -> None:
    assert (action(due=due).is_overdue(today), action(due=due).is_stuck(today)) == (overdue, stuck)


@pytest.mark.parametrize(
    ("due", "expected"),
    [
        (date(2026, 3, 31), Horizon.NOW),
        (date(2026, 4, 1), Horizon.NOW),
        (date(2026, 7, 1), Horizon.NOW),
        (date(2026, 7, 2), Horizon.NEXT),
        (date(2027, 4, 1), Horizon.NEXT),
        (date(2027, 4, 2), Horizon.LATER),
        (date(2031, 1, 1), Horizon.LATER),
    ],
)
def test_the_roadmap_to_the_day(due: date, expected: Horizon) -> None:
    assert horizon(due, DAY) is expected
