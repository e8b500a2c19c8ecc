"""Jira from files: the same history in both forms lands the same rows; what is cut, late or contradictory is said."""

import csv
import gzip
import json
import os
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from llif.connectors.contract import Batch, Collecting, Cursor
from llif.connectors.jira_export.source import CONNECTOR
from llif.terms.errors import Problem, SourceFailed

NOW = datetime(2024, 6, 1, tzinfo=UTC)
DECLINED = {"Won't Fix", "Duplicate", "Cannot Reproduce", "Incomplete"}

Rows = dict[str, list[dict[str, Any]]]


def collect(base: Path, cursor: Cursor | None = None, **told: Any) -> tuple[Rows, list[Problem]]:
    rows: Rows = {"work_items": [], "status_changes": []}
    problems = []
    collecting = Collecting("jira", base, base, NOW)
    for event in CONNECTOR.collect(CONNECTOR.settings(**told), {} if cursor is None else cursor, collecting):
        if isinstance(event, Batch):
            rows[event.table].extend(dict(row) for row in event.rows)
        elif isinstance(event, Problem):
            problems.append(event)
    return rows, problems


def at(day: int, hour: int = 9) -> str:
    return f"2024-05-{day:02}T{hour:02}:00:00.000+0000"


def entry(key: str, histories: Sequence[dict[str, Any]] = (), **fields: Any) -> dict[str, Any]:
    given_fields = {
        "project": {"key": key.rpartition("-")[0]},
        "issuetype": {"name": "Bug"},
        "status": {"name": "Open"},
        "resolution": None,
        "created": at(1),
        "updated": at(9),
        "summary": "Somebody's words",
        "assignee": {"displayName": "Ann Example", "emailAddress": "ann@example.org"},
        **fields,
    }
    return {"key": key, "fields": given_fields, "changelog": {"total": len(histories), "histories": list(histories)}}


def changed(when: str, *items: tuple[str, str | None, str | None]) -> dict[str, Any]:
    return {
        "created": when,
        "author": {"displayName": "Ann Example"},
        "items": [{"field": field, "fromString": before, "toString": after} for field, before, after in items],
    }


def write(path: Path, *entries: dict[str, Any], **page: Any) -> Path:
    path.write_text(json.dumps({"startAt": 0, "total": len(entries), "issues": entries, **page}))
    return path


def told(rows: Rows, *columns: str) -> list[tuple[Any, ...]]:
    return [tuple(row.get(column) for column in columns) for row in rows["status_changes"]]


def ids(rows: Rows, table: str = "work_items", deleted: bool = False) -> list[str]:
    return [row["id"] for row in rows[table] if (row.get("deleted_at") is not None) == deleted]


def test_history_is_the_log_walked_forward_from_creation(tmp_path: Path) -> None:
    fixed = {"status": {"name": "Closed"}, "resolution": {"name": "Won't Fix"}, "issuetype": {"name": "Story"}}
    histories = [  # newest first, as Jira Cloud gives them
        changed(at(5), ("status", "Open", "Closed"), ("resolution", None, "Won't Fix")),
        changed(at(4), ("status", "Closed", "Open"), ("resolution", "Fixed", None)),
        changed(at(3), ("status", "Open", "Closed"), ("resolution", None, "Fixed"), ("assignee", "a", "b")),
        changed(at(2), ("issuetype", "Bug", "Story"), ("labels", "", "debt slow"), ("Component", None, "UI")),
    ]
    write(tmp_path / "p.json", entry("A-1", histories, labels=["debt", "slow"], components=[{"name": "UI"}], **fixed))
    rows, problems = collect(tmp_path, path="p.json", web="https://jira.example/")
    tags = ["debt", "slow", "component:UI"]
    assert told(rows, "sequence", "status", "resolution", "type", "tags") == [
        (0, "Open", None, "Bug", []),
        (1, "Open", None, "Story", tags),
        (2, "Closed", "Fixed", "Story", tags),
        (3, "Open", None, "Story", tags),
        (4, "Closed", "Won't Fix", "Story", tags),
    ]
    assert rows["work_items"][0]["url"] == "https://jira.example/browse/A-1"
    assert problems == []


