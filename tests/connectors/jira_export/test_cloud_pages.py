"""Jira Cloud's pages since 2025 (`/rest/api/3/search/jql`): they follow each other by a token, and have no total.

The pages are made by hand in the shape that Atlassian documents: a description is a document in JSON, a log has its
newest entry first and at most forty, and more of it is asked for issue by issue.
"""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from llif.connectors.contract import Cursor
from llif.terms.errors import SourceFailed
from tests.connectors.jira_export.test_exports import at, changed, collect, entry, ids, told

SITE = "https://example.atlassian.net/rest/api/3"
DOCUMENT = {
    "type": "doc",
    "version": 1,
    "content": [{"type": "paragraph", "content": [{"type": "text", "text": "Ann Example rang"}]}],
}
GIVEN_AT_MOST = 40


def history(number: int, when: str, *items: tuple[str, str | None, str | None]) -> dict[str, Any]:
    return {"id": str(10_000 + number), **changed(when, *items)}


def issue(key: str, log: Sequence[dict[str, Any]] = (), **fields: Any) -> dict[str, Any]:
    """As the search gives it. *Takes* the whole log, the oldest entry first."""
    newest = list(reversed(log))[:GIVEN_AT_MOST]
    given = entry(key, (), description=DOCUMENT, **fields)
    about = {"expand": "renderedFields,names", "id": key.replace("SHOP-", "1000"), "self": f"{SITE}/issue/{key}"}
    log_given = {"startAt": 0, "maxResults": GIVEN_AT_MOST, "total": len(log), "histories": newest}
    return {**about, **given, "changelog": log_given}


def page(path: Path, *issues: dict[str, Any], after: str | None = None, **told_: Any) -> Path:
    more = {"nextPageToken": after, "isLast": False} if after else {"isLast": True}
    path.write_text(json.dumps({"issues": issues, **more, **told_}))
    return path


def further(path: Path, key: str, log: Sequence[dict[str, Any]], start: int, total: int) -> None:
    """A page of one issue's log, as `/issue/KEY/changelog` gives it: the oldest first."""
    about = {"self": f"{SITE}/issue/{key}/changelog?maxResults=100&startAt={start}", "startAt": start, "total": total}
    path.write_text(json.dumps({**about, "maxResults": 100, "isLast": True, "values": list(log)}))


