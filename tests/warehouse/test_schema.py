"""The cast refuses what would bend a column's type, and names the place."""

from datetime import UTC, date, datetime, timedelta, timezone

import pyarrow as pa
import pytest

from llif.terms.errors import Fault
from llif.warehouse import schema

ROW = {"id": "1", "item_id": "i", "status": "Open"}


def test_the_columns_are_those_of_the_terms_with_their_types() -> None:
    found = schema.schema("work_items")
    assert found.field("created_at").type == pa.timestamp("us", tz="UTC")
    assert found.field("tags").type == pa.list_(pa.string())
    assert found.names[:4] == ["source", "id", "observed_at", "deleted_at"]


def test_an_instant_in_any_zone_is_the_same_instant_in_utc() -> None:
    summer = datetime(2021, 6, 1, 9, tzinfo=timezone(timedelta(hours=1)))
    made = schema.cast("status_changes", [{**ROW, "changed_at": summer}])
    assert made["changed_at"].to_pylist() == [datetime(2021, 6, 1, 8, tzinfo=UTC)]


@pytest.mark.parametrize(
    ("table", "column", "value"),
    [
        ("status_changes", "changed_at", datetime(2021, 6, 1)),  # noqa: DTZ001 - that is what is refused
        ("status_changes", "changed_at", "2021-06-01T00:00:00Z"),
        ("status_changes", "changed_at", 1622505600),
        ("status_changes", "sequence", "one"),
        ("status_changes", "sequence", 1.5),
        ("status_changes", "sequence", True),
        ("status_changes", "status", 3),
        ("status_changes", "tags", "bug"),
        ("status_changes", "tags", [1]),
        ("incidents", "is_major", "yes"),
        ("service_levels", "day", datetime(2021, 6, 1, tzinfo=UTC)),
        ("service_levels", "good", "many"),
        ("status_changes", "id", None),
    ],
)
def test_a_value_of_another_type_is_a_fault_that_names_its_column(table: str, column: str, value: object) -> None:
    with pytest.raises(Fault, match=rf"{table}\.{column}"):
        schema.cast(table, [{"id": "1", column: value}])


def test_an_unknown_column_or_table_is_a_fault() -> None:
    with pytest.raises(Fault, match="work_items: There is no column assignee"):
        schema.cast("work_items", [{"id": "1", "assignee": "x"}])
    with pytest.raises(Fault, match="people: There is no landed table"):
        schema.cast("people", [])


def test_a_missing_column_is_null_and_a_whole_number_is_a_number() -> None:
    made = schema.cast("service_levels", [{"id": "1", "day": date(2021, 6, 1), "good": 3}])
    assert made.select(["day", "good", "total"]).to_pylist() == [{"day": date(2021, 6, 1), "good": 3.0, "total": None}]


def test_arrow_with_naive_instants_or_numbers_for_text_is_refused() -> None:
    naive = pa.table({"id": ["1"], "changed_at": pa.array([0], pa.timestamp("us"))})
    with pytest.raises(Fault, match=r"status_changes\.changed_at"):
        schema.cast("status_changes", naive)
    with pytest.raises(Fault, match=r"status_changes\.id"):
        schema.cast("status_changes", pa.table({"id": [1]}))
