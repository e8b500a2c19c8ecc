"""Reliability and customer expectation, to the day."""

from collections.abc import Sequence
from datetime import date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from llif.practices.contract import Evidence, Row
from llif.practices.itsm import panels
from llif.practices.itsm.practice import EXPECTATION, RELIABILITY
from llif.practices.itsm.rules import ServiceSettings, interval
from llif.terms.scorecard import Rating
from tests.practices.known import DAY, days, is_no_greener, judged, keeps_still, known, said

RED, AMBER, GREEN, NONE = Rating.RED, Rating.AMBER, Rating.GREEN, Rating.NOT_ASSESSED
USUAL = ServiceSettings()


def level(good: float | None, *, ago: int = 0, objective: str = "available", total: float | None = 100) -> Row:
    named = {"product": "shop", "source": "slo", "service": "web", "objective": objective}
    return {**named, "day": DAY - days(ago), "good": good, "total": total}


def incident(is_major: bool | None = False, *, ago: int = 0, hour: int = 12, is_cancelled: bool = False) -> Row:
    return {
        "product": "shop",
        "source": "desk",
        "incident": f"desk:{ago}",
        "service": "web",
        "url": None,
        "opened_at": datetime.combine(DAY - days(ago), time(hour)),
        "restored_at": None,
        "is_major": is_major,
        "is_cancelled": is_cancelled,
    }


def spoken(*, ago: int, gap_days: float | None, family: str = "service") -> Row:
    last = datetime.combine(DAY - days(ago), time(9))
    return {"product": "shop", "family": family, "name": "web", "last_at": last, "gap_days": gap_days}


def told(levels: Sequence[Row] = (), incidents: Sequence[Row] = (), spoken: Sequence[Row] = ()) -> Evidence:
    return known(facts={"service_levels": levels, "incidents": incidents, "freshness": spoken})


def rated(levels: Sequence[Row] = (), incidents: Sequence[Row] = (), settings: ServiceSettings = USUAL) -> Rating:
    return judged(RELIABILITY, told(levels, incidents), settings).rating


MET, MISSED, MINOR, MAJOR = [level(95)], [level(94.9)], [incident()], [incident(True)]


class TestReliability:
    @pytest.mark.parametrize(
        ("levels", "incidents", "rating"),
        [
            ([], [], NONE),
            (MET, [], NONE),  # one source only, and nothing bad
            ([], MINOR, NONE),
            (MET, MINOR, GREEN),
            (MISSED, [], AMBER),
            (MISSED, MINOR, AMBER),
            ([], MAJOR, AMBER),
            (MET, MAJOR, AMBER),
            (MISSED, MAJOR, RED),
            (MET, [incident(True, is_cancelled=True)], GREEN),
            (MET, [incident(None)], NONE),  # no record tells of major incidents
            (MET, [incident(None), incident(ago=400)], GREEN),
            ([level(None), level(5, total=None), level(0, total=0)], MINOR, NONE),
            ([level(100), level(90)], MINOR, GREEN),  # 190 of 200: pooled, 95 %
            ([level(100), level(89)], MINOR, AMBER),
            ([level(100), level(94, objective="fast")], MINOR, AMBER),
        ],
    )
    def test_by_objectives_and_major_incidents(self, levels: list[Row], incidents: list[Row], rating: Rating) -> None:
        assert rated(levels, incidents) is rating

    @pytest.mark.parametrize(("ago", "rating"), [(0, RED), (89, RED), (90, GREEN), (-1, GREEN)])
    def test_ninety_days_the_day_itself_among_them(self, ago: int, rating: Rating) -> None:
        levels = [*MET, level(0, ago=ago, objective="fast")]
        incidents = [*MINOR, incident(True, ago=ago, hour=0), incident(True, ago=ago, hour=23)]
        assert rated(levels, incidents) is rating

    def test_thresholds_are_settings(self) -> None:
        levels, by_name = [level(94), level(98, objective="fast")], {"available": 0.94, "fast": 0.99}
        assert rated(levels, MINOR, ServiceSettings(objective_target=0.94)) is GREEN
        assert rated(levels, MINOR, ServiceSettings(objective_targets=by_name)) is AMBER
        assert rated(MET, [*MINOR, incident(True, ago=7)], ServiceSettings(reliability_days=7)) is GREEN

    @pytest.mark.parametrize(
        ("ago", "gap_days", "rating"),
        [(14, None, GREEN), (15, None, NONE), (14, 1.0, GREEN), (50, 10.0, GREEN), (51, 10.0, NONE)],
    )
    def test_silence_is_not_taken_for_peace(self, ago: int, gap_days: float | None, rating: Rating) -> None:
        evidence = told(MET, [incident(ago=ago)], [spoken(ago=ago, gap_days=gap_days)])
        assert judged(RELIABILITY, evidence, USUAL).rating is rating

    def test_one_service_that_is_heard_speaks_for_the_product(self) -> None:
        heard = [spoken(ago=80, gap_days=1.0), spoken(ago=1, gap_days=1.0)]
        assert judged(RELIABILITY, told(MET, MINOR, heard), USUAL).rating is GREEN
        silent = [spoken(ago=80, gap_days=1.0), spoken(ago=1, gap_days=1.0, family="service levels")]
        assert judged(RELIABILITY, told(MET, MINOR, silent), USUAL).rating is NONE

    def test_it_tells_what_it_rests_on_the_worst_first(self) -> None:
        levels = [level(100), level(90, objective="fast", ago=1), level(None)]
        verdict = judged(RELIABILITY, told(levels, [incident(True, ago=2), incident(None)]), USUAL)
        assert (verdict.number, verdict.unknown, verdict.newest) == (2.0, 2, DAY)
        assert [piece.what.template.en.format(**piece.what.values) for piece in verdict.pieces] == [
            "web, fast: attained 90.0 %, target 95.0 %.",
            "web, available: attained 100.0 %, target 95.0 %.",
            "Major incident of web, opened 2026-03-29.",
        ]
        assert said(verdict) == "In the last 90 days, objectives missed: 1 of 2; major incidents: 1."

    @pytest.mark.parametrize(
        ("evidence", "reason"),
        [
            (told(), "Neither service levels nor major incidents are told of in the last 90 days."),
            (
                told(MET),
                (
                    "In the last 90 days, objectives missed: 0 of 1. "
                    "No source tells of major incidents, and green needs both."
                ),
            ),
            (
                told([], MINOR),
                "In the last 90 days, major incidents: 0. No source tells of service levels, and green needs both.",
            ),
            (
                told(MET, MINOR, [spoken(ago=40, gap_days=1.0)]),
                (
                    "In the last 90 days, objectives missed: 0 of 1. "
                    "Of incidents nothing has been heard since 2026-02-19, and green needs both."
                ),
            ),
        ],
    )
    def test_it_says_why_it_cannot_tell(self, evidence: Evidence, reason: str) -> None:
        assert said(judged(RELIABILITY, evidence, USUAL)) == reason


