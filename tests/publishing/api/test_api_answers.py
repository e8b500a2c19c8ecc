"""What the API answers: what the command line prints, in three forms, once; and every mistake with its remedy."""

import csv
import io
import json
from typing import Any

import pyarrow.parquet as pq
import pytest
from typer.testing import CliRunner

from llif.access.actor import COMMAND_LINE
from llif.access.roles import Role
from llif.cli.app import app
from llif.portfolio.registers.entries import Place
from llif.portfolio.registers.own import RATINGS
from llif.portfolio.registers.recording import Write, record
from tests.publishing.api.conftest import Made, Program
from tests.publishing.api.test_api_permissions import AT, ENTRY, RATED, RATING, WRITE

FIGURES = (
    ("measure=lead_time&each=product&by=month", ["--measure", "lead_time", "--each", "product", "--by", "month"]),
    (
        "measure=flow_velocity&kind=feature&from=2023-06-01&to=2023-09-01",
        ["--measure", "flow_velocity", "--kind", "feature", "--from", "2023-06-01", "--to", "2023-09-01"],
    ),
    (
        "team=post&measure=flow_load&as_at=2024-05-01",
        ["--team", "post", "--measure", "flow_load", "--as-at", "2024-05-01"],
    ),
    ("product=letters&product=booking", ["--product", "letters", "--product", "booking"]),
)


@pytest.fixture
def printed(small_home: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.setenv("LLIF_HOME", str(small_home))

    def run(*words: str) -> Any:
        done = CliRunner().invoke(app, [*words, "--portfolio", "small", "--format", "json"])
        assert done.exit_code == 0, done.output
        return json.loads(done.stdout)

    return run


@pytest.mark.parametrize(("question", "options"), FIGURES)
def test_figures_are_those_of_the_command(question: str, options: list[str], anybody: Program, printed: Any) -> None:
    found = anybody.get(f"{AT}/figures?{question}").json()
    assert found == printed("measure", *options)
    assert found


def test_the_scorecard_is_that_of_the_command(anybody: Program, printed: Any) -> None:
    record(Write(RATINGS, Place("ratings", "small", "letters", "reliability"), RATED, 0), by=COMMAND_LINE)
    found = anybody.get(f"{AT}/scorecard").json()
    assert found == printed("scorecard")
    assert found[0]["ratings"]["reliability"]["rating"] == "red"
    cell = anybody.get(f"{AT}/scorecard/letters/reliability").json()
    assert cell["current"] == found[0]["ratings"]["reliability"]
    assert [each["version"] for each in cell["judgements"]] == [1]


class TestTables:
    TABLES = (
        "snapshots",
        "products",
        "figures?measure=lead_time&by=month",
        "evidence?measure=lead_time",
        "scorecard",
        "registers/ratings/entries",
        "registers/contracts/entries",
        "ratings",
    )

    @pytest.mark.parametrize("path", TABLES)
    def test_come_as_csv_and_as_parquet_with_the_same_columns(self, path: str, anybody: Program) -> None:
        join = "&" if "?" in path else "?"
        text = anybody.get(f"{AT}/{path}{join}format=csv")
        columns = anybody.get(f"{AT}/{path}", accept="application/vnd.apache.parquet")
        rows = list(csv.reader(io.StringIO(text.content.decode("utf-8-sig"))))
        table = pq.read_table(io.BytesIO(columns.content))
        assert text["Content-Type"].startswith("text/csv")
        assert (rows[0], len(rows) - 1) == (table.column_names, table.num_rows)

    def test_evidence_is_that_of_the_page(self, anybody: Program) -> None:
        days = "from=2023-06-01&to=2023-08-31"
        page = anybody.client.get(f"/small/letters/lead_time/evidence.csv?{days}").content
        days = "from=2023-06-01&to=2023-09-01"
        told = anybody.get(f"{AT}/evidence?measure=lead_time&product=letters&{days}&format=csv").content
        assert page == told

    def test_a_formula_is_only_text(self, anybody: Program) -> None:
        place = Place("ratings", "small", "letters", "reliability")
        record(Write(RATINGS, place, {**RATED, "reason": "=1+1"}, 0), by=COMMAND_LINE)
        assert "'=1+1" in anybody.get(f"{AT}/ratings?format=csv").content.decode()

    def test_instants_and_numbers_keep_their_types(self, anybody: Program) -> None:
        content = anybody.get(f"{AT}/figures?measure=lead_time&format=parquet").content
        types = dict(
            zip(
                *(lambda t: (t.column_names, map(str, t.schema.types)))(pq.read_table(io.BytesIO(content))), strict=True
            )
        )
        assert (types["period_start"], types["value"], types["n"]) == ("timestamp[us, tz=UTC]", "double", "int64")

    def test_evidence_is_given_by_the_page(self, anybody: Program) -> None:
        whole = anybody.get(f"{AT}/evidence?measure=lead_time&limit=10000").json()
        some = anybody.get(f"{AT}/evidence?measure=lead_time&limit=5&offset=10").json()
        assert (some["total"], some["rows"]) == (whole["total"], whole["rows"][10:15])


class TestTags:
    @pytest.mark.parametrize("path", ["figures?measure=lead_time", "scorecard", "ratings", "registers", ""])
    def test_what_is_held_is_not_sent_again(self, path: str, anybody: Program) -> None:
        first = anybody.get(f"{AT}/{path}".rstrip("/"))
        again = anybody.get(f"{AT}/{path}".rstrip("/"), **{"if-none-match": first["ETag"]})
        assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])
        assert again["Cache-Control"] == "private, no-cache"
        assert "Authorization" in again["Vary"]

    @pytest.mark.parametrize("path", ["scorecard", "ratings", "scorecard/letters/reliability"])
    def test_what_people_recorded_makes_a_new_one(self, path: str, anybody: Program, administrator: Program) -> None:
        first = anybody.get(f"{AT}/{path}")["ETag"]
        assert administrator.ask("PUT", RATING, WRITE).status_code == 201
        assert anybody.get(f"{AT}/{path}", **{"if-none-match": first}).status_code == 200

    def test_a_language_or_form_is_another_thing(self, anybody: Program) -> None:
        tags = {
            anybody.get(f"{AT}/scorecard", **headers)["ETag"]
            for headers in ({}, {"accept-language": "cy"}, {"accept": "text/csv"})
        }
        assert len(tags) == 3


