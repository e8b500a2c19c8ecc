"""Delivery in small tables: what DEFINITIONS section 2 says of deployments, changes, failures, incidents and silence.

Each table says what a reader can check by hand; the engine and the oracle must both give it.
"""

from datetime import date

import pytest
from engine import Answers
from portfolios import row
from small_tables import (
    AS_AT,
    MAPPING,
    MARCH,
    ONE,
    WORKED,
    Tables,
    at,
    change,
    deployment,
    history,
    incident,
    releases,
    span,
    together,
)

from llif.metrics.questions import Scope
from llif.metrics.reading import PortfolioReading, ProductReading
from llif.terms.quantity import Standing
from llif.terms.time import Period
from llif.terms.work import ValueStreamMapping
from oracle.delivery import lead_times
from oracle.records import Landed

ELEVEN = [f"03-{day:02}" for day in range(2, 13)]


def test_the_first_deployment_is_a_backlog() -> None:
    rows = together(releases(ELEVEN), change("old", "01-01", "d03-02"))
    found = lead_times(Landed(rows), PortfolioReading("p", AS_AT, "Europe/London", (ONE,)), (ONE,))
    assert {each.deployment.id[1] for each in found} == {f"d{day}" for day in ELEVEN[1:]}


def test_lead_time_needs_ten_deployments_with_changes(answer: Answers) -> None:
    figure = answer(releases(ELEVEN), "lead_time", MARCH)
    assert (figure.value, figure.n, figure.level) == (12.0, 10, "between High and Elite (no band printed)")
    few = answer(releases(ELEVEN[:10], changes=20), "lead_time", MARCH)
    assert (few.standing, few.n) == (Standing.TOO_FEW, 180)


def test_a_change_arrives_with_its_first_successful_deployment(answer: Answers) -> None:
    rows = releases(ELEVEN)
    rows["deployments"].append(deployment("broken", "03-05 06:00", "rolled_back"))
    rows["deployed_changes"].append(row("deployed_changes", "t", "x", deployment_id="broken", change_id="c03-05-0"))
    assert answer(rows, "lead_time", MARCH).value == 12.0


def test_frequency_counts_successes_over_observed_days(answer: Answers) -> None:
    """Observed from 2 March noon to 12 March noon, as-at: eleven, one of them failed, over ten days."""
    rows = releases(ELEVEN)
    rows["deployments"][3]["outcome"] = "failed"
    figure = answer(rows, "deployment_frequency", MARCH, as_at=at("03-12 12:00"))
    assert (figure.n, figure.value) == (10, 1.0)


def test_staging_is_not_production(answer: Answers) -> None:
    rows = {"deployments": [deployment("a", "03-02"), deployment("b", "03-03", environment="staging")]}
    rows["deployments"].append(deployment("c", "03-04", environment=None))
    assert answer(rows, "deployment_frequency", MARCH, as_at=at("03-10")).n == 1


def test_fail_rate_counts_a_deployment_once(answer: Answers) -> None:
    """Of four: one rolled back, one named by two incidents; a cancelled incident names nobody."""
    rows: Tables = {"deployments": [deployment(f"d{day}", f"03-0{day}") for day in range(1, 5)]}
    rows["deployments"][0]["outcome"] = "rolled_back"
    rows["incidents"] = [incident(name, "03-02", caused_by_deployment="d2") for name in ("i", "j")]
    rows["incidents"].append(incident("k", "03-03", caused_by_deployment="d3", cancelled=True))
    figure = answer(rows, "change_fail_rate", MARCH)
    assert (figure.value, figure.n, figure.level) == (0.5, 4, "worse than any band printed")


def test_an_incident_may_name_a_version_or_a_change(answer: Answers) -> None:
    rows = together({"deployments": [deployment("a", "03-01", version="v1"), deployment("b", "03-02")]})
    rows |= change("c", "03-01", "b")
    rows["incidents"] = [
        incident("i", "03-03", caused_by_deployment="v1"),
        incident("j", "03-03", caused_by_change="c"),
    ]
    assert answer(rows, "change_fail_rate", MARCH).value == 1.0


def test_no_failure_source_is_not_zero(answer: Answers) -> None:
    tags: Tables = {"deployments": [deployment("a", "03-01", "unknown"), deployment("b", "03-02", None)]}
    assert answer(tags, "change_fail_rate", MARCH).standing is Standing.NOT_MEASURED
    assert answer(tags, "deployment_frequency", MARCH).n == 2


