"""Whose word counts, to the day; what a cell said from when to when; and how long it may stay so."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from llif.portfolio.registers.entries import Place, Recorded
from llif.portfolio.scoring.acceptances import acceptance, spans
from llif.portfolio.scoring.cells import Basis, Clock, Ended
from llif.portfolio.scoring.spells import Seen, Spell, allowed_days, clock, looked, spells
from llif.portfolio.scoring.standing import Stood, judgement, stood, worst
from llif.terms.scorecard import Rating

RED, AMBER, GREEN = Rating.RED, Rating.AMBER, Rating.GREEN
NOT_APPLICABLE, NONE = Rating.NOT_APPLICABLE, Rating.NOT_ASSESSED
DAY = date(2026, 3, 31)
PLACE = Place("ratings", "town", "shop", "reliability")


def days(count: int) -> timedelta:
    return timedelta(days=count)


def recorded(content: Mapping[str, Any] | None, on: date = DAY, version: int = 1) -> Recorded:
    return Recorded(PLACE, version, content, datetime(on.year, on.month, on.day, 12, tzinfo=UTC), "sioned")


def rating(of: Rating, review_on: date = DAY) -> Recorded:
    told = {"rating": of.value, "reason": "Seen.", "evidence": "https://e.org", "review_on": review_on.isoformat()}
    return recorded(told)


class TestWhoseWord:
    @pytest.mark.parametrize(
        ("rules", "person", "review", "wanted"),
        [
            (NONE, None, 0, Stood(NONE, Basis.NONE)),
            (RED, None, 0, Stood(RED, Basis.RULE)),
            (NONE, GREEN, 0, Stood(GREEN, Basis.PERSON)),
            (RED, GREEN, 0, Stood(GREEN, Basis.PERSON, disagrees=True)),  # on its review day it still counts
            (RED, RED, 0, Stood(RED, Basis.PERSON)),
            (RED, GREEN, -1, Stood(RED, Basis.EXPIRED)),
            (NONE, GREEN, -1, Stood(NONE, Basis.EXPIRED)),
            (RED, NOT_APPLICABLE, 5, Stood(NOT_APPLICABLE, Basis.PERSON, disagrees=True)),
        ],
    )
    def test_a_person_s_until_its_review_day(
        self, rules: Rating, person: Rating | None, review: int, wanted: Stood
    ) -> None:
        judged = judgement(rating(person, DAY + days(review)), DAY) if person else None
        assert stood(rules, judged) == wanted

    def test_one_that_was_withdrawn_is_none(self) -> None:
        assert judgement(recorded(None), DAY) is None

    @pytest.mark.parametrize(
        ("several", "found"),
        [
            ([], NONE),
            ([NONE, NONE], NONE),
            ([GREEN, NONE], GREEN),
            ([NONE, AMBER, GREEN], AMBER),
            ([GREEN, RED], RED),
            ([NOT_APPLICABLE, NONE], NOT_APPLICABLE),
        ],
    )
    def test_of_several_rules_the_worst_that_is_known(self, several: list[Rating], found: Rating) -> None:
        assert worst(several) is found


def seen(*told: tuple[int, Rating], number: float | None = None) -> list[tuple[date, Seen]]:
    """The cell from a day (counted from DAY) on, until the next."""
    basis = {NONE: Basis.NONE}
    return [(DAY + days(day), Seen(Stood(each, basis.get(each, Basis.RULE)), number)) for day, each in told]


def run(*told: tuple[int, Rating], last: int, accepted: Sequence[tuple[int, int]] = ()) -> Clock | None:
    held = [(DAY + days(first), DAY + days(end)) for first, end in accepted]
    return clock(spells(seen(*told), DAY + days(last)), lambda each: {RED: 30, AMBER: 180}.get(each), held)


class TestTheClock:
    @pytest.mark.parametrize(
        ("told", "last", "rating", "since", "counted", "left", "paused"),
        [
            ([(0, RED)], 0, RED, 0, 1, 29, False),
            ([(0, RED)], 29, RED, 0, 30, 0, False),
            ([(0, RED)], 30, RED, 0, 31, -1, False),  # overdue
            ([(0, AMBER), (5, RED)], 9, RED, 5, 5, 25, False),
            ([(0, GREEN)], 9, GREEN, 0, 10, None, False),
            ([(0, RED), (10, NONE)], 19, RED, 0, 10, 20, True),  # unknown: paused, and not counted
            ([(0, RED), (10, NONE), (20, RED)], 24, RED, 0, 15, 15, False),  # … and not restarted
            ([(0, RED), (10, NONE), (20, GREEN), (21, RED)], 24, RED, 21, 4, 26, False),
            ([(0, RED), (10, NONE), (20, AMBER)], 24, AMBER, 20, 5, 175, False),
            ([(0, NONE), (10, RED)], 10, RED, 10, 1, 29, False),
        ],
    )
    def test_days_as_it_is(
        self,
        told: list[tuple[int, Rating]],
        last: int,
        rating: Rating,
        since: int,
        counted: int,
        left: int | None,
        paused: bool,
    ) -> None:
        found = run(*told, last=last)
        assert found is not None
        assert (found.rating, found.since, found.days) == (rating, DAY + days(since), counted)
        assert (found.left, found.is_paused) == (left, paused)

    def test_what_was_never_known_has_no_clock(self) -> None:
        assert run((0, NONE), last=9) is None

    @pytest.mark.parametrize(
        ("told", "accepted", "counted"),
        [
            ([(0, RED)], [(0, 5)], 5),
            ([(0, RED)], [(0, 5), (7, 9)], 3),
            ([(0, RED)], [(0, 10)], 0),
            ([(0, AMBER), (5, RED)], [(0, 5)], 5),  # accepted as amber: no day of the red is forgiven
            ([(0, RED), (4, NONE), (6, RED)], [(3, 8)], 5),
        ],
    )
    def test_accepted_days_of_the_run_do_not_count(
        self, told: list[tuple[int, Rating]], accepted: list[tuple[int, int]], counted: int
    ) -> None:
        found = run(*told, last=9, accepted=accepted)
        assert found is not None
        assert found.days == counted

    @pytest.mark.parametrize(
        ("rating", "criticality", "allowed"),
        [
            (RED, "clinical_critical", 30),
            (RED, "business_critical", 90),
            (RED, "unknown", 90),
            (RED, "not_critical", 180),
            (AMBER, "clinical_critical", 180),
            (AMBER, "business_critical", 270),
            (AMBER, "not_critical", 365),
            (GREEN, "clinical_critical", None),
            (NONE, "clinical_critical", None),
            (RED, "admin_critical", 14),  # the portfolio's own
        ],
    )
    def test_days_allowed(self, rating: Rating, criticality: str, allowed: int | None) -> None:
        assert allowed_days(rating, criticality, {"red": {"admin_critical": 14}}) == allowed


def test_spells_join_days_that_say_the_same_on_the_same_basis() -> None:
    expired = (DAY + days(6), Seen(Stood(RED, Basis.EXPIRED)))
    found = spells([*seen((0, RED), (2, RED), (4, GREEN)), expired], DAY + days(9))
    assert found == (
        Spell(RED, Basis.RULE, DAY, DAY + days(3)),
        Spell(GREEN, Basis.RULE, DAY + days(4), DAY + days(5)),
        Spell(RED, Basis.EXPIRED, DAY + days(6), DAY + days(9)),
    )
    assert [each.days for each in found] == [4, 2, 4]


def test_a_cell_is_looked_at_on_its_first_day_and_on_days_it_may_turn_and_no_others() -> None:
    asked: list[date] = []

    def look(day: date) -> Seen:
        asked.append(day)
        return Seen(Stood(RED, Basis.RULE))

    turns = [DAY + days(each) for each in (-3, 0, 4, 2, 2, 99)]
    assert [day for day, _seen in looked(look, turns, DAY, DAY + days(9))] == asked == [
        DAY, DAY + days(2), DAY + days(4),
    ]  # fmt: skip


def accepted(until: int, worst_: str = "red", limit: float | None = None, work: str | None = None) -> dict[str, Any]:
    return {
        "until": (DAY + days(until)).isoformat(),
        "worst": worst_,
        "limit": limit,
        "reason": "Replaced in May.",
        "owner": "Platform team",
        "work": work,
    }


class TestAcceptances:
    @pytest.mark.parametrize(
        ("told", "cell", "number", "work", "today", "ended", "on"),
        [
            (accepted(10), [(0, RED)], None, None, 10, None, None),  # to its last day
            (accepted(10), [(0, RED)], None, None, 11, Ended.DATE, 11),
            (accepted(10), [(0, RED), (5, GREEN)], None, None, 6, Ended.GREEN, 5),
            (accepted(10), [(0, RED), (5, NONE)], None, None, 6, Ended.UNKNOWN, 5),  # never over unknown
            (accepted(10), [(0, NONE)], None, None, 0, Ended.UNKNOWN, 0),
            (accepted(10), [(0, RED), (5, NOT_APPLICABLE)], None, None, 6, Ended.GREEN, 5),
            (accepted(10, "amber"), [(0, AMBER), (5, RED)], None, None, 6, Ended.WORSE, 5),
            (accepted(10, "red"), [(0, AMBER), (5, RED)], None, None, 6, None, None),
            (accepted(10, limit=3), [(0, RED)], 3.0, None, 5, None, None),  # the limit itself is allowed
            (accepted(10, limit=3), [(0, RED)], 4.0, None, 5, Ended.LIMIT, 0),
            (accepted(10, limit=3), [(0, RED)], None, None, 5, None, None),
            (accepted(10, work="A-1"), [(0, RED)], None, 5, 5, Ended.WORK, 5),
            (accepted(10, work="A-1"), [(0, RED)], None, 5, 4, None, None),  # closed after the day asked of
            (accepted(10, work="A-1"), [(0, RED)], None, -5, 4, Ended.WORK, 0),  # it was closed already
            (accepted(10), [(0, RED), (5, GREEN), (6, RED)], None, None, 9, Ended.GREEN, 5),  # and stays ended
            (accepted(10), [(-9, GREEN), (-2, RED)], None, None, 3, None, None),  # what was before does not count
            (accepted(3), [(0, RED), (5, GREEN)], None, None, 9, Ended.DATE, 4),  # what came first
        ],
    )
    def test_it_ends_by_itself_and_says_why(
        self,
        told: dict[str, Any],
        cell: list[tuple[int, Rating]],
        number: float | None,
        work: int | None,
        today: int,
        ended: Ended | None,
        on: int | None,
    ) -> None:
        found = acceptance(
            recorded(told),
            seen(*cell, number=number),
            today=DAY + days(today),
            recorded_on=DAY,
            work_closed_on=None if work is None else DAY + days(work),
        )
        assert found is not None
        assert (found.ended, found.ended_on) == (ended, None if on is None else DAY + days(on))

    @pytest.mark.parametrize("entry", [None, recorded(None)])
    def test_none_was_recorded_or_it_was_withdrawn(self, entry: Recorded | None) -> None:
        assert acceptance(entry, seen((0, RED)), today=DAY, recorded_on=DAY) is None

    @pytest.mark.parametrize(
        ("versions", "cell", "wanted"),
        [
            ([(0, accepted(3))], [(0, RED)], [(0, 4)]),
            ([(0, accepted(30))], [(0, RED)], [(0, 10)]),  # still holds: to the end of today
            ([(0, accepted(30)), (5, accepted(40))], [(0, RED)], [(0, 5), (5, 10)]),  # renewed
            ([(0, accepted(3)), (6, accepted(40))], [(0, RED)], [(0, 4), (6, 10)]),  # with days between
            ([(0, accepted(30)), (5, None)], [(0, RED)], [(0, 5)]),  # withdrawn
            ([(0, accepted(30)), (0, accepted(8))], [(0, RED)], [(0, 9)]),  # corrected the same day
            ([(0, accepted(30))], [(0, RED), (4, GREEN), (6, RED)], [(0, 4)]),
        ],
    )
    def test_when_it_was_accepted(
        self,
        versions: list[tuple[int, dict[str, Any] | None]],
        cell: list[tuple[int, Rating]],
        wanted: list[tuple[int, int]],
    ) -> None:
        found = spans(
            [recorded(told, DAY + days(on), number) for number, (on, told) in enumerate(versions, 1)],
            seen(*cell),
            today=DAY + days(9),
            recorded_on=lambda each: each.recorded_at.date(),
            closed={},
        )
        assert found == tuple((DAY + days(first), DAY + days(end)) for first, end in wanted)