def test_no_person_and_no_title_is_kept(tmp_path: Path) -> None:
    write(tmp_path / "p.json", entry("A-1", [changed(at(2), ("assignee", "Ann Example", None))]))
    cursor: Cursor = {}
    rows, _ = collect(tmp_path, cursor, path="p.json")
    assert "Ann" not in str(rows) + str(cursor)
    assert "ann@example.org" not in str(rows) + str(cursor)
    assert rows["work_items"][0]["title"] is None
    assert collect(tmp_path, path="p.json", titles="keep")[0]["work_items"][0]["title"] == "Somebody's words"


def test_parent_and_effort_where_fields_hold_them(tmp_path: Path) -> None:
    names = {"customfield_1": "Epic Link", "customfield_2": "Story Points"}
    write(
        tmp_path / "p.json",
        entry("A-1", customfield_1="A-9", customfield_2=3.0),
        entry("A-2", parent={"key": "A-1"}),
        names=names,
    )
    rows, _ = collect(tmp_path, path="p.json")
    assert [(r["parent_id"], r["effort"]) for r in rows["work_items"]] == [("A-9", 3.0), ("A-1", None)]


def test_two_settings_of_one_field_at_one_instant_are_two_rows_in_order(tmp_path: Path) -> None:
    histories = [changed(at(2), ("status", "Open", "Done")), changed(at(2), ("status", "Done", "Closed"))]
    write(tmp_path / "p.json", entry("A-1", histories, status={"name": "Closed"}))
    assert told(collect(tmp_path, path="p.json")[0], "sequence", "status") == [(0, "Open"), (1, "Done"), (2, "Closed")]


def test_contradictions_are_counted_and_the_last_row_is_the_issue_as_it_reads(tmp_path: Path) -> None:
    histories = [changed(at(2), ("status", "Open", "Doing")), changed(at(3), ("status", "Waiting", "Done"))]
    write(tmp_path / "p.json", entry("A-1", histories, status={"name": "Finished"}))
    rows, problems = collect(tmp_path, path="p.json")
    assert told(rows, "status") == [("Open",), ("Doing",), ("Done",), ("Finished",)]
    assert rows["status_changes"][-1]["changed_at"] == datetime(2024, 5, 9, 9, tzinfo=UTC)
    assert "2 times, in 1 issues (A-1)" in str(problems[0])


def test_a_log_known_to_be_cut_begins_late(tmp_path: Path) -> None:
    cut = entry("A-1", [changed(at(4), ("status", "Doing", "Done"))], status={"name": "Done"})
    cut["changelog"]["total"] = 120
    bare = entry("A-2")
    del bare["changelog"]
    write(tmp_path / "p.json", cut, bare)
    rows, problems = collect(tmp_path, path="p.json")
    assert told(rows, "id", "changed_at", "status") == [
        ("A-1:0", datetime(2024, 5, 4, 9, tzinfo=UTC), "Done"),
        ("A-2:0", datetime(2024, 5, 9, 9, tzinfo=UTC), "Open"),
    ]
    assert "2 issues come without their whole history (A-1, A-2)" in str(problems[0])


