"""The worked examples of DEFINITIONS section 1, and what it says of starts, ends, kinds and load, in small tables.

Each table says what a reader can check by hand; the engine and the oracle must both give it.
"""

from dataclasses import replace
from datetime import timedelta

import pytest
from engine import Answers
from small_tables import AS_AT, MAPPING, MARCH, ONE, WORKED, at, change, deployment, history, span, together

from llif.metrics.questions import Scope
from llif.metrics.reading import PortfolioReading, ProductReading
from llif.terms.quantity import Standing
from llif.terms.time import Period
from llif.terms.work import Kind, ValueStreamMapping
from oracle.flow import items, load
from oracle.records import Landed

REOPENED = (*WORKED, ("03-20 09:00", "active"), ("03-22 09:00", "done"))
RETYPED = (("07-01 00:00", "active/defect"), ("07-05 00:00", "active/feature"), ("07-10 00:00", "done"))


@pytest.mark.parametrize(
    ("steps", "flow_days", "active_days", "ended", "reopened"),
    [(WORKED, 11, 5, "03-14 09:00", 0), (REOPENED, 13, 7, "03-22 09:00", 1)],
)
def test_the_worked_item(
    steps: tuple[tuple[str, str], ...], flow_days: int, active_days: int, ended: str, reopened: int
) -> None:
    (item,) = items(Landed(history("i", *steps)), PortfolioReading("p", AS_AT, "Europe/London", (ONE,)), ONE)
    assert (item.flow_hours, item.active_hours) == (flow_days * 24, active_days * 24)
    assert (item.ended_at, item.reopened) == (at(ended), reopened)


@pytest.mark.parametrize(("steps", "efficiency"), [(WORKED, 5 / 11), (REOPENED, 7 / 13)])
def test_worked_efficiency(answer: Answers, steps: tuple[tuple[str, str], ...], efficiency: float) -> None:
    assert answer(history("i", *steps), "flow_efficiency", MARCH).value == pytest.approx(efficiency)


def test_worked_flow_time(answer: Answers) -> None:
    ten = together(*[history(f"i{number}", *WORKED) for number in range(9)], history("i9", *REOPENED))
    assert answer(ten, "flow_time", MARCH).value == 11 * 24
    assert answer(ten, "flow_reopened", MARCH).value == pytest.approx(0.1)


def test_nine_items_are_too_few_for_a_median(answer: Answers) -> None:
    nine = together(*[history(f"i{number}", *WORKED) for number in range(9)])
    figure = answer(nine, "flow_time", MARCH)
    assert (figure.standing, figure.n, figure.value) == (Standing.TOO_FEW, 9, None)


@pytest.mark.parametrize(
    ("until", "kind", "expected"),
    [
        ("07-02", "defect", 1),
        ("07-05", "defect", 1),
        ("07-06", "defect", 0),
        ("07-05", "feature", 0),
        ("07-06", "feature", 1),
        ("07-10", "feature", 1),
        ("07-11", "feature", 0),
    ],
)
def test_worked_load_by_kind(answer: Answers, until: str, kind: str, expected: int) -> None:
    """The period's end is no part of it: load at the end of 4 July is load just before the 5th."""
    period, late = span("07-01", until), at("08-01")
    assert answer(history("i", *RETYPED), "flow_load", period, kind=kind, as_at=late).value == expected


def test_worked_velocity_by_kind(answer: Answers) -> None:
    tenth, late = span("07-10", "07-11"), at("08-01")
    assert answer(history("i", *RETYPED), "flow_velocity", tenth, kind="feature", as_at=late).value == 1
    assert answer(history("i", *RETYPED), "flow_velocity", tenth, kind="defect", as_at=late).value == 0


def test_worked_mean_load(answer: Answers) -> None:
    """Four of nine days a defect."""
    nine_days, late = span("07-01", "07-10"), at("08-01")
    mean = answer(history("i", *RETYPED), "flow_load_mean", nine_days, kind="defect", as_at=late)
    assert mean.value == pytest.approx(4 / 9)


def test_a_load_at_an_instant() -> None:
    reading = PortfolioReading("p", at("08-01"), "Europe/London", (ONE,))
    found = items(Landed(history("i", *RETYPED)), reading, ONE)
    assert load(found, span("07-01", "07-04"))[Kind.DEFECT] == 1


def test_new_to_done_counts_and_has_no_flow_time(answer: Answers) -> None:
    rows = history("i", ("03-01", "new"), ("03-05", "done"))
    assert answer(rows, "flow_velocity", MARCH).value == 1
    assert answer(rows, "flow_no_start", MARCH).value == 1


def test_resolved_then_closed_is_one_end(answer: Answers) -> None:
    rows = history("i", ("03-01", "active"), ("03-05", "done"), ("03-31", "done"))
    assert answer(rows, "flow_velocity", span("03-05", "03-06")).value == 1
    assert answer(rows, "flow_velocity", span("03-31", "04-01")).value == 0


def test_a_history_that_begins_late_has_no_start(answer: Answers) -> None:
    rows = history("i", ("03-02", "active"), ("03-05", "done"))
    rows["work_items"][0]["created_at"] = at("02-01")
    assert answer(rows, "flow_no_start", MARCH).value == 1


def test_a_cancelled_item_leaves_load_and_is_no_velocity(answer: Answers) -> None:
    rows = together(
        history("i", ("03-01", "active"), ("03-05", "cancelled")), history("j", ("03-01", "active"), ("03-06", "done"))
    )
    assert answer(rows, "flow_load", span("03-01", "03-04")).value == 2
    assert answer(rows, "flow_load", span("03-01", "03-07")).value == 0
    assert answer(rows, "flow_velocity", MARCH).value == 1
    assert answer(rows, "flow_cancel_rate", MARCH).value == 0.5


