"""When each service and container last spoke, and whether that is silence. Pure ibis.

Source: DEFINITIONS section 2, *Silence*: days since the last record > max(14, 5 x median gap), judged at as-at.
"""

import ibis
import ibis.expr.types as ir
from ibis import _

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
