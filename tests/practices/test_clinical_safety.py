"""The hazard log, the safety case and its officer: what may be recorded, and what the panels tell of it."""

import pytest

from llif.portfolio.registers.entries import Recorded
from llif.portfolio.registers.filling import FaultyEntry
from llif.practices.clinical_safety import panels
from llif.practices.clinical_safety.practice import PRACTICE
from llif.practices.clinical_safety.registers import (
    HAZARDS,
    LIKELIHOOD_WORDS,
    NAMED_WORDS,
    SAFETY_CASE,
    SAFETY_OFFICER,
    SEVERITY_WORDS,
    Likelihood,
    Severity,
)
from llif.practices.clinical_safety.rules import risk
from llif.practices.contract import Settings
from tests.practices.known import DAY, days, entry, known, outgrown

USUAL = Settings()


def hazard(title: str, severity: int, likelihood: int, **more: object) -> Recorded:
    given = {"owner": "Safety officer", "review_on": DAY, **more}
    return entry(HAZARDS, title, DAY, title=title, severity=severity, likelihood=likelihood, **given)


@pytest.mark.parametrize(
    ("likelihood", "risks"),
    [
        (Likelihood.VERY_HIGH, [3, 4, 4, 5, 5]),
        (Likelihood.HIGH, [2, 3, 3, 4, 5]),
        (Likelihood.MEDIUM, [2, 2, 3, 3, 4]),
        (Likelihood.LOW, [1, 2, 2, 3, 4]),
        (Likelihood.VERY_LOW, [1, 1, 2, 2, 3]),
    ],
)
def test_the_matrix_of_the_guidance(likelihood: Likelihood, risks: list[int]) -> None:
    assert [risk(severity, likelihood) for severity in Severity] == risks


class TestOpenHazards:
    def test_the_greatest_risk_first_by_what_is_left_of_it(self) -> None:
        found = [
            hazard("worse", 5, 5, residual_severity=2, residual_likelihood=1),
            hazard("bad", 4, 3),
            hazard("closed", 5, 5, status="closed"),
            hazard("moved", 5, 5, status="transferred"),
            hazard("awful", 5, 4),
            outgrown(HAZARDS),
        ]
        rows = list(panels.hazards(known(entries=found), USUAL))
        assert [(row[0], row[3].en[0], row[4].en[0]) for row in rows] == [  # type: ignore[attr-defined]
            ("awful", "5", "n"),
            ("bad", "3", "n"),
            ("worse", "5", "1"),
        ]
        assert rows[1][1:3] == (SEVERITY_WORDS["4"], LIKELIHOOD_WORDS["3"])

    def test_reviews_that_passed_the_oldest_first(self) -> None:
        found = [
            hazard("today", 1, 1),
            hazard("late", 1, 1, review_on=DAY - days(1)),
            hazard("closed", 1, 1, review_on=DAY - days(9), status="closed"),
            entry(SAFETY_CASE, dcb0129="in progress", dcb0160="not started", review_on=DAY - days(30)),
        ]
        assert list(panels.reviews(known(entries=found), USUAL)) == [
            (SAFETY_CASE.title, DAY - days(30), 30),
            ("late", DAY - days(1), 1),
        ]


class TestTheStandards:
    def test_what_is_recorded_and_what_is_not(self) -> None:
        case = entry(
            SAFETY_CASE, dcb0129="approved", dcb0160="not applicable", approved_on=DAY, report="https://example.org/r"
        )
        ((made, deployed, report, approved_on, review_on, named, role),) = panels.standards(
            known(entries=[case]), USUAL
        )
        assert (made.en, deployed.cy) == ("Approved", "Ddim yn berthnasol")  # type: ignore[attr-defined]
        assert (report, approved_on, review_on, named, role) == ("https://example.org/r", DAY, None, None, None)

    def test_the_officer_alone(self) -> None:
        officer = entry(SAFETY_OFFICER, named="yes", role="Chief clinical information officer")
        ((*case, named, role),) = panels.standards(known(entries=[officer]), USUAL)
        assert (set(case), named, role) == ({None}, NAMED_WORDS["yes"], "Chief clinical information officer")

    def test_nothing_recorded_is_no_row(self) -> None:
        assert list(panels.standards(known(), USUAL)) == []
        assert list(panels.standards(known(entries=[outgrown(SAFETY_CASE)]), USUAL)) == []


@pytest.mark.parametrize(
    ("given", "fault"),
    [
        ({"dcb0129": "approved"}, "Approved on: Give the day of approval"),
        ({"dcb0160": "approved"}, "Approved on: Give the day of approval"),
        ({"dcb0129": "approved", "approved_on": DAY + days(1)}, "Approved on: That day has not come yet"),
        ({"dcb0129": "nearly"}, "DCB0129 status: Choose one of those offered"),
    ],
)
def test_a_safety_case_that_cannot_stand(given: dict[str, object], fault: str) -> None:
    with pytest.raises(FaultyEntry, match=fault):
        entry(SAFETY_CASE, "", DAY, **{"dcb0129": "in progress", "dcb0160": "in progress", **given})


@pytest.mark.parametrize(
    ("more", "fault"),
    [
        ({"residual_severity": 2}, "Likelihood with the controls: Give both"),
        ({"residual_likelihood": "6"}, "Likelihood with the controls: Choose one of those offered"),
        ({"name": "Ann"}, "There is no such field"),
    ],
)
def test_a_hazard_that_cannot_stand(more: dict[str, object], fault: str) -> None:
    with pytest.raises(FaultyEntry, match=fault):
        hazard("h", 1, 1, **more)


def test_numbers_as_a_form_gives_them() -> None:
    found = hazard("h", "3", "2", residual_severity="1", residual_likelihood="1")  # type: ignore[arg-type]
    assert found.content
    assert (found.content["severity"], found.content["residual_likelihood"]) == (3, 1)


def test_it_rates_no_dimension_and_keeps_no_name_of_a_person() -> None:
    fields = {name for register in PRACTICE.registers for name in register.form.model_fields}
    assert PRACTICE.rules == ()
    assert not {"name", "person", "email"} & fields