def long_log() -> list[dict[str, Any]]:
    """Fifty entries: the first two say what the item was, the others go back and forth."""
    first = [history(0, at(1, 10), ("status", "To Do", "Ready")), history(1, at(1, 11), ("issuetype", "Task", "Story"))]
    moves = [("Ready", "Doing"), ("Doing", "Ready")]
    return first + [history(n, at(2 + n // 12, n % 12), ("status", *moves[n % 2])) for n in range(2, 50)]


def test_pages_that_follow_by_a_token_are_one_export(tmp_path: Path) -> None:
    log = [history(1, at(2), ("status", "To Do", "Doing")), history(2, at(3), ("status", "Doing", "Done"))]
    done = {"status": {"name": "Done"}, "resolution": {"name": "Done"}}
    page(
        tmp_path / "0.json", issue("SHOP-1", log, **done), after="CAEaAggD", names={"customfield_10016": "Story Points"}
    )
    page(tmp_path / "1.json", issue("SHOP-2", parent={"key": "SHOP-1"}))
    rows, problems = collect(tmp_path, path=".")
    assert (ids(rows), problems) == (["SHOP-1", "SHOP-2"], [])
    assert [each[1] for each in told(rows, "item_id", "status") if each[0] == "SHOP-1"] == ["To Do", "Doing", "Done"]
    assert rows["work_items"][1]["parent_id"] == "SHOP-1"
    assert "Ann" not in str(rows)


@pytest.mark.parametrize("last", [{"isLast": True}, {"nextPageToken": None}, {"isLast": True, "nextPageToken": None}])
def test_once_the_last_page_is_there_what_is_gone_is_deleted(tmp_path: Path, last: dict[str, Any]) -> None:
    cursor: Cursor = {}
    page(tmp_path / "0.json", issue("SHOP-1"), after="CAEaAggD")
    page(tmp_path / "1.json", issue("SHOP-2"), issue("SHOP-3"))
    collect(tmp_path, cursor, path=".")
    (tmp_path / "1.json").write_text(json.dumps({"issues": [issue("SHOP-2")], **last}))
    rows, problems = collect(tmp_path, cursor, path=".")
    assert (ids(rows, deleted=True), problems) == (["SHOP-3"], [])


def test_without_the_last_page_nothing_is_taken_as_deleted(tmp_path: Path) -> None:
    cursor: Cursor = {}
    page(tmp_path / "0.json", issue("SHOP-1"), after="CAEaAggD")
    last = page(tmp_path / "1.json", issue("SHOP-2"))
    collect(tmp_path, cursor, path=".")
    last.unlink()
    rows, problems = collect(tmp_path, cursor, path=".")
    assert ids(rows, deleted=True) == []
    assert "The pages say that there are more issues" in str(problems[0])


def test_a_log_of_which_the_search_gives_a_part_begins_late_and_is_named(tmp_path: Path) -> None:
    page(tmp_path / "0.json", issue("SHOP-1", long_log(), status={"name": "Ready"}, issuetype={"name": "Story"}))
    rows, problems = collect(tmp_path, path=".")
    assert len(told(rows, "status")) == GIVEN_AT_MOST
    assert "1 issues come without their whole history (SHOP-1)" in str(problems[0])


@pytest.mark.parametrize("name", ["SHOP-1", "10001"])
def test_the_rest_of_the_log_is_taken_from_the_issue_s_own_pages(tmp_path: Path, name: str) -> None:
    log = long_log()
    shown = issue("SHOP-1", log, status={"name": "Ready"}, issuetype={"name": "Story"})
    page(tmp_path / "0.json", shown, issue("SHOP-2"))
    further(tmp_path / "SHOP-1.0.json", name, log[:30], 0, 50)
    further(tmp_path / "SHOP-1.30.json", name, log[30:], 30, 50)
    cursor: Cursor = {}
    rows, problems = collect(tmp_path, cursor, path=".")
    own = [row for row in told(rows, "item_id", "sequence", "status", "type") if row[0] == "SHOP-1"]
    assert own[:3] == [("SHOP-1", 0, "To Do", "Task"), ("SHOP-1", 1, "Ready", "Task"), ("SHOP-1", 2, "Ready", "Story")]
    assert (len(own), problems, ids(rows)) == (51, [], ["SHOP-1", "SHOP-2"])
    page(tmp_path / "0.json", shown)
    assert ids(collect(tmp_path, cursor, path=".")[0], deleted=True) == ["SHOP-2"], "a log's page is no page of issues"


def test_half_of_the_rest_is_not_the_whole(tmp_path: Path) -> None:
    log = long_log()
    page(tmp_path / "0.json", issue("SHOP-1", log, status={"name": "Ready"}, issuetype={"name": "Story"}))
    further(tmp_path / "SHOP-1.0.json", "SHOP-1", log[:5], 0, 50)
    _, problems = collect(tmp_path, path=".")
    assert "(SHOP-1)" in str(problems[0])


def test_a_search_that_asked_for_no_fields_is_told_to(tmp_path: Path) -> None:
    (tmp_path / "0.json").write_text(json.dumps({"issues": [{"id": "10001"}, {"id": "10002"}], "isLast": True}))
    with pytest.raises(SourceFailed):
        collect(tmp_path, path=".")
    page(tmp_path / "1.json", issue("SHOP-1"))
    rows, problems = collect(tmp_path, path=".")
    assert ids(rows) == ["SHOP-1"]
    assert str(problems[0]).startswith("0.json: The 2 issues of this page come without their fields.")
    assert "fields=*all" in str(problems[0])