class TestWriting:
    def test_a_version_is_recorded_on_the_one_that_was_seen(self, administrator: Program) -> None:
        made = administrator.ask("PUT", ENTRY, WRITE)
        assert (made.status_code, made.json()["version"], made.json()["content"]) == (201, 1, RATED)
        changed = administrator.ask("PUT", ENTRY, {"based_on": 1, "content": {**RATED, "rating": "amber"}})
        assert (changed.status_code, changed.json()["version"]) == (200, 2)
        clash = administrator.ask("PUT", ENTRY, {"based_on": 1, "content": {**RATED, "rating": "green"}})
        assert (clash.status_code, clash.json()["theirs"]["content"]["rating"]) == (409, "amber")
        gone = administrator.ask("DELETE", f"{ENTRY}&based_on=2")
        assert (gone.status_code, gone.json()["content"]) == (200, None)
        assert administrator.ask("DELETE", f"{ENTRY}&based_on=3").status_code == 404
        history = administrator.get(ENTRY).json()["history"]
        assert [(each["version"], each["content"] and each["content"]["rating"]) for each in history] == [
            (1, "red"),
            (2, "amber"),
            (3, None),
        ]

    @pytest.mark.parametrize(("code", "said"), [("en", "Fill this in."), ("cy", "Llenwch hwn.")])
    def test_faults_are_told_by_field_in_either_language(self, code: str, said: str, administrator: Program) -> None:
        content = {"rating": "red", "evidence": "x", "review_on": "2001-01-01", "nonsense": 1}
        refused = administrator.ask("PUT", f"{ENTRY}&lang={code}", {"based_on": 0, "content": content})
        told = {each["field"]: each["what"] for each in refused.json()["faults"]}
        assert (refused.status_code, told["reason"]) == (422, said)
        assert {"evidence", "nonsense"} <= told.keys()

    @pytest.mark.parametrize(
        ("path", "status"),
        [
            (f"{AT}/registers/ratings/entry?product=elsewhere&key=reliability", 404),
            (f"{AT}/registers/ratings/entry?product=letters&key=luck", 404),
            (f"{AT}/registers/ratings/entry?product=letters", 404),
            (f"{AT}/registers/hosting/entry?product=letters&key=x", 404),
            (f"{AT}/registers/nonsense/entry?product=letters", 404),
            (f"{AT}/registers/contracts/entry?product=letters", 404),
            (f"{AT}/registers/contracts/entry?product=letters&key=%00", 422),
            (f"{AT}/ratings/letters/luck", 404),
            ("portfolios/other/ratings/letters/reliability", 404),
        ],
    )
    def test_what_there_is_not_is_not_written(self, path: str, status: int, administrator: Program) -> None:
        assert administrator.ask("PUT", path, WRITE).status_code == status

    @pytest.mark.parametrize(
        "body",
        [
            b"",
            b"{",
            b"[]",
            b"null",
            b"\xff",
            b'{"based_on": 0}',
            b'{"based_on": true, "content": {}}',
            b'{"based_on": 1e400, "content": {}}',
            b'{"based_on": 99999999999999999999, "content": {}}',
            b'{"based_on": 0, "content": {"rating": "red\\u0000"}}',
            b'{"based_on": 0, "content": {"reason": "\\ud800"}}',
            b'{"based_on": 0, "content": {"review_on": 1e300}}',
            b'{"based_on": 0, "content": {"review_on": "9999-12-31", "rating": NaN}}',
            b'{"based_on": 0, "content": {}, "more": 1}',
            b"[" * 100_000,
            b'{"based_on": ' + b"9" * 10_000 + b"}",
        ],
    )
    def test_a_body_that_is_none_is_refused(self, body: bytes, administrator: Program) -> None:
        refused = administrator.client.put(
            f"/api/v1/{RATING}",
            body,
            content_type="application/json",
            headers={"authorization": f"Bearer {administrator.token}"},
        )
        assert refused.status_code in (400, 422)
        assert refused.json()["what"]

    def test_a_body_that_is_too_large_is_refused(self, administrator: Program) -> None:
        content = {"based_on": 0, "content": {**RATED, "reason": "x" * 3_000_000}}
        assert administrator.ask("PUT", RATING, content).status_code == 400


