"""The bands of a score on a 5×5 matrix. *Source*: the NHS risk matrix, 1–3 low, 4–6 moderate, 8–12 high, 15–25 extreme.

It refuses a score that no consequence and likelihood of 1 to 5 can make.
"""

from enum import StrEnum

STEPS = range(1, 6)
SCORES = frozenset(one * other for one in STEPS for other in STEPS)


class Band(StrEnum):
    LOW = "low"
    MODERATE = "moderate"
    HIGH = "high"
    EXTREME = "extreme"


LAST_OF = {Band.LOW: 3, Band.MODERATE: 6, Band.HIGH: 12, Band.EXTREME: 25}


def band(score: int) -> Band:
    """*Takes* consequence × likelihood. *Raises* ValueError for a score there is not, such as 7."""
    if score not in SCORES:
        raise ValueError(f"no score of a 5×5 matrix: {score}")
    return next(each for each, last in LAST_OF.items() if score <= last)
