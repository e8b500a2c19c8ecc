"""The demo's declaration: its form is right, and what it claims is what its sources record."""

import csv
import gzip
from typing import Any

import pytest
import yaml

from llif.connectors import registry
from llif.connectors.git.settings import GitSettings
from llif.demo import records
from llif.demo.build import DECLARATIONS
from llif.portfolio import reading

DECLARATION = DECLARATIONS[0]
DECLARED: dict[str, Any] = yaml.safe_load(DECLARATION.read_text(encoding="utf-8"))
GIT = {
    source["id"]: GitSettings(**source["settings"]) for source in DECLARED["sources"] if source["connector"] == "git"
}
PRODUCTS = [product for portfolio in DECLARED["portfolios"] for product in portfolio["products"]]


def test_every_repository_held_is_a_source() -> None:
    assert sorted(GIT) == list(records.repositories())
    assert {settings.repository for settings in GIT.values()} == {f"repositories/{name}.git" for name in GIT}


@pytest.mark.parametrize("product", PRODUCTS, ids=lambda product: product["id"])
def test_what_a_product_claims_is_recorded(product: dict[str, Any]) -> None:
    for claim in product["services"]:
        assert claim["service"] in {one.service for one in GIT[claim["source"]].deployments}
    for claim in product["repositories"]:
        assert claim["repository"] == GIT[claim["source"]].name


@pytest.mark.parametrize(("name", "releases", "last"), [("duracloud", 25, "duracloud-2.1.3"), ("fcrepo", 11, "v3.7.1")])
def test_release_candidates_are_no_releases(name: str, releases: int, last: str) -> None:
    tags = [tag["tag"] for tag in records.facts(name)[1] if tag["tag_time"] < "2014"]
    released = [tag for tag in tags if GIT[name].deployments[0].expression.search(tag)]
    assert (len(released), released[-1]) == (releases, last)


def test_every_status_of_the_issues_is_mapped_and_nothing_else() -> None:
    rules = DECLARED["portfolios"][1]["mappings"][0]["states"]
    named = [rule["status"] for rule in rules]
    mapped = {status for one in named for status in ([one] if isinstance(one, str) else one)}
    with gzip.open(records.DATA / "duraspace.changes.csv.gz", "rt", encoding="utf-8", newline="") as file:
        changes = [row for row in csv.DictReader(file) if row["field"] == "status"]
    assert mapped == {row[end] for row in changes for end in ("from", "to")}


def test_it_can_be_applied() -> None:
    declared = reading.read_file(DECLARATION, connectors=registry.settings_models())
    assert [(each.id, len(each.products), str(each.as_at)) for each in declared.portfolios] == [
        ("duraspace", 2, "2013-12-31"),
        ("pay", 10, "2021-03-31"),
    ]
