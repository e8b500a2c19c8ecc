"""The examples of the connectors' READMEs are settings that they accept, and every setting there is is named."""

import inspect
import re
from pathlib import Path

import pytest
import yaml
from pydantic import BaseModel

import llif.connectors
from llif.connectors import registry
from llif.connectors.servicenow_export.settings import Columns
from llif.connectors.tables.settings import TableFile, TablesSettings
from llif.terms.records import REQUIRED

ROOM = Path(llif.connectors.__file__).parent
OWN = {name: each for name, each in registry.settings_models().items() if each.__module__.startswith("llif.connectors")}


def readme(settings: type[BaseModel]) -> Path:
    return Path(inspect.getfile(settings)).with_name("README.md")


def examples(path: Path) -> list[dict[str, object]]:
    blocks = [yaml.safe_load(block.split("```")[0]) for block in path.read_text().split("```yaml\n")[1:]]
    sources = [block["sources"][0] if "sources" in block else block for block in blocks if "portfolios" not in block]
    return [source.get("settings", source) for source in sources]


def test_every_connector_is_looked_at() -> None:
    assert set(OWN) == {
        "cyclonedx", "endoflife", "focus-export", "git", "jira-export", "servicenow-export", "survey-export", "tables",
    }  # fmt: skip


@pytest.mark.parametrize("name", OWN)
def test_the_examples_are_settings_and_all_settings_are_named(name: str) -> None:
    path = readme(OWN[name])
    told = examples(path)
    assert told, "an example is what a newcomer copies"
    for settings in told:
        OWN[name].model_validate(settings)
    fields = TableFile.model_fields if OWN[name] is TablesSettings else OWN[name].model_fields
    text = path.read_text()
    assert [field for field in fields if not re.search(rf"`{field}`|^{field}:", text, re.MULTILINE)] == []


def test_the_columns_of_servicenow_are_named() -> None:
    path = ROOM / "servicenow_export" / "README.md"
    assert [field for field in Columns.model_fields if f"`{field}`" not in path.read_text()] == []


@pytest.mark.parametrize("table", REQUIRED)
def test_tables_names_what_each_table_needs(table: str) -> None:
    assert f"| {table} | {', '.join(REQUIRED[table])} |" in (ROOM / "tables" / "README.md").read_text()
