"""What needs attention: work left alone is named, and no rule fills the list alone."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client

from llif.publishing.attention import ranking
from llif.publishing.figures import evidence
from llif.publishing.figures.answers import Answers
from llif.publishing.figures.open_work import open_work
from llif.publishing.remembered import SNAPSHOTS_REMEMBERED, PerSnapshot
from llif.warehouse.snapshots import Snapshots


def test_neglected_work_is_counted_as_the_list_shows_it(small_home: Path) -> None:
    snapshot = Snapshots(small_home).current("small")
    assert snapshot is not None
    rows = evidence.in_load(snapshot, product=None)
    found = open_work(snapshot)
    assert found.items == len(rows) > 0
    assert found.neglected == sum(row["neglected"] for row in rows) > 0
    idlest = sorted((row for row in rows if row["neglected"]), key=lambda row: (-row["idle_days"], row["key"]))
    assert list(found.idlest) == [row["key"] for row in idlest[:3]]
    assert found.days == 30


def test_neglect_is_said_as_at_the_last_day_and_not_of_an_earlier_one(pages: Client) -> None:
    assert "are neglected" in pages.get("/small/").content.decode()
    assert "are neglected" not in pages.get("/small/?to=2023-12-31").content.decode()


def test_at_most_six_and_two_of_a_rule(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ranking, "RULES", (lambda _asked, _answers: iter(range(9)),) * 5)
    asked: Any = SimpleNamespace(given={})
    assert ranking.sentences(asked, Answers()) == [0, 1, 0, 1, 0, 1]


def test_an_answer_is_worked_out_once_for_each_snapshot_and_old_ones_go() -> None:
    class One:
        def __init__(self, path: str) -> None:
            self.path = Path(path)

    asked: list[Path] = []
    answer: Any = PerSnapshot(lambda snapshot: asked.append(snapshot.path))
    for name in ["a", "a", *map(str, range(SNAPSHOTS_REMEMBERED)), "a"]:
        answer(One(name))
    assert asked.count(Path("a")) == 2
    assert len(asked) == SNAPSHOTS_REMEMBERED + 2
