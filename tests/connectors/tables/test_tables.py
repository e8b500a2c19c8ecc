"""Landed tables from files: what each cell becomes, what is refused and where, and what a second collect yields."""

import datetime as dt
import gzip
import json
import zipfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from llif.connectors.contract import Batch, Collecting, Cursor
from llif.connectors.known_ids import pack, unpack
from llif.connectors.persons import names_a_person
from llif.connectors.tables import readers
from llif.connectors.tables.source import CONNECTOR
from llif.pipeline.collect import collect as collected
from llif.portfolio.declared import DeclaredSource
from llif.terms.errors import Problem, SourceFailed
from llif.terms.records import COLUMNS
from llif.warehouse.reports import CollectReport

NOW = datetime(2024, 6, 1, tzinfo=UTC)
INCIDENTS = "id,service,opened_at,restored_at,is_major\n"

Collected = tuple[list[dict[str, Any]], list[Problem]]


def collect(base: Path, *files: dict[str, Any], cursor: Cursor | None = None) -> Collected:
    rows: list[dict[str, Any]] = []
    problems = []
    collecting = Collecting("files", base, base, NOW)
    told = CONNECTOR.settings(files=files)
    for event in CONNECTOR.collect(told, {} if cursor is None else cursor, collecting):
        if isinstance(event, Batch):
            rows.extend(dict(row) for row in event.rows)
        elif isinstance(event, Problem):
            problems.append(event)
    return rows, problems


def incidents(base: Path, text: str, **told: Any) -> Collected:
    (base / "i.csv").write_text(text)
    return collect(base, {"path": "i.csv", "table": "incidents", **told})


def one(base: Path, text: str, **told: Any) -> dict[str, Any]:
    rows, problems = incidents(base, text, **told)
    assert problems == []
    return rows[0]


def test_columns_of_the_same_name_land_and_no_others(tmp_path: Path) -> None:
    row = one(tmp_path, "id,service,opened_at,assigned_to,notes\n1,pay,2024-05-01T09:00Z,Ann,words\n")
    assert row == {"id": "1", "service": "pay", "opened_at": datetime(2024, 5, 1, 9, tzinfo=UTC)}


def test_a_column_map_constants_and_a_composed_id(tmp_path: Path) -> None:
    told = {"columns": {"id": ["Ref", "Day"], "opened_at": "Opened"}, "constants": {"service": "pay", "is_major": "no"}}
    row = one(tmp_path, "Ref;Day;Opened\n7;Mon;01/05/2024 09:30\n", delimiter=";", instants="%d/%m/%Y %H:%M", **told)
    assert (row["id"], row["service"], row["is_major"]) == ("7:Mon", "pay", False)
    assert row["opened_at"] == datetime(2024, 5, 1, 9, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("local", "utc"),
    [
        ("2024-01-15 09:00", datetime(2024, 1, 15, 9, tzinfo=UTC)),
        ("2024-07-15 09:00", datetime(2024, 7, 15, 8, tzinfo=UTC)),
        ("2024-03-31 01:30", datetime(2024, 3, 31, 1, 30, tzinfo=UTC)),  # never happens: 02:30 summer time
        ("2024-10-27 01:30", datetime(2024, 10, 27, 0, 30, tzinfo=UTC)),  # happens twice: the first
        ("2024-10-27T01:30+00:00", datetime(2024, 10, 27, 1, 30, tzinfo=UTC)),
        ("2024-07-15", datetime(2024, 7, 14, 23, tzinfo=UTC)),
    ],
)
def test_times_without_a_zone_are_of_the_declared_one(tmp_path: Path, local: str, utc: datetime) -> None:
    assert one(tmp_path, INCIDENTS + f"1,pay,{local},,\n", time_zone="Europe/London")["opened_at"] == utc


