"""What each figure of a live service is made of, on tables a clinician could check: no database, no snapshot."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any

import pytest

from llif.metrics.catalogue import Family
from llif.metrics.questions import Context, ProductContext, Scope, Spoken
from llif.metrics.standing import Knowledge
from llif.portfolio.investment.spending import Cost
from llif.publishing.live.figures import ask
from llif.publishing.live.records import Counted, Records
from llif.publishing.live.rows import rows
from llif.terms.errors import InputError
from llif.terms.quantity import Figure, Standing
from llif.terms.time import Grain, Period, periods, span

ZONE = "Europe/London"
AS_AT = datetime(2024, 6, 30, 23, tzinfo=UTC)
A, B, SUPPLIED, UNFIT = "a", "b", "supplied", "unfit"
CONTEXT = Context(
    "p",
    "s1",
    ZONE,
    AS_AT,
    (
        ProductContext(A),
        ProductContext(B),
        ProductContext(SUPPLIED, is_supplier=True),
        ProductContext(UNFIT, not_applicable=frozenset({"live"})),
    ),
)


def month(product: str, number: int, started: int | None, completed: int | None, total: int | None) -> Counted:
    last = {1: 31, 2: 29, 3: 31, 4: 30, 5: 31}[number]
    return Counted(product, date(2024, number, 1), date(2024, number, last), started, completed, total)


def cost(product: str, first: date, last: date, amount: float, currency: str = "GBP", record: str = "") -> Cost:
    return Cost(product, "run", first, last, amount, currency, record or f"{product}-{first}-{amount}")


def answer(day: date, best: int, n: int, service: str = "letters") -> dict[str, Any]:
    return {"source": "s", "service": service, "instrument": "", "day": day, "best": best, "n": n}


def held(
    counted: Sequence[Counted] = (),
    costs: Sequence[Cost] = (),
    answers: Mapping[str, Sequence[Mapping[str, Any]]] | None = None,
    silent_since: date | None = None,
) -> Records:
    speaks = {each.product for each in counted}
    since = datetime(2024, 1, 1, tzinfo=UTC)
    known = {(product, Family.LIVE): Spoken(since, AS_AT, False, None) for product in speaks}
    heard = {
        (product, Family.LIVE): Spoken(since, AS_AT, silent_since is not None, silent_since)
        for product in answers or {}
    }
    return Records(
        CONTEXT,
        {product: [each for each in counted if each.product == product] for product in speaks},
        {product: [each for each in costs if each.product == product] for product in {each.product for each in costs}},
        {product: [{"product": product, **row} for row in rows] for product, rows in (answers or {}).items()},
        Knowledge(known, {}),
        Knowledge(heard, {}),
    )


def one(found: Records, measure: str, product: str | None, first: date, until: date) -> Figure:
    scope = Scope.PRODUCT if product else Scope.PORTFOLIO
    (figure,) = ask(found, [measure], [span(first, until, ZONE)], scope, [product] if product else None)
    return figure


TWO_MONTHS = (month(A, 1, 100, 80, 160), month(A, 2, 300, 270, 240 + 60))
YEAR = (date(2024, 1, 1), date(2025, 1, 1))


def test_shares_are_sums_over_sums_with_their_interval() -> None:
    completion = one(held(TWO_MONTHS), "completion_rate", A, *YEAR)
    assert (completion.value, completion.n) == (350 / 400, 400)
    assert (round(completion.low or 0, 4), round(completion.high or 0, 4)) == (0.8390, 0.9039)
    take_up = one(held(TWO_MONTHS), "take_up", A, *YEAR)
    assert (take_up.value, take_up.n) == (350 / 460, 460)


def test_a_portfolio_pools_the_records_of_its_products_and_says_of_how_many() -> None:
    found = one(held((*TWO_MONTHS, month(B, 1, 10, 1, 40))), "completion_rate", None, *YEAR)
    assert (found.value, found.n) == (351 / 410, 410)
    assert found.value != (350 / 400 + 1 / 10) / 2
    assert (found.measured_in, found.of) == (2, 4)


EDGES = [
    ("ends on the last day", date(2024, 2, 1), date(2024, 3, 1), 300),
    ("ends on the day left out", date(2024, 2, 1), date(2024, 2, 29), None),
    ("ends on the first day", date(2024, 2, 29), date(2024, 3, 1), 300),
    ("ended the day before", date(2024, 3, 1), date(2024, 4, 1), None),
    ("in summer time", date(2024, 4, 30), date(2024, 5, 1), 7),
    ("the day after, in summer time", date(2024, 5, 1), date(2024, 5, 2), None),
]


@pytest.mark.parametrize(("first", "until", "n"), [each[1:] for each in EDGES], ids=[each[0] for each in EDGES])
def test_a_period_of_transactions_is_of_its_last_day_whole(first: date, until: date, n: int | None) -> None:
    found = one(held((*TWO_MONTHS, month(A, 4, 7, 7, 7))), "completion_rate", A, first, until)
    assert (found.n, found.standing) == ((n, Standing.MEASURED) if n else (0, Standing.NOT_MEASURED))


@pytest.mark.parametrize("grain", [Grain.MONTH, Grain.QUARTER, Grain.YEAR, Grain.FINANCIAL_QUARTER])
def test_periods_of_any_grain_sum_to_the_whole(grain: Grain) -> None:
    counted = [month(A, number, 10 * number, number, 20 * number) for number in (1, 2, 3, 4, 5)]
    cut = periods(date(2024, 1, 1), date(2024, 7, 1), grain, ZONE)
    told = list(ask(held(counted), ["take_up"], cut, Scope.PRODUCT, [A]))
    assert sum(each.n for each in told) == 20 * 15
    assert [each.period_start for each in told] == [each.start for each in cut]


def test_what_was_not_counted_is_not_zero() -> None:
    counted = [month(A, 1, None, 80, 160), month(A, 2, 300, None, 300), month(A, 3, 0, 0, 0)]
    assert one(held(counted[:2]), "completion_rate", A, *YEAR).standing is Standing.NOT_MEASURED
    assert one(held(counted[:2]), "take_up", A, *YEAR).n == 160
    nobody = one(held(counted[2:]), "completion_rate", A, *YEAR)
    assert (nobody.standing, nobody.value, nobody.n) == (Standing.TOO_FEW, None, 0)


FEBRUARY = (date(2024, 2, 1), date(2024, 2, 29))


@pytest.mark.parametrize(
    ("costs", "value"),
    [
        ([cost(A, *FEBRUARY, 600.0)], 2.0),
        ([cost(A, date(2024, 1, 1), date(2024, 3, 31), 910.0)], 910 * 29 / 91 / 300),
        (
            [cost(A, date(2024, 2, 1), date(2024, 2, 10), 100.0), cost(A, date(2024, 2, 11), date(2024, 2, 29), 200.0)],
            1.0,
        ),
        ([cost(A, date(2024, 2, 2), date(2024, 2, 29), 600.0)], None),
        ([cost(A, date(2024, 2, 1), date(2024, 2, 28), 600.0)], None),
        ([cost(A, date(2024, 2, 1), date(2024, 2, 9), 1.0), cost(A, date(2024, 2, 11), date(2024, 2, 29), 1.0)], None),
        ([cost(A, *FEBRUARY, 600.0), cost(A, *FEBRUARY, 5.0, "EUR")], None),
        ([], None),
    ],
)
def test_costs_are_of_the_same_days_all_of_them_known_and_of_one_currency(
    costs: list[Cost], value: float | None
) -> None:
    found = one(held(TWO_MONTHS[1:], costs), "cost_per_transaction", A, *YEAR)
    assert found.value == (pytest.approx(value) if value is not None else None)
    assert found.currency == ("GBP" if value is not None else None)
    assert found.standing is (Standing.MEASURED if value is not None else Standing.NOT_MEASURED)


def test_a_portfolio_in_two_currencies_has_no_cost_per_transaction() -> None:
    counted = (month(A, 2, 1, 1, 300), month(B, 2, 1, 1, 100))
    both = held(counted, [cost(A, *FEBRUARY, 600.0), cost(B, *FEBRUARY, 100.0, "EUR")])
    assert one(both, "cost_per_transaction", None, *YEAR).value is None
    assert one(both, "cost_per_transaction", B, *YEAR).currency == "EUR"
    one_currency = held(counted, [cost(A, *FEBRUARY, 600.0), cost(B, *FEBRUARY, 100.0)])
    assert one(one_currency, "cost_per_transaction", None, *YEAR).value == pytest.approx(700 / 400)


def test_a_cost_that_two_products_claim_counts_once_in_the_portfolio() -> None:
    """A record of 910 over 91 days: a bears February's 290, b (1 February to 31 March) the 310 of March alone."""
    spread = [cost(product, date(2024, 1, 1), date(2024, 3, 31), 910.0, record="shared") for product in (A, B)]
    longer = Counted(B, date(2024, 2, 1), date(2024, 3, 31), 1, 1, 100)
    shared = held((month(A, 2, 1, 1, 300), longer), spread)
    assert one(shared, "cost_per_transaction", A, *YEAR).value == pytest.approx(290 / 300)
    assert one(shared, "cost_per_transaction", B, *YEAR).value == pytest.approx(600 / 100)
    whole = one(shared, "cost_per_transaction", None, *YEAR)
    assert (whole.value, whole.n) == (pytest.approx(600 / 400), 400)
    told = rows("cost_per_transaction", shared, [A, B], YEAR)
    assert [row["amount"] for row in told] == [pytest.approx(290.0), pytest.approx(310.0)]


