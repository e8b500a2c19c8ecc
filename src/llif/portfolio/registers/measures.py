"""llif's measures by name, as a form offers them. Which there are is the catalogue's to say; a test holds them equal.

Distribution is left out: it has a value for one kind only.
"""

from collections.abc import Iterator, Mapping
from enum import StrEnum

from llif.portfolio.declared import Words
from llif.portfolio.registers.contract import FieldFault


class MeasureName(StrEnum):
    DEPLOYMENT_FREQUENCY = "deployment_frequency"
    LEAD_TIME = "lead_time"
    LEAD_TIME_P75 = "lead_time_p75"
    LEAD_TIME_P90 = "lead_time_p90"
    CHANGE_FAIL_RATE = "change_fail_rate"
    TIME_TO_RESTORE = "time_to_restore"
    RECOVERY_TIME = "recovery_time"
    REWORK_RATE = "rework_rate"
    FLOW_VELOCITY = "flow_velocity"
    FLOW_TIME = "flow_time"
    FLOW_TIME_P85 = "flow_time_p85"
    FLOW_EFFICIENCY = "flow_efficiency"
    FLOW_LOAD = "flow_load"
    FLOW_LOAD_MEAN = "flow_load_mean"
    FLOW_CANCEL_RATE = "flow_cancel_rate"
    FLOW_REOPENED = "flow_reopened"
    FLOW_NO_START = "flow_no_start"
    FLOW_UNMAPPED = "flow_unmapped"
    COST_PER_TRANSACTION = "cost_per_transaction"
    TAKE_UP = "take_up"
    COMPLETION_RATE = "completion_rate"
    SATISFACTION = "satisfaction"


MEASURE_WORDS: Mapping[str, Words] = {
    "deployment_frequency": Words("Deployment frequency", "Amlder lleoli"),
    "lead_time": Words("Change lead time, median", "Amser arwain newid, canolrif"),
    "lead_time_p75": Words("Change lead time, 75th percentile", "Amser arwain newid, 75fed canradd"),
    "lead_time_p90": Words("Change lead time, 90th percentile", "Amser arwain newid, 90fed canradd"),
    "change_fail_rate": Words("Change fail rate", "Cyfradd methu newidiadau"),
    "time_to_restore": Words("Time to restore service, median", "Amser adfer gwasanaeth, canolrif"),
    "recovery_time": Words("Failed deployment recovery time, median", "Amser adfer ar ôl lleoliad a fethodd, canolrif"),
    "rework_rate": Words("Rework rate", "Cyfradd ailweithio"),
    "flow_velocity": Words("Flow velocity", "Cyflymder llif"),
    "flow_time": Words("Flow time, median", "Amser llif, canolrif"),
    "flow_time_p85": Words("Flow time, 85th percentile", "Amser llif, 85fed canradd"),
    "flow_efficiency": Words("Flow efficiency", "Effeithlonrwydd llif"),
    "flow_load": Words("Flow load", "Llwyth llif"),
    "flow_load_mean": Words("Flow load, mean", "Llwyth llif, cymedr"),
    "flow_cancel_rate": Words("Cancelled share", "Cyfran a ganslwyd"),
    "flow_reopened": Words("Reopened share", "Cyfran a ailagorwyd"),
    "flow_no_start": Words("Share without an observed start", "Cyfran heb ddechrau a arsylwyd"),
    "flow_unmapped": Words("Unmapped share", "Cyfran heb ei mapio"),
    "cost_per_transaction": Words("Cost per transaction", "Cost fesul trafod"),
    "take_up": Words("Digital take-up", "Defnydd digidol"),
    "completion_rate": Words("Completion rate", "Cyfradd gwblhau"),
    "satisfaction": Words("User satisfaction", "Boddhad defnyddwyr"),
}
LIMIT_HINT = Words(
    "In the measure's own unit: hours, a share of 0 to 1 (0.15 is 15 %), items, deployments a day, or money.",
    "Yn uned y mesur ei hun: oriau, cyfran o 0 i 1 (0.15 yw 15 %), eitemau, lleoliadau y dydd, neu arian.",
)
SHARES = frozenset(
    {
        *(MeasureName.CHANGE_FAIL_RATE, MeasureName.REWORK_RATE, MeasureName.FLOW_EFFICIENCY),
        *(MeasureName.FLOW_CANCEL_RATE, MeasureName.FLOW_REOPENED, MeasureName.FLOW_NO_START),
        *(MeasureName.FLOW_UNMAPPED, MeasureName.TAKE_UP, MeasureName.COMPLETION_RATE, MeasureName.SATISFACTION),
    }
)
"""Those whose unit is a share."""
NO_SHARE = Words("A share is of 0 to 1: 0.15 is 15 %.", "Mae cyfran o 0 i 1: 0.15 yw 15 %.")


def beyond_a_share(measure: MeasureName | None, **values: float | None) -> Iterator[FieldFault]:
    """Faults of fields whose values no share can have, where the measure is one: 15 is typed for 15 % soon enough."""
    if measure in SHARES:
        beyond = [name for name, each in values.items() if each is not None and not 0 <= each <= 1]
        yield from (FieldFault(name, NO_SHARE) for name in beyond)
