"""Numbers, dates and figures in words, in the language of the page. It computes no figure.

Of a measure it knows only what its least n is, and of what.
"""

import functools
from dataclasses import dataclass
from datetime import date, datetime
from decimal import ROUND_HALF_EVEN, Decimal
from typing import Protocol
from zoneinfo import ZoneInfo

from babel.dates import format_date
from babel.numbers import format_currency, format_decimal

from llif.metrics.catalogue import MEASURES, Rows
from llif.publishing.words import gettext as _
from llif.publishing.words import language, locale, ngettext
from llif.terms.quantity import Figure, Standing, Unit

IDENTIFIERS = ("change", "deployment", "incident", "item")
IDENTIFIER_LENGTH = 40
HOURS_A_DAY = 24
SHOWN_IN_HOURS_BELOW = 36
SMALL_MONEY = 10
DAYS_A_MONTH = 30.44
NARROW = "\N{NO-BREAK SPACE}"


@dataclass(frozen=True)
class Worded:
    """A value as read: its number and its unit. The unit is empty for plain counts."""

    number: str
    unit: str = ""

    def __str__(self) -> str:
        return f"{self.number}{NARROW}{self.unit}" if self.unit else self.number


def number(value: float, digits: int = 0) -> str:
    """A number with the language's separators, and at most this many decimals."""
    return _number(value, digits, language())


@functools.lru_cache(maxsize=8192)
def _number(value: float, digits: int, _language: str) -> str:
    """A page writes the same few numbers again and again, and formatting one takes longer than remembering it."""
    return str(format_decimal(value, format="#,##0" + ("." + "#" * digits if digits else ""), locale=locale()))


def day(value: date | datetime, zone: str = "UTC") -> str:
    """`31 March 2021`, or `31 Mawrth 2021`. An instant is read in `zone`."""
    if isinstance(value, datetime):
        value = value.astimezone(ZoneInfo(zone)).date()
    return str(format_date(value, "d MMMM y", locale=locale()))


def short_day(value: date | datetime, zone: str = "UTC") -> str:
    """`31 Mar 2021`."""
    if isinstance(value, datetime):
        value = value.astimezone(ZoneInfo(zone)).date()
    return str(format_date(value, "d MMM y", locale=locale()))


def duration(hours: float, like: float | None = None) -> Worded:
    """Minutes below an hour, hours below a day and a half, days from there on; or the unit that `like` is read in."""
    like = hours if like is None else like
    if like < 1:
        return Worded(number(hours * 60), _("min"))
    if like < SHOWN_IN_HOURS_BELOW:
        return Worded(number(hours, 1 if hours < 10 else 0), _("h"))
    days = hours / HOURS_A_DAY
    return Worded(number(days, 1 if days < 100 else 0), _("d"))


def rate(per_day: float, like: float | None = None) -> Worded:
    """A frequency in the narrowest of day, week and month that reads as one or more; or as `like` is read."""
    like = per_day if like is None else like
    if like >= 1:
        return Worded(number(per_day, 1), _("a day"))
    if like * 7 >= 1 or like == 0:
        return Worded(number(per_day * 7, 1), _("a week"))
    return Worded(number(per_day * DAYS_A_MONTH, 1 if per_day * DAYS_A_MONTH >= 0.1 else 2), _("a month"))


def share(value: float) -> Worded:
    percent = value * 100
    return Worded(number(percent, 1 if 0 < percent < 1 else 0), "%")


def money(value: float, currency: str) -> Worded:
    """An amount with its currency's sign; below ten with its smaller coin."""
    digits = "#,##0.00" if 0 < abs(value) < SMALL_MONEY else "#,##0"
    return Worded(str(format_currency(value, currency, f"¤{digits}", locale=locale(), currency_digits=False)))


def money_apart(now: float, then: float, currency: str) -> Worded:
    """By how much two amounts differ as they are read."""
    if min(abs(now), abs(then)) < SMALL_MONEY:
        return money(abs(round(now, 2) - round(then, 2)), currency)
    apart = abs(_whole(now) - _whole(then))
    return Worded(str(format_currency(apart, currency, "¤#,##0", locale=locale(), currency_digits=False)))


def _whole(amount: float) -> int:
    """As the language's rules round it: a half to the even."""
    return int(Decimal(str(amount)).quantize(Decimal(1), ROUND_HALF_EVEN))


def quantity(value: float, unit: Unit, currency: str | None = None, like: float | None = None) -> Worded:
    """A value of any unit. *Takes* the currency, where it is money and known (else the number alone is told); and a
    value in whose unit it is to be read.
    """
    match unit:
        case Unit.MONEY if currency:
            return money(value, currency)
        case Unit.HOURS:
            return duration(value, like)
        case Unit.SHARE:
            return share(value)
        case Unit.PER_DAY:
            return rate(value, like)
    return Worded(number(value, 2 if unit is Unit.MONEY else 1))