AGO = st.integers(-3, 100)
SHARES = st.sampled_from([None, 0, 94, 95, 100])
LEVELS = st.lists(st.builds(lambda good, ago: level(good, ago=ago), SHARES, AGO), max_size=4)
FLAG = st.sampled_from([True, False, None])
INCIDENTS = st.lists(
    st.builds(lambda major, ago, gone: incident(major, ago=ago, is_cancelled=gone), FLAG, AGO, st.booleans()),
    max_size=4,
)
SPOKEN = st.lists(
    st.builds(lambda ago, gap: spoken(ago=ago, gap_days=gap), AGO, st.sampled_from([None, 0.5, 3.3])), max_size=2
)
EVIDENCE = st.builds(told, LEVELS, INCIDENTS, SPOKEN)
DAYS = st.integers(-20, 120).map(lambda more: DAY + days(more))


class TestLawsOfReliability:
    @given(EVIDENCE, DAYS)
    def test_it_keeps_still_between_turns(self, evidence: Evidence, day: date) -> None:
        assert keeps_still(RELIABILITY, known(day, evidence.facts), USUAL)

    @given(EVIDENCE, st.sampled_from([level(None), level(0, total=0)]), st.integers(0, 89))
    def test_the_unknown_makes_it_no_greener(self, evidence: Evidence, unknown: Row, ago: int) -> None:
        before = judged(RELIABILITY, evidence, USUAL)
        more = told(
            [*evidence.rows("service_levels"), unknown],
            [*evidence.rows("incidents"), incident(None, ago=ago)],
            evidence.rows("freshness"),
        )
        assert is_no_greener(judged(RELIABILITY, more, USUAL), before)


def answers(n: int, best: int, unlisted: int = 0, *, ago: int = 0, instrument: str = "FFT") -> Row:
    named = {"product": "shop", "source": "survey", "service": "web", "instrument": instrument}
    return {**named, "day": DAY - days(ago), "n": n, "best": best, "unlisted": unlisted}


def expected(*rows: Row, target: float | None = 0.8, day: date = DAY) -> Evidence:
    return known(day, {"answers": rows}, about={"expectation_target": target})


