"""How what people recorded of products differs from what stood on another day: benefits, and open risks."""

from collections.abc import Sequence

from llif.metrics.catalogue import Better
from llif.portfolio.risks.reading import Risk
from llif.publishing import wording
from llif.publishing.benefits.ledger import Benefit
from llif.publishing.whole import words
from llif.publishing.whole.deltas import NOTHING, Delta, gone, moved, turned, unknown
from llif.publishing.words import gettext as _
from llif.terms.quantity import Unit


def benefits(now: Sequence[Benefit], then: Sequence[Benefit], product: str = "", mission: str | None = None) -> Delta:
    """How they go, then how much they brought. *Takes* the product or mission whose part is meant; else all."""
    told = turned(words.tracks(now), words.tracks(then))
    if not now or not then:
        return told
    gains = _gains(now, then, product, mission)
    if all(each.size == 0 for each in gains):
        return told
    parts = ([told] if words.tracks(now) != words.tracks(then) else []) + gains
    return Delta("; ".join(each.words for each in parts), gains[0].size if len(gains) == 1 else None)


def _gains(now: Sequence[Benefit], then: Sequence[Benefit], product: str, mission: str | None) -> list[Delta]:
    found = [_money(now, then, product, mission, each) for each in sorted({one.unit for one in now if one.is_money})]
    found = [each for each in found if each is not NOTHING]
    if found or len(now) != 1 or len(then) != 1 or now[0].code != then[0].code:
        return found
    after, before = now[0].realised.share, then[0].realised.share
    better = Better.NEUTRAL if now[0].is_disbenefit else Better.HIGHER
    return [] if after is None or before is None else [moved(after, before, Unit.SHARE, better)]


def _money(now: Sequence[Benefit], then: Sequence[Benefit], product: str, mission: str | None, currency: str) -> Delta:
    """The gain of the same benefits, in the same shares, read then and now; else they are not compared."""
    own, before = (words.measured(each, currency) for each in (now, then))
    if not own and not before:
        return NOTHING
    had = words.gain(before, product, mission)
    if not own:
        return gone(str(wording.money(had, currency)))
    if not before:
        return unknown(_("not measured"))
    if _bases(own, product, mission) != _bases(before, product, mission):
        was = str(wording.money(had, currency))
        return Delta(_("not compared: other benefits, baselines or shares were measured; it was {then}", then=was))
    return moved(words.gain(own, product, mission), had, Unit.MONEY, Better.HIGHER, currency)


def _bases(benefits: Sequence[Benefit], product: str, mission: str | None) -> set[tuple[str, float | None, float]]:
    """What a gain is counted from, and how much of it is meant."""
    return {
        (
            each.code,
            each.course.way.baseline if each.course else None,
            words.part(each, product, mission),
        )
        for each in benefits
    }


def risks(now: Sequence[Risk], then: Sequence[Risk]) -> Delta:
    """The highest score of the open risks, and how many there were where that differs. *Takes* the highest first."""
    if not now:
        return (
            Delta(_("none open now; the highest was {then}", then=wording.number(then[0].score))) if then else NOTHING
        )
    if not then:
        return Delta(_("none was recorded"))
    found = moved(now[0].score, then[0].score, Unit.ITEMS, Better.LOWER)
    if len(now) == len(then):
        return found
    return Delta(f"{found.words}; {_('then: {then}', then=words.risks(len(then)))}", found.size)
