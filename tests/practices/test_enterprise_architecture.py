"""Unsupported technology and cloud readiness, to the day."""

from collections.abc import Mapping
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from llif.practices.contract import Row
from llif.practices.enterprise_architecture.practice import CLOUD, PRACTICE, UNSUPPORTED
from llif.practices.enterprise_architecture.registers import HOSTING
from llif.practices.enterprise_architecture.rules import ArchitectureSettings
from llif.terms.scorecard import Rating
from tests.practices.known import DAY, days, entry, is_no_greener, judged, keeps_still, known, on, outgrown, said

RED, AMBER, GREEN, NONE = Rating.RED, Rating.AMBER, Rating.GREEN, Rating.NOT_ASSESSED
USUAL = ArchitectureSettings()


def component(ends: date | str | None, name: str = "django") -> Row:
    """*Takes* its support end; or "ended", "supported", null for unknown."""
    is_day = isinstance(ends, date)
    return {
        "product": "shop",
        "source": "sbom",
        "container": "shop.json",
        "component": name,
        "version": "4.2",
        "purl": f"pkg:pypi/{name}@4.2",
        "lifecycle": name if ends else None,
        "cycle": "4.2" if ends else None,
        "support_ends": ends if is_day else None,
        "support": "ends" if is_day else ends,
        "matched_by": "purl" if ends else None,
        "observed_on": DAY,
    }


def rated(*ends: date | str | None, day: date = DAY, settings: ArchitectureSettings = USUAL) -> Rating:
    return judged(UNSUPPORTED, known(day, {"components": [component(each) for each in ends]}), settings).rating


class TestUnsupportedTechnology:
    @pytest.mark.parametrize(
        ("ends", "rating"),
        [
            ([], NONE),
            ([None], NONE),
            ([None, None, None], NONE),
            (["supported"], GREEN),
            (["supported", None], GREEN),
            (["ended"], RED),
            ([DAY], AMBER),  # on its last day it is supported still
            ([DAY - days(1)], RED),
            ([date(2027, 3, 31)], AMBER),  # twelve months, to the day
            ([date(2027, 4, 1)], GREEN),
            ([date(2027, 4, 1), date(2027, 3, 31)], AMBER),
            ([date(2027, 4, 1), date(2027, 3, 31), date(2026, 3, 30), None], RED),
            (["supported", "ended"], RED),
        ],
    )
    def test_by_the_worst_component(self, ends: list[date | str | None], rating: Rating) -> None:
        assert rated(*ends) is rating

    @pytest.mark.parametrize(
        ("day", "rating"),
        [
            (date(2027, 2, 28), GREEN),  # twelve months on is 28 February
            (date(2027, 3, 1), AMBER),
            (date(2028, 2, 29), AMBER),
            (date(2028, 3, 1), RED),
        ],
    )
    def test_a_support_end_on_a_leap_day(self, day: date, rating: Rating) -> None:
        assert rated(date(2028, 2, 29), day=day) is rating

    def test_the_months_ahead_are_a_setting(self) -> None:
        assert rated(date(2026, 5, 1), settings=ArchitectureSettings(months_ahead=1)) is GREEN
        assert rated(date(2026, 4, 30), settings=ArchitectureSettings(months_ahead=1)) is AMBER

    def test_it_counts_and_tells_what_it_rests_on(self) -> None:
        rows = [component(DAY - days(1), "old"), component("ended", "older"), component(DAY, "now"), component(None)]
        verdict = judged(UNSUPPORTED, known(facts={"components": rows}), USUAL)
        assert (verdict.number, verdict.unknown, verdict.newest) == (2.0, 1, DAY)
        assert [piece.what.values["component"] for piece in verdict.pieces] == ["older 4.2", "old 4.2", "now 4.2"]
        assert said(verdict) == (
            "Components past support: 2. Ending within 12 months: 1. Supported for longer: 0. Support end not known: 1."
        )
        assert said(verdict, "cy").startswith("Cydrannau heb gefnogaeth mwyach: 2. Yn dod i ben o fewn 12 mis: 1.")

    def test_a_rating_that_cannot_be_made_says_why(self) -> None:
        assert said(judged(UNSUPPORTED, known(), USUAL)) == "No component is recorded."
        verdict = judged(UNSUPPORTED, known(facts={"components": [component(None)] * 3}), USUAL)
        assert (verdict.unknown, verdict.number) == (3, None)
        assert said(verdict).endswith("Components: 3.")

    def test_a_component_past_its_support_end_turns_every_product_that_has_it(self) -> None:
        held = {"a": ["node", "django"], "b": ["django"], "c": ["node"], "d": ["django", "rails"], "e": []}
        ends: Mapping[str, date | str | None] = {"django": DAY, "node": "supported", "rails": None}

        def ratings(day: date) -> dict[str, Rating]:
            tables = {product: [component(ends[name], name) for name in names] for product, names in held.items()}
            return {
                product: judged(UNSUPPORTED, known(day, {"components": rows}), USUAL).rating
                for product, rows in tables.items()
            }

        assert ratings(DAY) == {"a": AMBER, "b": AMBER, "c": GREEN, "d": AMBER, "e": NONE}
        assert ratings(DAY + days(1)) == {"a": RED, "b": RED, "c": GREEN, "d": RED, "e": NONE}


