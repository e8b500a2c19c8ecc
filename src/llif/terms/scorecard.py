"""The scorecard's words: five dimensions, what a cell may say, what a score may be. Source: DEFINITIONS section 4."""

from enum import StrEnum


class Dimension(StrEnum):
    """In the order of the scorecard's columns."""

    COMMERCIAL_RISK = "commercial_risk"
    UNSUPPORTED_TECHNOLOGY = "unsupported_technology"
    CLOUD_READINESS = "cloud_readiness"
    CUSTOMER_EXPECTATION = "customer_expectation"
    RELIABILITY = "reliability"


class Rating(StrEnum):
    RED = "red"
    AMBER = "amber"
    GREEN = "green"
    NOT_APPLICABLE = "not applicable"
    NOT_ASSESSED = "not assessed"


class ScoreState(StrEnum):
    """A score (of 0, best, to 10, worst), or the reason there is none."""

    SCORED = "scored"
    NOT_APPLICABLE = "not applicable"
    NOT_ASSESSED = "not assessed"


class BestEnd(StrEnum):
    """Which end of a survey's scale is best; its source says so."""

    LOWEST = "lowest"
    HIGHEST = "highest"


POINTS = {Rating.RED: 2, Rating.AMBER: 1, Rating.GREEN: 0, Rating.NOT_APPLICABLE: 0}
WORST_POINTS = max(POINTS.values())
