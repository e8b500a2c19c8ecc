"""The risk of a hazard, and which reviews have passed. Pure; it rates no dimension of the scorecard.

Source: the 5×5 matrix of NHS Digital's guidance to DCB0129.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from llif.portfolio.declared import Words
from llif.practices.clinical_safety.registers import (
    HAZARDS,
    SAFETY_CASE,
    HazardForm,
    HazardStatus,
    Likelihood,
    SafetyCaseForm,
    Severity,
)
from llif.practices.contract import Evidence, held

# By likelihood from very low to very high, by severity from minor to catastrophic.
MATRIX = (
    (1, 1, 2, 2, 3),
    (1, 2, 2, 3, 4),
    (2, 2, 3, 3, 4),
    (2, 3, 3, 4, 5),
    (3, 4, 4, 5, 5),
)
RISK_WORDS = {
    1: Words("1 – acceptable", "1 – derbyniol"),
    2: Words(
        "2 – acceptable if reducing it costs more than it gains", "2 – derbyniol os yw ei leihau'n costio mwy na'r budd"
    ),
    3: Words("3 – undesirable", "3 – annymunol"),
    4: Words("4 – must be reduced", "4 – rhaid ei leihau"),
    5: Words("5 – unacceptable", "5 – annerbyniol"),
}


def risk(severity: Severity, likelihood: Likelihood) -> int:
    """1, acceptable, to 5, unacceptable."""
    return MATRIX[likelihood - 1][severity - 1]


def initial(hazard: HazardForm) -> int:
    return risk(hazard.severity, hazard.likelihood)


def residual(hazard: HazardForm) -> int | None:
    """The risk with the controls; null where it is not assessed."""
    if hazard.residual_severity is None or hazard.residual_likelihood is None:
        return None
    return risk(hazard.residual_severity, hazard.residual_likelihood)


def open_hazards(evidence: Evidence) -> list[HazardForm]:
    """The greatest risk first, as it stands with the controls; where that is not assessed, as it was found."""
    hazards = [each.form for each in held(evidence, HAZARDS.name, HazardForm) if each.form]
    standing = [hazard for hazard in hazards if hazard.status is HazardStatus.OPEN]
    return sorted(standing, key=lambda hazard: (-(residual(hazard) or initial(hazard)), hazard.title))


@dataclass(frozen=True)
class Overdue:
    """A review whose day has passed, `title` null for the safety case itself."""

    title: str | None
    review_on: date
    days: int


def overdue(evidence: Evidence) -> list[Overdue]:
    """Reviews of the safety case and of open hazards that have passed: the day itself has not. The oldest first."""
    found = [Overdue(title, day, (evidence.day - day).days) for title, day in _reviews(evidence) if day < evidence.day]
    return sorted(found, key=lambda each: (each.review_on, each.title or ""))


def _reviews(evidence: Evidence) -> Iterator[tuple[str | None, date]]:
    for case in held(evidence, SAFETY_CASE.name, SafetyCaseForm):
        if case.form and case.form.review_on:
            yield None, case.form.review_on
    for hazard in open_hazards(evidence):
        yield hazard.title, hazard.review_on
