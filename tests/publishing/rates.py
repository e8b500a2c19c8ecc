"""A figure to vary: a change fail rate, measured."""

from datetime import UTC, datetime

from llif.terms.quantity import Figure, Standing, Unit

RATE = Figure(
    portfolio="small",
    product="letters",
    measure="change_fail_rate",
    kind=None,
    period_start=datetime(2024, 1, 1, tzinfo=UTC),
    period_end=datetime(2024, 2, 1, tzinfo=UTC),
    value=0.15,
    unit=Unit.SHARE,
    n=100,
    low=None,
    high=None,
    standing=Standing.MEASURED,
    level=None,
    snapshot="now",
)