@pytest.mark.parametrize(
    ("table", "column", "text", "landed"),
    [
        ("incidents", "is_major", "Yes", True),
        ("incidents", "is_major", "0", False),
        ("incidents", "priority", " ? ", None),
        ("incidents", "priority", "NULL", None),
        ("changes", "item_keys", "A-1| A-2|", ["A-1", "A-2"]),
        ("status_changes", "sequence", "3.0", 3),
        ("work_items", "effort", "1e1", 10.0),
        ("costs", "period_start", "2024-04-01", dt.date(2024, 4, 1)),
        ("changes", "url", "git@example.org:team/repository", "git@example.org:team/repository"),
    ],
)
def test_text_becomes_the_type_of_its_column(
    tmp_path: Path, table: str, column: str, text: str, landed: object
) -> None:
    needed = {
        "incidents": {"service": "s", "opened_at": "2024-05-01"},
        "changes": {"repository": "r", "committed_at": "2024-05-01"},
    }
    constants: dict[str, Any] = needed.get(table, {})
    constants |= {
        "status_changes": {"item_id": "i", "changed_at": "2024-05-01", "status": "s"},
        "work_items": {"container": "c", "type": "t"},
        "costs": {"container": "c", "period_end": "2024-05-01", "amount": 1, "currency": "GBP"},
    }.get(table, {})
    (tmp_path / "t.csv").write_text(f"id,{column}\n1,{text}\n")
    rows, problems = collect(tmp_path, {"path": "t.csv", "table": table, "constants": constants})
    assert (problems, rows[0][column]) == ([], landed)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("2,pay,yesterday,,", "Column opened_at (for opened_at) holds 'yesterday'; a date and time such as"),
        ("2,,2024-05-01,,", "Column service (for service) holds None; a value is wanted"),
        ("2,pay,2024-05-01,,maybe", "Column is_major (for is_major) holds 'maybe'; true or false, yes or no"),
        (",pay,2024-05-01,,", "Column id (for id) holds None"),
        ("2,pay,2024-05-01", "The row has 3 cells, and the heading 5"),
        ("2,ann@example.org,2024-05-01,,", "Column service (for service) holds an e-mail address; text that is no"),
        ("1,pay,2024-05-02,,", "The id '1' stands in an earlier row"),
        ('2,"pa"y,2024-05-01,,', "The row is no CSV"),
    ],
)
def test_a_bad_row_is_named_and_left_out_and_the_rest_goes_on(tmp_path: Path, line: str, said: str) -> None:
    good = "1,pay,2024-05-01,,\n"
    rows, problems = incidents(tmp_path, INCIDENTS + good + line + "\n" + good.replace("1,", "3,", 1))
    assert [row["id"] for row in rows] == ["1", "3"]
    assert str(problems[0]).startswith(f"i.csv, row 3: {said}")
    assert "ann@" not in str(problems[0])


def test_many_problems_are_summarised(tmp_path: Path) -> None:
    _, problems = incidents(tmp_path, INCIDENTS + "".join(f"{n},pay,soon,,\n" for n in range(80)))
    assert len(problems) == 51
    assert "30 more rows" in str(problems[-1])


@pytest.mark.parametrize(
    ("text", "told", "said"),
    [
        ("id,opened_at\n", {}, r"i.csv, row 1: incidents needs the columns service; the file has id, opened_at"),
        ("id,opened_at\n", {"columns": {"service": "CI"}}, r"name the columns CI, .*; it has id, opened_at"),
        ("", {}, r"needs the columns id, service, opened_at; the file has none"),
        ("\x00\x01", {}, "i.csv"),
    ],
)
def test_wrong_columns_say_what_is_missing_and_what_is_there(
    tmp_path: Path, text: str, told: dict[str, Any], said: str
) -> None:
    with pytest.raises(SourceFailed, match=said):
        incidents(tmp_path, text, **told)


def test_a_file_that_fails_beside_others_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("wrong\n1\n")
    (tmp_path / "b.csv").write_text(INCIDENTS + "1,pay,2024-05-01,,\n")
    rows, problems = collect(tmp_path, {"path": "*.csv", "table": "incidents"}, {"path": "c.csv", "table": "incidents"})
    assert [row["id"] for row in rows] == ["1"]
    assert [problem.where for problem in problems] == ["c.csv", "a.csv, row 1"]


