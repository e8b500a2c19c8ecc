"""Whether a figure can have a value at all, and which reason stands if not. Plain Python over what has spoken.

Source: DEFINITIONS section 5 (order of precedence) and *Silence* in section 2.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from llif.metrics.catalogue import Family, Measure
from llif.metrics.questions import Context, ProductContext, Spoken
from llif.terms.quantity import Standing
from llif.terms.time import Period, day_of, midnight
from llif.terms.work import Kind

ORDER = tuple(Standing)
MEASURED = frozenset(each.value for each in Family)
Row = Mapping[str, Any]
Counts = Mapping[tuple[Standing, frozenset[str]], int]
NEEDED = {
    "rework_rate": "known_rework",
    "recovery_time": "linked_incidents",
    "flow_efficiency": "tracked_items",
    "flow_cancel_rate": "tracked_items",
}
FAILURE = "change_fail_rate"


@dataclass(frozen=True)
class Knowledge:
    """What a snapshot's records can tell of each product: `spoken` by product and family, `sources` by product.

    `telling` remembers what `judged` found of a product whatever the period.
    """

    spoken: Mapping[tuple[str, Family], Spoken]
    sources: Mapping[str, Row]
    telling: dict[Hashable, "Standing | Telling"] = field(default_factory=dict, compare=False)


@dataclass(frozen=True)
class Telling:
    """The time of which a product's records tell: from the first one to as-at, and stale where they fell silent."""

    first_at: datetime
    as_at: datetime
    stale_from: datetime | None

    def of(self, period: Period) -> Standing:
        if period.end <= self.first_at or period.start >= self.as_at:
            return Standing.NOT_MEASURED
        if self.stale_from is not None and period.start >= self.stale_from:
            return Standing.STALE
        return Standing.MEASURED


def knowledge(freshness: Sequence[Row], sources: Sequence[Row], context: Context) -> Knowledge:
    """*Takes* the rows of the freshness and sources facts. A product is silent when all that speaks for it is.

    *Leaves out* families that no measure rests on.
    """
    rows: dict[tuple[str, Family], list[Row]] = defaultdict(list)
    for row in freshness:
        if row["family"] in MEASURED:
            rows[row["product"], Family(row["family"])].append(row)
    spoken = {key: _spoken(found, context.zone) for key, found in rows.items()}
    return Knowledge(spoken, {row["product"]: row for row in sources})


def _spoken(rows: Sequence[Row], zone: str) -> Spoken:
    silent = all(row["is_silent"] for row in rows)
    first, last = (
        each.replace(tzinfo=UTC) for each in (min(r["first_at"] for r in rows), max(r["last_at"] for r in rows))
    )
    return Spoken(first, last, silent, day_of(last, zone) if silent else None)


def judged(product: ProductContext, measure: Measure, period: Period, known: Knowledge, context: Context) -> Standing:
    """A product's standing for a period before its values are looked at:

    `MEASURED` says that nothing stands against it.
    """
    key = (product.id, rests_on(measure))
    found = known.telling.get(key)
    if found is None:
        found = known.telling[key] = _telling(product, measure, known, context)
    return found.of(period) if isinstance(found, Telling) else found


def _telling(product: ProductContext, measure: Measure, known: Knowledge, context: Context) -> Standing | Telling:
    if measure.family in product.not_applicable:
        return Standing.NOT_APPLICABLE
    spoken = known.spoken.get((product.id, measure.family))
    if spoken is None:
        return Standing.SUPPLIER_HELD if product.is_supplier else Standing.NOT_MEASURED
    if not _is_told(product, measure, known.sources.get(product.id, {})):
        return Standing.NOT_MEASURED
    return Telling(spoken.first_at, context.as_at, stale_from(spoken, context.zone))


def stale_from(spoken: Spoken, zone: str) -> datetime | None:
    """The end of the day of a silent source's last record; null of one that is heard still."""
    return midnight(spoken.stale_since + timedelta(days=1), zone) if spoken.stale_since else None


def _is_told(product: ProductContext, measure: Measure, told: Row) -> bool:
    """Whether any record could say it: no failure source is not the same as no failure."""
    if measure.name == FAILURE:
        inferred = (product.infers_incidents and told.get("incidents")) or (
            product.infers_reverts and told.get("reverts")
        )
        return bool(told.get("known_outcomes") or told.get("linked_incidents") or inferred)
    return measure.name not in NEEDED or bool(told.get(NEEDED[measure.name]))


def rests_on(measure: Measure) -> tuple[Family, str | None]:
    """What of a measure `judged` looks at: measures that are alike in it are judged alike."""
    return measure.family, measure.name if measure.name in NEEDED or measure.name == FAILURE else None


def counted(
    products: Sequence[ProductContext], measure: Measure, period: Period, known: Knowledge, context: Context
) -> Counts:
    """How many products are judged alike and record the same kinds."""
    if len(products) == 1:
        return {(judged(products[0], measure, period, known, context), products[0].recorded_kinds): 1}
    return Counter((judged(each, measure, period, known, context), each.recorded_kinds) for each in products)


def of_kind(judged: Standing, recorded_kinds: Collection[str], kind: str | None) -> Standing:
    """A product's standing for one kind: *not measured* if its mapping cannot give it; unmapped needs no rule."""
    recorded = kind is None or kind == Kind.UNMAPPED or kind in recorded_kinds
    return judged if recorded else min(judged, Standing.NOT_MEASURED, key=ORDER.index)


def reason(counts: Counts, kind: str | None) -> tuple[Standing, int]:
    """Why there is no value of a kind yet, *too few* if any product may have one; and how many products may."""
    found = [(of_kind(stands, kinds, kind), count) for (stands, kinds), count in counts.items()]
    measured_in = sum(count for stands, count in found if stands is Standing.MEASURED)
    return Standing.TOO_FEW if measured_in else nearest(stands for stands, _count in found), measured_in


def observed_end(spoken: Spoken, as_at: datetime) -> datetime:
    """Until when a source was heard: its last record if it fell silent, else as-at."""
    return spoken.last_at if spoken.is_silent else as_at


def nearest(standings: Iterable[Standing]) -> Standing:
    """Of several members' standings the one nearest to measured; that of nobody is *not measured*."""
    return max(standings, key=ORDER.index, default=Standing.NOT_MEASURED)
