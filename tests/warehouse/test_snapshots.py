"""Snapshots: published whole or not at all, found by as-at, pruned by rule."""

import json
import shutil
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import ibis
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from llif.terms.errors import Fault, InputError
from llif.warehouse import engine
from llif.warehouse.snapshots import Snapshot, Snapshots

DAY = timedelta(days=1)
START = datetime(2021, 3, 31, tzinfo=UTC)


@pytest.fixture
def snapshots(tmp_path: Path) -> Snapshots:
    return Snapshots(tmp_path)


def publish(snapshots: Snapshots, as_at: datetime, *, now: datetime = START, value: int = 1) -> str:
    with snapshots.writing("pay", as_at=as_at, manifest={}, now=now) as draft:
        draft.write("items", pa.table({"value": [value]}))
    assert draft.name
    return draft.name


def values(snapshot: Snapshot | None) -> Sequence[int]:
    assert snapshot
    return snapshot.tables(engine.local())["items"].to_pyarrow()["value"].to_pylist()  # type: ignore[no-any-return]


def test_what_is_written_is_served_with_its_manifest(snapshots: Snapshots) -> None:
    with snapshots.writing("pay", as_at=START, manifest={"mapping": "m1"}, now=START) as draft:
        draft.write("items", pa.table({"ended": [3, 1, 2], "tags": [["a"], [], None]}), order_by=("ended",))
        draft.manifest["counts"] = {"items": 3}
    current = snapshots.current("pay")
    assert current
    assert current.name == draft.name
    assert current.name.startswith("2021-03-31-")
    assert (current.as_at, current.published_at) == (START, START)
    assert (current.manifest["mapping"], current.manifest["counts"]) == ("m1", {"items": 3})
    assert current.manifest["tables"]["items"]["rows"] == 3
    rows = current.tables(engine.local())["items"].to_pyarrow().to_pylist()
    assert rows == [{"ended": 1, "tags": []}, {"ended": 2, "tags": None}, {"ended": 3, "tags": ["a"]}]
    assert snapshots.portfolios() == ["pay"]


def test_an_expression_is_written_sorted_in_small_row_groups_with_its_types(snapshots: Snapshots) -> None:
    numbers = pa.table({"id": list(range(70_000)), "at": pa.array(range(70_000), pa.timestamp("us", tz="UTC"))})
    session = engine.local()
    table = session.create_table("numbers", numbers, temp=True, overwrite=True)
    summed = table.group_by(part=table.id % 2).agg(total=table.id.sum())
    with snapshots.writing("pay", as_at=START, manifest={}) as draft:
        assert draft.write("items", table.mutate(back=-table.id), order_by=("back",)) == 70_000
        draft.write("sums", summed, order_by=("part",))
    current = snapshots.current("pay")
    assert current
    about = pq.read_metadata(current.path / "items.parquet")
    assert max(about.row_group(at).num_rows for at in range(about.num_row_groups)) <= 30_720
    assert about.row_group(0).column(0).compression == "ZSTD"
    tables = current.tables(session)
    assert tables["items"].limit(2).to_pyarrow()["id"].to_pylist() == [69_999, 69_998]
    assert tables["items"].schema()["at"] == ibis.dtype("timestamp('UTC', 6)")
    assert tables["sums"].schema()["total"] == ibis.dtype("int64"), "DuckDB sums to 128 bits; a snapshot does not"


def test_a_failure_leaves_the_last_one_serving_and_nothing_behind(snapshots: Snapshots) -> None:
    first = publish(snapshots, START)
    with pytest.raises(AttributeError), snapshots.writing("pay", as_at=START, manifest={}) as draft:
        draft.write("items", None)
    assert values(snapshots.current("pay")) == [1]
    assert [each.name for each in snapshots.all("pay")] == [first]
    publish(snapshots, START + DAY, value=3)
    assert len([path for path in (snapshots.root / "pay").iterdir() if path.is_dir()]) == 2


def test_the_newest_as_at_is_found_and_of_equal_ones_the_newest_published(snapshots: Snapshots) -> None:
    publish(snapshots, START + 5 * DAY, value=5)
    publish(snapshots, START, now=START + DAY, value=1)
    publish(snapshots, START, now=START + 2 * DAY, value=2)
    assert values(snapshots.newest_as_at("pay", START)) == [2]
    assert values(snapshots.newest_as_at("pay", START + 9 * DAY)) == [5]
    assert snapshots.newest_as_at("pay", START - DAY) is None
    assert values(snapshots.current("pay")) == [2], "the current one is the one published last"
    assert [values(each) for each in snapshots.all("pay")] == [[5], [1], [2]]


