"""Progress of initiatives: k of n, the unknown counted apart, the target rounded up, the pace against the deadline."""

from datetime import date

import pytest

from llif.portfolio.initiatives.progress import Met, Pace, Progress, measured, rated
from llif.portfolio.registers.filling import FaultyEntry, filled
from llif.portfolio.registers.initiatives import INITIATIVES, Asked
from llif.terms.scorecard import Rating

TODAY = date(2026, 4, 1)
SHORT = {"y": Met.YES, "n": Met.NO, "?": Met.UNKNOWN, "-": Met.NOT_APPLICABLE}


def progress(now: str, before: str = "", target: int = 90, deadline: date = date(2026, 6, 30)) -> Progress:
    met, then = ({f"p{n}": SHORT[each] for n, each in enumerate(text)} for text in (now, before))
    return Progress(met, target, deadline, TODAY, then, 90)


@pytest.mark.parametrize(
    ("now", "done", "of", "unknown", "needed", "more"),
    [
        ("yynn", 2, 4, 0, 4, 2),
        ("yy??", 2, 4, 2, 4, 2),
        ("yy--", 2, 2, 0, 2, 0),
        ("????", 0, 4, 4, 4, 4),
        ("y" * 23 + "nnn", 23, 26, 0, 24, 1),
        ("y" * 24 + "nn", 24, 26, 0, 24, 0),
        ("", 0, 0, 0, 0, 0),
    ],
)
def test_k_of_n_with_the_unknown_apart(now: str, done: int, of: int, unknown: int, needed: int, more: int) -> None:
    found = progress(now)
    assert (found.done, found.of, found.unknown, found.needed, found.more) == (done, of, unknown, needed, more)


def test_what_is_left_names_the_unknown_too() -> None:
    assert progress("yn?-").left == ("p1", "p2")


@pytest.mark.parametrize(
    ("now", "before", "deadline", "pace"),
    [
        ("yyyy", "nnnn", date(2026, 3, 1), Pace.REACHED),
        ("yyyn", "ynnn", date(2026, 3, 31), Pace.MISSED),
        ("yynn", "nnnn", date(2026, 4, 1), Pace.BEHIND),
        ("yynn", "nnnn", date(2026, 6, 30), Pace.ON_PACE),
        ("yynn", "nnnn", date(2026, 6, 29), Pace.BEHIND),
        ("yynn", "yynn", date(2030, 1, 1), Pace.BEHIND),
        ("ynnn", "yynn", date(2030, 1, 1), Pace.BEHIND),
        ("yynn", "????", date(2026, 6, 30), Pace.UNKNOWN),
        ("yynn", "", date(2026, 6, 30), Pace.UNKNOWN),
        ("----", "", date(2026, 6, 30), Pace.UNKNOWN),
    ],
)
def test_the_pace_against_the_deadline(now: str, before: str, deadline: date, pace: Pace) -> None:
    assert progress(now, before, deadline=deadline).pace is pace


@pytest.mark.parametrize(
    ("now", "before", "gained"),
    [
        ("yynn", "nnnn", 2),
        ("y?nn", "yynn", 0),
        ("yy?n", "?ynn", 0),
        ("ny", "yn", 0),
        ("??", "yn", None),
        ("yn", "", None),
    ],
)
def test_what_was_gained_is_of_the_products_known_then_and_now(now: str, before: str, gained: int | None) -> None:
    assert progress(now, before).gained == gained


@pytest.mark.parametrize(
    ("asks", "rating", "met"),
    [
        (Asked.AMBER_OR_BETTER, Rating.GREEN, Met.YES),
        (Asked.AMBER_OR_BETTER, Rating.AMBER, Met.YES),
        (Asked.AMBER_OR_BETTER, Rating.RED, Met.NO),
        (Asked.GREEN, Rating.AMBER, Met.NO),
        (Asked.GREEN, Rating.GREEN, Met.YES),
        (Asked.GREEN, Rating.NOT_ASSESSED, Met.UNKNOWN),
        (Asked.GREEN, Rating.NOT_APPLICABLE, Met.NOT_APPLICABLE),
    ],
)
def test_a_rating_meets_a_rule(asks: Asked, rating: Rating, met: Met) -> None:
    assert rated(asks, rating) is met


@pytest.mark.parametrize(
    ("asks", "value", "met"),
    [
        (Asked.AT_LEAST, 10.0, Met.YES),
        (Asked.AT_LEAST, 9.9, Met.NO),
        (Asked.AT_MOST, 10.0, Met.YES),
        (Asked.AT_MOST, 10.1, Met.NO),
        (Asked.AT_LEAST, None, Met.UNKNOWN),
        (Asked.AT_MOST, None, Met.UNKNOWN),
        (Asked.AT_MOST, 0.0, Met.YES),
    ],
)
def test_a_figure_meets_a_rule_at_the_limit_itself(asks: Asked, value: float | None, met: Met) -> None:
    assert measured(asks, value, 10.0) is met


GIVEN = {"title": "Supported", "target_percent": 90, "deadline": "2027-03-31", "owner": "Head of architecture"}


@pytest.mark.parametrize(
    ("given", "faulty"),
    [
        ({"asks": "green", "dimension": "reliability"}, []),
        ({"asks": "green"}, ["dimension"]),
        ({"asks": "at_most", "measure": "lead_time"}, ["limit"]),
        ({"asks": "at_most", "limit": 2}, ["measure"]),
        ({"asks": "at_most"}, ["measure", "limit"]),
        ({"asks": "filled"}, ["kept_in"]),
        ({"asks": "filled", "kept_in": "contracts"}, []),
        ({"asks": "green", "dimension": "reliability", "target_percent": 101}, ["target_percent"]),
        ({"asks": "green", "dimension": "reliability", "target_percent": 0}, ["target_percent"]),
        ({"asks": "wish"}, ["asks"]),
    ],
)
def test_a_rule_is_whole(given: dict[str, object], faulty: list[str]) -> None:
    found: list[str] = []
    try:
        filled(INITIATIVES, {**GIVEN, **given}, TODAY, "initiatives")
    except FaultyEntry as error:
        found = [fault.name for fault in error.faults]
    assert found == faulty
