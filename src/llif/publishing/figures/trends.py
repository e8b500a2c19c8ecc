"""A measure over time: its figures by week, month or quarter, and what an SPC chart says of them, in a sentence."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from babel.dates import format_date

from llif.metrics import findings, spc
from llif.metrics.catalogue import MEASURES
from llif.publishing import wording
from llif.publishing.asking import Asked
from llif.publishing.figures import figures
from llif.publishing.words import gettext as _
from llif.publishing.words import locale, ngettext
from llif.terms.quantity import Figure
from llif.terms.time import Grain, Period, day_of, floor, periods
from llif.terms.work import KINDS_SHOWN

REACH = {Grain.WEEK: 26, Grain.MONTH: 24, Grain.QUARTER: 20}
DAYS = {Grain.WEEK: 7, Grain.MONTH: 30, Grain.QUARTER: 91}
STACKED = ("flow_velocity", "flow_load")


@dataclass(frozen=True)
class Trend:
    """`figures` are of consecutive whole periods; `by_kind` the same divided, where the measure is drawn so."""

    measure: str
    grain: Grain
    zone: str
    figures: Sequence[Figure]
    by_kind: Sequence[Figure]
    chart: spc.Chart | None

    @property
    def is_measured(self) -> bool:
        return any(figure.value is not None for figure in self.figures)


def grain_of(asked: Asked) -> Grain:
    """The grain in the address, months unless another is asked for."""
    return next((grain for grain in REACH if grain.value == asked.given.get("by")), Grain.MONTH)


def whole_periods(asked: Asked, grain: Grain) -> list[Period]:
    """The last whole periods that end with or before the last day asked for."""
    until = floor(asked.last + timedelta(days=1), grain)
    first = until - timedelta(days=DAYS[grain] * REACH[grain])
    return periods(first, until, grain, asked.zone)[-REACH[grain] :]


def trends(asked: Asked, measures: Sequence[str], product: str | None) -> list[Trend]:
    """A trend for each measure of a product, or of the whole portfolio when product is null."""
    grain = grain_of(asked)
    cut = whole_periods(asked, grain)
    scope, only = ("portfolio", None) if product is None else ("product", [product])
    found = figures.ask(asked.snapshot, measures, periods=cut, scope=scope, only=only)
    stacked = [measure for measure in measures if measure in STACKED]
    kinds = figures.ask(asked.snapshot, stacked, periods=cut, scope=scope, only=only, kinds=True) if stacked else []
    return [_trend(measure, grain, asked.zone, found, kinds) for measure in measures]


def _trend(measure: str, grain: Grain, zone: str, found: Sequence[Figure], kinds: Sequence[Figure]) -> Trend:
    own = sorted((each for each in found if each.measure == measure and each.kind is None), key=_start)
    shown = {kind.value for kind in KINDS_SHOWN}
    divided = [each for each in kinds if each.measure == measure and each.kind in shown]
    points = [(day_of(each.period_start, zone), each.value) for each in own if each.value is not None]
    settings = spc.Settings(spc.Improvement(MEASURES[measure].better.value))
    return Trend(measure, grain, zone, own, divided, spc.xmr(points, settings) if points else None)


def _start(figure: Figure) -> datetime:
    return figure.period_start


def label(figure: Figure, trend: Trend) -> str:
    """`March 2021`, `Q1 2021`, or the first day of a week."""
    return period_name(day_of(figure.period_start, trend.zone), trend.grain)


def period_name(first: date, grain: Grain) -> str:
    pattern = {Grain.WEEK: "d MMM y", Grain.MONTH: "MMMM y", Grain.QUARTER: "QQQ y"}[grain]
    return str(format_date(first, pattern, locale=locale()))


def sentence(trend: Trend) -> str:
    """The latest figure, and whether anything in the series is a signal."""
    if not trend.figures:
        return _("Nothing is known of this measure.")
    if not trend.is_measured or trend.chart is None:
        return _unmeasured(trend.figures)
    latest = trend.figures[-1]
    opening = _("{period} – {value}.", period=label(latest, trend), value=wording.in_words(latest))
    return f"{opening} {_said(trend, trend.chart)}"


def _unmeasured(found: Sequence[Figure]) -> str:
    """Why no period has a value: the reason that holds for most of them, and the latest's where it is another."""
    latest, counts = found[-1], Counter(each.standing for each in found)
    most = max(counts, key=lambda standing: (counts[standing], standing is latest.standing))
    reason = wording.reason_in_general(next(each for each in reversed(found) if each.standing is most))
    if counts[most] == len(found):
        return _("No value in any of these periods: {reason}.", reason=reason)
    told = _(
        "No value in any of these periods. In {n} of {of}: {reason}.",
        n=wording.number(counts[most]),
        of=wording.number(len(found)),
        reason=reason,
    )
    if latest.standing is most:
        return told
    newest = _("In the latest: {reason}.", reason=wording.reason(latest))
    return f"{told} {newest}"


def _said(trend: Trend, chart: spc.Chart) -> str:
    found = findings.finding(chart)
    centre = str(wording.quantity(chart.points[-1].centre, MEASURES[trend.measure].unit))
    since = period_name(found.since, trend.grain) if found.since else ""
    until = period_name(found.until, trend.grain) if found.until else ""
    count = wording.number(found.points)
    match found.kind:
        case findings.Saying.TOO_FEW:
            return ngettext(
                "{n} measured point is too few to tell signal from noise: 13 are needed.",
                "{n} measured points are too few to tell signal from noise: 13 are needed.",
                found.points,
            )
        case findings.Saying.NO_SIGNAL:
            return _("No signal among {count} points: they vary as usual around {centre}.", count=count, centre=centre)
        case findings.Saying.OUTSIDE:
            return _("Signal: {period} lies outside the limits around {centre}.", period=until, centre=centre)
        case findings.Saying.TREND if found.up:
            return _("Signal: {count} points in a row rise, {since} to {until}.", count=count, since=since, until=until)
        case findings.Saying.TREND:
            return _("Signal: {count} points in a row fall, {since} to {until}.", count=count, since=since, until=until)
        case findings.Saying.TWO_OF_THREE:
            return _("Signal: two of three points lie near a limit, {since} to {until}.", since=since, until=until)
    side = _("above") if found.up else _("below")
    return _(
        "Signal: {count} points in a row lie {side} {centre}, {since} to {until}.",
        count=count,
        side=side,
        centre=centre,
        since=since,
        until=until,
    )