def test_a_look_back_is_published_and_does_not_become_current(snapshots: Snapshots) -> None:
    def look_back(as_at: datetime, value: int) -> None:
        with snapshots.writing("pay", as_at=as_at, manifest={}, now=START + DAY, is_look_back=True) as draft:
            draft.write("items", pa.table({"value": [value]}))

    look_back(START - 9 * DAY, 0)
    assert values(snapshots.current("pay")) == [0], "the first of all is current, whatever its day"
    publish(snapshots, START, now=START + 2 * DAY, value=1)
    look_back(START - 2 * DAY, 2)
    assert values(snapshots.current("pay")) == [1]
    assert values(snapshots.newest_as_at("pay", START - DAY)) == [2]
    (snapshots.root / "pay" / "current").unlink()
    look_back(START - 3 * DAY, 3)
    assert values(snapshots.current("pay")) == [1], "what is restored without its pointer knows which stood beside"
    look_back(START + DAY, 4)
    assert values(snapshots.current("pay")) == [4], "a later day is no look back"


def test_publishing_the_very_same_again_is_harmless(snapshots: Snapshots) -> None:
    assert publish(snapshots, START) == publish(snapshots, START)
    assert len(snapshots.all("pay")) == 1


def test_a_snapshot_of_a_newer_form_is_refused_and_an_earlier_one_serves(snapshots: Snapshots) -> None:
    publish(snapshots, START, value=1)
    newer = publish(snapshots, START + DAY, value=2)
    path = snapshots.root / "pay" / newer / "manifest.json"
    path.write_text(json.dumps({**json.loads(path.read_text()), "version": 99}))
    with pytest.raises(InputError, match="newer llif"):
        snapshots.named("pay", newer)
    assert values(snapshots.current("pay")) == [1]


@pytest.mark.parametrize("damage", ["", "{", "[]"])
def test_a_damaged_manifest_or_a_missing_table_does_not_serve(snapshots: Snapshots, damage: str) -> None:
    publish(snapshots, START, value=1)
    torn = publish(snapshots, START + DAY, value=2)
    lost = publish(snapshots, START + 2 * DAY, value=3)
    (snapshots.root / "pay" / torn / "manifest.json").write_text(damage)
    (snapshots.root / "pay" / lost / "items.parquet").unlink()
    assert values(snapshots.current("pay")) == [1]
    with pytest.raises(Fault):
        snapshots.named("pay", torn)


def test_one_writer_at_a_time(snapshots: Snapshots) -> None:
    with snapshots.writing("pay", as_at=START, manifest={}) as draft:
        draft.write("items", pa.table({"value": [1]}))
        with pytest.raises(InputError, match="being published by another process"):
            publish(snapshots, START)
    assert len(snapshots.all("pay")) == 1


def test_snapshots_restored_without_their_pointer_count_as_published(snapshots: Snapshots) -> None:
    publish(snapshots, START, now=START, value=1)
    publish(snapshots, START, now=START + DAY, value=2)
    (snapshots.root / "pay" / "current").unlink()
    publish(snapshots, START, now=START + 2 * DAY, value=3)
    assert [values(each) for each in snapshots.all("pay")] == [[1], [2], [3]]


def test_pruning_keeps_what_the_rules_name_and_the_current_one(snapshots: Snapshots) -> None:
    start = datetime(2021, 1, 30, tzinfo=UTC)
    names = [publish(snapshots, start + day * DAY, now=start + day * DAY, value=day) for day in range(5)]
    again = publish(snapshots, start + 4 * DAY, now=start + 9 * DAY, value=9)
    snapshots.quote("pay", names[0])
    gone = snapshots.prune("pay", "daily:2,monthly:2,published")
    assert gone == [names[2], names[4]]
    assert [each.name for each in snapshots.all("pay")] == [names[0], names[1], names[3], again]
    assert snapshots.prune("pay", "daily:0") == [names[0], names[1], names[3]]
    assert [each.name for each in snapshots.all("pay")] == [again]
    assert not (snapshots.root / "pay" / names[0]).exists()


@pytest.mark.parametrize("keep", ["", "hourly:3", "daily", "daily:-1", "published:2", "daily:30;monthly:2"])
def test_a_rule_that_is_none_is_refused_before_anything_goes(snapshots: Snapshots, keep: str) -> None:
    publish(snapshots, START)
    with pytest.raises(InputError, match="no rule"):
        snapshots.prune("pay", keep)
    assert len(snapshots.all("pay")) == 1


def test_names_are_plain_and_the_day_may_be_given(snapshots: Snapshots) -> None:
    with pytest.raises(InputError):
        snapshots.current("../pay")
    with pytest.raises(InputError, match="no snapshot"):
        snapshots.named("pay", "2021-03-31-00000000")
    with snapshots.writing("pay", as_at=START - timedelta(hours=1), manifest={}, day=date(2021, 3, 31)) as draft:
        draft.write("items", pa.table({"value": [1]}))
        with pytest.raises(Fault):
            draft.write("items", pa.table({"value": [1]}))
    assert str(draft.name).startswith("2021-03-31-")


def test_reading_needs_no_folder(snapshots: Snapshots) -> None:
    assert (snapshots.current("pay"), snapshots.all("pay"), snapshots.portfolios()) == (None, [], [])
    shutil.rmtree(snapshots.root, ignore_errors=True)
    assert snapshots.portfolios() == []