@pytest.mark.parametrize("lost", ["wrong\n1\n", None], ids=["refused whole", "not there"])
def test_a_table_without_a_file_left_is_a_failure_and_the_other_tables_are_read(
    tmp_path: Path, lost: str | None
) -> None:
    if lost:
        (tmp_path / "costs.csv").write_text(lost)
    (tmp_path / "i.csv").write_text(INCIDENTS + "1,pay,2024-05-01,,\n")
    home = tmp_path / "home"
    told = [{"path": "costs.csv", "table": "costs"}, {"path": "i.csv", "table": "incidents"}]
    source = DeclaredSource("files", "tables", {"files": told}, tmp_path)
    (report,) = collected([source], home=home, now=NOW)
    assert (report.has_failed, report.error, report.rows) == (True, None, {"incidents": 1})
    assert [(each.where.partition(",")[0], each.is_failure) for each in report.problems] == [("costs.csv", True)]
    assert CollectReport.from_json(report.to_json()) == report


def test_nothing_at_the_path(tmp_path: Path) -> None:
    with pytest.raises(SourceFailed, match=r"nowhere\*: 0 files are here.*correct the path"):
        collect(tmp_path, {"path": "nowhere*", "table": "incidents"})


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ({"table": "people"}, "no landed table; there are work_items, status_changes"),
        ({"columns": {"colour": "c"}}, "no column of incidents; there are id, deleted_at, service"),
        ({"columns": {"source": "c"}}, "no column of incidents"),
        ({"columns": {"service": ["a", "b"]}}, "only 'id' may be composed"),
        ({"columns": {"service": "Assigned to"}}, "llif keeps no names"),
        ({"constants": {"is_major": "perhaps"}}, "the constant 'is_major' is 'perhaps'; true or false"),
        ({"columns": {"service": "s"}, "constants": {"service": "s"}}, "give one"),
        ({"table": "work_items", "columns": {"title": "t"}}, "titles: keep"),
        ({"time_zone": "London"}, "no time zone"),
        ({"encoding": "utf-9"}, "no encoding"),
        ({"delimiter": "||"}, "at most 1"),
        ({"colour": 1}, "Extra inputs"),
    ],
)
def test_settings_that_are_refused(told: dict[str, Any], said: str) -> None:
    with pytest.raises(ValidationError, match=said):
        CONNECTOR.settings(files=[{"path": "i.csv", "table": "incidents", **told}])


@pytest.mark.parametrize(
    "column", ["assignee", "Reporter", "assignedTo", "opened_by", "E-mail", "caller_id", "Closed by"]
)
def test_columns_that_tell_who(column: str) -> None:
    assert names_a_person(column)


@pytest.mark.parametrize(
    "column", [*sorted({name for table in COLUMNS.values() for name in table}), "caused_by", "assignment_group", "by"]
)
def test_columns_that_do_not(column: str) -> None:
    assert not names_a_person(column)


def test_titles_only_where_told(tmp_path: Path) -> None:
    (tmp_path / "w.csv").write_text("id,container,type,title\n1,A,Bug,words\n")
    told = {"path": "w.csv", "table": "work_items"}
    assert "title" not in collect(tmp_path, told)[0][0]
    assert collect(tmp_path, {**told, "titles": "keep"})[0][0]["title"] == "words"


