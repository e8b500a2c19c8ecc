"""What each rule of next steps proposes, at its edges, and that unknown evidence proposes nothing."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from llif.metrics.findings import Finding, Saying
from llif.metrics.open_work import OpenWork
from llif.metrics.spc import Variation
from llif.portfolio.benefits.realising import Reading, Realised, realised
from llif.portfolio.declared import Words
from llif.portfolio.registers.entries import Place, Recorded
from llif.portfolio.risks.reading import risks
from llif.portfolio.strategy.results import Track
from llif.practices.contract import Said
from llif.publishing import words
from llif.publishing.benefits.ledger import Benefit, course_of
from llif.publishing.next_steps.benefits import seen_benefits
from llif.publishing.next_steps.proposals import Proposal
from llif.publishing.next_steps.rules.declared import BY_ID, RULES, proposed
from llif.publishing.next_steps.rules.shaping import ago
from llif.publishing.next_steps.seen import Seen, SeenBenefit, SeenCell, SeenProduct
from llif.publishing.next_steps.wording import title
from llif.publishing.scorecard import said
from llif.terms.quantity import Figure, Standing, Unit
from llif.terms.scorecard import Dimension, Rating

DAY = date(2026, 4, 1)
EDGE = datetime(2026, 1, 1, tzinfo=UTC)
TECHNOLOGY, CONTRACTS, RELIABILITY = (
    Dimension.UNSUPPORTED_TECHNOLOGY,
    Dimension.COMMERCIAL_RISK,
    Dimension.RELIABILITY,
)
WHY = Said(Words("The contract ended.", "Daeth y contract i ben."))
UNKNOWN = SeenCell(Rating.NOT_ASSESSED)
RED = SeenCell(Rating.RED, Rating.RED, WHY, 2.0)
GREEN = SeenCell(Rating.GREEN, Rating.GREEN, WHY, 0.0)
PAST = (date(2025, 1, 20), date(2026, 3, 1))


def figure(measure: str, value: float | None, n: int = 50, kind: str | None = None) -> Figure:
    standing = Standing.MEASURED if value is not None else Standing.NOT_MEASURED
    return Figure("p", "a", measure, kind, EDGE, EDGE, value, Unit.SHARE, n, None, None, standing, None, "s")


def product(
    cells: Mapping[Dimension, SeenCell] | None = None, figures: tuple[Figure, ...] = (), **given: Any
) -> SeenProduct:
    by_name = {(each.measure, each.kind): each for each in figures}
    return SeenProduct("a", Words("Letters", "Llythyrau"), cells or {}, by_name, **given)


def asked(rule: str, seen: Seen) -> tuple[list[Proposal], list[str]]:
    proposals, blind = proposed(seen)
    return [each for each in proposals if each.rule == rule], [each for each in blind if each.startswith(f"{rule}--")]


def of(*products: SeenProduct, **given: Any) -> Seen:
    return Seen("p", DAY, products, **given)


def shares(debt: float | None, risk: float | None, n: int = 50) -> SeenProduct:
    told = [figure("flow_distribution", debt, kind="debt"), figure("flow_distribution", risk, kind="risk")]
    return product(None, (*told, figure("flow_unmapped", 0.1, n)))


def signal(variation: Variation, current: bool = True) -> Finding:
    return Finding(Saying.SHIFT, variation, 8, True, date(2025, 8, 1), date(2026, 3, 1), current)


def deploying(fails: float | None) -> SeenProduct:
    return product(None, (figure("deployment_frequency", 0.2), figure("change_fail_rate", fails)))


def late(dimension: Dimension, cell: SeenCell) -> SeenProduct:
    return product({dimension: cell})


def benefit(target_on: date, reached: bool | None) -> SeenBenefit:
    return SeenBenefit("calls", Words("Fewer calls", "Llai o alwadau"), target_on, reached, has_values=True)


PROPOSED: list[tuple[str, Seen, str | None]] = [
    ("unsupported", of(late(TECHNOLOGY, RED)), "2"),
    ("unsupported", of(late(TECHNOLOGY, replace(RED, number=0.0))), None),
    ("unsupported", of(late(TECHNOLOGY, replace(RED, rating=Rating.GREEN))), "2"),
    ("unsupported", of(late(TECHNOLOGY, replace(RED, is_accepted=True))), None),
    ("contract", of(late(CONTRACTS, RED)), "red"),
    ("contract", of(late(CONTRACTS, replace(RED, evidence=Rating.AMBER))), "amber"),
    ("contract", of(late(CONTRACTS, GREEN)), None),
    ("contract", of(late(CONTRACTS, replace(RED, is_accepted=True))), None),
    ("overdue", of(late(RELIABILITY, replace(RED, overdue_days=1))), "red"),
    ("overdue", of(late(RELIABILITY, RED)), None),
    ("overdue", of(late(RELIABILITY, replace(RED, overdue_days=3, is_accepted=True))), None),
    ("overdue", of(late(TECHNOLOGY, replace(RED, overdue_days=3))), None),
    ("overdue", of(late(TECHNOLOGY, replace(RED, overdue_days=3, number=0.0))), "red"),
    ("overdue", of(late(CONTRACTS, replace(RED, overdue_days=3))), None),
    ("expired", of(late(RELIABILITY, replace(GREEN, expired_on=date(2026, 3, 31)))), "2026-03-31"),
    ("expired", of(late(RELIABILITY, GREEN)), None),
    ("silent", of(product(silent=[("b", date(2026, 2, 1)), ("c", date(2026, 1, 1))])), "2026-01-01"),
    ("silent", of(product()), None),
    ("failed", of(failed_sources=["jira", "git"]), "git, jira"),
    ("failed", of(), None),
    ("failures", of(deploying(None), deploying(0.0)), "1"),
    ("failures", of(deploying(0.1)), None),
    ("failures", of(product(None, (figure("change_fail_rate", None),))), None),
    ("unassessed", of(late(RELIABILITY, UNKNOWN), late(RELIABILITY, GREEN)), "1"),
    ("unassessed", of(late(RELIABILITY, GREEN)), None),
    ("unmapped", of(product(None, (figure("flow_unmapped", 0.2, 10),))), "20 %"),
    ("unmapped", of(product(None, (figure("flow_unmapped", 0.29, 10),))), "20 %"),
    ("unmapped", of(product(None, (figure("flow_unmapped", 0.199, 10),))), None),
    ("unmapped", of(product(None, (figure("flow_unmapped", 0.9, 9),))), None),
    ("floor", of(shares(0.10, 0.04)), "10 %"),
    ("floor", of(shares(0.10, 0.05)), None),
    ("floor", of(shares(0.0, 0.0)), "0 %"),
    ("floor", of(shares(0.1, None)), None),
    ("floor", of(shares(0.1, 0.0, n=9)), None),
    ("floor", of(shares(0.15, 0.05), floor=0.25), "20 %"),
    ("lead-time", of(product(signal=signal(Variation.CONCERN))), "2025-08-01"),
    ("lead-time", of(product(signal=signal(Variation.IMPROVEMENT))), None),
    ("lead-time", of(product(signal=signal(Variation.CONCERN, current=False))), None),
    ("lead-time", of(product(signal=None)), None),
    ("benefit", of(benefits=[benefit(date(2026, 3, 31), reached=False)]), "2026-03-31"),
    ("benefit", of(benefits=[benefit(date(2026, 4, 1), reached=False)]), None),
    ("benefit", of(benefits=[benefit(date(2026, 3, 31), reached=True)]), None),
    ("neglected", of(open_work=OpenWork(10, 3, 0, (), 30)), "30 %"),
    ("neglected", of(open_work=OpenWork(10, 0, 0, (), 30)), None),
    ("neglected", of(open_work=None), None),
    ("old", of(open_work=OpenWork(10, 0, 5, (), 30)), "50 %"),
    ("old", of(open_work=OpenWork(10, 0, 4, (), 30)), None),
    ("old", of(open_work=OpenWork(4, 0, 4, (), 30)), None),
]


@pytest.mark.parametrize(("rule", "seen", "then"), PROPOSED)
def test_what_a_rule_proposes(rule: str, seen: Seen, then: str | None) -> None:
    found, _blind = asked(rule, seen)
    assert [each.then for each in found] == ([] if then is None else [then])


def test_the_table_holds_every_rule_both_ways() -> None:
    both = {(rule, then is not None) for rule, _seen, then in PROPOSED}
    assert both | {("risk", True), ("risk", False)} == {(rule.id, way) for rule in RULES for way in (True, False)}


@pytest.mark.parametrize(
    ("rule", "seen"),
    [
        ("unsupported", of(late(TECHNOLOGY, UNKNOWN))),
        ("contract", of(late(CONTRACTS, UNKNOWN))),
        ("overdue", of(late(RELIABILITY, UNKNOWN))),
        ("unmapped", of(product())),
        ("unmapped", of(product(None, (figure("flow_unmapped", None, 0),)))),
        ("floor", of(shares(None, None))),
        ("floor", of(shares(0.05, None))),
        ("lead-time", of(product())),
        ("benefit", of(benefits=[benefit(date(2026, 3, 31), reached=None)])),
    ],
)
def test_unknown_evidence_proposes_nothing_and_says_so(rule: str, seen: Seen) -> None:
    found, blind = asked(rule, seen)
    assert (found, len(blind)) == ([], 1)


@pytest.mark.parametrize(
    ("value", "limit", "proposals", "blind"), [(0.2, 0.1, 1, 0), (0.1, 0.1, 0, 0), (None, 0.1, 0, 1)]
)
def test_a_risk_over_its_limit(value: float | None, limit: float, proposals: int, blind: int) -> None:
    steps = {f"{which}{name}": 2 for which in ("inherent_", "", "target_") for name in ("consequence", "likelihood")}
    content = {"title": "Breaks", "category": "disruption", "owner": "Lead", "review_on": "2027-01-01", **steps}
    content |= {"watch_measure": "change_fail_rate", "watch_limit": limit, "products": "a"}
    entry = Recorded(Place("risks", "p", "", "r"), 1, content, EDGE, "lead")
    held, _unreadable = risks([entry], DAY, lambda each: each.recorded_at.date(), lambda _name, _product: value)
    found, dark = asked("risk", of(risks=held))
    assert (len(found), len(dark)) == (proposals, blind)
    assert [(each.products, each.cause) for each in found] == [(("a",), "p/all/change_fail_rate")] * proposals


@pytest.mark.parametrize(
    ("language", "number", "ended", "told"),
    [
        ("en", 2.0, PAST, "Letters runs 2 components past support; the earliest ended 14 months ago."),
        ("en", 1.0, PAST[1:], "Letters runs a component past support; it ended a month ago."),
        ("en", 2.0, (), "Letters: components past support: 2; the day is not told."),
        ("cy", 2.0, PAST, "Llythyrau: cydrannau heb gefnogaeth mwyach: 2; daeth y gynharaf i ben 14 mis yn ôl."),
    ],
)
def test_a_reason_names_the_thing_its_size_and_its_age(
    language: str, number: float, ended: tuple[date, ...], told: str
) -> None:
    seen = of(product({TECHNOLOGY: replace(RED, number=number)}, ended=ended))
    (found,), _blind = asked("unsupported", seen)
    with words.speaking(language):
        assert said(found.reason) == told
    assert (found.key, found.cause) == ("unsupported--a", "p/a/unsupported_technology")


@pytest.mark.parametrize(
    ("day", "told"),
    [
        (date(2026, 4, 1), "less than a month ago"),
        (date(2026, 3, 2), "less than a month ago"),
        (date(2026, 3, 1), "a month ago"),
        (date(2025, 4, 2), "11 months ago"),
        (date(2025, 4, 1), "12 months ago"),
    ],
)
def test_ago_counts_whole_months(day: date, told: str) -> None:
    assert ago(day, DAY).en == told


def test_every_rule_has_its_words_in_both_languages() -> None:
    for rule in RULES:
        assert "{product}" in rule.title.en or rule.id in {
            *("failed", "risk", "failures", "benefit", "neglected", "old", "unassessed")
        }
        for each in (rule.title, rule.about):
            assert each.en != each.cy
            assert ("{product}" in each.en) is ("{product}" in each.cy)
        assert rule.reads
    assert list(BY_ID) == [rule.id for rule in RULES]


def test_ids_are_told_apart() -> None:
    cells = {each: replace(GREEN, expired_on=DAY) for each in Dimension}
    proposals, _blind = proposed(of(product(cells)))
    assert len({each.key for each in proposals}) == len(proposals) == len(Dimension)


GOAL: dict[str, Any] = {
    "code": "calls",
    "name_en": "Fewer calls",
    "name_cy": "Llai o alwadau",
    "baseline_on": "2026-01-01",
    "target_on": "2026-03-31",
    "effect": "benefit",
    "measure": None,
    "forecast": None,
}


def benefit(content: dict[str, Any], values: list[float]) -> Benefit:
    entry = Recorded(Place("benefits", "p", "", "1"), 1, {**GOAL, **content}, EDGE, "lead")
    course = course_of(entry.content or {})
    readings = [Reading(date(2026, n + 1, 1), value) for n, value in enumerate(values)]
    stands = realised(course, readings, DAY) if course else Realised(Track.UNKNOWN)
    return Benefit(entry, course, readings, stands, {}, None)


@pytest.mark.parametrize(
    ("content", "values", "reached"),
    [
        ({"baseline": 100.0, "target": 60.0}, [60.0], True),
        ({"baseline": 100.0, "target": 60.0}, [50.0, 61.0], False),
        ({"baseline": 0.1, "target": 0.5}, [0.5], True),
        ({"baseline": 0.1, "target": 0.5}, [0.4], False),
        ({"baseline": 0.1, "target": 0.5}, [], False),
        ({"baseline": None, "target": 0.5}, [0.6], None),
        ({"baseline": 10, "target": 5, "measure": "lead_time"}, [], None),
    ],
)
def test_a_benefit_is_late_by_its_newest_value(
    content: dict[str, Any], values: list[float], reached: bool | None
) -> None:
    (found,) = seen_benefits([benefit(content, values)])
    assert (found.reached, found.has_values) == (reached, bool(values))


def test_a_disbenefit_that_stays_small_is_nothing_to_mend() -> None:
    assert list(seen_benefits([benefit({"effect": "disbenefit", "baseline": 0.0, "target": 100.0}, [10.0])])) == []


def test_each_step_says_what_it_is_about() -> None:
    late = replace(GREEN, rating=Rating.RED, overdue_days=3)
    proposals, _blind = proposed(of(product({Dimension.RELIABILITY: late, Dimension.CUSTOMER_EXPECTATION: late})))
    titles = [title(each) for each in proposals if each.rule == "overdue"]
    assert len(set(titles)) == len(titles) == 2
