"""A portfolio `pay` with the product `connector`: what is recorded is of something declared."""

import pytest

from llif.portfolio.codes import DEFAULT_TIME_ZONE, DEFAULT_WINDOW_DAYS
from llif.portfolio.models import Portfolio, Product


@pytest.fixture
def pay(db: None) -> Portfolio:
    named = {"name_en": "Pay", "name_cy": "Talu"}
    made = Portfolio.objects.create(slug="pay", time_zone=DEFAULT_TIME_ZONE, window_days=DEFAULT_WINDOW_DAYS, **named)
    rest = {"criticality": "unknown", "phase": "live", "kind": "product"}
    Product.objects.create(portfolio=made, slug="connector", name_en="Connector", name_cy="Cysylltydd", **rest)
    return made
