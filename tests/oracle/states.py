"""The oracle's states: when each family's sources first and last spoke, and why a product's figure has no value.

DEFINITIONS section 5 and *Silence* in section 2. It refuses to compute a value.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise
from statistics import median

from llif.metrics.catalogue import MEASURES, Family
from llif.metrics.questions import ProductContext
from llif.metrics.reading import PortfolioReading, ProductReading
from llif.terms.quantity import Standing
from llif.terms.time import Period, day_of, midnight
from oracle.delivery import deployments, incidents, judges_failure, names_cause
from oracle.flow import histories, items, tracked
from oracle.records import DAY, Landed, claimed, key, once, rows
from oracle.tickets import observed_items, ticket_commits

SILENT_AFTER = 14 * DAY
MICROSECOND = timedelta(microseconds=1)
GAPS = 5


@dataclass(frozen=True)
class Voice:
    """The first and last record of one family of a product; `stale_since` is set when it has fallen silent."""

    first: datetime
    last: datetime
    stale_since: date | None

    def observed_until(self, reading: PortfolioReading) -> datetime:
        return self.last if self.stale_since else reading.as_at

    def silent_from(self, zone: str) -> datetime | None:
        return midnight(self.stale_since + DAY, zone) if self.stale_since else None

    def is_stale(self, period: Period, zone: str) -> bool:
        silent = self.silent_from(zone)
        return silent is not None and period.start >= silent


@once
def voice(landed: Landed, reading: PortfolioReading, product: ProductReading, family: Family) -> Voice | None:
    """Who speaks for a product in one family; null where no record ever came."""
    groups = records_of(landed, reading, product, family)
    instants = [at for group in groups.values() for at in group]
    if family is Family.FLOW:
        tickets = observed_items(landed, reading, (product,))
        instants += [step.at for item in tickets for step in item.steps]
    if not instants:
        return None
    spoken = [group for group in groups.values() if group]
    if not spoken or not all(_is_silent(group, reading.as_at) for group in spoken):
        return Voice(min(instants), max(instants), None)
    last = max(max(group) for group in spoken)
    return Voice(min(instants), last, day_of(last, reading.zone))


def records_of(
    landed: Landed, reading: PortfolioReading, product: ProductReading, family: Family
) -> dict[str, list[datetime]]:
    """The instants of a family's records until as-at, by the name of service or container."""
    groups: dict[str, list[datetime]] = {}
    if family is Family.FLOW:
        history = histories(landed, reading)
        for row in tracked(landed, reading, product):
            instants = [each["changed_at"] for each in history[key(row)]]
            groups.setdefault(row["container"], []).extend(instants)
        _hear_others(landed, reading, product, groups)
    if family is Family.DELIVERY or (family is Family.FLOW and observed_items(landed, reading, (product,))):
        made = deployments(landed, reading, (product,))
        for deployment in made:
            groups.setdefault(deployment.service[1], []).append(deployment.at)
        if family is Family.FLOW and not made:  # nothing was ever deployed: commits themselves speak
            for row in ticket_commits(landed, reading, product):
                if row["item_keys"]:
                    groups.setdefault(row["repository"], []).append(row["committed_at"])
    if family is Family.SERVICE:
        for row in incidents(landed, reading, (product,)):
            groups.setdefault(row["service"], []).append(row["opened_at"])
    return groups


def _hear_others(
    landed: Landed, reading: PortfolioReading, product: ProductReading, groups: dict[str, list[datetime]]
) -> None:
    """Items that the product does not count speak for their container too, once a counted one has spoken."""
    began = {name: min(instants) for name, instants in groups.items()}
    heard = {key(row) for row in tracked(landed, reading, product)}
    for row in rows(landed, "work_items"):
        if key(row) not in heard and claimed(product.work, row, "container") and row["container"] in began:
            for each in histories(landed, reading).get(key(row), ()):
                if each["changed_at"] >= began[row["container"]]:
                    groups[row["container"]].append(each["changed_at"])


def _is_silent(instants: Sequence[datetime], as_at: datetime) -> bool:
    """More than 14 days and more than five times the usual gap since the last record."""
    ordered = sorted(instants)
    gaps = [(after - before) / MICROSECOND for before, after in pairwise(ordered)]
    usual = median(gaps) if gaps else 0.0
    return (as_at - ordered[-1]) / MICROSECOND > max(SILENT_AFTER / MICROSECOND, GAPS * usual)


def reason(
    landed: Landed, reading: PortfolioReading, declared: ProductContext, measure: str, kind: str | None, period: Period
) -> Standing | None:
    """Why a product's figure has no value, as far as its sources and declarations say; null where it may have one."""
    product = next(each for each in reading.products if each.id == declared.id)
    family = MEASURES[measure].family
    spoken = voice(landed, reading, product, family)
    if family.value in declared.not_applicable:
        return Standing.NOT_APPLICABLE
    if declared.is_supplier and spoken is None:
        return Standing.SUPPLIER_HELD
    if spoken is None or period.end <= spoken.first or period.start >= reading.as_at:
        return Standing.NOT_MEASURED
    if not _sourced(landed, reading, product, measure, kind):
        return Standing.NOT_MEASURED
    return Standing.STALE if spoken.is_stale(period, reading.zone) else None


def _sourced(
    landed: Landed, reading: PortfolioReading, product: ProductReading, measure: str, kind: str | None
) -> bool:
    """Whether the product's sources can answer this measure at all."""
    if kind not in (None, "unmapped") and not any(rule.kind == kind for rule in product.mapping.kinds):
        return False
    if measure in ("flow_efficiency", "flow_cancel_rate"):
        return bool(items(landed, reading, product))
    if measure == "change_fail_rate":
        return judges_failure(landed, reading, product)
    if measure == "rework_rate":
        return any(each.is_unplanned is not None for each in deployments(landed, reading, (product,)))
    if measure == "recovery_time":
        return any(names_cause(row) and not row["cancelled"] for row in incidents(landed, reading, (product,)))
    return True
