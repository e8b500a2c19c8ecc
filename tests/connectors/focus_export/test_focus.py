"""Costs from FOCUS files: what is added up, what is refused and where, and what a second collect yields."""

import datetime as dt
import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import yaml
from pydantic import ValidationError

import llif.connectors
from llif.connectors.contract import Batch, Collecting, Cursor
from llif.connectors.focus_export.settings import FocusSettings
from llif.connectors.focus_export.source import CONNECTOR
from llif.terms.errors import Problem, SourceFailed

NOW = datetime(2024, 10, 1, tzinfo=UTC)
HEAD = "BilledCost,EffectiveCost,BillingCurrency,ChargePeriodStart,ChargePeriodEnd,ChargeCategory,SubAccountId,Tags\n"
DAY = "2024-09-01T00:00:00Z,2024-09-02T00:00:00Z"
HOUR = "2024-09-01T05:00:00Z,2024-09-01T06:00:00Z"
Collected = tuple[list[dict[str, Any]], list[Problem]]


def collect(base: Path, cursor: Cursor | None = None, **told: Any) -> Collected:
    rows: list[dict[str, Any]] = []
    problems = []
    settings = CONNECTOR.settings(path="focus.csv", **told) if "path" not in told else CONNECTOR.settings(**told)
    for event in CONNECTOR.collect(settings, {} if cursor is None else cursor, Collecting("cloud", base, base, NOW)):
        if isinstance(event, Batch):
            assert event.table == "costs"
            rows.extend(dict(row) for row in event.rows)
        elif isinstance(event, Problem):
            problems.append(event)
    return rows, problems


def written(base: Path, *lines: str) -> None:
    (base / "focus.csv").write_text(HEAD + "".join(f"{line}\n" for line in lines), encoding="utf-8")


def test_charges_of_a_day_are_one_cost_by_container_and_currency(tmp_path: Path) -> None:
    written(
        tmp_path,
        f"1,2.5,GBP,{DAY},Usage,a,{{}}",
        f"1,0.25,gbp,{HOUR},Credit,a,{{}}",
        f"1,3,USD,{DAY},Usage,a,{{}}",
        f"1,4,GBP,{DAY},Usage,,{{}}",
        "9,30,GBP,2024-09-01T00:00:00Z,2024-10-01T00:00:00Z,Purchase,b,{}",
    )
    rows, problems = collect(tmp_path)
    kept = {(row["container"], row["currency"], row["period_end"]): row["amount"] for row in rows}
    assert kept == {
        ("a", "GBP", date(2024, 9, 1)): 2.75,
        ("a", "USD", date(2024, 9, 1)): 3,
        ("(not stated)", "GBP", date(2024, 9, 1)): 4,
        ("b", "GBP", date(2024, 9, 30)): 30,
    }
    assert not problems
    assert {row["category"] for row in rows} == {"run"}
    assert sum(row["amount"] for row in collect(tmp_path, amount="BilledCost")[0]) == 13


def test_a_tag_may_name_the_container(tmp_path: Path) -> None:
    tags = json.dumps({"product": "shop"}).replace('"', '""')
    written(tmp_path, f'1,2,GBP,{DAY},Usage,a,"{tags}"', f"1,3,GBP,{DAY},Usage,a,")
    rows, _problems = collect(tmp_path, container="tag:product")
    assert {row["container"]: row["amount"] for row in rows} == {"shop": 2, "(not stated)": 3}


@pytest.mark.parametrize(
    ("line", "column", "found"),
    [
        (f"1,free,GBP,{DAY},Usage,a,", "EffectiveCost", "'free'"),
        (f"1,nan,GBP,{DAY},Usage,a,", "EffectiveCost", "'nan'"),
        (f"1,2,pounds,{DAY},Usage,a,", "BillingCurrency", "'pounds'"),
        ("1,2,GBP,yesterday,2024-09-02T00:00:00Z,Usage,a,", "ChargePeriodStart", "'yesterday'"),
        ("1,2,GBP,2024-09-02T00:00:00Z,2024-09-02T00:00:00Z,Usage,a,", "ChargePeriodEnd", "'2024-09-02T00:00:00Z'"),
        (f"1,2,GBP,{DAY},Usage,jo@example.org,", "container", "an e-mail address"),
    ],
)
def test_a_bad_row_is_named_and_the_rest_goes_on(tmp_path: Path, line: str, column: str, found: str) -> None:
    written(tmp_path, line, f"1,2,GBP,{DAY},Usage,b,")
    rows, problems = collect(tmp_path)
    assert [row["container"] for row in rows] == ["b"]
    told = [(problem.where, dict(problem.values)["column"], dict(problem.values)["found"]) for problem in problems]
    assert told == [("focus.csv, row 2", column, found)]


