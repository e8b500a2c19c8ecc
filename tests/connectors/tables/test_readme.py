"""The examples of the two READMEs are settings that the connectors accept, and name every setting there is."""

from pathlib import Path

import pytest
import yaml

import llif.connectors
from llif.connectors.jira_export.settings import JiraExportSettings
from llif.connectors.tables.settings import TableFile, TablesSettings
from llif.terms.records import REQUIRED

ROOM = Path(llif.connectors.__file__).parent


def examples(readme: Path) -> list[dict[str, object]]:
    blocks = [yaml.safe_load(block.split("```")[0]) for block in readme.read_text().split("```yaml\n")[1:]]
    return [(block["sources"][0] if "sources" in block else block)["settings"] for block in blocks]


def test_jira_export() -> None:
    readme = ROOM / "jira_export" / "README.md"
    for told in examples(readme):
        JiraExportSettings.model_validate(told)
    assert [name for name in JiraExportSettings.model_fields if f"`{name}`" not in readme.read_text()] == []


def test_tables() -> None:
    readme = ROOM / "tables" / "README.md"
    for told in examples(readme):
        TablesSettings.model_validate(told)
    assert [name for name in TableFile.model_fields if f"`{name}`" not in readme.read_text()] == []


@pytest.mark.parametrize("table", REQUIRED)
def test_tables_names_what_each_table_needs(table: str) -> None:
    assert f"| {table} | {', '.join(REQUIRED[table])} |" in (ROOM / "tables" / "README.md").read_text()