def reason(figure: Figure) -> str:
    """Why a figure has no value: `not measured`, `too few: 8`, `stale since 16 April 2021`, …"""
    match figure.standing:
        case Standing.TOO_FEW:
            if _least_of(figure) is Rows.DEPLOYMENTS:
                return _("too few deployments: under {least}", least=number(MEASURES[figure.measure].minimum_n))
            return _("too few: {n}", n=number(figure.n))
        case Standing.STALE:
            return stale(figure)
        case Standing.SUPPLIER_HELD:
            return _("supplier-held")
        case Standing.NOT_APPLICABLE:
            return _("not applicable")
    return _("not measured")


def reason_in_general(figure: Figure) -> str:
    """The same of many periods that have their reason in common: `too few: under 10`."""
    if figure.standing is Standing.TOO_FEW and figure.measure in MEASURES and _least_of(figure) is not Rows.DEPLOYMENTS:
        return _("too few: under {least}", least=number(MEASURES[figure.measure].minimum_n))
    return reason(figure)


def _least_of(figure: Figure) -> Rows | None:
    return MEASURES[figure.measure].least_of if figure.measure in MEASURES else None


def stale(figure: Figure) -> str:
    """`stale since DATE`, also beside a number whose period reaches past that date."""
    return _("stale since {date}", date=day(figure.stale_since)) if figure.stale_since else _("stale")


class Valued(Protocol):
    """What has a value in a unit: a figure that is measured, or its value alone."""

    @property
    def value(self) -> float | None: ...
    @property
    def unit(self) -> Unit: ...


def in_words(figure: Figure | Valued) -> str:
    """The value with its unit, or the reason there is none."""
    if figure.value is not None:
        return str(quantity(figure.value, figure.unit, figure.currency if isinstance(figure, Figure) else None))
    return reason(figure) if isinstance(figure, Figure) else _("not measured")


def interval(figure: Figure) -> str:
    """The 95 % interval, or nothing where there is none."""
    if figure.value is None or figure.low is None or figure.high is None:
        return ""
    low, high = (quantity(each, figure.unit, figure.currency, figure.value) for each in (figure.low, figure.high))
    return _("{low} to {high}", low=low.number, high=high)


@dataclass(frozen=True)
class Change:
    """How a figure moved: an arrow, its size, and the same in words. It carries no judgement."""

    arrow: str
    size: str
    words: str


def change(now: Figure | None, before: Figure | None) -> Change | None:
    """The move between two measured figures, or nothing: one is unknown, the first is zero, or they agree. Of shares in
    points of a hundred, else in percent of the first.

    Nothing either where the source fell silent: what it left unsaid would read as a fall.
    """
    if now is None or before is None or now.value is None or not before.value or now.is_cut_short or now.stale_in:
        return None
    if now.unit is Unit.SHARE:
        percent = round(now.value * 100) - round(before.value * 100)
        size = ngettext("{n} point", "{n} points", abs(percent)).replace(" ", NARROW)
    else:
        percent = round((now.value / before.value - 1) * 100)
        size = f"{number(abs(percent))}{NARROW}%"
    if percent == 0:
        return None
    if percent > 0:
        return Change("↑", size, _("up {size}", size=size))
    return Change("↓", size, _("down {size}", size=size))


def instant(value: str | datetime, zone: str) -> str:
    """A day and the time of it, in a time zone. *Takes* an instant, or its ISO text."""
    moment = (datetime.fromisoformat(value) if isinstance(value, str) else value).astimezone(ZoneInfo(zone))
    return f"{short_day(moment, zone)}, {moment:%H:%M}"


def cell(column: str, value: object, zone: str) -> str:
    """A value of an evidence row, by its column's name. What spans several products has rows of no one of them."""
    if value is None:
        return _("several products") if column == "product" else _("unknown")
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, datetime):
        return instant(value, zone)
    if isinstance(value, date):
        return short_day(value)
    if column in IDENTIFIERS:
        return str(value).rpartition(":")[2][:IDENTIFIER_LENGTH]
    if column.endswith("_hours") and isinstance(value, int | float):
        return str(duration(value))
    if isinstance(value, int | float):
        return number(value, 1)
    return ", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)


def listed(names: list[str]) -> str:
    """`a`, `a and b`, `a, b and c`."""
    if len(names) < 2:
        return "".join(names)
    return _("{first} and {last}", first=", ".join(names[:-1]), last=names[-1])