class TestIncremental:
    told = {"path": "*.csv", "table": "incidents"}

    def write(self, base: Path, name: str, *ids: str, end: str = "") -> None:
        (base / name).write_text(INCIDENTS + "".join(f"{key},pay,2024-05-01,,\n" for key in ids) + end)

    def again(self, base: Path, cursor: Cursor) -> tuple[list[str], list[str], int]:
        rows, problems = collect(base, self.told, cursor=cursor)
        cursor.update(json.loads(json.dumps(cursor)))
        gone = [row["id"] for row in rows if row.get("deleted_at")]
        return [row["id"] for row in rows if not row.get("deleted_at")], gone, len(problems)

    def test_unchanged_files_yield_nothing_and_vanished_ids_a_tombstone(self, tmp_path: Path) -> None:
        cursor: Cursor = {}
        self.write(tmp_path, "a.csv", "1", "2")
        self.write(tmp_path, "b.csv", "9")
        assert self.again(tmp_path, cursor) == (["1", "2", "9"], [], 0)
        assert self.again(tmp_path, cursor) == ([], [], 0)
        self.write(tmp_path, "a.csv", "2", "3")
        assert self.again(tmp_path, cursor) == (["2", "3"], ["1"], 0)

    def test_a_row_that_went_to_another_file_is_not_gone(self, tmp_path: Path) -> None:
        cursor: Cursor = {}
        self.write(tmp_path, "a.csv", "1", "2")
        self.again(tmp_path, cursor)
        self.write(tmp_path, "a.csv", "2")
        self.write(tmp_path, "b.csv", "1")
        assert self.again(tmp_path, cursor) == (["2", "1"], [], 0)

    def test_a_file_that_is_gone_deletes_nothing(self, tmp_path: Path) -> None:
        cursor: Cursor = {}
        self.write(tmp_path, "a.csv", "1")
        self.write(tmp_path, "b.csv", "2")
        self.again(tmp_path, cursor)
        (tmp_path / "b.csv").unlink()
        assert self.again(tmp_path, cursor) == ([], [], 0)

    def test_a_row_that_turned_bad_is_not_gone(self, tmp_path: Path) -> None:
        cursor: Cursor = {}
        self.write(tmp_path, "a.csv", "1", "2")
        self.again(tmp_path, cursor)
        self.write(tmp_path, "a.csv", "1", end="2,pay,soon,,\n")
        assert self.again(tmp_path, cursor) == (["1"], [], 1)

    @pytest.mark.parametrize("end", [",pay,2024-05-01,,\n", "2,pay\n", '2,"pay'])
    def test_nothing_is_gone_while_a_row_has_no_id_that_can_be_read(self, tmp_path: Path, end: str) -> None:
        cursor: Cursor = {}
        self.write(tmp_path, "a.csv", "1", "2")
        self.again(tmp_path, cursor)
        self.write(tmp_path, "a.csv", "1", end=end)
        assert self.again(tmp_path, cursor) == (["1"], [], 1)
        self.write(tmp_path, "a.csv", "1")
        assert self.again(tmp_path, cursor) == (["1"], ["2"], 0)

    def test_a_cut_file_keeps_its_first_rows_deletes_nothing_and_is_tried_again(self, tmp_path: Path) -> None:
        cursor: Cursor = {}
        many = [f"{n:06}" for n in range(20_000)]
        self.write(tmp_path, "a.csv", *many)
        self.again(tmp_path, cursor)
        whole = gzip.compress((tmp_path / "a.csv").read_bytes())
        (tmp_path / "a.csv").write_bytes(whole[: len(whole) // 2])
        for _ in range(2):
            rows, gone, problems = self.again(tmp_path, cursor)
            assert (gone, problems) == ([], 1)
            assert 0 < len(rows) < len(many)

    def test_changed_settings_read_the_file_again(self, tmp_path: Path) -> None:
        cursor: Cursor = {}
        self.write(tmp_path, "a.csv", "1")
        self.again(tmp_path, cursor)
        rows, _ = collect(tmp_path, {**self.told, "constants": {"priority": "1"}}, cursor=cursor)
        assert [row["priority"] for row in rows] == ["1"]


@given(st.sets(st.text()))
def test_packed_ids_come_back(ids: set[str]) -> None:
    assert unpack(pack(ids)) == ids


class TestOtherKinds:
    columns = {
        "id": [1, 2],
        "service": ["pay", "pay"],
        "opened_at": [datetime.fromisoformat("2024-07-01T09:00"), datetime.fromisoformat("2024-07-02T09:00")],
        "is_major": [True, None],
    }
    landed = [
        ("1", "pay", datetime(2024, 7, 1, 8, tzinfo=UTC), True),
        ("2", "pay", datetime(2024, 7, 2, 8, tzinfo=UTC), None),
    ]

    def read(self, base: Path, name: str, **told: Any) -> list[tuple[Any, ...]]:
        rows, problems = collect(base, {"path": name, "table": "incidents", "time_zone": "Europe/London", **told})
        assert problems == []
        return [(row["id"], row["service"], row["opened_at"], row["is_major"]) for row in rows]

    @pytest.mark.parametrize("unit", ["ns", "ms"])
    def test_parquet(self, tmp_path: Path, unit: str) -> None:
        table = pa.table({**self.columns, "words": ["a", "b"]})
        opened = table["opened_at"].cast(pa.timestamp(unit))
        pq.write_table(table.set_column(2, "opened_at", opened), tmp_path / "i.parquet")
        assert self.read(tmp_path, "i.parquet") == self.landed

    def test_parquet_lists(self, tmp_path: Path) -> None:
        pq.write_table(pa.table({"id": ["a"], "item_keys": [["A-1", "A-2"]]}), tmp_path / "c.parquet")
        constants = {"repository": "r", "committed_at": "2024-05-01"}
        rows, _ = collect(tmp_path, {"path": "c.parquet", "table": "changes", "constants": constants})
        assert rows[0]["item_keys"] == ["A-1", "A-2"]

    def workbook(self, path: Path, *sheets: str) -> None:
        book = openpyxl.Workbook()
        book.remove(book.worksheets[0])
        for name in sheets:
            sheet = book.create_sheet(name)
            sheet.append(list(self.columns))
            for cells in zip(*self.columns.values(), strict=True):
                sheet.append(list(cells))
        book.save(path)

    def test_xlsx(self, tmp_path: Path) -> None:
        self.workbook(tmp_path / "i.xlsx", "first", "second")
        assert self.read(tmp_path, "i.xlsx") == self.landed
        assert self.read(tmp_path, "i.xlsx", sheet="second") == self.landed

    def test_a_sheet_there_is_not(self, tmp_path: Path) -> None:
        self.workbook(tmp_path / "i.xlsx", "first", "second")
        with pytest.raises(SourceFailed, match="no sheet 'third'; the workbook has first, second"):
            self.read(tmp_path, "i.xlsx", sheet="third")

    @pytest.mark.parametrize(
        ("limit", "value"), [("LARGEST_WORKBOOK", 10), ("LARGEST_UNPACKED", 10), ("MOST_CELLS", 5)]
    )
    def test_a_workbook_that_is_too_large(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, limit: str, value: int
    ) -> None:
        self.workbook(tmp_path / "i.xlsx", "first")
        monkeypatch.setattr(readers, limit, value)
        with pytest.raises(SourceFailed, match=r"may hold up to .* Save the sheet as CSV or Parquet"):
            self.read(tmp_path, "i.xlsx")

    @pytest.mark.parametrize(
        "content", [b"PAR1 and no more", b"PK\x03\x04 and no more", b"\xd0\xcf\x11\xe0 old", b"\xff\xfe\xff"]
    )
    def test_a_file_that_is_not_what_it_seems(self, tmp_path: Path, content: bytes) -> None:
        (tmp_path / "i.bin").write_bytes(content)
        with pytest.raises(SourceFailed, match=r"^i\.bin: "):
            self.read(tmp_path, "i.bin")

    def test_an_archive_that_is_no_workbook(self, tmp_path: Path) -> None:
        with zipfile.ZipFile(tmp_path / "i.xlsx", "w") as archive:
            archive.writestr("words.txt", "none")
        with pytest.raises(SourceFailed, match="no workbook"):
            self.read(tmp_path, "i.xlsx")

    def test_utf8_with_a_mark_and_another_encoding(self, tmp_path: Path) -> None:
        text = INCIDENTS + "1,Cafe\u0301,2024-05-01,,\n"
        (tmp_path / "i.csv").write_text(text, encoding="utf-8-sig")
        assert self.read(tmp_path, "i.csv")[0][1] == "Cafe\u0301"
        (tmp_path / "i.csv").write_bytes(b"id,service,opened_at,is_major\n1,Caf\xe9,2024-05-01,\n")
        assert self.read(tmp_path, "i.csv", encoding="cp1252")[0][1] == "Café"


def test_real_incident_events(shared_data: Path) -> None:
    """Events repeat their incident: the id is composed with the count of modifications, which tells most apart."""
    told = {
        "path": "itsm/servicenow_incident_events.csv.gz",
        "table": "incidents",
        "columns": {
            "id": ["number", "sys_mod_count"],
            "opened_at": "opened_at",
            "closed_at": "closed_at",
            "priority": "priority",
        },
        "constants": {"service": "it"},
        "instants": "%d/%m/%Y %H:%M",
        "time_zone": "Europe/London",
    }
    rows, problems = collect(shared_data, told)
    assert len(rows) > 100_000
    assert all(row["opened_at"].tzinfo for row in rows)
    assert all("stands in an earlier row" in str(p) or "more rows" in str(p) for p in problems)
