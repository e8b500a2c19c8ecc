"""What the documents show is run here, and what checks them can find a fault."""

import json
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pydantic import ValidationError

from llif.connectors import registry
from llif.connectors.contract import CHECKPOINT, Batch, Collecting, Event
from llif.portfolio import reading
from llif.practices import registry as practice_registry
from llif.terms.errors import Problem, SourceFailed
from tools import documents

ROOT = Path(__file__).resolve().parents[2]


def block(document: str, language: str) -> str:
    """The first code block of a language."""
    found = re.search(rf"^```{language}\n(.*?)^```", (ROOT / document).read_text(encoding="utf-8"), re.M | re.S)
    assert found, f"{document} has no block of {language}"
    return found[1]


def test_the_readme_s_portfolio_can_be_applied(tmp_path: Path) -> None:
    path = tmp_path / "portfolio.yaml"
    path.write_text(block("README.md", "yaml"), encoding="utf-8")
    declared = reading.read_file(path, connectors=registry.settings_models())
    assert [(each.id, [product.id for product in each.products]) for each in declared.portfolios] == [
        ("ours", ["shop"])
    ]


def test_the_readme_exports_from_jira_as_its_connector_says() -> None:
    def exports(document: str) -> list[str]:
        blocks = re.findall(r"^```sh\n(.*?)^```", (ROOT / document).read_text(encoding="utf-8"), re.M | re.S)
        return [each for each in blocks if "/rest/api/" in each and "search" in each]

    assert len(exports("README.md")) == 2
    assert exports("README.md") == exports("src/llif/connectors/jira_export/README.md")


def test_the_portfolio_of_the_evidence_can_be_applied(tmp_path: Path) -> None:
    path = tmp_path / "portfolio.yaml"
    path.write_text(block("docs/evidence.md", "yaml"), encoding="utf-8")
    declared = reading.read_file(
        path, connectors=registry.settings_models(), practices=practice_registry.settings_models()
    )
    (ours,) = declared.portfolios
    assert (ours.lifecycles, ours.products[0].expectation_target) == (("eol",), 0.8)


class TestTheExampleOfAConnector:
    @pytest.fixture
    def example(self) -> dict[str, object]:
        names: dict[str, object] = {"__name__": "status_page"}
        exec(compile(block("docs/writing-a-connector.md", "python"), "example", "exec"), names)  # noqa: S102
        return names

    def collect(self, example: dict[str, object], base: Path, cursor: dict[str, object]) -> list[Event]:
        tool = example["CONNECTOR"]
        settings = tool.settings(path="export.json", service="shop")  # type: ignore[attr-defined]
        told = Collecting("status", base, base, datetime(2026, 1, 1, tzinfo=UTC))
        return list(tool.collect(settings, cursor, told))  # type: ignore[attr-defined]

    def test_it_yields_what_is_new_and_once(self, example: dict[str, object], tmp_path: Path) -> None:
        incident = {"id": "7", "updated": "2025-03-02", "opened": "2025-03-01T09:00:00+00:00", "restored": None}
        (tmp_path / "export.json").write_text(json.dumps([incident, {"id": "8", "updated": "2025-03-03"}]))
        cursor: dict[str, object] = {}
        batch, problem, end = self.collect(example, tmp_path, cursor)
        assert isinstance(batch, Batch)
        assert (batch.table, batch.rows[0]["opened_at"]) == ("incidents", datetime(2025, 3, 1, 9, tzinfo=UTC))
        assert isinstance(problem, Problem)
        assert str(problem).startswith("export.json, incident 2: It cannot be used")
        assert end is CHECKPOINT
        assert [event for event in self.collect(example, tmp_path, cursor) if isinstance(event, Batch)] == []

    def test_it_refuses_what_is_no_json(self, example: dict[str, object], tmp_path: Path) -> None:
        (tmp_path / "export.json").write_text("[")
        with pytest.raises(SourceFailed, match=r"export\.json: The export cannot be read"):
            self.collect(example, tmp_path, {})

    def test_it_refuses_settings_it_does_not_know(self, example: dict[str, object]) -> None:
        with pytest.raises(ValidationError):
            example["StatusPageSettings"](path="a", service="b", token="c")  # type: ignore[operator]


class TestTheChecks:
    @pytest.mark.parametrize(
        ("text", "verbs"),
        [
            ("`llif apply FILE`, and llif says no more", {"apply"}),
            ("```sh\npython3 run look ../x --tags 'v*'\nllif fly\n```\n", {"look", "fly"}),
            ("```yaml\nllif: 1\n```\n and `src/llif/terms`, `llif.cli`", set()),
        ],
    )
    def test_verbs_are_found_in_code_only(self, text: str, verbs: set[str]) -> None:
        assert documents.named_verbs(text) == verbs

    def test_every_verb_that_the_readme_names_is_one(self) -> None:
        named = documents.named_verbs((ROOT / "README.md").read_text(encoding="utf-8"))
        assert {"demo", "look", "apply", "refresh", "serve"} <= named <= documents.known_verbs() | documents.DOORS

    def test_a_link_that_leads_nowhere_is_found(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(documents, "ROOT", tmp_path)
        page = tmp_path / "page.md"
        page.write_text(
            "[a](page.md#here) [b](gone.md) [c](https://example.org/gone.md)\n```\n[d](not-a-link.md)\n```\n"
        )
        assert list(documents.links([page])) == ["page.md: gone.md leads nowhere"]

    def test_what_is_too_long_is_found(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(documents, "ROOT", tmp_path)
        (tmp_path / "long.py").write_text("\n" * 4)
        assert list(documents.too_long([tmp_path / "long.py"], 3)) == ["long.py: 4 lines; at most 3"]

    def test_every_dependency_has_its_reason(self) -> None:
        assert list(documents.reasons()) == []
