"""Collecting: what lands, what is reported, what a failure leaves, and who may write."""

import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import dlt
import pyarrow as pa
import pytest

from llif.terms.errors import Fault, InputError, Problem, SourceFailed
from llif.warehouse import engine, segments, versions
from llif.warehouse.landing import Landing
from llif.warehouse.reports import CollectReport, Result
from llif.warehouse.schema import LANDING_VERSION
from tests.warehouse.sources import NOW, Batch, Mark, change, item, numbered

ROOT = Path(__file__).parents[2]


@pytest.fixture
def landing(tmp_path: Path) -> Landing:
    return Landing(tmp_path / "home")


def ids(landing: Landing, table: str, source: str = "a", **options: Any) -> list[str]:
    found = landing.newest(engine.local(), table, [source], **options)
    return sorted(found.select("id").to_pyarrow()["id"].to_pylist())


def events(*given: Any, cursor: dict[str, Any] | None = None) -> Any:
    """A source that yields these, raising those that are errors, and then leaves its cursor there."""

    def extract(kept: dict[str, Any]) -> Iterator[Any]:
        for event in given:
            if isinstance(event, Exception):
                raise event
            if isinstance(event, dict):
                kept.update(event)
                continue
            yield event
        kept.update(cursor or {})

    return extract


def looking(seen: list[Any]) -> Any:
    """A source that has nothing new, and shows the cursor it was given."""

    def extract(cursor: dict[str, Any]) -> Iterator[Any]:
        seen.append(dict(cursor))
        return iter(())

    return extract


def test_rows_land_stamped_with_their_source_and_the_time(landing: Landing) -> None:
    seen: list[tuple[str, int]] = []
    report = landing.collect("a", numbered, now=NOW, progress=lambda table, rows: seen.append((table, rows)))
    assert report.outcome is Result.LOADED
    assert report.rows == {"status_changes": 60, "work_items": 12}
    assert sorted(seen) == [("status_changes", 60), ("work_items", 12)]
    row = (
        landing.newest(engine.local(), "status_changes", ["a"]).filter(lambda t: t.id == "c3").to_pyarrow().to_pylist()
    )
    assert row == [
        change(3)
        | {"source": "a", "observed_at": NOW, "deleted_at": None}
        | dict.fromkeys(("sequence", "resolution", "type"))
    ]
    assert landing.sources() == ["a"]
    assert landing.counts("a") == report.rows
    assert tuple(landing.loads("a")) == report.loads


def test_a_second_collect_goes_on_from_the_cursor(landing: Landing) -> None:
    landing.collect("a", lambda cursor: numbered(cursor, 30), now=NOW)
    report = landing.collect("a", numbered, now=NOW + timedelta(days=1))
    assert report.rows["status_changes"] == 30
    assert landing.counts("a")["status_changes"] == 60


def test_nothing_new_makes_no_load_but_a_report(landing: Landing) -> None:
    landing.collect("a", numbered, now=NOW)
    before = landing.loads("a")
    report = landing.collect("a", numbered, now=NOW)
    assert (report.outcome, report.rows, report.loads) == (Result.NOTHING_NEW, {}, ())
    assert landing.loads("a") == before
    assert [each.outcome for each in landing.reports("a")] == [Result.LOADED, Result.NOTHING_NEW]


def test_a_cursor_that_moves_without_rows_is_kept(landing: Landing) -> None:
    seen: list[Any] = []
    landing.collect("a", events(cursor={"tags": ["v1", "v2"], "at": {"x": 1}}), now=NOW)
    landing.collect("a", looking(seen), now=NOW)
    assert seen == [{"tags": ["v1", "v2"], "at": {"x": 1}}]
    assert landing.report("a").outcome is Result.NOTHING_NEW  # type: ignore[union-attr]


def test_a_cursor_that_json_cannot_hold_is_our_fault(landing: Landing) -> None:
    with pytest.raises(Fault, match="cursor"):
        landing.collect("a", events(Batch("work_items", [item(1)]), cursor={"at": NOW}), now=NOW)
    assert landing.counts("a") == {}


