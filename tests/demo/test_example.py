"""The made-up portfolio: the same at every run, whole, filled, and said to be made up wherever it is shown."""

import hashlib
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from llif.access.actor import COMMAND_LINE
from llif.connectors import registry as connectors
from llif.demo.build import DECLARATIONS, copy
from llif.demo.example import files, recording
from llif.pipeline.collect import collect
from llif.pipeline.publish import publish
from llif.portfolio import reading, services
from llif.portfolio.codes import Phase, ProductKind
from llif.portfolio.declared import Declaration
from llif.portfolio.described import fingerprint
from llif.portfolio.registers.recorded import newest, versions
from llif.practices import registry
from llif.practices.recording import followed
from llif.publishing.scorecard import scorecard
from llif.terms.scorecard import Dimension, Rating
from llif.warehouse.reports import Result
from llif.warehouse.snapshots import Snapshot

NOW = datetime(2026, 4, 7, 9, tzinfo=UTC)
UNFILLED = {"pack-corrections"}
"""A correction stands beside a published pack, and the demo publishes none."""
PAGES = (
    *("", "table.csv", "strategy/", "benefits/", "benefits/missed-appointments/", "investment/", "mindset/"),
    *("risks/", "risks/slow-results/", "next-steps/", "initiatives/", "sources/", "pack/", "practices/"),
    *("practices/itsm/", "practices/enterprise-architecture/", "practices/clinical-safety/", "registers/"),
    *("registers/contracts/", "registers/hazards/", "scorecard/", "scorecard/disagreements/"),
    *(f"scorecard/results/{each}/" for each in Dimension),
    *(f"{each}/" for each in ("results", "letters", "forms", "pharmacy", "archive", "integration")),
    *("results/lead_time/", "letters/deployment_frequency/", "forms/flow_time/", "all/flow_velocity/"),
)
MADE_UP = {"": "Example organisation (made up)", "cy/": "Sefydliad enghreifftiol (dychmygol)"}


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("example")
    files.write(folder / "example")
    copy(DECLARATIONS[2], folder)
    return folder


@pytest.fixture(scope="module")
def declared(home: Path) -> Declaration:
    return reading.read_file(home / "example.yaml", connectors=connectors.settings_models())


@pytest.fixture(scope="module")
def shown(home: Path, declared: Declaration) -> Snapshot:
    for report in collect(declared.sources, home=home, now=NOW):
        assert (report.outcome, report.problems) == (Result.LOADED, ()), report
    (portfolio,) = declared.portfolios
    return publish(portfolio, home=home, now=NOW, fingerprint=fingerprint(portfolio))


@pytest.fixture
def recorded(declared: Declaration, db: None) -> int:
    services.apply(declared, by=COMMAND_LINE)
    return recording.record(by=COMMAND_LINE)


def test_the_same_rows_come_out_at_every_run() -> None:
    made = [hashlib.sha256(repr(list(files.tables())).encode()).hexdigest() for _each in range(2)]
    assert made[0] == made[1]


def test_what_stands_is_left_alone(home: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in (home / "example").rglob("*")}
    files.write(home / "example")
    assert {path: path.stat().st_mtime_ns for path in (home / "example").rglob("*")} == before


def test_the_organisation_says_what_it_is(declared: Declaration) -> None:
    (example,) = declared.portfolios
    assert (example.name.en, example.name.cy) == (MADE_UP[""], MADE_UP["cy/"])
    assert example.attribution
    assert "made up" in example.attribution.en
    assert "dychmygol" in example.attribution.cy
    assert [len(each) for each in (example.products, example.teams, example.missions)] == [10, 3, 3]
    assert [each.id for each in example.products if each.kind is ProductKind.SUPPLIER] == ["pharmacy"]
    assert [each.id for each in example.products if each.phase is Phase.RETIRED] == ["archive"]


