"""What risks say in words: bands, the figure that watches one, how its score moved, how the register moved."""

import itertools
from collections.abc import Sequence

from llif.metrics.catalogue import EVERY
from llif.portfolio.registers.measures import MEASURE_WORDS
from llif.portfolio.risks.bands import Band
from llif.portfolio.risks.over_time import Standing
from llif.portfolio.risks.reading import Asks, Risk
from llif.publishing import links, wording
from llif.publishing.asking import Asked
from llif.publishing.costs import currency_of
from llif.publishing.figures.answers import WHOLE
from llif.publishing.words import gettext as _
from llif.publishing.words import language
from llif.terms.errors import N_

BANDS = {
    Band.LOW: N_("Low"),
    Band.MODERATE: N_("Moderate"),
    Band.HIGH: N_("High"),
    Band.EXTREME: N_("Extreme"),
}
SHAPES = {Band.LOW: "●", Band.MODERATE: "▲", Band.HIGH: "■", Band.EXTREME: "◆"}
ASKS = {
    Asks.EXTREME: N_("extreme"),
    Asks.OVER_LIMIT: N_("its figure crossed the limit"),
    Asks.REVIEW_PASSED: N_("its review day has passed"),
}


def scored(risk: Risk) -> str:
    """`■ High 12`: its band and its score now."""
    return f"{SHAPES[risk.band]}\u00a0{_(BANDS[risk.band])}\u00a0{risk.score}"


def watched(asked: Asked, risk: Risk) -> str:
    """The watching figure beside its limit, in words; empty where nothing watches."""
    found = risk.watched
    if found is None:
        return ""
    unit, currency = EVERY[found.measure].unit, currency_of(asked.snapshot)
    measure = MEASURE_WORDS[found.measure].within(language())
    of = asked.product_name(found.product) if found.product else _("the whole portfolio")
    limit = str(wording.quantity(found.limit, unit, currency))
    if found.value is None:
        return _("{measure}, {of}: not known; limit {limit}", measure=measure, of=of, limit=limit)
    value = str(wording.quantity(found.value, unit, currency))
    return _("{measure}, {of}: {value}; limit {limit}", measure=measure, of=of, value=value, limit=limit)


def evidence(asked: Asked, risk: Risk) -> str:
    """Where the watching figure came from."""
    found = risk.watched
    if found is None or (found.product and found.product not in asked.products):
        return ""
    return links.to("evidence", asked.id, found.product or WHOLE, found.measure, query=asked.kept)


def moved(risk: Risk) -> str:
    """How the score moved last: `16 → 12 since 3 March 2026`; empty where it has not."""
    scores = [(point.score, point.day) for point in risk.points]
    turns = [(before, now, day) for (before, _day), (now, day) in itertools.pairwise(scores) if before != now]
    if not turns:
        return ""
    before, now, day = turns[-1]
    return _("{before} → {now} on {day}", before=before, now=now, day=wording.short_day(day))


def trend(risk: Risk) -> str:
    """The chart of a risk in one sentence."""
    first, last = risk.points[0], risk.points[-1]
    if len(risk.points) == 1:
        return _(
            "Recorded once, on {day}: the score is {score}, the target {target}.",
            day=wording.day(last.day),
            score=last.score,
            target=risk.target,
        )
    return _(
        "The score was {first} on {since} and is {score} since {day}; the target is {target}.",
        first=first.score,
        since=wording.day(first.day),
        score=last.score,
        day=wording.day(last.day),
        target=risk.target,
    )


def register_trend(found: Sequence[Standing]) -> str:
    """The chart of the whole register in one sentence."""
    known = [each for each in found if each.by_band is not None]
    if not known:
        return _("Nothing was recorded in these days, which is not the same as no risk.")
    first, last = known[0], known[-1]
    now = {"now": last.pressing, "open": last.total, "day": wording.day(last.day)}
    if first is last:
        return _("High or extreme: {now} of {open} open risks on {day}; nothing was recorded before.", **now)
    then = {"then": first.pressing, "were": first.total, "since": wording.day(first.day)}
    return _("High or extreme: {now} of {open} open risks on {day}; {then} of {were} on {since}.", **now, **then)
