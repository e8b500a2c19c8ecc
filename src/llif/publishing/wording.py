"""Numbers, dates and figures in words, in the language of the page. It computes no figure and knows no measure."""

import functools
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from babel.dates import format_date
from babel.numbers import format_decimal

from llif.publishing.words import gettext as _
from llif.publishing.words import language, locale
from llif.terms.quantity import Figure, Standing, Unit

IDENTIFIERS = ("change", "deployment", "incident", "item")
IDENTIFIER_LENGTH = 40
HOURS_A_DAY = 24
SHOWN_IN_HOURS_BELOW = 36
DAYS_A_MONTH = 30.44
COUNTED_BY_DEPLOYMENT = ("lead_time", "lead_time_p75", "lead_time_p90")
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


def duration(hours: float) -> Worded:
    """Minutes below an hour, hours below a day and a half, days from there on."""
    if hours < 1:
        return Worded(number(hours * 60), _("min"))
    if hours < SHOWN_IN_HOURS_BELOW:
        return Worded(number(hours, 1 if hours < 10 else 0), _("h"))
    days = hours / HOURS_A_DAY
    return Worded(number(days, 1 if days < 100 else 0), _("d"))


def rate(per_day: float) -> Worded:
    """A frequency in the widest of day, week and month that reads as one or more."""
    if per_day >= 1:
        return Worded(number(per_day, 1), _("a day"))
    if per_day * 7 >= 1 or per_day == 0:
        return Worded(number(per_day * 7, 1), _("a week"))
    return Worded(number(per_day * DAYS_A_MONTH, 1 if per_day * DAYS_A_MONTH >= 0.1 else 2), _("a month"))


def share(value: float) -> Worded:
    percent = value * 100
    return Worded(number(percent, 1 if 0 < percent < 1 else 0), "%")


def quantity(value: float, unit: Unit) -> Worded:
    """A value of any unit."""
    match unit:
        case Unit.HOURS:
            return duration(value)
        case Unit.SHARE:
            return share(value)
        case Unit.PER_DAY:
            return rate(value)
    return Worded(number(value, 1))


def reason(figure: Figure) -> str:
    """Why a figure has no value: `not measured`, `too few: 8`, `stale since 16 April 2021`, …"""
    match figure.standing:
        case Standing.TOO_FEW:
            if figure.measure in COUNTED_BY_DEPLOYMENT:
                return _("too few deployments")
            return _("too few: {n}", n=number(figure.n))
        case Standing.STALE:
            return stale(figure)
        case Standing.SUPPLIER_HELD:
            return _("supplier-held")
        case Standing.NOT_APPLICABLE:
            return _("not applicable")
    return _("not measured")


def stale(figure: Figure) -> str:
    """`stale since DATE`, also beside a number whose period reaches past that date."""
    return _("stale since {date}", date=day(figure.stale_since)) if figure.stale_since else _("stale")


def in_words(figure: Figure) -> str:
    """The value with its unit, or the reason there is none."""
    return reason(figure) if figure.value is None else str(quantity(figure.value, figure.unit))


def interval(figure: Figure) -> str:
    """The 95 % interval, or nothing where there is none."""
    if figure.value is None or figure.low is None or figure.high is None:
        return ""
    low, high = quantity(figure.low, figure.unit), quantity(figure.high, figure.unit)
    first = low.number if low.unit == high.unit else str(low)
    return _("{low} to {high}", low=first, high=high)


@dataclass(frozen=True)
class Change:
    """How a figure moved: an arrow, its size, and the same in words. It carries no judgement."""

    arrow: str
    size: str
    words: str


def change(now: Figure | None, before: Figure | None) -> Change | None:
    """The move between two measured figures, or nothing: one is unknown, the first is zero, or they agree.

    Nothing either where the source fell silent: what it left unsaid would read as a fall.
    """
    if now is None or before is None or now.value is None or not before.value or now.stale_since or now.stale_in:
        return None
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
    """A value of an evidence row, by what its column's name says it is."""
    if value is None:
        return _("unknown")
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, datetime):
        return instant(value, zone)
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