def test_the_records_tell_of_every_kind_and_of_none() -> None:
    rows = dict(files.tables())
    kinds = Counter((row["type"], row["tags"]) for row in rows["work_items"])
    assert len(kinds) == 5
    assert min(kinds.values()) > 50
    assert {row["outcome"] for row in rows["deployments"]} == {"succeeded", "rolled_back"}
    deployed = {row["id"] for name in ("deployments", "letters/deployments") for row in rows[name]}
    assert {row["caused_by_deployment"] for row in rows["incidents"]} - {""} <= deployed
    assert sum(row["is_major"] == "true" for row in rows["incidents"]) == 6


@pytest.mark.django_db
def test_every_register_holds_something_and_a_second_run_writes_nothing(recorded: int, declared: Declaration) -> None:
    kept = set(registry.registers(followed("example")))
    filled = Counter(each.place.register for each in newest("example"))
    assert set(filled) == kept - UNFILLED
    assert recorded == len(versions("example")) == sum(1 for _each in recording.entries(date(2026, 4, 7)))
    assert recording.record(by=COMMAND_LINE) == 0
    assert len(versions("example")) == recorded


@pytest.mark.django_db
def test_it_can_be_recorded_on_any_day(declared: Declaration, monkeypatch: pytest.MonkeyPatch) -> None:
    services.apply(declared, by=COMMAND_LINE)
    later = datetime.now(UTC) + timedelta(days=1500)
    monkeypatch.setattr("django.utils.timezone.now", lambda: later)
    assert recording.record(by=COMMAND_LINE) > 100


@pytest.mark.django_db
def test_every_dimension_has_evidence_and_the_scorecard_every_colour(shown: Snapshot, recorded: int) -> None:
    found = scorecard(shown, now=datetime.now(UTC))
    said = {each: [row.cells[each].verdict for row in found.rows] for each in Dimension}
    told = {each: {verdict[1].rating for verdict in verdicts if verdict} for each, verdicts in said.items()}
    assert all(len(ratings - {Rating.NOT_ASSESSED}) >= 2 for ratings in told.values()), told
    assert min(found.counts[each] for each in (Rating.RED, Rating.AMBER, Rating.GREEN)) >= 4
    assert [cell.product for cell in found.disagreements] == ["integration"]
    assert [cell.product for cell in found.cells if cell.is_accepted] == ["letters"]
    assert found.rows[0].id == "results"


@pytest.mark.django_db
@pytest.mark.parametrize("language", MADE_UP)
def test_every_page_answers_and_says_that_it_is_made_up(
    shown: Snapshot, recorded: int, home: Path, settings: Any, language: str
) -> None:
    settings.LLIF_HOME, settings.ALLOWED_HOSTS = home, ["testserver"]
    browser = Client()
    for page in PAGES:
        found = browser.get(f"/{language}example/{page}")
        assert found.status_code == 200, page
        if not page.endswith(".csv"):
            assert MADE_UP[language] in found.content.decode(), page


@pytest.mark.django_db
def test_a_retired_product_calls_for_no_step(shown: Snapshot, recorded: int, home: Path, settings: Any) -> None:
    settings.LLIF_HOME, settings.ALLOWED_HOSTS = home, ["testserver"]
    text = Client().get("/example/next-steps/").content.decode()
    assert "Move off what is past support: Test results" in text
    assert "Move off what is past support: Document archive" not in text


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("page", "said"),
    [
        ("next-steps/", "its change lead time is worsening, and that is a signal"),
        ("next-steps/", "has crossed the limit of the figure that watches it"),
        ("sources/", "7 Oct 2025"),
        ("forms/", "too few"),
        ("pharmacy/", "supplier-held"),
        ("benefits/", "late"),
    ],
)
def test_what_it_is_there_to_show_is_shown(
    shown: Snapshot, recorded: int, home: Path, settings: Any, page: str, said: str
) -> None:
    settings.LLIF_HOME, settings.ALLOWED_HOSTS = home, ["testserver"]
    assert said in Client().get(f"/example/{page}").content.decode()
