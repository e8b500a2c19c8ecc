"""The drivers and missions that the deck prints, in both languages, and nothing that it does not."""

import pytest

from llif.connectors import registry
from llif.demo.build import DECLARATIONS
from llif.portfolio.declared import DeclaredPortfolio
from llif.portfolio.reading import read_file


@pytest.fixture
def dhcw() -> DeclaredPortfolio:
    (portfolio,) = read_file(DECLARATIONS[1], connectors=registry.settings_models()).portfolios
    return portfolio


def test_six_drivers_and_five_missions(dhcw: DeclaredPortfolio) -> None:
    assert len(dhcw.drivers) == 6
    assert [each.id for each in dhcw.missions] == [
        "platform",
        "products-and-services",
        "care-record",
        "innovation",
        "partner",
    ]
    assert dhcw.missions[3].name.cy == "Ysgogi gwell gwerth a chanlyniadau trwy arloesi"
    assert dhcw.vision is None


def test_no_product_is_tied_to_a_mission_or_a_team(dhcw: DeclaredPortfolio) -> None:
    assert {(each.serves, each.team) for each in dhcw.products} == {(None, None)}
    assert sum(each.published_score is not None for each in dhcw.products) == 26
