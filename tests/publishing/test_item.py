"""An item's page: its stays add up to its own figures, and every list of items leads to it."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from llif.publishing.figures import evidence, figures
from llif.publishing.pages import item as page
from llif.warehouse.snapshots import Snapshots


def test_stays_add_up_to_the_figures_of_every_item(small_home: Path) -> None:
    snapshot = Snapshots(small_home).current("small")
    assert snapshot is not None
    items = figures.facts(snapshot)["items"].to_pyarrow().to_pylist()
    for each in items:
        sums = page.sums(evidence.stays(snapshot, each["item"]))
        own = each["flow_hours"] if each["flow_hours"] is not None else each["age_hours"]
        assert sums["active"] + sums["waiting"] == pytest.approx(own or 0.0), each["item"]
        assert (sums["active"], sums["waiting"]) == pytest.approx((each["active_hours"], each["waiting_hours"]))
    assert len(items) > 100


def test_another_products_reading_of_the_item_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    stays = [{"product": "a", "hours": 1.0}, {"product": "b", "hours": 9.0}]
    monkeypatch.setattr(evidence, "stays", lambda _snapshot, _item: stays)
    question: Any = type("Question", (), {"snapshot": None})()
    assert page.stays_of(question, {"item": "x", "product": "a"}) == stays[:1]


@pytest.mark.parametrize("path", ["small/letters/flow_time/", "small/letters/flow_load/", "small/letters/"])
def test_lists_of_items_lead_to_the_item(pages: Client, path: str) -> None:
    text = pages.get(f"/{path}?days=365").content.decode()
    found = re.findall(r'href="(/small/item/\?[^"]*)"', text)
    assert found
    item = pages.get(found[0].replace("&amp;", "&")).content.decode()
    assert re.search(r"<h1>LET-\d+</h1>", item)
    assert re.search(r'href="https://example\.org/LET-\d+" rel="noreferrer"', item)
    assert "days=365" in found[0]