class TestCustomerExpectation:
    @pytest.mark.parametrize(
        ("rows", "target", "rating"),
        [
            ([], 0.8, NONE),
            ([answers(0, 0, 9)], 0.8, NONE),
            ([answers(100, 100)], None, NONE),
            ([answers(100, 88)], 0.8, GREEN),  # 80.2 to 93.0 %
            ([answers(100, 87)], 0.8, AMBER),  # 79.0 %
            ([answers(100, 73)], 0.8, AMBER),
            ([answers(100, 72)], 0.8, RED),  # 62.5 to 79.9 %
            ([answers(1, 1)], 0.8, AMBER),  # one answer proves little
            ([answers(50, 44), answers(50, 44, ago=364, instrument="PROM")], 0.8, GREEN),
        ],
    )
    def test_by_the_interval_and_the_target(self, rows: list[Row], target: float | None, rating: Rating) -> None:
        assert judged(EXPECTATION, expected(*rows, target=target), USUAL).rating is rating

    def test_a_limit_on_the_target_reaches_it(self) -> None:
        low, high = interval(80, 100)
        on_low, on_high = expected(answers(100, 80), target=low), expected(answers(100, 80), target=high)
        assert [judged(EXPECTATION, each, USUAL).rating for each in (on_low, on_high)] == [GREEN, AMBER]
        above = expected(answers(100, 80), target=high + 1e-9)
        assert judged(EXPECTATION, above, USUAL).rating is RED

    @pytest.mark.parametrize(("ago", "rating"), [(0, GREEN), (364, GREEN), (365, NONE), (-1, NONE)])
    def test_a_year_the_day_itself_among_them(self, ago: int, rating: Rating) -> None:
        assert judged(EXPECTATION, expected(answers(100, 95, ago=ago)), USUAL).rating is rating

    def test_it_counts_what_it_cannot_read_beside(self) -> None:
        verdict = judged(EXPECTATION, expected(answers(100, 70, 3), answers(50, 30, 2, instrument="")), USUAL)
        assert (verdict.rating, verdict.unknown, verdict.number) == (RED, 5, 13.33)
        assert said(verdict) == (
            "In the best two categories: 66.67 % of answers (95 % interval 58.79 to 73.71 %); target 80.0 %. Answers "
            "in the last 365 days: 150; with an unlisted code: 5."
        )
        assert [piece.what.values["instrument"] for piece in verdict.pieces] == ["web", "FFT"]

    @pytest.mark.parametrize(
        ("evidence", "reason"),
        [
            (
                expected(answers(9, 9), target=None),
                "No target share is declared for it. Answers in the last 365 days: 9.",
            ),
            (
                expected(answers(0, 0, 4)),
                "No answer can be read in the last 365 days. Answers with an unlisted code: 4.",
            ),
        ],
    )
    def test_it_says_why_it_cannot_tell(self, evidence: Evidence, reason: str) -> None:
        assert said(judged(EXPECTATION, evidence, USUAL)) == reason

    COUNTS = st.integers(0, 60).flatmap(lambda n: st.tuples(st.just(n), st.integers(0, n)))
    ROWS = st.lists(st.builds(lambda count, ago: answers(*count, ago=ago), COUNTS, st.integers(-3, 370)), max_size=4)

    @given(ROWS, st.sampled_from([None, 0.5, 0.8]), DAYS)
    def test_it_keeps_still_between_turns(self, rows: list[Row], target: float | None, day: date) -> None:
        assert keeps_still(EXPECTATION, expected(*rows, target=target, day=day), USUAL)

    @given(ROWS, st.integers(1, 50), st.integers(0, 300))
    def test_the_unknown_makes_it_no_greener(self, rows: list[Row], unlisted: int, ago: int) -> None:
        before = judged(EXPECTATION, expected(*rows), USUAL)
        after = judged(EXPECTATION, expected(*rows, answers(0, 0, unlisted, ago=ago)), USUAL)
        assert is_no_greener(after, before)
        assert after.unknown == before.unknown + unlisted


class TestPanels:
    def test_incidents(self) -> None:
        found = told([], [incident(True), incident(None), incident(ago=90), incident(is_cancelled=True)])
        assert list(panels.incidents(found, USUAL)) == [(2, 1, 1, 2, panels.NOT_SILENT)]
        assert list(panels.incidents(told([], [incident(None)]), USUAL)) == [(1, None, 1, 1, panels.NOT_SILENT)]
        assert list(panels.incidents(told(), USUAL)) == []

    def test_service_levels(self) -> None:
        found = told([level(90), level(100, objective="fast", total=100), level(None, objective="none")])
        assert list(panels.service_levels(found, USUAL)) == [
            ("web", "available", 0.9, 0.95, panels.MISSED, 100, DAY),
            ("web", "fast", 1.0, 0.95, panels.MET, 100, DAY),
        ]

    def test_satisfaction(self) -> None:
        rows = panels.satisfaction(expected(answers(10, 5), answers(0, 0, 2, instrument="PROM", ago=1)), USUAL)
        fft, prom = rows
        assert (fft[1], fft[2], fft[5], fft[6]) == ("FFT", 0.5, 0.8, 10)
        assert prom == ("web", "PROM", None, None, None, 0.8, 0, 2, DAY - days(1))
