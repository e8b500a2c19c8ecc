"""What `look` draws in the terminal: four measures with their levels, flow by kind, and a year of months as bars."""

from collections.abc import Sequence
from datetime import date, timedelta

from rich.console import Console
from rich.table import Table
from rich.text import Text

from llif.cli.output import plain
from llif.cli.sight import Sight
from llif.publishing import vocabulary, wording
from llif.publishing.words import gettext as _
from llif.terms.quantity import Figure
from llif.terms.time import Period, day_of

FOUR = ("deployment_frequency", "lead_time", "change_fail_rate", "time_to_restore")
BARS = " ▁▂▃▄▅▆▇█"
UNKNOWN = "·"


def show(found: Sequence[Figure], months: Sequence[Figure], seen: Sight) -> None:
    """Print the picture. *Takes* the figures of the window, and by month those to draw."""
    console = plain()
    last = wording.day(seen.last_day)
    console.print(Text(seen.context.portfolio, style="bold"), _("as at {date}", date=last), sep="  ")
    for period in dict.fromkeys(Period(each.period_start, each.period_end) for each in found):
        _window(console, [each for each in found if each.period_start == period.start], period)
    _year(console, months, seen.last_day)


def _window(console: Console, found: Sequence[Figure], period: Period) -> None:
    table = Table(box=None, pad_edge=False, show_header=False)
    for name in FOUR:
        figure = next(each for each in found if each.measure == name)
        level = vocabulary.level(figure.level) if figure.level else ""
        table.add_row(_(vocabulary.MEASURES[name].name), wording.in_words(figure), _note(figure), level)
    console.print(_("from {first} to {last}", first=period.start.date(), last=day_of(period.end, "UTC")))
    console.print(table)
    console.print(_("Flow by kind") + ": " + _kinds(found))


def _note(figure: Figure) -> str:
    parts = [f"n = {wording.number(figure.n)}" if figure.n else "", wording.interval(figure)]
    stale = wording.stale(figure) if figure.value is not None and figure.is_cut_short else ""
    return ", ".join(part for part in (*parts, stale) if part)


def _kinds(found: Sequence[Figure]) -> str:
    velocity = [each for each in found if each.measure == "flow_velocity"]
    if velocity[0].value is None:
        return wording.reason(velocity[0])
    told = [f"{vocabulary.word(vocabulary.KINDS, each.kind)} {_count(each)}" for each in velocity if each.kind]
    return " · ".join(told)


def _count(figure: Figure) -> str:
    return _("not recorded") if figure.value is None else wording.number(figure.value)


def _year(console: Console, months: Sequence[Figure], last_day: date) -> None:
    """The bars say from when to when: the last month may be a part of one."""
    until = wording.short_day(min(last_day, day_of(months[-1].period_end, "UTC") - timedelta(days=1)))
    for name in dict.fromkeys(each.measure for each in months):
        series = [each for each in months if each.measure == name]
        values = [each.value for each in series if each.value is not None]
        if values:
            bars = "".join(_bar(each.value, max(values)) for each in series)
            console.print(
                f"{bars}  {_(vocabulary.MEASURES[name].name)}, "
                + _("by month from {first} to {last}", first=wording.short_day(series[0].period_start), last=until)
            )


def _bar(value: float | None, most: float) -> str:
    if value is None:
        return UNKNOWN
    return BARS[max(1, round(value / most * 8))] if value > 0 and most > 0 else BARS[1]