def test_distribution_is_of_the_mapped_and_says_what_is_not(answer: Answers) -> None:
    steps = (("03-01", "active"), ("03-05", "done"))
    rows = together(*[history(f"i{n}", *steps, kind="feature") for n in range(3)], history("u", *steps, kind="chore"))
    shares = {kind: answer(rows, "flow_distribution", MARCH, kind=kind) for kind in ("feature", "defect", "unmapped")}
    assert [shares[kind].value for kind in shares] == [1.0, 0.0, 0.25]
    assert answer(rows, "flow_distribution", MARCH, kind="debt").standing is Standing.NOT_MEASURED


def test_a_counted_ancestor_is_dropped(answer: Answers) -> None:
    rows = together(history("epic", *WORKED), history("story", *WORKED))
    rows["work_items"][1]["parent_id"] = "epic"
    assert answer(rows, "flow_velocity", MARCH).value == 1


def test_epics_and_stories_of_one_board_are_both_in_the_portfolio(answer: Answers) -> None:
    """Two products read one container, each its own level: neither vanishes from the roll-up."""
    features = ProductReading(
        "one", None, ValueStreamMapping("f", MAPPING.kinds, MAPPING.states, ("feature",)), ONE.work
    )
    defects = ProductReading("two", None, ValueStreamMapping("d", MAPPING.kinds, MAPPING.states, ("defect",)), ONE.work)
    rows = together(history("i", *WORKED), history("j", *WORKED, kind="defect"))
    figure = answer(rows, "flow_velocity", MARCH, products=[features, defects], scope=Scope.PORTFOLIO)
    assert figure.value == 2


def test_nothing_is_known_before_the_first_record_and_after_as_at(answer: Answers) -> None:
    rows = history("i", *WORKED)
    assert answer(rows, "flow_load", span("02-01", "03-01")).standing is Standing.NOT_MEASURED
    assert answer(rows, "flow_load", span("07-01", "08-01")).standing is Standing.NOT_MEASURED
    assert answer(rows, "flow_velocity", span("03-01", "03-02")).value == 0


def test_a_ticket_lives_from_its_first_commit_until_all_is_in_production(answer: Answers) -> None:
    """ABC-1: commits on the 1st and 3rd, deployed on the 2nd and 5th; done on the 5th, once reopened on the 3rd."""
    keyed = {"item_keys": ["ABC-1"]}
    rows = together(
        {"deployments": [deployment("a", "03-02"), deployment("b", "03-05")]},
        change("c", "03-01", "a", **keyed),
        change("d", "03-03", "b", **keyed),
    )
    ask = {"tickets": frozenset({"t"})}
    assert answer(rows, "flow_velocity", span("03-02", "03-03"), **ask).value == 0
    assert answer(rows, "flow_velocity", span("03-05", "03-06"), **ask).value == 1
    assert answer(rows, "flow_reopened", span("03-05", "03-06"), **ask).value == 1
    assert answer(rows, "flow_load", span("03-01", "03-02"), **ask).value == 1
    assert answer(rows, "flow_efficiency", MARCH, **ask).standing is Standing.NOT_MEASURED


def test_a_key_that_a_tracker_knows_is_the_trackers_item(answer: Answers) -> None:
    """Known to the product's tracker or, in a roll-up, to another's; of no item of the tracker's, it stays a ticket."""
    made = {"deployments": [deployment("d1", "03-05 12:00")]}
    worked = [change(f"c{key}", "03-02 09:00", "d1", item_keys=[key]) for key in ("k", "unknown")]
    rows = together(made, *worked, history("k", ("03-01", "active"), ("03-09", "done")))
    ask = {"tickets": frozenset({"t"})}
    assert answer(rows, "flow_velocity", MARCH, **ask).value == 2  # k, ended by its tracker, and the unknown key
    assert answer(rows, "flow_velocity", span("03-05", "03-06"), **ask).value == 1
    tracking, coding = replace(ONE, id="a", repositories=(), services=()), replace(ONE, id="b", work=())
    apart = {"products": [tracking, coding], **ask}
    assert answer(rows, "flow_velocity", MARCH, scope=Scope.PORTFOLIO, **apart).value == 2
    assert answer(rows, "flow_velocity", span("03-05", "03-06"), scope=Scope.PORTFOLIO, **apart).value == 1


def test_ticket_flow_is_known_before_anything_is_deployed(answer: Answers) -> None:
    rows = change("c", "03-01", item_keys=["ABC-1"])
    figure = answer(rows, "flow_load", span("03-01", "03-08"), tickets=frozenset({"t"}), as_at=at("03-09"))
    assert figure.value == 1


def test_equal_instants_keep_their_order(answer: Answers) -> None:
    rows = history("i", ("03-01", "active"), ("03-02", "done"), ("03-02", "active"), ("03-02", "done"))
    assert answer(rows, "flow_reopened", MARCH).value == 1
    assert answer(rows, "flow_velocity", span("03-02", "03-03")).value == 1


def test_a_day_in_summer_begins_an_hour_earlier(answer: Answers) -> None:
    """London's 28 March has 23 hours: an item in load for all of it has a mean of one, not 23/24."""
    rows = history("i", ("03-27", "active"), ("04-20", "done"))
    short = Period(at("03-28 00:00"), at("03-28 00:00") + timedelta(hours=23))
    assert answer(rows, "flow_load_mean", short).value == pytest.approx(1.0)
