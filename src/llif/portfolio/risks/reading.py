"""Risks as recorded, read into what a page shows: scores, trend, what asks for attention. Pure; it asks no clock."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from pydantic import ValidationError

from llif.portfolio.registers.entries import Recorded
from llif.portfolio.registers.products import ids
from llif.portfolio.registers.risks import Direction, Life, RiskForm
from llif.portfolio.risks.bands import Band, band


class Asks(StrEnum):
    """Why a risk asks for attention, the most serious first."""

    EXTREME = "extreme"
    OVER_LIMIT = "over its limit"
    REVIEW_PASSED = "review passed"


@dataclass(frozen=True)
class Point:
    """The current score as it was recorded on a day."""

    day: date
    consequence: int
    likelihood: int

    @property
    def score(self) -> int:
        return self.consequence * self.likelihood


@dataclass(frozen=True)
class Watched:
    """The figure that watches a risk: `value` null where it is not known. On its limit it has not crossed it."""

    measure: str
    product: str | None
    limit: float
    direction: Direction
    value: float | None

    @property
    def crossed(self) -> bool | None:
        if self.value is None:
            return None
        return self.value > self.limit if self.direction is Direction.ABOVE else self.value < self.limit


@dataclass(frozen=True)
class Risk:
    """`points` are the days on which its score was recorded, the first first, one for a day (its last word)."""

    key: str
    form: RiskForm
    recorded: Recorded
    points: Sequence[Point]
    watched: Watched | None
    today: date

    @property
    def score(self) -> int:
        return self.form.consequence * self.form.likelihood

    @property
    def inherent(self) -> int:
        return self.form.inherent_consequence * self.form.inherent_likelihood

    @property
    def target(self) -> int:
        return self.form.target_consequence * self.form.target_likelihood

    @property
    def band(self) -> Band:
        return band(self.score)

    @property
    def products(self) -> tuple[str, ...]:
        return ids(self.form.products)

    @property
    def is_open(self) -> bool:
        return self.form.life is Life.OPEN

    @property
    def asks(self) -> tuple[Asks, ...]:
        """On its review day a review has not passed; a closed risk asks for nothing."""
        if not self.is_open:
            return ()
        found = {
            Asks.EXTREME: self.band is Band.EXTREME,
            Asks.OVER_LIMIT: bool(self.watched and self.watched.crossed),
            Asks.REVIEW_PASSED: self.form.review_on < self.today,
        }
        return tuple(each for each in Asks if found[each])


Value = Callable[[str, str | None], float | None]
"""*Takes* a measure and a product (null: the whole). *Gives* its value, null where it has none."""


def risks(
    versions: Iterable[Recorded], today: date, day_of: Callable[[Recorded], date], value: Value
) -> tuple[tuple[Risk, ...], int]:
    """*Takes* every version of every risk, the first recorded first.

    *Gives* the standing risks, the most pressing first, and how many standing entries cannot be read any more.
    """
    by_key: dict[str, list[Recorded]] = {}
    for each in versions:
        by_key.setdefault(each.place.key, []).append(each)
    standing = [held for held in by_key.values() if held[-1].content is not None]
    found = [risk for held in standing if (risk := _risk(held, today, day_of, value))]
    return tuple(sorted(found, key=_pressing)), len(standing) - len(found)


def _risk(held: Sequence[Recorded], today: date, day_of: Callable[[Recorded], date], value: Value) -> Risk | None:
    form = readable(held[-1])
    if form is None:
        return None
    points = {day: Point(day, each.consequence, each.likelihood) for day, each in _forms(held, day_of)}
    return Risk(held[-1].place.key, form, held[-1], tuple(points.values()), _watched(form, value), today)


def _forms(held: Sequence[Recorded], day_of: Callable[[Recorded], date]) -> Iterator[tuple[date, RiskForm]]:
    for each in held:
        if (form := readable(each)) is not None:
            yield day_of(each), form


def readable(entry: Recorded) -> RiskForm | None:
    """A version's form; null where it was withdrawn or cannot be read any more."""
    if entry.content is None:
        return None
    try:
        return RiskForm.model_validate(entry.content)
    except ValidationError:
        return None


def _watched(form: RiskForm, value: Value) -> Watched | None:
    if form.watch_measure is None or form.watch_limit is None:
        return None
    measure, product = form.watch_measure.value, form.watch_product
    return Watched(measure, product, form.watch_limit, form.watch_direction, value(measure, product))


def _pressing(risk: Risk) -> tuple[bool, list[int], int, str]:
    return not risk.is_open, [0 if each in risk.asks else 1 for each in Asks], -risk.score, risk.form.title.casefold()
