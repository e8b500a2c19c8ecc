"""Each benefit that stands in the register, with its values, what products claim of it, what it serves, how it goes."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from llif.metrics.catalogue import EVERY
from llif.portfolio.benefits.realising import Course, Reading, Realised, realised
from llif.portfolio.registers.benefit_ties import BENEFIT_MISSIONS
from llif.portfolio.registers.entries import Recorded
from llif.portfolio.strategy.results import Track, Way
from llif.publishing import recorded
from llif.publishing.asking import Asked
from llif.publishing.benefits.serving import Serving, part, servings
from llif.publishing.benefits.units import is_money, said, unit_of
from llif.publishing.costs import currency_of
from llif.publishing.figures import figures
from llif.publishing.recorded import Standing
from llif.publishing.words import language
from llif.terms.quantity import Unit
from llif.terms.time import Grain, day_of, floor, periods

DISBENEFIT = "disbenefit"
ONE_MOMENT = timedelta(microseconds=1)


@dataclass(frozen=True)
class Benefit:
    """`course` is null where baseline or target is not known. `shares` are by product, in the products' order.

    `serving` is null where it is not recorded which missions it serves. `currency` is the portfolio's, if it has one.
    """

    entry: Recorded
    course: Course | None
    readings: Sequence[Reading]
    realised: Realised
    shares: Mapping[str, float]
    serving: Serving | None
    currency: str | None = None

    @property
    def content(self) -> Mapping[str, Any]:
        return self.entry.content or {}

    @property
    def code(self) -> str:
        return str(self.content["code"])

    @property
    def name(self) -> str:
        return str(self.content["name_cy" if language() == "cy" else "name_en"])

    @property
    def unit(self) -> str:
        return str(self.content["unit"])

    @property
    def is_disbenefit(self) -> bool:
        return bool(self.content["effect"] == DISBENEFIT)

    @property
    def sign(self) -> int:
        """A disbenefit is taken off."""
        return -1 if self.is_disbenefit else 1

    @property
    def aim(self) -> float | None:
        """The gain that its target asks for; null where baseline or target is not recorded."""
        return abs(self.course.way.target - self.course.way.baseline) if self.course else None

    @property
    def is_money(self) -> bool:
        return is_money(self.unit)

    @property
    def measured_as(self) -> Unit | None:
        """The unit that its values are in; null for a plain number."""
        return unit_of(self.unit, self.content["measure"])

    @property
    def is_measured(self) -> bool:
        return self.realised.track is not Track.UNKNOWN

    @property
    def claimed(self) -> float:
        return sum(self.shares.values())

    def part(self, mission: str) -> float:
        """What of it falls to a mission by weight, to none (`-`), or to what is not recorded (empty)."""
        return part(self.serving, mission)

    def said(self, value: float) -> str:
        """A value of it in words."""
        return said(value, self.unit, self.content["measure"], self.currency)


def ledger(question: Asked, standing: Standing) -> list[Benefit]:
    """Every benefit, in order of short names."""
    entries = sorted(standing.get("benefits", ()), key=lambda each: str((each.content or {})["code"]))
    typed, shares = _readings(standing.get("benefit_values", ())), _shares(standing, question)
    missions = [each["id"] for each in question.portfolio.get("missions", [])]
    serving = servings(entries, standing.get(BENEFIT_MISSIONS.name, ()), missions)
    measured = _measured(question, entries)
    found, currency = [], currency_of(question.snapshot)
    for entry in entries:
        content = entry.content or {}
        code = content["code"]
        readings = sorted(measured.get(code, []) if content["measure"] else typed.get(code, []))
        made = _benefit(entry, readings, shares.get(code, {}), serving[code], question.stands_on)
        found.append(replace(made, currency=currency))
    return found


def _benefit(
    entry: Recorded, readings: Sequence[Reading], shares: Mapping[str, float], serving: Serving | None, day: date
) -> Benefit:
    course = course_of(entry.content or {})
    stands = realised(course, readings, day) if course else Realised(Track.UNKNOWN)
    return Benefit(entry, course, readings, stands, shares, serving)


def course_of(content: Mapping[str, Any]) -> Course | None:
    """Null where baseline or target is not recorded."""
    if content["baseline"] is None or content["target"] is None:
        return None
    days = (date.fromisoformat(content[name]) for name in ("baseline_on", "target_on"))
    begins, ends = days
    return Course(Way(content["baseline"], begins, content["target"], ends), content["forecast"])


def _readings(entries: Iterable[Recorded]) -> Mapping[str, list[Reading]]:
    found: dict[str, list[Reading]] = defaultdict(list)
    for each in entries:
        content = each.content or {}
        found[content["benefit"]].append(Reading(date.fromisoformat(content["read_on"]), content["value"]))
    return found


def _shares(standing: Standing, question: Asked) -> Mapping[str, dict[str, float]]:
    found: dict[str, dict[str, float]] = defaultdict(dict)
    order = {product: place for place, product in enumerate(question.products)}
    entries = sorted(standing.get("benefit_shares", ()), key=lambda each: order.get(each.place.product, len(order)))
    for each in entries:
        content, product = each.content or {}, each.place.product
        found[content["benefit"]][product] = found[content["benefit"]].get(product, 0.0) + content["share"]
    return found


def _measured(question: Asked, entries: Iterable[Recorded]) -> Mapping[str, list[Reading]]:
    """The values of benefits that one of llif's measures tells: of each whole month since the baseline, at its end.

    Of money those in the currency of the latest: one series is of one currency.
    """
    found: dict[str, list[Reading]] = {}
    for entry in entries:
        content = entry.content or {}
        if content["measure"] in EVERY and content["baseline_on"]:
            found[content["code"]] = _of_measure(question, content)
    return found


def _of_measure(question: Asked, content: Mapping[str, Any]) -> list[Reading]:
    first = floor(date.fromisoformat(content["baseline_on"]), Grain.MONTH)
    until = floor(question.stands_on + timedelta(days=1), Grain.MONTH)
    product = content["product"]
    if first >= until or (product and product not in question.products):
        return []
    cut = periods(first, until, Grain.MONTH, question.zone)
    scope, only = ("product", [product]) if product else ("portfolio", None)
    asked = [content["measure"]]
    known_at = recorded.known_at(question)
    told = figures.ask(question.snapshot, asked, periods=cut, scope=scope, only=only, known_at=known_at)
    currency = next((each.currency for each in reversed(told) if each.value is not None), None)
    return [
        Reading(day_of(each.period_end - ONE_MOMENT, question.zone), each.value)
        for each in told
        if each.value is not None and each.currency == currency
    ]