def test_a_source_that_fails_midway_keeps_what_came_before_its_checkpoint(
    landing: Landing, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(segments, "ROWS_PER_LOAD", 1)
    broken = SourceFailed("The page {page} is cut short.", where="page-3.json", remedy="Fetch it again.", page=3)
    first, second = (Batch("status_changes", [change(number)]) for number in (1, 2))
    report = landing.collect("a", events(first, {"read": 1}, Mark.CHECKPOINT, second, {"read": 2}, broken), now=NOW)
    assert report.outcome is Result.FAILED
    assert str(report.error) == "page-3.json: The page 3 is cut short. Fetch it again."
    assert report.rows == {"status_changes": 1}
    assert ids(landing, "status_changes") == ["c1"]
    seen: list[Any] = []
    landing.collect("a", looking(seen), now=NOW)
    assert seen == [{"read": 1}]


@pytest.mark.parametrize("error", [SourceFailed("Gone."), InputError("No such file.")])
def test_a_source_that_fails_before_its_first_checkpoint_leaves_nothing(landing: Landing, error: Exception) -> None:
    report = landing.collect("a", events(Batch("status_changes", [change(1)]), error), now=NOW)
    assert report.outcome is Result.FAILED
    assert (landing.counts("a"), landing.loads("a")) == ({}, [])


def test_a_bad_value_is_a_fault_that_names_table_and_column_and_lands_nothing(landing: Landing) -> None:
    bad = {**change(1), "changed_at": "yesterday"}
    with pytest.raises(Fault, match=r"status_changes\.changed_at"):
        landing.collect("a", events(Batch("status_changes", [bad])), now=NOW)
    assert landing.report("a").outcome is Result.FAILED  # type: ignore[union-attr]
    assert landing.counts("a") == {}


def test_an_error_that_nobody_foresaw_goes_through_as_it_is(landing: Landing) -> None:
    with pytest.raises(ZeroDivisionError):
        landing.collect("a", events(Batch("status_changes", [change(1)]), ZeroDivisionError()), now=NOW)
    assert landing.counts("a") == {}


def test_problems_are_reported_while_the_rest_goes_on_and_a_report_survives_json(landing: Landing) -> None:
    problem = Problem("v1", "The tag points to {kind}.", "Move it.", (("kind", "a tree"),))
    report = landing.collect("a", events(problem, Batch("work_items", [item(1)]), problem), now=NOW)
    assert report.problems == (problem, problem)
    assert CollectReport.from_json(report.to_json()) == report == landing.report("a")


def test_collecting_the_same_again_is_harmless(landing: Landing) -> None:
    same = events(Batch("work_items", [item(1), item(2)]))
    landing.collect("a", same, now=NOW)
    before = landing.newest(engine.local(), "work_items", ["a"]).drop("observed_at").to_pyarrow().sort_by("id")
    landing.collect("a", same, now=NOW + timedelta(days=1))
    after = landing.newest(engine.local(), "work_items", ["a"]).drop("observed_at").to_pyarrow().sort_by("id")
    assert after.equals(before)


def test_who_comes_second_is_told_so(landing: Landing) -> None:
    def while_collecting(cursor: dict[str, Any]) -> Iterator[Any]:
        with pytest.raises(SourceFailed, match="a: This source is being collected by another process"):
            Landing(landing.home).collect("a", numbered, now=NOW)
        yield Batch("work_items", [item(1)])

    assert landing.collect("a", while_collecting, now=NOW).outcome is Result.LOADED
    assert landing.counts("a") == {"work_items": 1}


def test_one_source_collected_by_two_processes_at_once_is_not_doubled(landing: Landing, tmp_path: Path) -> None:
    program = (
        "import sys; from pathlib import Path; from llif.warehouse.landing import Landing;"
        "from llif.terms.errors import SourceFailed; from tests.warehouse.sources import NOW, numbered\n"
        "try: print(Landing(Path(sys.argv[1])).collect('a', numbered, now=NOW).outcome)\n"
        "except SourceFailed as told: print(told)"
    )
    command = [sys.executable, "-c", program, str(landing.home)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "HOME": str(tmp_path / "nobody")}
    runs = [subprocess.Popen(command, env=environment, cwd=tmp_path, stdout=subprocess.PIPE) for _ in range(2)]
    said = sorted(run.communicate()[0].decode().strip() for run in runs)
    assert [run.returncode for run in runs] == [0, 0], said
    assert "loaded" in said
    assert landing.counts("a")["status_changes"] == 60
    assert not (tmp_path / "nobody").exists()


def test_two_sources_are_collected_in_two_threads(landing: Landing) -> None:
    threads = [threading.Thread(target=landing.collect, args=(name, numbered), kwargs={"now": NOW}) for name in "ab"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [landing.counts(name)["status_changes"] for name in "ab"] == [60, 60]


@pytest.mark.parametrize("name", ["", "A", "a_b", "../a", "a/b", "-a", "a b"])
def test_a_source_id_is_a_plain_name(landing: Landing, name: str) -> None:
    with pytest.raises(InputError, match="cannot be a source's id"):
        landing.collect(name, numbered, now=NOW)


@pytest.mark.parametrize("name", ["a--b", "0", "1-a", "dlt", "a-"])
def test_names_that_trouble_dlt_are_no_trouble_here(landing: Landing, name: str) -> None:
    landing.collect(name, lambda cursor: numbered(cursor, 3), now=NOW)
    report = landing.collect(name, lambda cursor: numbered(cursor, 5), now=NOW)
    assert report.rows["status_changes"] == 2


def test_a_newer_landing_is_refused(landing: Landing) -> None:
    landing.collect("a", numbered, now=NOW)
    (landing.root / "VERSION").write_text(f"{LANDING_VERSION + 1}\n")
    with pytest.raises(InputError, match="newer llif"):
        Landing(landing.home)


def test_an_older_landing_is_brought_up_step_by_step(landing: Landing) -> None:
    landing.collect("a", numbered, now=NOW)
    (landing.root / "VERSION").write_text("-1\n")
    done: list[int] = []
    steps = range(-1, LANDING_VERSION)
    versions.check(landing.root, {step: lambda _, step=step: done.append(step) for step in steps})  # type: ignore[misc]
    assert (done, versions.read(landing.root)) == ([*steps], LANDING_VERSION)


def test_a_landing_of_the_form_before_is_read_and_collected_further(landing: Landing) -> None:
    landing.collect("a", lambda cursor: numbered(cursor, 3), now=NOW)
    (landing.root / "VERSION").write_text(f"{LANDING_VERSION - 1}\n")
    again = Landing(landing.home)
    assert versions.read(again.root) == LANDING_VERSION
    assert again.collect("a", lambda cursor: numbered(cursor, 5), now=NOW).rows["status_changes"] == 2


def test_half_copied_files_are_never_read_and_go_at_the_next_collect(landing: Landing) -> None:
    landing.collect("a", numbered, now=NOW)
    torn = landing.root / "a" / "status_changes" / "1700000000.1.abc.0.parquet"
    torn.write_bytes(b"PAR1 and no more")
    marker = landing.root / "a" / "_dlt_loads" / "llif__1700000000.1.jsonl"
    marker.write_text('{"load_id": "17000')
    assert len(ids(landing, "status_changes")) == 60
    landing.collect("a", numbered, now=NOW)
    assert not torn.exists()
    assert not marker.exists()


def test_compaction_keeps_every_answer(landing: Landing) -> None:
    times = [NOW + timedelta(days=day) for day in range(4)]
    for number, now in enumerate(times):
        landing.collect("a", events(Batch("work_items", [item(number), {"id": "x", "deleted_at": now}])), now=now)
    answers = [ids(landing, "work_items", known_at=now, with_deleted=True) for now in times]
    landing.compact("a")
    assert len(landing.loads("a")) == 1
    assert len(list((landing.root / "a" / "work_items").glob("*.parquet"))) == 1
    assert [ids(landing, "work_items", known_at=now, with_deleted=True) for now in times] == answers
    landing.collect("a", events(Batch("work_items", [item(5)])), now=times[-1])
    assert len(landing.loads("a")) == 2
    landing.compact("a")
    assert "i5" in ids(landing, "work_items")


def test_compaction_leaves_the_files_that_someone_reads(landing: Landing) -> None:
    landing.collect("a", lambda cursor: numbered(cursor, 5), now=NOW)
    landing.collect("a", lambda cursor: numbered(cursor, 9), now=NOW)
    with landing.reading(["a"]):
        table = landing.newest(engine.local(), "status_changes", ["a"])
        landing.compact("a")
        assert table.count().to_pyarrow().as_py() == 9
    landing.collect("a", numbered, now=NOW)
    assert len(list((landing.root / "a" / "status_changes").glob("*.parquet"))) == 2


def test_forgetting_erases_every_version_from_every_file(landing: Landing) -> None:
    for day in range(3):
        again = {**item(1), "title": f"secret {day}"}
        landing.collect("a", events(Batch("work_items", [again, item(2)])), now=NOW + timedelta(days=day))
    assert landing.forget("a", "work_items", "i1") == 3
    assert landing.forget("a", "work_items", "i1") == 0
    assert ids(landing, "work_items", with_deleted=True) == ["i2"]
    left = [path for path in landing.root.rglob("*") if path.is_file() and b"secret" in path.read_bytes()]
    assert left == []


def test_any_dlt_source_whose_tables_have_our_names(landing: Landing) -> None:
    @dlt.resource(name="work_items")
    def rows(last: Any = dlt.sources.incremental("created_at")) -> Iterator[Any]:  # noqa: B008 - dlt's own way
        yield [{"id": "1", "container": "c", "type": "Bug", "tags": ["x"], "created_at": NOW}]
        yield {"id": "2", "container": "c", "type": "Bug", "created_at": NOW + timedelta(days=1)}

    @dlt.source(name="other")
    def other() -> Any:
        return rows

    report = landing.collect_dlt("a", other(), now=NOW)
    assert (report.outcome, report.rows) == (Result.LOADED, {"work_items": 2})
    assert ids(landing, "work_items") == ["1", "2"]
    again = landing.collect_dlt("a", other(), now=NOW)
    assert again.rows["work_items"] < 2, "dlt's own incremental went on from the last instant"


def test_a_dlt_source_with_tables_of_its_own_is_refused(landing: Landing) -> None:
    @dlt.source(name="other")
    def other() -> Any:
        return dlt.resource([{"id": 1}], name="tickets")

    report = landing.collect_dlt("a", other(), now=NOW)
    assert "'tickets' is no landed table" in str(report.error)


def test_arrow_rows_are_cast_as_others_are(landing: Landing) -> None:
    rows = pa.table({"id": ["1"], "container": ["c"], "type": ["Bug"]})
    made = segments.stamped("work_items", rows, source="a", now=NOW, order=7)
    assert made["landing_order"].to_pylist() == [7]
    assert json.loads(json.dumps(made["source"].to_pylist())) == ["a"]
