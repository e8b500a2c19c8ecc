"""Commercial risk to the day, and finished work against the floor."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from llif.portfolio.codes import Criticality
from llif.portfolio.registers.entries import Recorded
from llif.portfolio.registers.filling import FaultyEntry
from llif.practices.contract import Evidence
from llif.practices.portfolio_management import panels
from llif.practices.portfolio_management.floor import against, shares
from llif.practices.portfolio_management.practice import COMMERCIAL
from llif.practices.portfolio_management.registers import CONTRACTS
from llif.practices.portfolio_management.rules import PortfolioSettings
from llif.publishing import vocabulary
from llif.publishing.words import speaking
from llif.terms.quantity import Figure, Standing, Unit
from llif.terms.scorecard import Rating
from tests.practices.known import DAY, days, entry, is_no_greener, judged, keeps_still, known, on, outgrown, said

RED, AMBER, GREEN, NONE = Rating.RED, Rating.AMBER, Rating.GREEN, Rating.NOT_ASSESSED
USUAL = PortfolioSettings()
LONG_AGO, FAR = date(2020, 1, 1), date(2031, 1, 1)


def contract(
    end: date | None,
    *,
    start: date = LONG_AGO,
    successor: str = "no",
    exit_plan: str = "yes",
    what: str = "Licence",
    supplier: str = "Acme",
) -> Recorded:
    key = f"{supplier} {what} {start} {end} {successor} {exit_plan}"
    told = {"start": start, "end": end, "successor": successor, "exit_plan": exit_plan}
    return entry(CONTRACTS, key, DAY, supplier=supplier, what=what, **told)


def rated(*contracts: Recorded, day: date = DAY, settings: PortfolioSettings = USUAL) -> Rating:
    return judged(COMMERCIAL, known(day, entries=contracts), settings).rating


class TestOneContract:
    @pytest.mark.parametrize(
        ("end", "successor", "exit_plan", "rating"),
        [
            (DAY - days(1), "no", "yes", RED),
            (DAY - days(1), "yes", "yes", RED),  # it has ended, and what follows is not recorded
            (DAY, "no", "yes", RED),
            (DAY, "yes", "yes", GREEN),
            (date(2026, 9, 30), "no", "yes", RED),  # six months on from 31 March: the last of September
            (date(2026, 10, 1), "no", "yes", AMBER),
            (date(2026, 9, 30), "yes", "yes", GREEN),
            (date(2026, 9, 30), "yes", "no", AMBER),
            (date(2027, 9, 30), "no", "yes", AMBER),
            (date(2027, 10, 1), "no", "yes", GREEN),
            (date(2027, 10, 1), "no", "no", AMBER),
            (None, "no", "yes", NONE),
            (None, "yes", "no", AMBER),
        ],
    )
    def test_by_its_end_its_successor_and_its_exit_plan(
        self, end: date | None, successor: str, exit_plan: str, rating: Rating
    ) -> None:
        assert rated(contract(end, successor=successor, exit_plan=exit_plan)) is rating

    @pytest.mark.parametrize(
        ("day", "rating"),
        [
            (date(2026, 8, 30), AMBER),  # six months on is 28 February too, but a day short of the last of August
            (date(2026, 8, 31), AMBER),
            (date(2026, 9, 1), RED),
            (date(2027, 3, 1), RED),
        ],
    )
    def test_six_calendar_months_before_the_first_of_march(self, day: date, rating: Rating) -> None:
        assert rated(contract(date(2027, 3, 1)), day=day) is rating

    def test_the_months_are_settings(self) -> None:
        settings = PortfolioSettings(red_months=1, amber_months=2)
        ends = [date(2026, 4, 30), date(2026, 5, 1), date(2026, 5, 31), date(2026, 6, 1)]
        found = [rated(contract(end), settings=settings) for end in ends]
        assert found == [RED, AMBER, AMBER, GREEN]


class TestSeveralContracts:
    @pytest.mark.parametrize(
        ("contracts", "rating"),
        [
            ([], NONE),
            ([contract(FAR), contract(FAR, what="Hosting")], GREEN),
            ([contract(FAR), contract(FAR, what="Hosting", exit_plan="no")], AMBER),
            ([contract(FAR), contract(DAY, what="Hosting")], RED),
            ([contract(FAR), contract(None, what="Hosting")], NONE),  # green needs every end
            ([contract(DAY), contract(None, what="Hosting")], RED),
            ([outgrown(CONTRACTS)], NONE),
            ([contract(FAR), outgrown(CONTRACTS)], NONE),
            ([contract(FAR, start=DAY + days(1))], NONE),  # none has begun
            ([contract(FAR, start=DAY)], GREEN),
            ([contract(FAR), contract(DAY + days(2), start=DAY + days(1), what="Hosting")], GREEN),
        ],
    )
    def test_the_worst_that_runs_counts(self, contracts: list[Recorded], rating: Rating) -> None:
        assert rated(*contracts) is rating

    @pytest.mark.parametrize(
        ("start", "what", "end", "rating"),
        [
            (DAY + days(1), "Licence", FAR, GREEN),
            (DAY + days(1), "LICENCE", FAR, GREEN),
            (DAY + days(2), "Licence", FAR, RED),  # a day between that nobody covers
            (DAY + days(1), "Hosting", FAR, RED),  # for something else
            (DAY + days(1), "Licence", None, RED),  # whether it runs on is not known
        ],
    )
    def test_a_contract_that_has_not_begun_is_a_successor(
        self, start: date, what: str, end: date | None, rating: Rating
    ) -> None:
        assert rated(contract(DAY), contract(end, start=start, what=what)) is rating

    def test_what_a_running_contract_has_taken_over_counts_no_longer(self) -> None:
        old, new = contract(DAY), contract(FAR, start=DAY + days(3))
        assert [rated(old, new, day=DAY + days(more)) for more in range(5)] == [RED, RED, RED, GREEN, GREEN]

    def test_it_counts_those_at_risk_and_names_the_worst(self) -> None:
        contracts = [
            contract(FAR),
            contract(DAY + days(9), supplier="Beta", what="Hosting"),
            contract(FAR, what="Support", exit_plan="no"),
            contract(None, what="Data"),
        ]
        verdict = judged(COMMERCIAL, known(entries=contracts), USUAL)
        assert (verdict.rating, verdict.number, verdict.unknown, len(verdict.pieces)) == (RED, 2.0, 1, 4)
        assert said(verdict) == (
            "A contract ends within 6 months, with no successor: Beta, Hosting, on 2026-04-09. "
            "Contracts at risk: 2 of 4."
        )
        assert said(verdict, "cy").endswith("Contractau mewn perygl: 2 o 4.")

    @pytest.mark.parametrize(
        ("contracts", "reason"),
        [
            ([], "No contract is recorded."),
            ([contract(FAR, start=FAR)], "No recorded contract has begun."),
            (
                [contract(None)],
                "Green needs the end of every running contract. Contracts without a known end: 1 of 1.",
            ),
        ],
    )
    def test_it_says_why_it_cannot_tell(self, contracts: list[Recorded], reason: str) -> None:
        assert said(judged(COMMERCIAL, known(entries=contracts), USUAL)) == reason


NEAR = st.dates(DAY - days(40), DAY + days(40))
CONTRACT = st.builds(
    lambda start, ends, **more: contract(ends and max(start, ends), start=start, **more),
    st.one_of(st.just(LONG_AGO), NEAR),
    st.one_of(st.none(), NEAR, st.dates(DAY, DAY + days(700)), st.just(date.max)),
    successor=st.sampled_from(["yes", "no"]),
    exit_plan=st.sampled_from(["yes", "no"]),
    what=st.sampled_from(["Licence", "Hosting"]),
)


class TestLaws:
    @given(st.lists(CONTRACT, max_size=4), st.dates(DAY - days(60), DAY + days(60)))
    def test_it_keeps_still_between_turns(self, contracts: list[Recorded], day: date) -> None:
        assert keeps_still(COMMERCIAL, known(day, entries=contracts), USUAL)

    @given(st.lists(CONTRACT, max_size=3))
    def test_the_day_after_a_turn_is_still_or_a_turn(self, contracts: list[Recorded]) -> None:
        evidence = known(entries=contracts)
        for turn in COMMERCIAL.turns(evidence, USUAL):
            if turn < date.max:
                assert keeps_still(COMMERCIAL, on(evidence, turn + days(1)), USUAL)

    @given(st.lists(CONTRACT, max_size=3), st.sampled_from([contract(None), outgrown(CONTRACTS)]))
    def test_the_unknown_makes_it_no_greener(self, contracts: list[Recorded], unknown: Recorded) -> None:
        before = judged(COMMERCIAL, known(entries=contracts), USUAL)
        assert is_no_greener(judged(COMMERCIAL, known(entries=[*contracts, unknown]), USUAL), before)


def test_a_contract_does_not_end_before_it_starts() -> None:
    with pytest.raises(FaultyEntry, match="Ends on: The contract ends before it starts"):
        contract(LONG_AGO - days(1))


@pytest.mark.parametrize(
    "given", [{"red_months": 0}, {"red_months": 19}, {"floor_low": 0.3}, {"floor_high": 1.5}, {"months": 6}]
)
def test_settings_out_of_order_are_refused(given: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        PortfolioSettings.model_validate(given)


class TestTheFloor:
    @pytest.mark.parametrize(
        ("debt", "risk", "state"),
        [
            (0.0, 0.0, "below the floor of 15.0 to 25.0 %"),
            (0.1, 0.04, "below the floor of 15.0 to 25.0 %"),
            (0.1, 0.05, "within the floor of 15.0 to 25.0 %"),
            (0.2, 0.05, "within the floor of 15.0 to 25.0 %"),
            (0.2, 0.06, "above the floor of 15.0 to 25.0 %"),
            (None, None, "not known: not every kind is recorded"),
            (0.1, None, "not known: not every kind is recorded"),
            (0.15, None, "reaches the floor of 15.0 to 25.0 % by what is recorded"),
            (None, 0.26, "above the floor of 15.0 to 25.0 %"),
        ],
    )
    def test_in_words(self, debt: float | None, risk: float | None, state: str) -> None:
        told = against(debt, risk, USUAL)
        assert told.template.en.format(**told.values) == state
        assert told.template.cy.format(**told.values)

    def test_a_kind_that_is_not_recorded_is_not_none_of_it(self) -> None:
        ((debt, risk, both, _state, unmapped, n),) = shares(with_figures({"debt": 0.1, "risk": None}, 0.4), USUAL)
        assert (debt, risk.en, both.en) == (0.1, "not recorded", "not recorded")  # type: ignore[attr-defined]
        assert (unmapped, n) == (0.4, 10)

    def test_without_finished_work_there_is_no_row(self) -> None:
        assert list(shares(known(), USUAL)) == []
        assert list(shares(with_figures({}, None), USUAL)) == []


def figure(measure: str, kind: str | None, value: float | None) -> Figure:
    begin, end = datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 4, 1, tzinfo=UTC)
    standing = Standing.NOT_MEASURED if value is None else Standing.MEASURED
    return Figure("town", "shop", measure, kind, begin, end, value, Unit.SHARE, 10, None, None, standing, None, "s")


def with_figures(by_kind: dict[str, float | None], unmapped: float | None) -> Evidence:
    found = {("flow_distribution", kind): figure("flow_distribution", kind, value) for kind, value in by_kind.items()}
    return known(figures={**found, ("flow_unmapped", None): figure("flow_unmapped", None, unmapped)})


class TestPanels:
    def test_contracts_by_their_end(self) -> None:
        found = [
            contract(None, what="Data"),
            contract(FAR, start=DAY + days(1)),
            contract(DAY),
            contract(DAY - days(1), what="Old"),
            contract(FAR, start=DAY, what="Old"),
        ]
        rows = list(panels.by_end(known(entries=found), USUAL))
        assert [(row[1], row[-1].en) for row in rows] == [  # type: ignore[attr-defined]
            ("Old", "taken over"), ("Licence", "sound"), ("Licence", "not begun"), ("Old", "sound"),
            ("Data", "end not known"),
        ]  # fmt: skip

    def test_the_last_day_for_notice(self) -> None:
        held = entry(
            CONTRACTS, "k", supplier="A", what="B", start=LONG_AGO, end=date(2027, 3, 31), notice_months=6,
            value=1200, successor="yes", exit_plan="no",
        )  # fmt: skip
        (row,) = panels.by_end(known(entries=[held]), USUAL)
        assert row[2:7] == (1200.0, "GBP", LONG_AGO, date(2027, 3, 31), date(2026, 9, 30))

    def test_criticality_beside_commercial_risk(self) -> None:
        evidence = known(entries=[contract(DAY)], about={"criticality": "clinical_critical"})
        ((word, rating, risky, end),) = panels.criticality(evidence, USUAL)
        assert (word, rating, risky, end) == (panels.CRITICALITY_WORDS["clinical_critical"], RED, 1.0, DAY)

    @pytest.mark.parametrize("code", list(Criticality))
    def test_the_words_are_those_of_the_pages(self, code: Criticality) -> None:
        for language in ("en", "cy"):
            with speaking(language):
                assert panels.CRITICALITY_WORDS[code].within(language) == vocabulary.word(
                    vocabulary.CRITICALITIES, code.value
                )