def test_a_file_without_a_column_fails_the_source(tmp_path: Path) -> None:
    (tmp_path / "focus.csv").write_text("BilledCost,BillingCurrency\n1,GBP\n")
    with pytest.raises(SourceFailed, match="The columns EffectiveCost, ChargePeriodStart"):
        collect(tmp_path)
    with pytest.raises(SourceFailed, match="one or more are wanted"):
        collect(tmp_path, path="nowhere.csv")


def test_columns_of_people_are_refused() -> None:
    with pytest.raises(ValidationError, match="named people"):
        FocusSettings(path="x", container="created_by")


def test_charges_that_do_not_count_are_told(tmp_path: Path) -> None:
    written(tmp_path, f"1,2,GBP,{DAY},Usage,a,", f"1,9,GBP,{DAY},Tax,a,")
    rows, problems = collect(tmp_path, charges=["Usage"])
    assert [row["amount"] for row in rows] == [2]
    assert dict(problems[0].values) == {"count": "1", "codes": "Tax: 1"}


def test_a_second_collect_yields_what_is_new_other_or_gone(tmp_path: Path) -> None:
    cursor: Cursor = {}
    written(tmp_path, f"1,2,GBP,{DAY},Usage,a,", f"1,3,GBP,{DAY},Usage,b,", f"1,5,GBP,{DAY},Usage,d,")
    first = {row["container"]: row["id"] for row in collect(tmp_path, cursor)[0]}
    assert collect(tmp_path, cursor) == ([], [])
    written(tmp_path, f"1,2.5,GBP,{DAY},Usage,a,", f"1,4,GBP,{DAY},Usage,c,", f"1,5,GBP,{DAY},Usage,d,")
    rows, _problems = collect(tmp_path, cursor)
    assert {row.get("container"): row.get("amount") for row in rows} == {"a": 2.5, "c": 4, None: None}
    assert [row["id"] for row in rows if "deleted_at" in row] == [first["b"]]
    written(tmp_path, f"1,free,GBP,{DAY},Usage,a,")
    assert collect(tmp_path, cursor)[0] == []


def test_parquet_is_read_alike(tmp_path: Path) -> None:
    start, end = dt.datetime(2024, 9, 1, tzinfo=UTC), dt.datetime(2024, 9, 2, tzinfo=UTC)
    table = pa.table(
        {
            "EffectiveCost": [2.5, 1.0],
            "BillingCurrency": ["GBP", "GBP"],
            "ChargePeriodStart": [start, start],
            "ChargePeriodEnd": [end, end],
            "ChargeCategory": ["Usage", "Usage"],
            "Tags": pa.array([[("product", "shop")], None], pa.map_(pa.string(), pa.string())),
        }
    )
    pq.write_table(table, tmp_path / "focus.parquet")
    rows, problems = collect(tmp_path, path="focus.parquet", container="tag:product")
    assert {row["container"]: row["amount"] for row in rows} == {"shop": 2.5, "(not stated)": 1}
    assert not problems
    with pytest.raises(SourceFailed, match="The columns SubAccountId are missing"):
        collect(tmp_path, path="focus.parquet")
    (tmp_path / "broken.parquet").write_bytes((tmp_path / "focus.parquet").read_bytes()[:200])
    with pytest.raises(SourceFailed, match="breaks off"):
        collect(tmp_path, path="broken.parquet")


def test_the_readme_names_every_setting_and_its_example_is_accepted() -> None:
    text = (Path(llif.connectors.__file__).parent / "focus_export" / "README.md").read_text()
    block = yaml.safe_load(text.split("```yaml\n")[1].split("```")[0])
    FocusSettings.model_validate(block["sources"][0]["settings"])
    assert [name for name in FocusSettings.model_fields if f"`{name}`" not in text] == []
