"""A problem stands until its place is read again without it, and no longer."""

import json
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from llif.pipeline.collect import collect
from llif.portfolio.declared import DeclaredSource
from llif.terms.errors import Problem
from llif.warehouse import reports
from llif.warehouse.landing import Landing
from llif.warehouse.reports import CollectReport, Result

NOW = datetime(2021, 6, 1, 9, tzinfo=UTC)
GOOD = "id,container,type\nS-1,shop,Story\n"
BAD = "id,container,type,created_at\nS-1,shop,Story,yesterday\n"


class Source:
    """One source over files in a folder, collected an hour apart."""

    def __init__(self, folder: Path, connector: str, settings: dict[str, Any]) -> None:
        self.home, self.folder, self.hours = folder / "home", folder, 0
        self.source = DeclaredSource("it", connector, settings, folder)

    def write(self, name: str, text: str) -> None:
        path = self.folder / name
        path.write_text(text)
        os.utime(path, (NOW.timestamp() - 600,) * 2)

    def collect(self) -> list[str]:
        """Collect once. *Gives* the places of the problems that stand after it."""
        self.hours += 1
        list(collect([self.source], home=self.home, now=NOW + timedelta(hours=self.hours)))
        return [each.where for each in reports.standing(Landing(self.home).reports("it"))]


@pytest.fixture
def tables(tmp_path: Path) -> Source:
    return Source(tmp_path, "tables", {"files": [{"table": "work_items", "path": "*.csv"}]})


def test_a_file_mended_to_its_earlier_bytes_is_no_problem_any_more(tables: Source) -> None:
    tables.write("a.csv", GOOD)
    assert tables.collect() == []
    tables.write("a.csv", BAD)
    assert tables.collect() == ["a.csv, row 2"]
    assert tables.collect() == ["a.csv, row 2"], "an unchanged file is not read, and its problem stands"
    tables.write("a.csv", GOOD)
    assert tables.collect() == []


def test_a_file_of_which_nothing_could_be_read_is_no_problem_once_it_can(tables: Source) -> None:
    for name in ("a.csv", "b.csv"):
        tables.write(name, GOOD.replace("S-1", name))
    assert tables.collect() == []
    tables.write("a.csv", "nothing,of,use\n1,2,3\n")
    assert tables.collect() == ["a.csv, row 1"]
    tables.write("a.csv", GOOD.replace("S-1", "a.csv"))
    assert tables.collect() == []


def test_a_problem_stands_while_only_another_file_is_new(tables: Source) -> None:
    tables.write("a.csv", BAD)
    tables.write("b.csv", GOOD)
    assert tables.collect() == ["a.csv, row 2"]
    tables.write("b.csv", GOOD + "S-2,shop,Story\n")
    assert tables.collect() == ["a.csv, row 2"]
    (tables.folder / "a.csv").unlink()
    assert tables.collect() == [], "a file that is gone holds no problem"


def test_a_failed_export_that_is_whole_again_is_no_problem_any_more(tmp_path: Path) -> None:
    jira = Source(tmp_path, "jira-export", {"path": "*.json"})
    fields = {"created": "2021-01-04T09:00:00.000+0000", "status": {"name": "Open"}, "issuetype": {"name": "Bug"}}
    issue = {"key": "S-1", "fields": fields, "changelog": {"histories": [], "total": 0}}
    whole = json.dumps({"startAt": 0, "maxResults": 50, "total": 1, "issues": [issue]})
    jira.write("0.json", whole)
    assert jira.collect() == []
    jira.write("0.json", whole[:40])
    assert [where.partition(",")[0] for where in jira.collect()] == ["0.json"]
    jira.write("0.json", whole)
    assert jira.collect() == []


def report(outcome: Result, *told: str, loads: tuple[str, ...] = ()) -> CollectReport:
    problems = tuple(Problem(each, "wrong") for each in told)
    return CollectReport("it", NOW, NOW, outcome, {}, problems, loads=loads)


def test_a_source_that_does_not_say_what_it_read_again() -> None:
    """Its records are told of once, when they are read: they stand until it lands anything."""
    history = [report(Result.LOADED, "a"), report(Result.NOTHING_NEW, "b"), report(Result.FAILED, "c")]
    assert [each.where for each in reports.standing(history)] == ["a", "b", "c"]
    again = [*history, report(Result.FAILED, "d", loads=("1",)), report(Result.NOTHING_NEW)]
    assert [each.where for each in reports.standing(again)] == ["a", "b", "d"], "what it landed is not read again"
    assert [each.where for each in reports.standing([*again, report(Result.LOADED, "e")])] == ["e"]
