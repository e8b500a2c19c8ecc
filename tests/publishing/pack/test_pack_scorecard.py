"""The scorecard's section: where published scores stand is said once, and numbered where there are several sources."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from llif.access.actor import COMMAND_LINE
from llif.connectors import registry
from llif.pipeline.publish import publish
from llif.portfolio import reading, services
from llif.portfolio.described import fingerprint
from llif.publishing.figures import windows
from llif.publishing.pack.document import Section, Table
from llif.publishing.pack.sections import scorecard
from llif.publishing.pack.told import told
from llif.publishing.words import speaking

NOW = datetime(2026, 1, 1, tzinfo=UTC)
PRODUCT = "      - {{id: {id}, name: {{en: {id}, cy: {id}}}{score}}}\n"
SCORE = ", published_score: {{score: {score}, source: {{en: {source}, cy: {source}}}}}"


@pytest.mark.parametrize(
    ("scores", "column", "said"),
    [
        ([], None, None),
        ([(6, "Deck"), (4, "Deck"), None], ["6", "4", "none"], "Deck"),
        ([(6, "Deck"), (4, "Paper"), None], ["6 [1]", "4 [2]", "none"], "[1] Deck; [2] Paper"),
    ],
)
@pytest.mark.django_db
def test_the_source_is_said_once(
    tmp_path: Path, scores: list[tuple[int, str] | None], column: list[str] | None, said: str | None
) -> None:
    section = _section(tmp_path, scores or [None])
    table = section.blocks[0]
    assert isinstance(table, Table)
    title = table.columns[-1].title
    carried = [line for line in section.said if line.startswith("Published scores")]
    if column is None or said is None:
        assert (title, carried) == ("Criticality", [])
    else:
        assert (title, sorted(row[-1].text for row in table.rows)) == ("Published score", sorted(column))
        assert carried == [f"Published scores are carried over from: {said}. They were not worked out here."]


def _section(home: Path, scores: list[tuple[int, str] | None]) -> Section:
    products = "".join(
        PRODUCT.format(id=f"p{n}", score=SCORE.format(score=each[0], source=each[1]) if each else "")
        for n, each in enumerate(scores)
    )
    text = f"llif: 1\nportfolios:\n  - id: scored\n    name: {{en: S, cy: S}}\n    products:\n{products}"
    (home / "scored.yaml").write_text(text, encoding="utf-8")
    declared = reading.read_file(home / "scored.yaml", connectors=registry.settings_models())
    services.apply(declared, by=COMMAND_LINE)
    publish(declared.portfolios[0], home=home, now=NOW, fingerprint=fingerprint(declared.portfolios[0]))
    with speaking("en"):
        return scorecard.section(told(windows.snapshot(home, "scored"), now=NOW))