ENDS = st.one_of(
    st.dates(DAY - days(60), DAY + days(800)), st.sampled_from(["ended", "supported", None]), st.just(date.max)
)
COMPONENTS = st.lists(ENDS.map(component), max_size=5)


class TestLawsOfUnsupportedTechnology:
    @given(COMPONENTS, st.dates(DAY - days(400), DAY + days(400)))
    def test_it_keeps_still_between_turns(self, rows: list[Row], day: date) -> None:
        assert keeps_still(UNSUPPORTED, known(day, {"components": rows}), USUAL)

    @given(COMPONENTS)
    def test_at_every_turn_it_keeps_still_the_day_after_or_turns_again(self, rows: list[Row]) -> None:
        evidence = known(facts={"components": rows})
        for turn in UNSUPPORTED.turns(evidence, USUAL):
            if turn < date.max:
                assert keeps_still(UNSUPPORTED, on(evidence, turn + days(1)), USUAL)

    @given(COMPONENTS, st.integers(1, 3))
    def test_the_unknown_makes_it_no_greener(self, rows: list[Row], more: int) -> None:
        before = judged(UNSUPPORTED, known(facts={"components": rows}), USUAL)
        after = judged(UNSUPPORTED, known(facts={"components": [*rows, *[component(None)] * more]}), USUAL)
        assert is_no_greener(after, before)
        assert after.unknown == before.unknown + more


class TestCloudReadiness:
    @pytest.mark.parametrize(
        ("where", "plan_on", "rating"),
        [
            ("on-premises", None, RED),
            ("on-premises", DAY, AMBER),
            ("on-premises", DAY + days(400), AMBER),
            ("on-premises", DAY - days(1), RED),
            ("own data centre", None, RED),
            ("own data centre", DAY, AMBER),
            ("cloud as lifted", None, AMBER),
            ("cloud as lifted", DAY - days(1), AMBER),
            ("cloud platform", None, GREEN),
            ("software as a service", None, GREEN),
            ("supplier", None, NONE),
            ("supplier", DAY, NONE),
        ],
    )
    def test_by_where_it_runs_and_the_plan(self, where: str, plan_on: date | None, rating: Rating) -> None:
        evidence = known(entries=[entry(HOSTING, where=where, plan_on=plan_on)])
        assert judged(CLOUD, evidence, USUAL).rating is rating

    def test_it_says_why_a_plan_does_not_help(self) -> None:
        late = entry(HOSTING, where="on-premises", plan_on=date(2026, 3, 30), plan="https://example.org/plan")
        verdict = judged(CLOUD, known(entries=[late]), USUAL)
        assert said(verdict) == ("Not in the cloud: the plan was dated 2026-03-30, and that day passed without a move.")
        assert [(piece.url, piece.day) for piece in verdict.pieces] == [("https://example.org/plan", DAY)]

    @pytest.mark.parametrize(
        ("entries", "unknown", "reason"),
        [
            ([], 0, "Where it runs is not recorded."),
            ([outgrown(HOSTING)], 1, "What is recorded of its hosting cannot be read any more: record it again."),
            (
                [entry(HOSTING, where="supplier")],
                1,
                "The supplier holds it, and where it runs is not told.",
            ),
        ],
    )
    def test_what_is_unknown_is_not_green(self, entries: list[object], unknown: int, reason: str) -> None:
        verdict = judged(CLOUD, known(entries=entries), USUAL)  # type: ignore[arg-type]
        assert (verdict.rating, verdict.unknown, said(verdict)) == (NONE, unknown, reason)

    @given(
        st.sampled_from(["on-premises", "own data centre", "cloud as lifted", "cloud platform", "supplier"]),
        st.one_of(st.none(), st.dates(DAY - days(9), DAY + days(9))),
        st.dates(DAY - days(10), DAY + days(10)),
    )
    def test_it_keeps_still_between_turns(self, where: str, plan_on: date | None, day: date) -> None:
        assert keeps_still(CLOUD, known(day, entries=[entry(HOSTING, where=where, plan_on=plan_on)]), USUAL)


class TestPanels:
    def test_components_by_support_end_the_unknown_last(self) -> None:
        rows = [component(None, "a"), component("supported", "b"), component(DAY + days(1), "c"), component(DAY, "d")]
        shown = list(PRACTICE.panels[0].rows(known(facts={"components": rows}), USUAL))  # type: ignore[union-attr]
        assert [row[0] for row in shown] == ["d", "c", "b", "a"]
        assert [row[-1] for row in shown] == ["d 4.2", "c 4.2", "b 4.2", None]

    def test_hosting_and_disposition(self) -> None:
        entries = [entry(HOSTING, where="cloud platform", disposition="invest"), outgrown(HOSTING)]
        (row,) = PRACTICE.panels[1].rows(known(entries=entries), USUAL)  # type: ignore[union-attr]
        where, disposition, plan_on, plan, recorded = row
        assert (where.cy, disposition.cy, plan_on, plan, recorded) == (  # type: ignore[union-attr]
            "Platfform cwmwl", "Buddsoddi", None, None, DAY,
        )  # fmt: skip
