"""A serving process asks the first page itself, so that no reader waits for what a snapshot needs only once."""

from pathlib import Path

import pytest
from django.test import Client

from llif.metrics import answers
from llif.publishing.figures import figures
from llif.publishing.warming import Warming
from llif.warehouse.snapshots import Snapshots


def test_a_page_is_asked_once_for_each_publish(
    small_home: Path, pages: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    real = answers.cells

    def counted(*given: object) -> object:
        asked.append("")
        return real(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(figures, "_answers", type(figures._answers)())
    monkeypatch.setattr(answers, "cells", counted)
    warming = Warming(Snapshots(small_home))
    assert "small" in warming.look()
    assert asked, "the engine was asked"
    before = len(asked)
    assert pages.get("/small/").status_code == pages.get("/cy/small/").status_code == 200
    assert len(asked) == before, "a reader's page needs nothing more"
    assert warming.look() == []
    warming.asked = {"small": "an earlier snapshot"}
    assert "small" in warming.look()
