"""What customers answered and what service levels were kept, day by day, each with its products. Pure ibis.

Source: DEFINITIONS section 4, *customer expectation* and *reliability*. *Leaves out* what came after the cut.
"""

from collections.abc import Mapping

import ibis
import ibis.expr.types as ir
from ibis import _

from llif.metrics.facts import claims, local_days
from llif.metrics.facts.landed import table
from llif.metrics.reading import PortfolioReading
from llif.terms.scorecard import BestEnd
from llif.terms.time import day_of

BEST_CATEGORIES = 2
DAY = ("product", "source", "service")


def answers(landed: Mapping[str, ir.Table], reading: PortfolioReading) -> ir.Table:
    """One row per product, source, service, instrument and day (in the portfolio's zone) with an answer.

    *Gives* n, the answers on the scale; best, those of them in its best two categories; unlisted, the answers whose
    score is null, outside the scale, or without a scale that says which end is best.
    """
    found = table(landed, "survey_responses").mutate(answered_at=_.answered_at.cast("timestamp"))
    known = _owned(found.filter(_.answered_at <= reading.cut), reading)
    dated = local_days.with_day(known, "answered_at", reading.zone, reading.cut)
    listed = (dated.score.between(dated.scale_min, dated.scale_max) & dated.best.isin(list(BestEnd))).fill_null(False)
    best = ibis.cases(
        (dated.best == BestEnd.LOWEST, dated.score < dated.scale_min + BEST_CATEGORIES),
        else_=dated.score > dated.scale_max - BEST_CATEGORIES,
    )
    judged = dated.mutate(is_listed=listed, is_best=(listed & best).fill_null(False))
    return judged.group_by(*DAY, instrument=_.instrument.fill_null(""), day=_.day).aggregate(
        n=_.is_listed.cast("int64").sum(),
        best=_.is_best.cast("int64").sum(),
        unlisted=(~_.is_listed).cast("int64").sum(),
    )


def service_levels(landed: Mapping[str, ir.Table], reading: PortfolioReading) -> ir.Table:
    """One row per product, source, service, objective and day: how many were good, of how many."""
    until = day_of(reading.as_at, reading.zone)
    found = table(landed, "service_levels").filter(_.day <= ibis.literal(until))
    return _owned(found, reading).group_by(*DAY, "objective", "day").aggregate(good=_.good.sum(), total=_.total.sum())


def _owned(found: ir.Table, reading: PortfolioReading) -> ir.Table:
    owners = claims.owners(found, "service", reading, lambda product: product.services)
    return found.join(owners.select("source", "service", "product"), ["source", "service"])


def spoken(rows: ir.Table, like: ir.Value) -> ir.Table:
    """When a service's days spoke, for freshness: noon, which is the same day in every zone nearby.

    *Takes* an instant `like` those that freshness tells of other records.
    """
    days = rows.select("product", "service", "day").distinct()
    noon = (days.day.cast("timestamp") + ibis.interval(hours=12)).cast(like.type())
    return days.select("product", name="service", spoken_at=noon)
