"""When each service and container last spoke, and whether that is silence. Pure ibis.

Source: DEFINITIONS section 2, *Silence*: days since the last record > max(14, 5 x median gap), judged at as-at.
"""

import ibis
import ibis.expr.types as ir
from ibis import _

from llif.metrics.facts import local_days
from llif.metrics.reading import PortfolioReading

SILENT_AFTER_DAYS = 14.0
GAPS = 5.0
MICROSECONDS_PER_DAY = 86_400_000_000.0


def spoken(records: ir.Table, family: str, reading: PortfolioReading) -> ir.Table:
    """One row per product and name.

    *Takes* product, name, spoken_at. *Gives* family, first_at, last_at, gap_days, is_silent.
    """
    order = ibis.window(group_by=["product", "name"], order_by="spoken_at")
    paced = records.mutate(
        gap=_.spoken_at.delta(_.spoken_at.lag().over(order), unit="microsecond") / MICROSECONDS_PER_DAY
    )
    found = paced.group_by("product", "name").aggregate(
        first_at=_.spoken_at.min(), last_at=_.spoken_at.max(), gap_days=_.gap.quantile(0.5), records=_.count()
    )
    quiet = ibis.literal(reading.cut).delta(found.last_at, unit="microsecond") / MICROSECONDS_PER_DAY
    allowed = ibis.greatest(ibis.literal(SILENT_AFTER_DAYS), found.gap_days.fill_null(0.0) * GAPS)
    return found.mutate(family=ibis.literal(family), is_silent=quiet > allowed)


def known_until(spoken: ir.Table, reading: PortfolioReading) -> ir.Table:
    """The products of which all that speaks has fallen silent, and the end of the local day of their last record.

    *Takes* `spoken` rows of one family. *Gives* product, known_until (naive UTC).
    """
    last = spoken.group_by("product").aggregate(last_at=_.last_at.max(), speaking=(~_.is_silent).sum())
    silent = last.filter(last.speaking.fill_null(0) == 0).select("product", "last_at")
    dated = local_days.with_day(silent, "last_at", reading.zone, reading.cut)
    return local_days.with_end_of_day(dated, reading.zone, reading.cut).select("product", known_until="day_ends")