def test_answers_of_a_service_that_two_products_claim_count_once() -> None:
    both = held(answers={product: [answer(date(2024, 2, 1), 9, 12)] for product in (A, B)})
    assert (one(both, "satisfaction", A, *YEAR).n, one(both, "satisfaction", None, *YEAR).n) == (12, 12)
    assert one(both, "satisfaction", None, *YEAR).value == 0.75


@pytest.mark.parametrize(
    ("n", "silent_since", "standing"),
    [
        (10, None, Standing.MEASURED),
        (9, None, Standing.TOO_FEW),
        (10, date(2024, 1, 15), Standing.STALE),
    ],
)
def test_the_state_of_satisfaction(n: int, silent_since: date | None, standing: Standing) -> None:
    found = held(answers={A: [answer(date(2024, 2, 1), 5, n)]}, silent_since=silent_since)
    told = one(found, "satisfaction", A, date(2024, 2, 1), date(2024, 3, 1))
    assert told.standing is standing
    assert told.stale_since == silent_since


def test_where_nothing_tells_the_state_says_why() -> None:
    nothing = held()
    assert one(nothing, "take_up", A, *YEAR).standing is Standing.NOT_MEASURED
    assert one(nothing, "take_up", SUPPLIED, *YEAR).standing is Standing.SUPPLIER_HELD
    assert one(held((month(UNFIT, 1, 1, 1, 1),)), "take_up", UNFIT, *YEAR).standing is Standing.NOT_APPLICABLE
    beyond = one(held(TWO_MONTHS), "take_up", A, date(2024, 7, 1), date(2024, 8, 1))
    assert beyond.standing is Standing.NOT_MEASURED


def test_teams_are_refused_with_what_there_is() -> None:
    with pytest.raises(
        InputError, match=r"take_up is told of products and of the whole portfolio, not of teams"
    ) as told:
        list(ask(held(), ["take_up"], [Period(AS_AT, AS_AT)], Scope.TEAM, None))
    assert "Of teams there are: deployment_frequency, lead_time" in str(told.value)