def test_inferred_signals_are_off_by_default(answer: Answers) -> None:
    rows = together(
        {"deployments": [deployment("a", "03-01"), deployment("b", "03-03")]},
        {"incidents": [incident("i", "03-01 06:00")]},
        change("c", "02-20", "a"),
        change("r", "03-02", "b", reverts_change_id="c"),
    )
    window = ProductReading("one", None, ValueStreamMapping("w", incident_window_hours=6), (), ONE.services)
    reverts = ProductReading("one", None, ValueStreamMapping("r", count_reverts=True), (), ONE.services)
    rates = [answer(rows, "change_fail_rate", MARCH, products=[each]).value for each in (ONE, window, reverts)]
    assert rates == [0.0, 0.5, 0.5]


def test_rework_is_of_the_deployments_that_say(answer: Answers) -> None:
    rows: Tables = {"deployments": [deployment(f"d{day}", f"03-0{day}") for day in range(1, 5)]}
    assert answer(rows, "rework_rate", MARCH).standing is Standing.NOT_MEASURED
    for place, unplanned in enumerate((True, False, False)):
        rows["deployments"][place]["is_unplanned"] = unplanned
    figure = answer(rows, "rework_rate", MARCH)
    assert (figure.value, figure.n) == (pytest.approx(1 / 3), 3)


def test_restoring_is_not_recovering(answer: Answers) -> None:
    """Ten that users felt, of four hours each, one with a cause; one nobody felt, one cancelled, one still open."""
    faults = [incident(f"i{n}", "03-02 08:00", "03-02 12:00") for n in range(10)]
    faults[0]["caused_by_deployment"] = "d"
    faults.append(incident("quiet", "03-02", "03-20", is_user_impacting=False))
    faults.append(incident("cancelled", "03-02", "03-20", cancelled=True))
    faults.append(incident("open", "03-03"))
    figure = answer({"incidents": faults}, "time_to_restore", MARCH)
    assert (figure.value, figure.n, figure.low, figure.high) == (4.0, 10, 4.0, 4.0)
    recovery = answer({"incidents": faults}, "recovery_time", MARCH)
    assert (recovery.standing, recovery.n) == (Standing.TOO_FEW, 1)
    assert answer({"incidents": faults[1:]}, "recovery_time", MARCH).standing is Standing.NOT_MEASURED


def test_a_shared_service_counts_once_in_a_roll_up(answer: Answers) -> None:
    two = ProductReading("two", "team", MAPPING, ONE.work, ONE.services, ONE.repositories)
    rows = together(releases(ELEVEN), history("i", *WORKED))
    for scope in (Scope.TEAM, Scope.PORTFOLIO):
        lead = answer(rows, "lead_time", MARCH, products=[ONE, two], scope=scope)
        assert (lead.n, lead.measured_in, lead.of) == (10, 2, 2)
        assert answer(rows, "flow_velocity", MARCH, products=[ONE, two], scope=scope).value == 1


DAILY = [f"03-{day:02}" for day in range(1, 17)]


@pytest.mark.parametrize(
    ("period", "standing"),
    [
        (span("02-01", "03-01"), Standing.NOT_MEASURED),
        (MARCH, Standing.MEASURED),
        (span("03-16", "04-01"), Standing.MEASURED),
        (span("03-17", "04-01"), Standing.STALE),
        (span("05-01", "06-01"), Standing.STALE),
    ],
    ids=["before the first", "straddling", "from the last day", "after the last day", "later"],
)
def test_a_source_that_fell_silent(answer: Answers, period: Period, standing: Standing) -> None:
    """Daily until 16 March, nothing since; winter time, so that local and UTC days agree."""
    figure = answer(releases(DAILY), "deployment_frequency", period)
    assert (figure.standing, figure.stale_since) == (standing, date(2021, 3, 16))


def test_a_straddling_period_is_measured_over_what_was_observed(answer: Answers) -> None:
    figure = answer(releases(DAILY), "deployment_frequency", MARCH)
    assert figure.value == pytest.approx(16 / 15)


def test_a_real_zero_is_no_silence(answer: Answers) -> None:
    figure = answer(releases(DAILY), "deployment_frequency", span("03-17", "03-20"), as_at=at("03-20"))
    assert (figure.value, figure.n, figure.stale_since) == (0.0, 0, None)