class TestIncremental:
    def test_unchanged_yields_nothing_and_a_touched_file_neither(self, tmp_path: Path) -> None:
        page, cursor = write(tmp_path / "p.json", entry("A-1"), entry("A-2")), {}
        assert ids(collect(tmp_path, cursor, path="p.json")[0]) == ["A-1", "A-2"]
        kept = json.loads(json.dumps(cursor))
        os.utime(page, (1, 1))
        assert collect(tmp_path, kept, path="p.json") == ({"work_items": [], "status_changes": []}, [])

    def test_only_what_changed_is_landed_again(self, tmp_path: Path) -> None:
        cursor: Cursor = {}
        write(tmp_path / "p.json", entry("A-1"), entry("A-2"))
        collect(tmp_path, cursor, path="p.json")
        write(tmp_path / "p.json", entry("A-1"), entry("A-2", priority={"name": "High"}))
        assert ids(collect(tmp_path, cursor, path="p.json")[0]) == ["A-2"]

    def test_a_key_that_vanished_gets_tombstones_other_projects_stay(self, tmp_path: Path) -> None:
        cursor: Cursor = {}
        gone = entry("A-1", [changed(at(2), ("status", "New", "Open"))])
        write(tmp_path / "p.json", gone, entry("A-2"), entry("B-1"))
        collect(tmp_path, cursor, path="p.json")
        write(tmp_path / "p.json", entry("A-2"))
        rows, _ = collect(tmp_path, cursor, path="p.json")
        assert rows["work_items"] == [{"id": "A-1", "deleted_at": NOW}]
        assert ids(rows, "status_changes", deleted=True) == ["A-1:0", "A-1:1"]
        assert list(cursor["known"]) == ["A", "B"]

    def test_a_part_export_deletes_nothing_where_told(self, tmp_path: Path) -> None:
        cursor: Cursor = {}
        write(tmp_path / "p.json", entry("A-1"), entry("A-2"))
        collect(tmp_path, cursor, path="p.json", complete=False)
        write(tmp_path / "p.json", entry("A-2"))
        assert collect(tmp_path, cursor, path="p.json", complete=False)[0]["work_items"] == []

    def test_a_moved_issue_leaves_a_tombstone_under_its_old_key(self, tmp_path: Path) -> None:
        cursor: Cursor = {}
        write(tmp_path / "p.json", entry("A-1"))
        collect(tmp_path, cursor, path="p.json")
        write(tmp_path / "p.json", entry("B-7", [changed(at(2), ("Key", "A-1", "B-7"))]))
        rows, _ = collect(tmp_path, cursor, path="p.json")
        assert (ids(rows), ids(rows, deleted=True)) == (["B-7"], ["A-1"])

    def test_a_history_that_shrank_leaves_no_row_behind(self, tmp_path: Path) -> None:
        cursor: Cursor = {}
        write(tmp_path / "p.json", entry("A-1", [changed(at(2), ("status", "New", "Open"))]))
        collect(tmp_path, cursor, path="p.json")
        write(tmp_path / "p.json", entry("A-1"))
        rows, _ = collect(tmp_path, cursor, path="p.json")
        assert ids(rows, "status_changes", deleted=True) == ["A-1:1"]

    def test_the_newest_copy_of_an_issue_wins_whatever_its_page(self, tmp_path: Path) -> None:
        write(tmp_path / "1.json", entry("A-1", status={"name": "Done"}, updated=at(9)))
        write(tmp_path / "2.json", entry("A-1", updated=at(8)))
        rows, _ = collect(tmp_path, path="*.json")
        assert [row["status"] for row in rows["status_changes"]] == ["Done"]


