"""A benefit's or a key result's value in words: money a year, hours, a share, a number, or a measure's own unit."""

from llif.metrics.catalogue import EVERY
from llif.portfolio.registers.benefits import MONEY
from llif.publishing import wording
from llif.publishing.words import gettext as _
from llif.terms.quantity import Unit

HOURS, SHARE = "hours", "share"
DECIMALS = 2
SHARE_DECIMALS = 1
"""A benefit moves by less than a percent from one reading to the next."""


def said(value: float, unit: str | None, measure: str | None = None, currency: str | None = None) -> str:
    """*Takes* a benefit's unit; a measure's own comes first, and the currency of one of money, where it is known."""
    if measure is not None and measure in EVERY:
        return str(wording.quantity(value, EVERY[measure].unit, currency))
    if is_money(unit):
        return _("{amount} a year", amount=wording.money(value, str(unit)))
    if unit == HOURS:
        return str(wording.quantity(value, Unit.HOURS))
    if unit == SHARE:
        return str(wording.Worded(wording.number(value * 100, SHARE_DECIMALS), "%"))
    return wording.number(value, DECIMALS)


def unit_of(unit: str | None, measure: str | None = None) -> Unit | None:
    """The unit that values are in; null for a plain number."""
    if measure is not None and measure in EVERY:
        return EVERY[measure].unit
    return Unit.MONEY if is_money(unit) else {HOURS: Unit.HOURS, SHARE: Unit.SHARE}.get(unit or "")


def is_money(unit: str | None) -> bool:
    return unit in {each.value for each in MONEY}
