"""An incident log by its last events: what became of an incident, what was kept in time, what cannot be read."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from llif.connectors.servicenow_export.source import CONNECTOR
from llif.terms.errors import SourceFailed
from tests.connectors.gathered import Gathered, gather, write

HEADING = (
    "number,incident_state,sys_mod_count,sys_updated_at,opened_at,resolved_at,closed_at,priority,made_sla,"
    "category,assigned_to"
)
DONE = "5/3/2016 12:00"


def event(
    number: str = "INC1", state: str = "Closed", changes: object = 1, updated: str = DONE,
    opened: str = "29/2/2016 01:16", resolved: str = "29/2/2016 11:29", closed: str = DONE,
    priority: str = "3 - Moderate", made: str = "true", category: str = "desk",
) -> str:  # fmt: skip
    return ",".join((number, state, str(changes), updated, opened, resolved, closed, priority, made, category, "Ann"))


def collected(base: Path, *events: str, cursor: dict[str, Any] | None = None, **told: Any) -> Gathered:
    write(base / "log.csv", "\n".join((HEADING, *events, "")))
    return again(base, cursor, **told)


def again(base: Path, cursor: dict[str, Any] | None = None, **told: Any) -> Gathered:
    settings = {"path": "log.csv", "service": "category", "time_zone": "Europe/London", **told}
    return gather(CONNECTOR, base, cursor, **settings)


def one(base: Path, *events: str, **told: Any) -> dict[str, Any]:
    (row,) = collected(base, *events, **told).rows["incidents"]
    return row


def test_what_an_incident_becomes(tmp_path: Path) -> None:
    row = one(tmp_path, event(priority="1 - Critical"), user_impacting=True, web="https://now.example.org/")
    assert row == {
        "id": "INC1",
        "service": "desk",
        "url": "https://now.example.org/nav_to.do?uri=incident.do?sysparm_query=number=INC1",
        "opened_at": datetime(2016, 2, 29, 1, 16, tzinfo=UTC),
        "restored_at": datetime(2016, 2, 29, 11, 29, tzinfo=UTC),
        "closed_at": datetime(2016, 3, 5, 12, tzinfo=UTC),
        "priority": "1 - Critical",
        "is_major": True,
        "is_user_impacting": True,
        "cancelled": False,
    }


def test_times_are_local_and_summer_time_is_not_utc(tmp_path: Path) -> None:
    assert one(tmp_path, event(opened="1/7/2016 09:00"))["opened_at"] == datetime(2016, 7, 1, 8, tzinfo=UTC)


@pytest.mark.parametrize(
    ("first", "last"),
    [
        ({"changes": 3, "updated": DONE}, {"changes": 4, "updated": "1/1/2016 00:00"}),
        ({"changes": 4, "updated": "4/3/2016 12:00"}, {"changes": 4, "updated": DONE}),
        ({"changes": 4, "updated": DONE}, {"changes": 4, "updated": DONE}),
        ({"changes": "", "updated": "?"}, {"changes": "", "updated": DONE}),
    ],
)
def test_the_last_event_is_true(tmp_path: Path, first: dict[str, Any], last: dict[str, Any]) -> None:
    """The most changes, then the latest, then the one that stands last; `made_sla` of an earlier event is no truth."""
    found = collected(tmp_path, event(made="true", **first), event(made="false", priority="2 - High", **last))
    assert [row["priority"] for row in found.rows["incidents"]] == ["2 - High"]
    assert [(row["good"], row["total"]) for row in found.rows["service_levels"]] == [(0.0, 1.0)]


@pytest.mark.parametrize(
    ("state", "restored", "closed", "cancelled"),
    [
        ("New", False, False, False),
        ("Active", False, False, False),
        ("Awaiting User Info", False, False, False),
        ("-100", False, False, False),
        ("Resolved", True, False, False),
        ("6", True, False, False),
        ("closed", True, True, False),
        ("Canceled", False, True, True),
    ],
)
def test_times_count_only_where_the_last_state_says_so(
    tmp_path: Path, state: str, restored: bool, closed: bool, cancelled: bool
) -> None:
    """The log writes the times of resolving and closing into events from before they happened."""
    row = one(tmp_path, event(state=state))
    assert (row["restored_at"] is not None, row["closed_at"] is not None) == (restored, closed)
    assert row["cancelled"] is cancelled


def test_question_marks_are_null(tmp_path: Path) -> None:
    row = one(tmp_path, event(priority="?", resolved="?", category="?"))
    assert (row["priority"], row["is_major"], row["restored_at"], row["service"]) == (None, None, None, "(not stated)")


def test_service_levels_are_closed_incidents_by_day_of_closing_and_priority(tmp_path: Path) -> None:
    found = collected(
        tmp_path,
        event("A", closed="1/7/2016 00:30"),
        event("B", closed="1/7/2016 23:30", made="false"),
        event("C", closed="1/7/2016 12:00", priority="1 - Critical"),
        event("D", closed="2/7/2016 00:00"),
        event("E", state="Resolved"),
        event("F", state="Canceled"),
        event("G", made="?"),
    )
    assert [(row["objective"], row["day"], row["good"], row["total"]) for row in found.rows["service_levels"]] == [
        ("resolved within SLA, 1 - Critical", date(2016, 7, 1), 1.0, 1.0),
        ("resolved within SLA, 3 - Moderate", date(2016, 7, 1), 1.0, 2.0),
        ("resolved within SLA, 3 - Moderate", date(2016, 7, 2), 1.0, 1.0),
    ]
    assert found.problems == [
        "log.csv: 1 closed incidents do not say whether they were in time (G). They are in no service level."
    ]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (event("X", opened="2016-02-29"), "log.csv, X: Column opened_at holds '2016-02-29'; a date and time as %d"),
        (event("X", opened="?"), "log.csv, X: Column opened_at holds ''"),
        (event("X", closed="soon"), "log.csv, X: Column closed_at holds 'soon'"),
        (event("X", made="perhaps"), "log.csv, X: Column made_sla holds 'perhaps'; true or false"),
        (event("X", category="ann@example.org"), "log.csv, X: Column category holds an e-mail address"),
        (event("X", changes="many"), "log.csv, row 3: Column sys_mod_count holds 'many'; a number"),
        (event(""), "log.csv, row 3: Column number holds"),
        ("X,Closed", "log.csv, row 3: The row has 2 cells, and the heading 11"),
        ('X,"Clo"sed', "log.csv, row 3: The row is no CSV"),
    ],
)
def test_a_bad_row_is_named_and_the_rest_goes_on(tmp_path: Path, line: str, said: str) -> None:
    found = collected(tmp_path, event("A"), line, event("B"))
    assert found.ids("incidents") == ["A", "B"]
    assert [problem[: len(said)] for problem in found.problems] == [said]


def test_nobody_is_named(tmp_path: Path) -> None:
    assert "Ann" not in repr(collected(tmp_path, event()))


def test_wrong_columns_fail_with_what_is_there(tmp_path: Path) -> None:
    write(tmp_path / "log.csv", "id,state\n1,Closed\n")
    with pytest.raises(SourceFailed, match=r"log\.csv, row 1: The columns number, .* are missing; the file has id, st"):
        again(tmp_path)


@pytest.mark.parametrize(
    "told",
    [{"service": "assigned_to"}, {"columns": {"number": "caller_id"}}, {"time_zone": "London"}, {"colour": 1},
     {"encoding": "utf-9"}],
)  # fmt: skip
def test_settings_that_are_refused(told: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        CONNECTOR.settings(**{"path": "x", "service": "category", "time_zone": "UTC", **told})


class TestAgain:
    def test_unchanged_files_yield_nothing_and_vanished_incidents_a_tombstone(self, tmp_path: Path) -> None:
        cursor: dict[str, Any] = {}
        collected(tmp_path, event("A"), event("B", closed="6/3/2016 12:00"), cursor=cursor)
        assert again(tmp_path, cursor).is_empty
        found = collected(tmp_path, event("A"), cursor=cursor)
        assert found.gone == {"incidents": ["B"], "service_levels": ["desk|3 - Moderate|2016-03-06"]}

    def test_a_part_of_the_log_deletes_nothing_where_it_says_so(self, tmp_path: Path) -> None:
        cursor: dict[str, Any] = {}
        collected(tmp_path, event("A"), event("B"), cursor=cursor, complete=False)
        assert collected(tmp_path, event("A"), cursor=cursor, complete=False).gone == {}

    @pytest.mark.parametrize("line", [event(""), event("B", changes="many"), 'B,"cut'])
    def test_nothing_is_gone_while_a_row_cannot_be_read(self, tmp_path: Path, line: str) -> None:
        cursor: dict[str, Any] = {}
        collected(tmp_path, event("A"), event("B"), cursor=cursor)
        found = collected(tmp_path, event("A"), line, cursor=cursor)
        assert (found.gone, len(found.problems)) == ({}, 1)
        assert collected(tmp_path, event("A"), cursor=cursor).gone["incidents"] == ["B"]


def test_the_real_log(shared_data: Path) -> None:
    """20,769 incidents, 20,768 of them closed, 12,594 in time by their last event (and 20,768 by their first)."""
    told = {"path": "itsm", "service": "category", "time_zone": "Etc/UTC"}
    cursor: dict[str, Any] = {}
    found = gather(CONNECTOR, shared_data, cursor, **told)
    rows = found.rows["incidents"]
    assert (len(rows), sum(row["closed_at"] is not None for row in rows)) == (20769, 20768)
    assert sum(row["restored_at"] is not None for row in rows) == 19350
    assert sum(row["is_major"] for row in rows) == 220
    levels = found.rows["service_levels"]
    assert (sum(row["good"] for row in levels), sum(row["total"] for row in levels)) == (12594, 20768)
    assert [problem.split(" (")[1][:10] for problem in found.problems] == ["INC0029233"]
    assert len({row["service"] for row in rows}) == 38
    assert gather(CONNECTOR, shared_data, cursor, **told).is_empty
