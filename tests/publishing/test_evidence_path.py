"""From exports to ratings, the whole way: collected, landed, made facts, published, reckoned. Nothing stands in."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from llif.access.actor import COMMAND_LINE
from llif.portfolio import services
from llif.portfolio.registers.entries import Place
from llif.portfolio.registers.own import ACCEPTANCES, RATINGS
from llif.portfolio.registers.recording import Write, record
from llif.portfolio.scoring.cells import Basis, Ended
from llif.publishing.scorecard import Cell, Scorecard, scorecard
from llif.publishing.scorecard import record as record_of
from llif.terms.scorecard import Dimension, Rating, ScoreState
from llif.warehouse.reports import Result
from llif.warehouse.snapshots import Snapshot
from tests.publishing.evidence_town import Town

pytestmark = pytest.mark.django_db
TODAY, ENDS = date(2026, 3, 31), date(2026, 4, 30)
LETTER = {"red": "R", "amber": "A", "green": "G", "not assessed": "-", "not applicable": "n"}
Clock = Callable[[date], datetime]
UNSUPPORTED, RELIABILITY = Dimension.UNSUPPORTED_TECHNOLOGY, Dimension.RELIABILITY


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Town:
    return Town(tmp_path_factory.mktemp("town"), TODAY).fill(django_ends=ENDS)


@pytest.fixture(scope="module")
def shown(town: Town) -> Snapshot:
    reports, made = town.refresh()
    assert {each.source: each.outcome for each in reports} == dict.fromkeys(
        ("sboms", "eol", "servicenow", "fft"), Result.LOADED
    )
    return made


@pytest.fixture
def declared(town: Town, db: None) -> None:
    """The portfolio is declared, so that something may be recorded in it."""
    services.apply(town.declared(), by=COMMAND_LINE)


@pytest.fixture
def clock(declared: None, monkeypatch: pytest.MonkeyPatch) -> Clock:
    """`clock(day)`: entries are recorded at noon of that day."""

    def at(day: date) -> datetime:
        instant = datetime.combine(day, time(12), timezone.get_fixed_timezone(0))
        monkeypatch.setattr("django.utils.timezone.now", lambda: instant)
        return instant

    return at


def on(shown: Snapshot, day: date, **more: Any) -> Scorecard:
    return scorecard(shown, now=datetime.combine(day, time(13), timezone.get_fixed_timezone(0)), **more)


def letters(found: Scorecard) -> dict[str, str]:
    return {row.id: "".join(LETTER[row.cells[each].rating.value] for each in Dimension) for row in found.rows}


def cell(found: Scorecard, product: str, dimension: Dimension) -> Cell:
    row = found.row(product)
    assert row
    return row.cells[dimension]


def test_ratings_in_all_five_dimensions_from_real_records(town: Town, shown: Snapshot, clock: Clock) -> None:
    """Commercial risk, unsupported technology, cloud readiness, customer expectation, reliability: in this order."""
    assert letters(on(shown, TODAY)) == {"desk": "-A-GG", "ward": "-A-RR", "kiosk": "-G---", "bare": "-----"}
    clock(TODAY)
    town.record()
    found = on(shown, TODAY)
    assert letters(found) == {"ward": "RARRR", "desk": "GAGGG", "kiosk": "-G---", "bare": "-----"}
    scores = {row.id: (row.score.state, row.score.value, row.score.low, row.score.high) for row in found.rows}
    assert scores == {
        "ward": (ScoreState.SCORED, 9, 9, 9),
        "desk": (ScoreState.SCORED, 1, 1, 1),
        "kiosk": (ScoreState.SCORED, 0, 0, 8),
        "bare": (ScoreState.NOT_ASSESSED, None, 0, 10),
    }


def test_each_rating_tells_rule_evidence_and_age(town: Town, shown: Snapshot) -> None:
    found = on(shown, TODAY)
    row = found.row("ward")
    assert row
    told: Any = record_of(row, found.moment)
    unsupported, reliability = (told["ratings"][each.value] for each in (UNSUPPORTED, RELIABILITY))
    assert (unsupported["rating"], unsupported["by"], unsupported["state"]) == ("amber", "evidence", "evidence")
    assert unsupported["unknown"] == 2  # left-pad meets no lifecycle, and neither does the application itself
    assert unsupported["age_days"] == 40
    assert "django" in unsupported["evidence"][0]["what"]
    assert [each["source"] for each in reliability["evidence"]][-1] == "servicenow"
    assert "major incidents: 1" in reliability["reason"]
    desk = found.row("desk")
    assert desk
    expected: Any = record_of(desk, found.moment)["ratings"]
    assert "90 % of answers" in expected["customer_expectation"]["reason"]
    assert expected["customer_expectation"]["unknown"] == 5
    assert told["ratings"]["cloud_readiness"]["state"] == "not assessed"
    assert told["ratings"]["cloud_readiness"]["evidence"] == []


def test_a_component_past_its_support_end_turns_every_product_that_has_it(shown: Snapshot) -> None:
    """Time passes: on the last day of support it is amber still, and on the next every product with it is red."""
    before, after = on(shown, ENDS), on(shown, ENDS + timedelta(days=1))
    assert {row.id: row.cells[UNSUPPORTED].rating for row in before.rows} == {
        "desk": Rating.AMBER, "ward": Rating.AMBER, "kiosk": Rating.GREEN, "bare": Rating.NOT_ASSESSED,
    }  # fmt: skip
    assert {row.id: row.cells[UNSUPPORTED].rating for row in after.rows} == {
        "desk": Rating.RED, "ward": Rating.RED, "kiosk": Rating.GREEN, "bare": Rating.NOT_ASSESSED,
    }  # fmt: skip


def test_so_does_an_end_of_support_that_is_moved(tmp_path: Path) -> None:
    """The source says otherwise: one row of the table changes, and every product that has the component turns."""
    town = Town(tmp_path, TODAY).fill(django_ends=date(2028, 4, 30))
    _, made = town.refresh()
    column = {row.id: row.cells[UNSUPPORTED].rating for row in on(made, TODAY).rows}
    assert [column[each] for each in ("desk", "ward", "kiosk")] == [Rating.GREEN] * 3
    town.supported_until(town.ago(1))
    reports, made = town.refresh(town.now + timedelta(hours=1))
    assert {each.source for each in reports if each.outcome is Result.LOADED} == {"eol"}
    column = {row.id: row.cells[UNSUPPORTED].rating for row in on(made, TODAY).rows}
    assert [column[each] for each in ("desk", "ward", "kiosk")] == [Rating.RED, Rating.RED, Rating.GREEN]


def test_as_at_an_earlier_day_and_the_change_since_one(shown: Snapshot) -> None:
    later = ENDS + timedelta(days=5)
    then = on(shown, later, as_at=ENDS)
    assert (then.moment.day, cell(then, "desk", UNSUPPORTED).rating) == (ENDS, Rating.AMBER)
    found = on(shown, later, since=ENDS)
    changed = cell(found, "desk", UNSUPPORTED)
    assert (changed.before, changed.rating) == (Rating.AMBER, Rating.RED)
    row = found.row("desk")
    assert row
    assert row.before
    assert (row.before.value, row.score.value) == (1, 2)
    assert cell(found, "kiosk", UNSUPPORTED).before is Rating.GREEN


def test_before_a_bill_was_made_nothing_of_it_was_known(shown: Snapshot) -> None:
    made_on = TODAY - timedelta(days=40)
    assert cell(on(shown, TODAY, since=made_on), "desk", UNSUPPORTED).before is Rating.AMBER
    earlier = on(shown, TODAY, since=made_on - timedelta(days=1))
    assert cell(earlier, "desk", UNSUPPORTED).before is Rating.NOT_ASSESSED


def test_the_reaction_clock_counts_from_the_day_the_cell_turned(shown: Snapshot) -> None:
    """Desk is clinical: a red cell is to be mended in 30 days. Ward, admin critical, has 90."""
    found = on(shown, ENDS + timedelta(days=11))
    clocks = {name: cell(found, name, UNSUPPORTED).clock for name in ("desk", "ward")}
    assert {name: (told.since, told.days, told.left) for name, told in clocks.items() if told} == {
        "desk": (ENDS + timedelta(days=1), 11, 19),
        "ward": (ENDS + timedelta(days=1), 11, 79),
    }
    assert cell(found, "kiosk", UNSUPPORTED).clock.left is None  # type: ignore[union-attr]
    assert cell(found, "bare", UNSUPPORTED).clock is None


def rating(review_on: date, of: str = "green") -> Write:
    told = {"rating": of, "reason": "Seen.", "evidence": "https://example.org", "review_on": review_on.isoformat()}
    return Write(RATINGS, Place("ratings", "town", "ward", RELIABILITY.value), told, 0)


def test_green_but_failing_and_a_review_that_has_passed(shown: Snapshot, clock: Clock) -> None:
    clock(TODAY)
    record(rating(TODAY + timedelta(days=5)), by=COMMAND_LINE)
    found = on(shown, TODAY + timedelta(days=5))
    held = cell(found, "ward", RELIABILITY)
    assert (held.rating, held.basis, held.disagrees) == (Rating.GREEN, Basis.PERSON, True)
    assert [(each.product, each.dimension) for each in found.disagreements] == [("ward", RELIABILITY)]
    assert found.expired == []
    after = on(shown, TODAY + timedelta(days=6))
    held = cell(after, "ward", RELIABILITY)
    assert (held.rating, held.basis, held.disagrees) == (Rating.RED, Basis.EXPIRED, False)
    assert [each.product for each in after.expired] == ["ward"]
    assert after.disagreements == []


def test_an_accepted_cell_stands_beside_the_score_and_ends_by_itself(shown: Snapshot, clock: Clock) -> None:
    """Ward's unsupported component is accepted as amber: it ends on the day it turns red."""
    clock(TODAY)
    told = {"until": "2026-12-31", "worst": "amber", "reason": "Replaced in May.", "owner": "Platform team"}
    place = Place("acceptances", "town", "ward", UNSUPPORTED.value)
    record(Write(ACCEPTANCES, place, told, 0), by=COMMAND_LINE)
    row = on(shown, ENDS).row("ward")
    assert row
    assert (row.cells[UNSUPPORTED].is_accepted, row.score.accepted, row.score.value) == (True, 1, 5)
    later = on(shown, ENDS + timedelta(days=3))
    ended = cell(later, "ward", UNSUPPORTED)
    assert not ended.is_accepted
    assert ended.acceptance
    assert (ended.acceptance.ended, ended.acceptance.ended_on) == (Ended.WORSE, ENDS + timedelta(days=1))
    assert ended.clock
    assert ended.clock.days == 3  # the accepted days were of another spell