class TestBadInput:
    def test_a_cut_page_is_named_with_its_byte_the_others_go_on_and_nothing_is_deleted(self, tmp_path: Path) -> None:
        cursor: Cursor = {}
        write(tmp_path / "1.json", entry("A-1"))
        second = write(tmp_path / "2.json", entry("A-2"))
        collect(tmp_path, cursor, path=".")
        whole = second.read_text()
        second.write_text(whole[:100])
        write(tmp_path / "1.json", entry("A-1", priority={"name": "High"}))
        rows, problems = collect(tmp_path, cursor, path=".")
        assert (ids(rows), ids(rows, deleted=True)) == (["A-1"], [])
        assert str(problems[0]).startswith("2.json, line 1, column ")
        assert "byte " in problems[0].where
        assert len(collect(tmp_path, cursor, path=".")[1]) == 1, "an unread page is tried and named again"
        second.write_text(whole)
        assert collect(tmp_path, cursor, path=".") == ({"work_items": [], "status_changes": []}, [])

    def test_pages_that_say_there_are_more(self, tmp_path: Path) -> None:
        write(tmp_path / "1.json", entry("A-1"), total=2)
        _, problems = collect(tmp_path, path="1.json")
        assert "there are 2 issues, and hold 1" in str(problems[0])

    def test_a_cut_gzip(self, tmp_path: Path) -> None:
        write(tmp_path / "1.json", entry("A-1"))
        (tmp_path / "2.json.gz").write_bytes(gzip.compress(b'{"issues": []}' * 50)[:-12])
        rows, problems = collect(tmp_path, path=".")
        assert (ids(rows), problems[0].where) == (["A-1"], "2.json.gz")

    @pytest.mark.parametrize(
        ("spoilt", "field"),
        [
            (entry("A-2", created="yesterday"), "fields.created"),
            (entry("A-2", status=None), "fields.status.name"),
            (entry("A-2", [changed("2024-13-01", ("status", "a", "b"))]), "changelog created"),
            ({"key": "A-2"}, "fields.created"),
        ],
    )
    def test_a_spoilt_issue_is_left_out_and_named(self, tmp_path: Path, spoilt: dict[str, Any], field: str) -> None:
        write(tmp_path / "p.json", entry("A-1"), spoilt, entry("A-3"))
        rows, problems = collect(tmp_path, path="p.json")
        assert ids(rows) == ["A-1", "A-3"]
        assert str(problems[0]).startswith(f"p.json, issue 2 (A-2): {field} holds")

    @pytest.mark.parametrize("content", ["[1, 2", '{"errorMessages": ["no"]}', "5", "\xff"])
    def test_an_export_of_which_nothing_can_be_read_fails(self, tmp_path: Path, content: str) -> None:
        (tmp_path / "p.json").write_bytes(content.encode("latin-1"))
        with pytest.raises(SourceFailed, match="None of the 1 files"):
            collect(tmp_path, path="p.json")

    @pytest.mark.parametrize("path", ["nowhere", "*.json"])
    def test_nothing_at_the_path(self, tmp_path: Path, path: str) -> None:
        with pytest.raises(SourceFailed, match="Put the export there"):
            collect(tmp_path, path=path)

    @pytest.mark.parametrize(
        "told_",
        [
            {},
            {"path": "a", "issues": "b", "changes": "c"},
            {"issues": "b"},
            {"path": "a", "x": 1},
            {"path": "a", "time_zone": "Mars"},
        ],
    )
    def test_settings_that_are_refused(self, told_: dict[str, Any]) -> None:
        with pytest.raises(ValidationError):
            CONNECTOR.settings(**told_)


ISSUES = "key,project,type,priority,status,resolution,created,updated,labels,components\n"
CHANGES = "key,at,field,from,to\n"
CSV = {"issues": "i.csv", "changes": "c.csv"}


