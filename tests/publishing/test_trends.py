"""What is said of a measure over time where no period has a value: the reason that holds for most of them."""

from datetime import UTC, date, datetime, timedelta

import pytest

from llif.publishing.figures import trends
from llif.publishing.words import speaking
from llif.terms.quantity import Figure, Standing, Unit
from llif.terms.time import Grain

BEGIN = datetime(2024, 1, 1, tzinfo=UTC)
FEW, STALE, NONE = Standing.TOO_FEW, Standing.STALE, Standing.NOT_MEASURED


def unmeasured(measure: str, standings: list[Standing]) -> trends.Trend:
    figures = [
        Figure(
            "p", "x", measure, None, start, start + timedelta(weeks=1), None, Unit.HOURS, 12, None, None, standing,
            None, "s", stale_since=date(2024, 1, 20) if standing is STALE else None,
        )
        for start, standing in ((BEGIN + timedelta(weeks=n), each) for n, each in enumerate(standings))
    ]  # fmt: skip
    return trends.Trend(measure, Grain.WEEK, "Etc/UTC", figures, [], None)


@pytest.mark.parametrize(
    ("measure", "standings", "said"),
    [
        ("lead_time", [FEW, FEW, FEW], "No value in any of these periods: too few deployments: under 10."),
        (
            "lead_time",
            [FEW, FEW, STALE],
            (
                "No value in any of these periods. In 2 of 3: too few deployments: under 10. "
                "In the latest: stale since 20 January 2024."
            ),
        ),
        ("flow_time", [NONE, FEW, FEW], "No value in any of these periods. In 2 of 3: too few: under 10."),
        (
            "lead_time",
            [FEW, STALE],
            "No value in any of these periods. In 1 of 2: stale since 20 January 2024.",
        ),
        ("change_fail_rate", [NONE, NONE], "No value in any of these periods: not measured."),
    ],
)
def test_the_reason_of_most_periods_is_named(measure: str, standings: list[Standing], said: str) -> None:
    with speaking("en"):
        assert trends.sentence(unmeasured(measure, standings)) == said
