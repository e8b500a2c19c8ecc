"""Reads: plain values, few queries however large, unknown ids refused, a fingerprint of what figures depend on."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from llif.access.actor import COMMAND_LINE
from llif.portfolio import selectors, services
from llif.portfolio.codes import Criticality, Phase
from llif.portfolio.declared import Claim, Declaration, DeclaredProduct, Words
from llif.portfolio.described import fingerprint
from llif.terms.errors import InputError
from llif.terms.work import Condition, Kind

pytestmark = pytest.mark.django_db
QUERIES = 7


def queries(read: Callable[[], object]) -> int:
    with CaptureQueriesContext(connection) as captured:
        read()
    return len(captured)


def crowded(declared: Declaration, count: int) -> Declaration:
    """The whole file with this many products more in portfolio pay."""
    empty, pay = declared.portfolios
    name, claims = Words("A", "A"), (Claim("jira", "A"), Claim("jira", "B"))
    more = [DeclaredProduct(f"p{number:04}", name, mapping="tickets", work=claims) for number in range(count)]
    return Declaration(declared.sources, (empty, replace(pay, products=(*pay.products, *more))))


def test_a_portfolio_is_plain_values(declared: Declaration) -> None:
    services.apply(declared, by=COMMAND_LINE)
    pay = selectors.portfolio("pay")
    assert [product.id for product in pay.products] == ["adminusers", "connector"]
    admin, connector = pay.products
    assert (admin.criticality, admin.phase, admin.team) == (Criticality.UNKNOWN, Phase.LIVE, None)
    assert admin.work[0].is_everything
    assert connector.repositories == (Claim("pay-connector", "alphagov/pay-connector"),)
    assert connector.name.within("cy") == "Cysylltydd"
    assert pay.mappings["tickets"].kinds[1].when == Condition(types=("Story", "Improvement"))
    assert pay.mappings["tickets"].records(Kind.DEBT)
    assert [source.id for source in pay.sources] == ["jira", "pay-connector"]
    assert selectors.source("spare").connector == "tables"


def test_as_many_queries_for_five_hundred_products_as_for_two(declared: Declaration) -> None:
    services.apply(declared, by=COMMAND_LINE)
    assert queries(lambda: selectors.portfolio("pay")) == QUERIES
    services.apply(crowded(declared, 500), by=COMMAND_LINE)
    assert queries(lambda: selectors.portfolio("pay")) == QUERIES
    assert queries(selectors.portfolios) == QUERIES
    assert len(selectors.portfolio("pay").products) == 502


@pytest.mark.parametrize(
    ("select", "words"), [(selectors.portfolio, "no portfolio pya"), (selectors.source, "no source")]
)
def test_an_unknown_id_is_refused(declared: Declaration, select: Callable[[str], object], words: str) -> None:
    with pytest.raises(InputError, match=f"{words}.*There is none to choose from"):
        select("pya")
    services.apply(declared, by=COMMAND_LINE)
    with pytest.raises(InputError, match=f"{words}.*Allowed"):
        select("pya")


def test_the_fingerprint_follows_mappings_and_products_only(declared: Declaration) -> None:
    pay = declared.portfolios[1]
    again = fingerprint(replace(pay, name=Words("Other", "Arall"), window_days=7))
    assert fingerprint(pay) == again
    assert fingerprint(replace(pay, products=pay.products[:1])) != again
    assert fingerprint(replace(pay, levels={})) != again
    services.apply(declared, by=COMMAND_LINE)
    assert fingerprint(selectors.portfolio("pay")) == again
