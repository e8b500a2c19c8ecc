"""Answers of a survey: codes to scores, dates written in two ways, answers that nothing tells apart."""

from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from llif.connectors.survey_export.source import CONNECTOR
from llif.terms.errors import SourceFailed
from tests.connectors.gathered import Gathered, gather, write

TOLD: dict[str, Any] = {
    "path": "answers.csv",
    "instrument": "fft",
    "service": "ward",
    "answered": "date",
    "score": "score",
    "dates": ["%d/%m/%Y", "%m/%d/%Y"],
    "time_zone": "Europe/London",
    "scale_min": 1,
    "scale_max": 5,
    "best": "lowest",
}


def collected(base: Path, *rows: str, cursor: dict[str, Any] | None = None, **told: Any) -> Gathered:
    write(base / "answers.csv", "\n".join(("date,ward,score,language,name", *rows, "")))
    return again(base, cursor, **told)


def again(base: Path, cursor: dict[str, Any] | None = None, **told: Any) -> Gathered:
    return gather(CONNECTOR, base, cursor, **{**TOLD, **told})


def scores(found: Gathered) -> list[float | None]:
    return [row["score"] for row in found.rows.get("survey_responses", [])]


def test_what_an_answer_becomes(tmp_path: Path) -> None:
    (row,) = collected(tmp_path, "30/09/2021,East,1,cy,Ann", language="language").rows["survey_responses"]
    key = row.pop("id")
    assert (len(key), key[-2:]) == (18, ":1")
    assert row == {
        "service": "East",
        "instrument": "fft",
        "answered_at": datetime(2021, 9, 29, 23, tzinfo=UTC),
        "score": 1.0,
        "scale_min": 1.0,
        "scale_max": 5.0,
        "best": "lowest",
        "language": "cy",
        "channel": None,
    }


def test_codes_that_are_not_of_the_scale_are_null_and_counted(tmp_path: Path) -> None:
    found = collected(tmp_path, *(f"30/09/2021,East,{code},," for code in (1, 5, 6, 7, 7, "")))
    assert scores(found) == [1.0, 5.0, None, None, None, None]
    assert [problem.split(": ", 1)[1].split(". ")[0] for problem in found.problems] == [
        "4 answers bear codes that are not of the scale (7: 2, 6: 1, (empty): 1)"
    ]


def test_codes_that_are_mapped(tmp_path: Path) -> None:
    rows = [f"30/09/2021,East,{code},," for code in ("Very good", "Poor", "Don't know")]
    found = collected(tmp_path, *rows, scores={"Very good": 1, "Poor": 4})
    assert scores(found) == [1.0, 4.0, None]


def test_dates_by_the_first_pattern_they_fit(tmp_path: Path) -> None:
    """A date that fits the second pattern alone shows that the file mixes them: how many may be wrong is said."""
    dates = ("30/09/2021", "12/31/2021", "03/04/2021", "05/05/2021")
    found = collected(tmp_path, *(f"{day},East,1,," for day in dates))
    assert [row["answered_at"].date().isoformat() for row in found.rows["survey_responses"]] == [
        "2021-09-29",
        "2021-12-31",
        "2021-04-02",
        "2021-05-04",
    ]
    (problem,) = found.problems
    assert problem.startswith("answers.csv: 1 dates fit %m/%d/%Y only; 1 fit several patterns and were read as %d/%m")


def test_a_service_of_several_columns_and_only_some_rows(tmp_path: Path) -> None:
    rows = ["30/09/2021,East,1,cy,", "30/09/2021,?,1,cy,", "30/09/2021,East,1,en,"]
    found = collected(tmp_path, *rows, service=["ward", "language"], where={"language": ["cy"]})
    assert [row["service"] for row in found.rows["survey_responses"]] == ["East: cy", "(not stated): cy"]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("31/31/2021,East,1,,", "answers.csv, row 3: Column date holds '31/31/2021'; a date as %d/%m/%Y or %m/%d/%Y"),
        (",East,1,,", "answers.csv, row 3: Column date holds ''"),
        ("30/09/2021,ann@example.org,1,,", "answers.csv, row 3: Column ward holds an e-mail address"),
        ("30/09/2021,East", "answers.csv, row 3: The row has 2 cells, and the heading 5"),
    ],
)
def test_a_bad_row_is_named_and_the_rest_goes_on(tmp_path: Path, line: str, said: str) -> None:
    found = collected(tmp_path, "30/09/2021,East,1,,", line, "30/09/2021,West,2,,")
    assert scores(found) == [1.0, 2.0]
    assert [problem[: len(said)] for problem in found.problems] == [said]