class TestMistakes:
    @pytest.mark.parametrize(
        "question",
        [
            "figures?measure=speed",
            "figures?mesure=lead_time",
            "figures?from=2024-02-30",
            "figures?from=2024-03-02&to=2024-03-01",
            "figures?from=0001-01-01&by=day",
            "figures?to=9999-12-31&by=day",
            "figures?from=1970-01-01&to=2200-12-31&by=day",
            "figures?by=fortnight",
            "figures?product=nobody",
            "figures?product=%00",
            "figures?product=letters&team=post",
            "figures?kind=joy",
            "figures?snapshot=../../etc",
            "figures?as_at=1999-01-01",
            "figures?by=week&by=month",
            "figures?format=pdf",
            "figures?lang=fr",
            "evidence",
            "evidence?measure=lead_time&limit=0",
            "evidence?measure=lead_time&limit=10001",
            "evidence?measure=lead_time&offset=-1",
            "evidence?measure=lead_time&offset=99999999999999999999",
            "evidence?measure=lead_time&limit=%C2%B2",
            "evidence?measure=lead_time&product=nobody",
            "evidence?measure=lead_time&kind=joy",
            "scorecard?since=yesterday",
            "scorecard?as_at=20240101",
        ],
    )
    def test_are_told_with_place_and_remedy(self, question: str, anybody: Program) -> None:
        response = anybody.get(f"{AT}/{question}")
        told = response.json()
        assert (response.status_code, response["Content-Type"]) == (422, "application/problem+json")
        assert all(told[name] for name in ("what", "where", "remedy"))
        assert "{" not in told["what"] + told["remedy"]

    @pytest.mark.parametrize(
        "path", ["", "nowhere", "nowhere/", f"{AT}/figures/", f"{AT}/scorecard/letters/luck", "%00"]
    )
    def test_an_address_there_is_not(self, path: str, anybody: Program) -> None:
        response = anybody.get(path)
        assert (response.status_code, response["Content-Type"]) == (404, "application/problem+json")

    def test_a_method_there_is_not(self, anybody: Program) -> None:
        response = anybody.ask("POST", f"{AT}/figures", {})
        assert (response.status_code, response["Allow"]) == (405, "GET")
        assert response.json()["what"] == "This address does not answer that method."

    def test_head_is_get_without_its_body(self, anybody: Program) -> None:
        response = anybody.ask("HEAD", f"{AT}/products")
        assert (response.status_code, response.content) == (200, b"")
        assert response["ETag"] == anybody.get(f"{AT}/products")["ETag"]

    @pytest.mark.parametrize(
        ("wanted", "code"),
        [("cy", "cy"), ("cy-GB,en;q=0.5", "cy"), ("fr, en;q=0.9, cy;q=0.8", "en"), ("cy;q=0", "en"), ("*", "en")],
    )
    def test_are_told_in_the_language_asked_for(self, wanted: str, code: str, anybody: Program) -> None:
        response = anybody.get("nowhere", **{"accept-language": wanted})
        assert response["Content-Language"] == code
        assert response.json()["what"].startswith({"en": "There is no such thing", "cy": "Nid oes"}[code])


def test_rows_beside_the_limit_of_a_token_are_not_listed(program: Made, private: None) -> None:
    assert program(Role.ADMINISTRATOR, portfolio="", only="other").get("portfolios").json() == []
