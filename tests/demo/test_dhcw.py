"""The portfolio dhcw: what the slide prints, in its order, and a portfolio without a source that publishes honestly."""

import csv
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from llif.access.actor import COMMAND_LINE
from llif.connectors import registry
from llif.demo.build import DECLARATIONS
from llif.pipeline.publish import publish
from llif.portfolio import reading, services
from llif.portfolio.codes import ProductKind
from llif.portfolio.declared import Declaration, DeclaredPortfolio
from llif.portfolio.described import fingerprint
from llif.portfolio.registers.recorded import newest
from llif.publishing.scorecard import record, scorecard
from llif.terms.scorecard import ScoreState
from llif.warehouse.snapshots import Snapshot

NOW = datetime(2026, 3, 31, 12, tzinfo=UTC)
SUPPLIED = {
    "My Health on Line (MHOL) - EMIS",
    "GP Practice Systems - EMIS",
    "GP Practice Systems - Cegedim/INPS Vision",
    "My Health on Line (MHOL) - Cegedim/Vision",
    "Prison Health - TPP - SystmOne",
}


@pytest.fixture(scope="module")
def declared() -> Declaration:
    return reading.read_file(DECLARATIONS[1], connectors=registry.settings_models())


@pytest.fixture(scope="module")
def dhcw(declared: Declaration) -> DeclaredPortfolio:
    (portfolio,) = declared.portfolios
    return portfolio


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("dhcw")


@pytest.fixture(scope="module")
def shown(home: Path, dhcw: DeclaredPortfolio) -> Snapshot:
    return publish(dhcw, home=home, now=NOW, fingerprint=fingerprint(dhcw))


def test_it_holds_what_the_slide_prints(dhcw: DeclaredPortfolio, shared_data: Path) -> None:
    with (shared_data.parent / "seed" / "scorecard.csv").open(newline="", encoding="utf-8") as file:
        slide = [(row["product"], row["score"], row["business_criticality"]) for row in csv.DictReader(file)]
    scores = {product.published_score.place: product for product in dhcw.products if product.published_score}
    assert [_printed(scores[place]) for place in sorted(scores, key=lambda place: place or 0)] == slide
    assert sorted(scores, key=lambda place: place or 0) == list(range(1, 27))


def _printed(product: Any) -> tuple[str, str, str]:
    told = product.published_score
    states = {ScoreState.NOT_APPLICABLE: "N/A", ScoreState.NOT_ASSESSED: ""}
    score = states.get(told.state, str(told.score))
    assert product.name.en == product.name.cy, "the slide names it in one language"
    return product.name.en, score, product.criticality.value.replace("_", " ").title()


def test_it_claims_no_source_and_is_public(dhcw: DeclaredPortfolio) -> None:
    assert (dhcw.public, dhcw.sources, dhcw.as_at) == (True, (), None)
    assert {each.name.en for each in dhcw.products if each.kind is ProductKind.SUPPLIER} == SUPPLIED


@pytest.mark.django_db
def test_nothing_is_rated_and_the_slide_s_order_stands(shown: Snapshot) -> None:
    found = scorecard(shown, now=NOW)
    rows: list[dict[str, Any]] = [record(row, found.moment) for row in found.rows]
    assert [(row["product"], row["published_score"]) for row in rows[:3]] == [
        ("injectable-medicines", "N/A"), ("lims", 6), ("mpi", 6),
    ]  # fmt: skip
    assert [(row["product"], row["published_score"]) for row in rows[-2:]] == [("weds", None), ("wccis", None)]
    assert [row.published["place"] for row in found.rows if row.published] == list(range(1, 27))
    assert {(row["score"], row["score_state"], row["rated"], row["score_low"], row["score_high"]) for row in rows} == {
        (None, "not assessed", 0, 0, 10)
    }
    told = [each for row in rows for each in row["ratings"].values()]
    assert {(each["rating"], each["by"], each["state"]) for each in told} == {("not assessed", None, "not assessed")}
    assert all(each["reason"] for each in told)


@pytest.mark.django_db
def test_nothing_is_recorded_of_it(declared: Declaration) -> None:
    services.apply(declared, by=COMMAND_LINE)
    assert not newest("dhcw")


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["", "cy/"])
@pytest.mark.parametrize("page", ["", "sources/", "lims/", "mhol-emis/", "lims/lead_time/", "table.csv"])
def test_every_page_says_that_nothing_is_measured(
    shown: Snapshot, home: Path, declared: Declaration, settings: Any, language: str, page: str
) -> None:
    services.apply(declared, by=COMMAND_LINE)
    settings.LLIF_HOME, settings.ALLOWED_HOSTS = home, ["testserver"]
    found = Client().get(f"/{language}dhcw/{page}")
    assert found.status_code == 200, page
    text = found.content.decode()
    if page in ("", "lims/"):
        assert ("heb ei fesur" if language else "not measured") in text.lower()
        assert "0 %" not in text


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("page", "said"),
    [
        ("dhcw/", "No source is connected:"),
        ("cy/dhcw/", "Nid oes ffynhonnell wedi&#39;i chysylltu:"),
        ("dhcw/", "No rating yet."),
        ("dhcw/sources/", "No source is connected. Declare one in the portfolio&#39;s file"),
        ("dhcw/mhol-emis/", "supplier-held"),
        ("dhcw/strategy/", "Which missions the products serve is not recorded"),
        ("dhcw/", "what serves them: not recorded"),
        ("dhcw/benefits/", "No benefit is recorded."),
        ("dhcw/risks/", "No risk is recorded. That says nothing of how many there are."),
        ("dhcw/pack/", "No source tells how long finished work took, nor what is in progress."),
    ],
)
def test_it_says_why(shown: Snapshot, home: Path, declared: Declaration, settings: Any, page: str, said: str) -> None:
    services.apply(declared, by=COMMAND_LINE)
    settings.LLIF_HOME, settings.ALLOWED_HOSTS = home, ["testserver"]
    text = Client().get(f"/{page}").content.decode()
    assert said in text
    assert "Nothing tells us which changes failed" not in text
    assert "Every type has a kind" not in text
