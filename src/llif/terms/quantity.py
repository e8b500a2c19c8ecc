"""A figure: a value or the reason there is none, with everything needed to believe it.

It refuses a value in any state but *measured*. Source: DEFINITIONS section 5.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

MOMENT = timedelta(microseconds=1)


class Unit(StrEnum):
    HOURS = "hours"
    ITEMS = "items"
    SHARE = "share"
    PER_DAY = "per day"
    MONEY = "money"


class Standing(StrEnum):
    """Why a figure has a value or none, in order of precedence."""

    NOT_APPLICABLE = "not applicable"
    SUPPLIER_HELD = "supplier-held"
    NOT_MEASURED = "not measured"
    STALE = "stale"
    TOO_FEW = "too few"
    MEASURED = "measured"


@dataclass(frozen=True)
class Figure:
    """One measure's answer for one scope and one period.

    `product` is the product's id, or null for a roll-up (then `team` may name one). `value` is in `unit`: hours, items,
    a share of 0 to 1, a count per day, or money in `currency`. `low` and `high` bound the 95 % interval. `level` is a
    DORA level in words, or null where the measure has none. `stale_since` is the day of the last record of a silent
    source, also on figures measured before it. For roll-ups, `of` counts the products asked, `measured_in` those that
    answered, and `stale_in` those whose source fell silent before the period's end.
    """

    portfolio: str
    product: str | None
    measure: str
    kind: str | None
    period_start: datetime
    period_end: datetime
    value: float | None
    unit: Unit
    n: int
    low: float | None
    high: float | None
    standing: Standing
    level: str | None
    snapshot: str
    team: str | None = None
    stale_since: date | None = None
    measured_in: int = 1
    of: int = 1
    stale_in: int = 0
    currency: str | None = None

    def __post_init__(self) -> None:
        if (self.value is not None) != (self.standing is Standing.MEASURED):
            raise ValueError(f"{self.measure}: a value belongs to a measured figure only ({self.standing})")

    @property
    def is_cut_short(self) -> bool:
        """Whether all that told of it fell silent before the period was over."""
        return self.stale_since is not None and self.stale_since < (self.period_end - MOMENT).date()

    @property
    def state(self) -> str:
        """The state in the words of DEFINITIONS: `stale since 2021-04-16`, `too few`, …"""
        if self.standing is Standing.STALE and self.stale_since:
            return f"stale since {self.stale_since.isoformat()}"
        return self.standing.value
