"""How many risks stood open in each band on given days. Pure; it asks no clock."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from llif.portfolio.registers.entries import Recorded
from llif.portfolio.registers.risks import Life
from llif.portfolio.risks.bands import Band, band
from llif.portfolio.risks.reading import readable

PRESSING = (Band.HIGH, Band.EXTREME)


class Standing(NamedTuple):
    """The open risks on a day by band; null where nothing had been recorded by then, which is not the same as none."""

    day: date
    by_band: Mapping[Band, int] | None

    @property
    def total(self) -> int:
        return sum((self.by_band or {}).values())

    @property
    def pressing(self) -> int:
        return sum((self.by_band or {}).get(each, 0) for each in PRESSING)


def over_time(
    versions: Iterable[Recorded], days: Sequence[date], day_of: Callable[[Recorded], date]
) -> tuple[Standing, ...]:
    """*Takes* every version of every risk, the first recorded first. *Gives* what stood at the end of each day."""
    told = [(day_of(each), each.place.key, _open_in(each)) for each in versions]
    return tuple(Standing(day, _counted(told, day)) for day in days)


def _open_in(entry: Recorded) -> Band | None:
    form = readable(entry)
    return band(form.consequence * form.likelihood) if form and form.life is Life.OPEN else None


def _counted(told: Iterable[tuple[date, str, Band | None]], day: date) -> Mapping[Band, int] | None:
    last = {key: found for on, key, found in told if on <= day}
    count = Counter(found for found in last.values() if found)
    return {each: count[each] for each in Band} if last else None