class TestSpreadsheets:
    def write(self, base: Path, issues: str, changes: str) -> None:
        (base / "i.csv").write_text(issues)
        (base / "c.csv").write_text(changes)

    def test_bad_dates_are_named_by_row_and_the_rest_goes_on(self, tmp_path: Path) -> None:
        good = "A-1,A,Bug,,Open,,2024-05-01T09:00:00,,,\n"
        self.write(
            tmp_path,
            ISSUES + good + "A-2,A,Bug,,Open,,31/05/2024,,,\n" + good.replace("A-1", "A-3"),
            CHANGES + "A-3,soon,status,New,Open\n",
        )
        rows, problems = collect(tmp_path, time_zone="Europe/London", **CSV)
        assert ids(rows) == ["A-1"]
        assert rows["work_items"][0]["created_at"] == datetime(2024, 5, 1, 8, tzinfo=UTC)
        assert [str(p).split(" holds")[0] for p in problems] == [
            "c.csv, row 2 (A-3): at",
            "i.csv, row 3 (A-2): created",
        ]

    def test_wrong_columns_say_which_are_missing_and_which_are_there(self, tmp_path: Path) -> None:
        self.write(tmp_path, "Issue key,Status\nA-1,Open\n", CHANGES)
        with pytest.raises(
            SourceFailed, match=r"i.csv, row 1: .* key, type, resolution, created are missing; .* issue key, status"
        ):
            collect(tmp_path, **CSV)

    def test_a_cut_log_stops_the_source_since_any_history_may_be_short(self, tmp_path: Path) -> None:
        self.write(tmp_path, ISSUES, CHANGES)
        (tmp_path / "c.csv").write_bytes(gzip.compress(CHANGES.encode() * 99)[:-9])
        with pytest.raises(SourceFailed, match="breaks off"):
            collect(tmp_path, **CSV)

    def test_duraspace_history(self, shared_data: Path) -> None:
        cursor: Cursor = {}
        told_ = {"issues": "jira/duraspace.issues.csv.gz", "changes": "jira/duraspace.changes.csv.gz"}
        rows, problems = collect(shared_data, cursor, **told_)
        now = {row["item_id"]: row for row in rows["status_changes"]}
        closed = [row["resolution"] for row in now.values() if row["status"] in ("Closed", "Resolved")]
        assert (len(rows["work_items"]), len(closed)) == (3036, 2370)
        assert sum(resolution in DECLINED for resolution in closed) == 363
        assert "9 times, in 9 issues" in str(problems[0])
        assert collect(shared_data, cursor, **told_) == ({"work_items": [], "status_changes": []}, [])

    def test_duraspace_items_end_as_the_export_says(self, shared_data: Path) -> None:
        rows, _ = collect(shared_data, issues="jira/duraspace.issues.csv.gz", changes="jira/duraspace.changes.csv.gz")
        now = {row["item_id"]: row for row in rows["status_changes"]}
        with gzip.open(shared_data / "jira" / "duraspace.issues.csv.gz", "rt") as opened:
            for row in csv.DictReader(opened):
                last = now[row["key"]]
                assert (last["status"], last["resolution"] or "", last["type"]) == (
                    row["status"],
                    row["resolution"],
                    row["type"],
                )


VALUES = {"status": ["New", "Doing", "Done"], "resolution": [None, "Fixed", "Won't Fix"], "issuetype": ["Bug", "Story"]}
moves = st.sampled_from(sorted(VALUES)).flatmap(lambda field: st.tuples(st.just(field), st.sampled_from(VALUES[field])))
logs = st.lists(st.tuples(st.integers(0, 2), moves), max_size=8)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(given_logs=st.lists(logs, min_size=1, max_size=3))
def test_both_forms_of_one_history_land_the_same_rows(tmp_path: Path, given_logs: list[Any]) -> None:
    entries, issue_lines, change_lines = [], [ISSUES], [CHANGES]
    for number, log in enumerate(given_logs):
        key, when = f"A-{number}", datetime(2024, 5, 1, tzinfo=UTC)
        state: dict[str, str | None] = {"status": "New", "resolution": None, "issuetype": "Bug"}
        histories = []
        for hours, (field, value) in log:
            when += timedelta(hours=hours)
            histories.append(changed(when.isoformat(), (field, state[field], value)))
            change_lines.append(f"{key},{when.isoformat()},{field},{state[field] or ''},{value or ''}\n")
            state[field] = value
        end = (state["issuetype"], state["status"], state["resolution"])
        fields = {
            name: {"name": value} if value else None
            for name, value in zip(("issuetype", "status", "resolution"), end, strict=True)
        }
        entries.append(entry(key, histories, updated=when.isoformat(), created="2024-05-01T00:00:00Z", **fields))
        issue_lines.append(f"{key},A,{end[0]},,{end[1]},{end[2] or ''},2024-05-01T00:00:00Z,{when.isoformat()},,\n")
    write(tmp_path / "p.json", *entries)
    (tmp_path / "i.csv").write_text("".join(issue_lines))
    (tmp_path / "c.csv").write_text("".join(change_lines))
    assert collect(tmp_path, path="p.json") == collect(tmp_path, **CSV)
