"""How a figure, or something recorded, differs from another day's or snapshot's, in words and in size.

Better or worse is said only where that is known. What was or is unknown is said, and never taken for zero.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from babel.numbers import parse_decimal

from llif.metrics.catalogue import MEASURES, Better
from llif.publishing import wording
from llif.publishing.words import gettext as _
from llif.publishing.words import locale, ngettext
from llif.terms.quantity import Figure, Unit


@dataclass(frozen=True)
class Delta:
    """`words` are empty where neither side is known; `size` is now less then, null where they cannot be compared."""

    words: str
    size: float | None = None


NOTHING = Delta("")
WORDED_UNITS = (Unit.HOURS, Unit.PER_DAY)
READ_ALIKE_WITHIN = 60
SEVERAL = 5
"""A number of the form that a language has for the most of them."""


def figure(now: Figure | None, then: Figure | None) -> Delta:
    """`worsened from 12 % to 15 % by 3 percentage points`.

    Where a source fell silent nothing is better or worse: what it left unsaid would read as a fall, or a rise.
    """
    if now is None or now.value is None:
        return NOTHING if then is None or then.value is None else gone(wording.in_words(then))
    if then is None or then.value is None:
        return unknown(wording.reason(then) if then else _("not measured"))
    if now.is_cut_short or now.stale_in:
        return Delta(_("not compared: a source fell silent; it was {then}", then=wording.in_words(then)))
    if then.is_cut_short or then.stale_in:
        return Delta(_("not compared: a source was silent then; it was {then}", then=wording.in_words(then)))
    return moved(now.value, then.value, now.unit, MEASURES[now.measure].better)


def score(now: float | None, then: float | None) -> Delta:
    """Of a score the lower is the better."""
    if now is None:
        return NOTHING if then is None else gone(wording.number(then))
    return unknown(_("not assessed")) if then is None else moved(now, then, Unit.ITEMS, Better.LOWER)


def money(now: Mapping[str, float], then: Mapping[str, float], *, is_whole: bool = True) -> Delta:
    """Amounts by currency, each beside itself. *Takes* whether the records of both reach over the whole period."""
    before = " + ".join(str(wording.money(amount, currency)) for currency, amount in then.items())
    if not now:
        return gone(before) if then else NOTHING
    if not then:
        return unknown(_("not recorded"))
    if not is_whole:
        return Delta(_("not compared: costs are not recorded for all of both periods; it was {then}", then=before))
    if set(now) != set(then):
        return Delta(_("not compared: it was in other currencies, {then}", then=before))
    each = [moved(now[name], then[name], Unit.MONEY, Better.NEUTRAL, name) for name in sorted(now)]
    return Delta(" · ".join(one.words for one in each), each[0].size if len(each) == 1 else None)


def names(now: Mapping[str, float] | None, then: Mapping[str, float] | None, named: Mapping[str, str]) -> Delta:
    """What was added, what is gone, and whether what stayed has other weights; null: not recorded."""
    if now is None:
        return NOTHING if then is None else gone(_several(then, named))
    if then is None:
        return unknown(_("not recorded"))
    added, left = ([each for each in one if each not in other] for one, other in ((now, then), (then, now)))
    told = [_("added: {names}", names=_several(added, named))] if added else []
    told += [_("no longer: {names}", names=_several(left, named))] if left else []
    turned_to = [each for each in now if each in then and now[each] != then[each]]
    told += [_("other weights: {names}", names=_several(turned_to, named))] if turned_to else []
    return Delta("; ".join(told) or _("the same"))


def _several(ids: Collection[str], named: Mapping[str, str]) -> str:
    return ", ".join(named.get(each, each) for each in ids) or _("none")


def turned(now: str, then: str) -> Delta:
    """Two states in words; empty is unknown."""
    if not now:
        return gone(then) if then else NOTHING
    if not then:
        return unknown(_("not recorded"))
    return Delta(_("the same") if now == then else _("then: {then}", then=then))


def told_with_then(now: str, then: str) -> Delta:
    """The same where what it is now stands nowhere beside it."""
    found = turned(now, then)
    return Delta(f"{now}; {found.words}") if now and then and now != then else found


def gone(then: str) -> Delta:
    return Delta(_("not known now; it was {then}", then=then))


def unknown(reason: str) -> Delta:
    return Delta(_("it was not known ({reason})", reason=reason))


def moved(now: float, then: float, unit: Unit, better: Better, currency: str | None = None) -> Delta:
    """Two known values. What reads the same is the same; a unit that both are read in is written once.

    Both are read in the unit of the one now, unless the other would be a number of a length that nobody reads.
    """
    after, first = (wording.quantity(each, unit, currency) for each in (now, then))
    if str(after) == str(first):
        return Delta(_("the same"), 0.0)
    if READ_ALIKE_WITHIN * min(now, then) >= max(now, then):
        alike_first = wording.quantity(then, unit, currency, like=now)
        first = first if str(alike_first) == str(after) else alike_first
    alike = after.unit == first.unit
    plain = wording.quantity(abs(now - then), unit, currency)
    if unit is Unit.MONEY and currency:
        plain = wording.money_apart(now, then, currency)
    size = _size(after, first, unit) if alike and unit is not Unit.MONEY else plain
    is_once = alike and unit in WORDED_UNITS
    told = {"then": first.number if is_once else first, "now": after, "size": size.number if is_once else size}
    return Delta(_moved(told, is_more=now > then, better=better), now - then)


def _size(after: wording.Worded, first: wording.Worded, unit: Unit) -> wording.Worded:
    """By how much the numbers differ as they are read, so that who adds them up finds the same."""
    read = [parse_decimal(each.number, locale=locale()) for each in (after, first)]
    places = max(-int(each.as_tuple().exponent) for each in read)
    apart = abs(read[0] - read[1])
    number = wording.number(float(apart), max(places, 0))
    if unit is Unit.SHARE:
        counted = int(apart) if apart == int(apart) else SEVERAL
        return wording.Worded(number, ngettext("percentage point", "percentage points", counted))
    return wording.Worded(number, after.unit)


def _moved(told: Mapping[str, object], *, is_more: bool, better: Better) -> str:
    if better is Better.NEUTRAL:
        if is_more:
            return _("up from {then} to {now} by {size}", **told)
        return _("down from {then} to {now} by {size}", **told)
    if is_more is (better is Better.HIGHER):
        return _("improved from {then} to {now} by {size}", **told)
    return _("worsened from {then} to {now} by {size}", **told)
