"""The measures: what each is called, counted in, and rests on. Data; it computes nothing. Words are the pages' own.

`MEASURES` are computed here, from facts. `LIVE` rest on what people record too, and `publishing.live` answers them.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from llif.terms.errors import N_, InputError
from llif.terms.quantity import Unit


class Family(StrEnum):
    """What must have spoken for a measure to be measured: work, deployments, incidents, or those who use a service."""

    FLOW = "flow"
    DELIVERY = "delivery"
    SERVICE = "service"
    LIVE = "live"


class Better(StrEnum):
    HIGHER = "higher"
    LOWER = "lower"
    NEUTRAL = "neutral"


class Rows(StrEnum):
    """The facts a figure is computed from, and that its evidence lists."""

    ENDED = "ended items"
    CANCELLED = "ended or cancelled items"
    LOAD = "items in load"
    DEPLOYMENTS = "deployments"
    CHANGES = "changes"
    INCIDENTS = "incidents"
    TRANSACTIONS = "transactions"
    ANSWERS = "answers"


@dataclass(frozen=True)
class Measure:
    """`minimum_n` is the least that has a value, of what `least_of` says; n itself counts `rows`.

    `level_row` names a row of the bands.
    """

    name: str
    family: Family
    unit: Unit
    rows: Rows
    better: Better = Better.NEUTRAL
    by_kind: bool = False
    minimum_n: int = 1
    level_row: str | None = None
    source: str = "DEFINITIONS"

    @property
    def least_of(self) -> Rows:
        """The changes of one deployment are not independent: for them deployments are counted."""
        return Rows.DEPLOYMENTS if self.rows is Rows.CHANGES else self.rows


def _flow(
    name: str,
    unit: Unit,
    better: Better = Better.NEUTRAL,
    *,
    rows: Rows = Rows.ENDED,
    by_kind: bool = True,
    minimum_n: int = 1,
) -> Measure:
    return Measure(name, Family.FLOW, unit, rows, better, by_kind, minimum_n, source="Flow Framework")


def _delivery(
    name: str, unit: Unit, rows: Rows, better: Better, *, minimum_n: int = 1, level_row: str | None = None
) -> Measure:
    family = Family.SERVICE if rows is Rows.INCIDENTS else Family.DELIVERY
    return Measure(name, family, unit, rows, better, minimum_n=minimum_n, level_row=level_row, source="DORA")


PERCENTILE_MINIMUM = 10

MEASURES: Mapping[str, Measure] = {
    measure.name: measure
    for measure in (
        _delivery(
            "deployment_frequency",
            Unit.PER_DAY,
            Rows.DEPLOYMENTS,
            Better.HIGHER,
            minimum_n=0,
            level_row="deployment_frequency",
        ),
        _delivery(
            "lead_time", Unit.HOURS, Rows.CHANGES, Better.LOWER, minimum_n=PERCENTILE_MINIMUM, level_row="lead_time"
        ),
        _delivery("lead_time_p75", Unit.HOURS, Rows.CHANGES, Better.LOWER, minimum_n=PERCENTILE_MINIMUM),
        _delivery("lead_time_p90", Unit.HOURS, Rows.CHANGES, Better.LOWER, minimum_n=PERCENTILE_MINIMUM),
        _delivery("change_fail_rate", Unit.SHARE, Rows.DEPLOYMENTS, Better.LOWER, level_row="change_fail_rate"),
        _delivery(
            "time_to_restore",
            Unit.HOURS,
            Rows.INCIDENTS,
            Better.LOWER,
            minimum_n=PERCENTILE_MINIMUM,
            level_row="time_to_restore",
        ),
        _delivery(
            "recovery_time",
            Unit.HOURS,
            Rows.INCIDENTS,
            Better.LOWER,
            minimum_n=PERCENTILE_MINIMUM,
            level_row="recovery_time",
        ),
        _delivery("rework_rate", Unit.SHARE, Rows.DEPLOYMENTS, Better.LOWER),
        _flow("flow_velocity", Unit.ITEMS, Better.HIGHER, minimum_n=0),
        _flow("flow_time", Unit.HOURS, Better.LOWER, minimum_n=PERCENTILE_MINIMUM),
        _flow("flow_time_p85", Unit.HOURS, Better.LOWER, minimum_n=PERCENTILE_MINIMUM),
        _flow("flow_efficiency", Unit.SHARE, Better.HIGHER),
        _flow("flow_load", Unit.ITEMS, rows=Rows.LOAD, minimum_n=0),
        _flow("flow_load_mean", Unit.ITEMS, rows=Rows.LOAD, minimum_n=0),
        _flow("flow_distribution", Unit.SHARE),
        _flow("flow_cancel_rate", Unit.SHARE, rows=Rows.CANCELLED),
        _flow("flow_reopened", Unit.SHARE, Better.LOWER),
        _flow("flow_no_start", Unit.SHARE),
        _flow("flow_unmapped", Unit.SHARE, by_kind=False),
    )
}


def _live(name: str, unit: Unit, better: Better, *, rows: Rows = Rows.TRANSACTIONS, minimum_n: int = 1) -> Measure:
    return Measure(name, Family.LIVE, unit, rows, better, minimum_n=minimum_n, source="GOV.UK Service Manual")


LIVE: Mapping[str, Measure] = {
    measure.name: measure
    for measure in (
        _live("cost_per_transaction", Unit.MONEY, Better.LOWER),
        _live("take_up", Unit.SHARE, Better.HIGHER),
        _live("completion_rate", Unit.SHARE, Better.HIGHER),
        _live("satisfaction", Unit.SHARE, Better.HIGHER, rows=Rows.ANSWERS, minimum_n=PERCENTILE_MINIMUM),
    )
}
"""Of a live service: told of products and of portfolios, not of teams or kinds of work."""
EVERY: Mapping[str, Measure] = {**MEASURES, **LIVE}


def measure(name: str) -> Measure:
    """*Raises* InputError for a name there is not, with those there are."""
    if name not in EVERY:
        raise InputError(
            N_("There is no measure “{name}”."),
            remedy=N_("The measures are: {names}."),
            name=name,
            names=", ".join(EVERY),
        )
    return EVERY[name]
