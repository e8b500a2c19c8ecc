"""The demo's records: what is kept is what was published, and nothing else."""

import csv
import gzip
from datetime import UTC, datetime
from pathlib import Path

import pytest

from llif.demo import records
from llif.terms.errors import Fault
from tools import demo_data

COMMITS = [
    {
        "sha": "a" * 40,
        "parents": "",
        "author_time": "2020-03-29T00:30:00+00:00",
        "commit_time": "2020-03-29T02:30:00+01:00",
        "ticket_keys": "PP-1 PP-2",
        "conventional_type": "fix",
        "pull_request": "7",
        "flags": "revert dependency-bump",
    },
    {
        "sha": "b" * 40,
        "parents": "",
        "author_time": "2020-03-28T23:00:00-03:30",
        "commit_time": "2020-03-28T23:00:00-03:30",
        "ticket_keys": "",
        "conventional_type": "",
        "pull_request": "",
        "flags": "",
    },
    {
        "sha": "c" * 40,
        "parents": f"{'b' * 40} {'a' * 40}",
        "author_time": "1970-01-01T00:00:00+00:00",
        "commit_time": "2020-03-29T02:30:01+01:00",
        "ticket_keys": "",
        "conventional_type": "",
        "pull_request": "",
        "flags": "",
    },
]
TAGS = [
    {"tag": "v1", "annotated": "1", "tag_time": "2020-04-01T10:00:00+05:30", "commit_sha": "a" * 40},
    {"tag": "v2", "annotated": "0", "tag_time": "2020-04-01T10:00:00+00:00", "commit_sha": "c" * 40},
]


def test_what_is_written_is_what_is_read(tmp_path: Path) -> None:
    records.write(tmp_path / "some.csv.xz", COMMITS, TAGS)
    assert records.facts("some", tmp_path) == (COMMITS, TAGS)
    assert records.repositories(tmp_path) == ("some",)


def test_a_repository_that_is_not_held_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Fault, match="holds no repository elsewhere"):
        records.facts("elsewhere", tmp_path)


@pytest.mark.parametrize("name", records.repositories())
def test_every_graph_is_whole(name: str) -> None:
    commits, tags = records.facts(name)
    seen: set[str] = set()
    for commit in commits:
        assert set(commit["parents"].split()) <= seen
        seen.add(commit["sha"])
    assert len(seen) == len(commits)
    assert {tag["commit_sha"] for tag in tags} <= seen


@pytest.mark.parametrize("graph", demo_data.GRAPHS, ids=lambda graph: graph.name)
def test_every_graph_is_as_published(graph: demo_data.Graph, shared_data: Path) -> None:
    stem = shared_data / "git" / f"{graph.owner}__{graph.name}"
    commits, tags = records.facts(graph.name)
    published = demo_data.read(stem.with_name(f"{stem.name}.commits.csv.gz"))
    early = {row["sha"] for row in published if demo_data.moment(row["commit_time"]) < graph.before}
    assert early <= {row["sha"] for row in commits}
    assert all(row in commits for row in published[:: max(1, len(published) // 50)] if row["sha"] in early)
    wanted = [
        tag for tag in demo_data.read(stem.with_name(f"{stem.name}.tags.csv.gz")) if demo_data.is_kept(tag, graph)
    ]
    assert sorted(map(str, wanted)) == sorted(map(str, tags))


@pytest.mark.parametrize(("name", "silent_since"), [("pay-selfservice", 16), ("pay-frontend", 11), ("pay-ledger", 5)])
def test_production_tags_end_while_work_goes_on(name: str, silent_since: int) -> None:
    commits, tags = records.facts(name)
    last = max(demo_data.moment(tag["tag_time"]) for tag in tags)
    month = 4 if name == "pay-selfservice" else 5
    assert last.astimezone(UTC).date() == datetime(2021, month, silent_since, tzinfo=UTC).date()
    assert max(demo_data.moment(commit["commit_time"]) for commit in commits) > datetime(2021, 7, 29, tzinfo=UTC)


@pytest.mark.parametrize(
    ("name", "columns"),
    [("duraspace.issues.csv.gz", demo_data.ISSUE_COLUMNS), ("duraspace.changes.csv.gz", demo_data.CHANGE_COLUMNS)],
)
def test_the_issue_export_holds_no_text_and_no_name(name: str, columns: tuple[str, ...]) -> None:
    with gzip.open(records.DATA / name, "rt", encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert tuple(rows[0]) == columns
    values = {
        value for row in rows for column, value in row.items() if column in {"type", "status", "resolution", "to"}
    }
    assert len(values) < 60, "types, statuses and resolutions are few words; free text would be many"


def test_the_whole_stays_small() -> None:
    sizes = {path.name: path.stat().st_size for path in records.DATA.iterdir()}
    assert max(sizes.values()) < 400 * 1024
    assert sum(sizes.values()) < 2 * 1024 * 1024