def test_wrong_columns_fail_with_what_is_there(tmp_path: Path) -> None:
    write(tmp_path / "answers.csv", "day,answer\n1,2\n")
    with pytest.raises(SourceFailed, match=r"row 1: The columns date, score, ward are missing; the file has day, answ"):
        again(tmp_path)


@pytest.mark.parametrize(
    "told",
    [{"best": "top"}, {"scale_max": 1}, {"scores": {"Good": 9}}, {"service": "respondent_email"}, {"dates": []},
     {"colour": 1}],
)  # fmt: skip
def test_settings_that_are_refused(told: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        CONNECTOR.settings(**{**TOLD, **told})


class TestAgain:
    def test_equal_answers_are_numbered_and_only_new_ones_land(self, tmp_path: Path) -> None:
        cursor: dict[str, Any] = {}
        same = "30/09/2021,East,1,,"
        first = collected(tmp_path, same, same, "30/09/2021,West,2,,", cursor=cursor)
        assert len(first.ids("survey_responses")) == len(set(first.ids("survey_responses"))) == 3
        assert again(tmp_path, cursor).is_empty
        found = collected(tmp_path, "30/09/2021,West,2,,", same, same, same, cursor=cursor)
        assert [key[-2:] for key in found.ids("survey_responses")] == [":3"]
        assert found.gone == {}

    def test_fewer_of_them_is_a_tombstone_for_the_last(self, tmp_path: Path) -> None:
        cursor: dict[str, Any] = {}
        same = "30/09/2021,East,1,,"
        collected(tmp_path, same, same, cursor=cursor)
        found = collected(tmp_path, same, cursor=cursor)
        assert [key[-2:] for key in found.gone["survey_responses"]] == [":2"]
        assert not found.rows.get("survey_responses")

    @pytest.mark.parametrize("told", [{"complete": False}, {}])
    def test_a_part_or_a_bad_row_deletes_nothing(self, tmp_path: Path, told: dict[str, Any]) -> None:
        cursor: dict[str, Any] = {}
        collected(tmp_path, "30/09/2021,East,1,,", "30/09/2021,West,1,,", cursor=cursor, **told)
        bad = () if told else ("soon,West,1,,",)
        assert collected(tmp_path, "30/09/2021,East,1,,", *bad, cursor=cursor, **told).gone == {}

    def test_another_meaning_of_the_codes_lands_all_again(self, tmp_path: Path) -> None:
        cursor: dict[str, Any] = {}
        collected(tmp_path, "30/09/2021,East,1,,", "30/09/2021,East,2,,", cursor=cursor)
        found = again(tmp_path, cursor, scores={"1": 5, "2": 2})
        assert sorted(map(float, filter(None, scores(found)))) == [2.0, 5.0]
        assert len(found.gone["survey_responses"]) == 1


def test_the_real_answers(shared_data: Path) -> None:
    """7,908 answers: 416 sevens and 24 sixes that nothing explains; 289 dates with the month first."""
    told = {**TOLD, "path": "feedback/friends_and_family.csv.gz", "service": ["trust", "service_type"]}
    cursor: dict[str, Any] = {}
    found = gather(CONNECTOR, shared_data, cursor, **told)
    assert Counter(scores(found)) == {1.0: 5074, 2.0: 1294, 3.0: 366, 4.0: 299, 5.0: 435, None: 440}
    assert len(set(found.ids("survey_responses"))) == 7908
    dates, codes = found.problems
    assert "289 dates fit %m/%d/%Y only" in dates
    assert "440 answers bear codes that are not of the scale (7: 416, 6: 24)" in codes
    assert gather(CONNECTOR, shared_data, cursor, **told).is_empty
