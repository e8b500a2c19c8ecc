"""What is known of a product, as small tables: components, entries, days. And the laws every rule keeps."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

from llif.portfolio.registers.contract import Register
from llif.portfolio.registers.entries import Place, Recorded
from llif.portfolio.registers.filling import filled
from llif.practices.contract import Evidence, RatingRule, Row, Settings, Verdict
from llif.terms.scorecard import Rating

DAY = date(2026, 3, 31)
GREENNESS = (Rating.RED, Rating.AMBER, Rating.NOT_ASSESSED, Rating.GREEN)


def days(count: int) -> timedelta:
    return timedelta(days=count)


def entry(register: Register, key: str = "", recorded_on: date = DAY, **content: object) -> Recorded:
    """An entry as it stands once its form has taken it."""
    place = Place(register.name, "town", "shop", key)
    instant = datetime.combine(recorded_on, datetime.min.time(), UTC)
    return Recorded(place, 1, filled(register, content, recorded_on, str(place)), instant, "Ann")


def outgrown(register: Register, key: str = "old") -> Recorded:
    """An entry that its register's form does not take any more."""
    return Recorded(Place(register.name, "town", "shop", key), 1, {"gone": 1}, datetime(2020, 1, 1, tzinfo=UTC), "Ann")


def known(
    day: date = DAY,
    facts: Mapping[str, Sequence[Row]] | None = None,
    entries: Sequence[Recorded] = (),
    about: Mapping[str, Any] | None = None,
    **more: Any,
) -> Evidence:
    by_register: dict[str, list[Recorded]] = {}
    for each in entries:
        by_register.setdefault(each.place.register, []).append(each)
    return Evidence("shop", day, facts or {}, by_register, about or {}, **more)


def judged(rule: RatingRule, evidence: Evidence, settings: Settings) -> Verdict:
    verdict: Verdict = rule.judge(evidence, settings)
    return verdict


def on(evidence: Evidence, day: date) -> Evidence:
    return Evidence(evidence.product, day, evidence.facts, evidence.entries, evidence.about, evidence.figures)


def keeps_still(rule: RatingRule, evidence: Evidence, settings: Settings) -> bool:
    """Whether the answer of the day before stands, on a day that is no turn."""
    before = on(evidence, evidence.day - days(1))
    turns = set(rule.turns(evidence, settings))
    return evidence.day in turns or judged(rule, before, settings) == judged(rule, evidence, settings)


def is_no_greener(after: Verdict, before: Verdict) -> bool:
    return GREENNESS.index(after.rating) <= GREENNESS.index(before.rating)


def said(verdict: Verdict, language: str = "en") -> str:
    return verdict.reason.template.within(language).format(**verdict.reason.values)
