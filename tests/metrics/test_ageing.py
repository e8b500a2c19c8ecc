"""The age of what is in progress, held against a plain count of what ended."""

from datetime import UTC, datetime, timedelta
from random import Random

import ibis
import pytest

from llif.metrics import ageing
from llif.metrics.questions import Question, Scope

AS_AT = datetime(2024, 6, 1, tzinfo=UTC)
FORM = {
    "item": "string",
    "product": "string",
    "at_product": "boolean",
    "kind": "string",
    "state": "string",
    "started_at": "timestamp",
    "ended_at": "timestamp",
    "flow_hours": "float64",
    "age_hours": "float64",
    "last_activity_at": "timestamp",
}


def _items(seed: int) -> list[dict[str, object]]:
    dice, now = Random(seed), AS_AT.replace(tzinfo=None)  # noqa: S311 - made-up items, not a secret
    rows: list[dict[str, object]] = []
    for number in range(60):
        ended = dice.random() < 0.7
        hours = float(dice.randrange(1, 12))  # few values, so that ties are met
        rows.append(
            {
                "item": f"i{number}",
                "product": "p",
                "at_product": True,
                "kind": dice.choice(["feature", "defect", "debt"]),
                "state": "done" if ended else dice.choice(["waiting", "active", "new"]),
                "started_at": now - timedelta(hours=hours) if dice.random() < 0.9 else None,
                "ended_at": now - timedelta(days=dice.choice([1, 100, 364, 366])) if ended else None,
                "flow_hours": hours if ended else None,
                "age_hours": None if ended else dice.choice([hours, None]),
                "last_activity_at": now - timedelta(days=dice.randrange(90)),
            }
        )
    return rows


@pytest.mark.parametrize("seed", range(5))
def test_the_percentile_is_the_share_of_ended_items_of_its_kind_that_took_no_longer(seed: int) -> None:
    rows = _items(seed)
    facts = {"items": ibis.memtable(rows, schema=FORM)}
    found = ageing.in_load(facts, Question(("flow_load",), (), Scope.PRODUCT, ("p",)), AS_AT).to_pyarrow().to_pylist()
    listed = {row["item"] for row in found}
    assert listed == {
        row["item"]
        for row in rows
        if row["state"] in ("waiting", "active") or (row["state"] == "new" and row["started_at"] is not None)
    }
    for row in found:
        times = [
            each["flow_hours"]
            for each in rows
            if each["flow_hours"] is not None
            and each["kind"] == row["kind"]
            and AS_AT.replace(tzinfo=None) - each["ended_at"] <= timedelta(days=365)  # type: ignore[operator]
        ]
        expected = None
        if len(times) >= 10 and row["age_hours"] is not None:
            expected = sum(time <= row["age_hours"] for time in times) / len(times)
        assert row["age_percentile"] == pytest.approx(expected)
        assert row["compared_with"] == len(times)
