"""The figures of a live service: cost per transaction, take-up, completion, satisfaction. Of products and portfolios.

They are sums over sums, so that a portfolio's is made of all its records and never of its products' figures. Source:
GOV.UK Service Manual, *Measuring success*.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from llif.metrics import standing
from llif.metrics.catalogue import EVERY, LIVE, MEASURES, Measure, Rows
from llif.metrics.intervals import wilson
from llif.metrics.questions import ProductContext, Scope
from llif.publishing.live.records import A_MOMENT, Records
from llif.publishing.live.rows import MADE, Days, Row, rows
from llif.terms.errors import N_, InputError
from llif.terms.quantity import Figure, Standing, Unit
from llif.terms.time import Period, day_of


def check(measures: Collection[str], scope: Scope, kinds: Collection[str] = ()) -> None:
    """*Raises* InputError for a measure of a live service by team, by group or by kind, with what there is so."""
    name = next((each for each in measures if each in LIVE), None)
    if name is None or (scope in (Scope.PRODUCT, Scope.PORTFOLIO) and not kinds):
        return
    if kinds:
        raise InputError(
            N_("{name} is not told by kind of work."),
            remedy=N_("Ask for it without a kind. By kind there are: {names}."),
            name=name,
            names=", ".join(each.name for each in EVERY.values() if each.by_kind),
        )
    raise InputError(
        N_("{name} is told of products and of the whole portfolio, not of teams."),
        remedy=N_("Ask for it by product. Of teams there are: {names}."),
        name=name,
        names=", ".join(MEASURES),
    )


def ask(
    records: Records, measures: Sequence[str], periods: Sequence[Period], scope: Scope, only: Sequence[str] | None
) -> Iterator[Figure]:
    """A figure for every measure, member of the scope and period, in that order; each period once."""
    check(measures, scope)
    for name in measures:
        for member, products in records.context.members(scope).items():
            if only is None or member in only:
                of = _Of(records, LIVE[name], member if scope is Scope.PRODUCT else None, products)
                yield from (of.figure(period) for period in dict.fromkeys(periods))


def listed(records: Records, measure: str, product: str | None, period: Period) -> list[Row]:
    """The rows of one figure, the newest first. *Takes* null for the portfolio's."""
    products = [each.id for each in records.context.products if product in (None, each.id)]
    found = rows(measure, records, products, days_of(period, records.context.zone))
    return sorted(found, key=lambda row: row["last" if "last" in row else "day"], reverse=True)


def days_of(period: Period, zone: str) -> Days:
    """Its first and its last day, both included."""
    return day_of(period.start, zone), day_of(period.end - A_MOMENT, zone)


@dataclass(frozen=True)
class _Of:
    """Whose figures: a product's, or (null) those of all products together."""

    records: Records
    measure: Measure
    product: str | None
    products: tuple[ProductContext, ...]

    def figure(self, period: Period) -> Figure:
        days = days_of(period, self.records.context.zone)
        reason, telling = self._reason(period)
        found = rows(self.measure.name, self.records, telling, days) if reason is Standing.TOO_FEW else []
        made = MADE[self.measure.name]
        part, whole = (sum(row[name] for row in found) for name in (made.part, made.whole))
        if not found and self.measure.rows is Rows.TRANSACTIONS:
            return self._figure(period, min(reason, Standing.NOT_MEASURED, key=standing.ORDER.index))
        if reason is not Standing.TOO_FEW or whole < self.measure.minimum_n:
            return self._figure(period, reason, n=whole, measured_in=_members(found))
        return self._measured(period, found, part, whole)

    def _measured(self, period: Period, found: Sequence[Row], part: float, whole: int) -> Figure:
        more: dict[str, Any] = {}
        if self.measure.unit is Unit.MONEY:
            more["currency"] = found[0]["currency"]
            if any(row["currency"] != more["currency"] for row in found) or "," in more["currency"]:
                return self._figure(period, Standing.NOT_MEASURED)
        else:
            more["low"], more["high"] = (float(each) for each in wilson(part, whole))
        return self._figure(period, Standing.MEASURED, value=part / whole, n=whole, measured_in=_members(found), **more)

    def _reason(self, period: Period) -> tuple[Standing, list[str]]:
        """Why there is no value yet (*too few*: there may be one), and the products that may have one."""
        judged = {
            each.id: standing.judged(each, self.measure, period, self._known, self.records.context)
            for each in self.products
        }
        telling = [product for product, stands in judged.items() if stands is Standing.MEASURED]
        return (Standing.TOO_FEW if telling else standing.nearest(judged.values())), telling

    @property
    def _known(self) -> standing.Knowledge:
        of_answers = self.measure.rows is Rows.ANSWERS
        return self.records.answers_known if of_answers else self.records.transactions_known

    @property
    def _silences(self) -> list[date | None]:
        """Of each product that speaks at all, since when it is silent."""
        heard = (self._known.spoken.get((each.id, self.measure.family)) for each in self.products)
        return [each.stale_since for each in heard if each]

    def _figure(self, period: Period, stands: Standing, *, n: int = 0, **more: Any) -> Figure:
        context, silences = self.records.context, self._silences
        since = [each for each in silences if each is not None]
        last = day_of(period.end - A_MOMENT, context.zone)
        return Figure(
            portfolio=context.portfolio,
            product=self.product,
            measure=self.measure.name,
            kind=None,
            period_start=period.start,
            period_end=period.end,
            value=more.pop("value", None),
            unit=self.measure.unit,
            n=n,
            low=more.pop("low", None),
            high=more.pop("high", None),
            standing=stands,
            level=None,
            snapshot=context.snapshot,
            stale_since=max(since) if since and len(since) == len(silences) else None,
            measured_in=more.pop("measured_in", 0),
            of=len(self.products),
            stale_in=sum(each < last for each in since) if self.product is None else 0,
            **more,
        )


def _members(found: Sequence[Row]) -> int:
    return len({row["product"] for row in found})
