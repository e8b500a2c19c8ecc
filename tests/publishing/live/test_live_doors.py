"""The measures of a live service are asked like any other: command, API and pages say the same, and show their rows."""

import csv
import io
import re
from typing import Any

import pytest
from django.test import Client

from llif.metrics.catalogue import EVERY, LIVE
from llif.portfolio.registers.measures import MEASURE_WORDS, SHARES, MeasureName
from llif.publishing import vocabulary
from llif.terms.quantity import Unit
from tests.publishing.live.conftest import Printed
from tests.publishing.why.test_why_pages import text
from tests.publishing.why.world import BENEFIT, OBJECTIVE, entry

AT = "/api/v1/portfolios/small"
QUARTER = "from=2024-01-01&to=2024-04-01"
IN_QUARTER = ("--from", "2024-01-01", "--to", "2024-04-01")
FOUR = [word for name in LIVE for word in ("--measure", name)]
ASKED = "&".join(f"measure={name}" for name in LIVE)
VALUES = {"cost_per_transaction": 4.0, "take_up": 0.72, "completion_rate": 0.8, "satisfaction": 0.75}
COUNTS = {"cost_per_transaction": 1000, "take_up": 1000, "completion_rate": 900, "satisfaction": 40}
SAID = {"cost_per_transaction": "£4.00", "take_up": "72 %", "completion_rate": "80 %", "satisfaction": "75 %"}
MADE_OF = {
    "cost_per_transaction": ("amount", "total"),
    "take_up": ("completed", "total"),
    "completion_rate": ("completed", "started"),
    "satisfaction": ("best", "n"),
}


@pytest.mark.usefixtures("why")
@pytest.mark.parametrize(
    "whose", [["product=letters", "--product", "letters"], ["each=product", "--each", "product"], [""]]
)
@pytest.mark.parametrize("grain", ["", "month"])
def test_the_api_says_what_the_command_prints(why: Client, printed: Printed, whose: list[str], grain: str) -> None:
    cut = (f"&by={grain}", ("--by", grain)) if grain else ("", ())
    found = why.get(f"{AT}/figures?{ASKED}&{QUARTER}&{whose[0]}{cut[0]}".replace("&&", "&").rstrip("&")).json()
    assert found == printed(*FOUR, *IN_QUARTER, *whose[1:], *cut[1])
    assert {row["measure"]: row["value"] for row in found if row["value"] is not None} == pytest.approx(VALUES)


@pytest.mark.usefixtures("why")
def test_a_figure_has_the_form_of_all_others(printed: Printed) -> None:
    rows = {row["measure"]: row for row in printed(*FOUR, *IN_QUARTER)}
    assert {name: row["n"] for name, row in rows.items()} == COUNTS
    assert {name: row["unit"] for name, row in rows.items()} == {
        "cost_per_transaction": "GBP",
        **dict.fromkeys(("take_up", "completion_rate", "satisfaction"), "share"),
    }
    take_up = rows["take_up"]
    assert (round(take_up["low"], 4), round(take_up["high"], 4)) == (0.6914, 0.7469)
    assert rows["cost_per_transaction"]["low"] is None
    assert {row["state"] for row in rows.values()} == {"measured"}


@pytest.mark.usefixtures("why")
def test_every_measure_is_asked_where_none_is_named(printed: Printed) -> None:
    assert {row["measure"] for row in printed(*IN_QUARTER)} == set(EVERY)
    assert {row["measure"] for row in printed(*IN_QUARTER, "--each", "team")} == set(EVERY) - set(LIVE)


@pytest.mark.parametrize("name", LIVE)
@pytest.mark.parametrize("product", ["letters", ""])
def test_a_value_is_that_of_the_rows_listed(why: Client, name: str, product: str) -> None:
    of = f"&product={product}" if product else ""
    rows = why.get(f"{AT}/evidence?measure={name}&{QUARTER}{of}").json()["rows"]
    part, whole = MADE_OF[name]
    (figure,) = why.get(f"{AT}/figures?measure={name}&{QUARTER}{of}").json()
    assert figure["value"] == pytest.approx(sum(row[part] for row in rows) / sum(row[whole] for row in rows))
    assert figure["n"] == sum(row[whole] for row in rows)
    lines = why.get(f"{AT}/evidence?measure={name}&{QUARTER}{of}&format=csv").content.decode("utf-8-sig")
    told = list(csv.DictReader(io.StringIO(lines)))
    assert sum(float(row[part]) for row in told) == pytest.approx(sum(row[part] for row in rows))


@pytest.mark.parametrize("language", ["", "/cy"])
@pytest.mark.parametrize("name", LIVE)
@pytest.mark.parametrize("product", ["letters", "all"])
def test_the_page_of_a_value_lists_its_rows(why: Client, language: str, name: str, product: str) -> None:
    found = text(why, f"{language}/small/{product}/{name}/?from=2024-01-01&to=2024-03-31")
    assert "{" not in found
    assert {"cost_per_transaction": "£4", "take_up": "72 %", "completion_rate": "80 %", "satisfaction": "75 %"}[
        name
    ] in (found)
    csv_of = why.get(f"/small/{product}/{name}/evidence.csv?from=2024-01-01&to=2024-03-31")
    assert csv_of.content.decode("utf-8-sig").splitlines()[0].endswith(",".join(MADE_OF[name]))


def test_the_page_of_benefits_says_the_same_of_products_and_of_all(why: Client) -> None:
    found = text(why, "/small/benefits/?from=2024-01-01&to=2024-03-31")
    row = r"£4\.00 n = 1,000 .*?72 % n = 1,000 · 95 % interval .*?80 % n = 900 .*?75 % .*?n = 40"
    assert re.search(rf"All products {row}", found)
    assert re.search(rf"Letters {row}", found)
    assert "1 of 3 products measured" in found


def test_what_is_not_offered_is_refused_with_what_is(why: Client, command: Printed) -> None:
    for words, said in (
        (("--team", "post"), "take_up is told of products and of the whole portfolio, not of teams."),
        (("--each", "team"), "Of teams there are: deployment_frequency, lead_time,"),
        (("--kind", "feature"), "take_up is not told by kind of work. Ask for it without a kind. By kind there are:"),
    ):
        done = command("--measure", "lead_time", "--measure", "take_up", *words)
        assert done.exit_code != 0
        assert said in str(done.exception)
    refused = why.get(f"{AT}/figures?measure=take_up&team=post")
    assert refused.status_code == 422
    assert refused.json()["what"] == "take_up is told of products and of the whole portfolio, not of teams."
    assert "flow_velocity" in refused.json()["remedy"]


def test_the_four_are_among_the_measures_wherever_these_are_listed(why: Client) -> None:
    listed = {row["measure"]: row for row in why.get("/api/v1/measures").json()}
    assert list(listed) == list(EVERY) == [*EVERY]
    assert listed["satisfaction"]["least_n"] == 10
    page = text(why, "/definitions/")
    for name in LIVE:
        assert vocabulary.MEASURES[name].definition in page
    assert set(vocabulary.MEASURES) == set(EVERY)
    assert {name for name, each in EVERY.items() if each.unit is Unit.SHARE} - {"flow_distribution"} == SHARES
    assert {each.value for each in MeasureName} == set(EVERY) - {"flow_distribution"} == set(MEASURE_WORDS)


def test_a_benefit_a_key_result_a_risk_and_an_initiative_may_rest_on_them(why: Client) -> None:
    for name, completed in (("t0", 400), ("t2", 900)):
        days = {"t0": ("2024-01-01", "2024-01-31"), "t2": ("2024-03-01", "2024-03-31")}[name]
        entry(
            "transactions", name, "letters", first=days[0], last=days[1], started=1000, completed=completed, total=1000
        )
    online = {"code": "online", "category": "societal", "unit": "share", "measure": "take_up", "product": "letters"}
    entry("benefits", "b9", **{**BENEFIT, **online, "baseline": 0.4, "baseline_on": "2024-01-01", "target": 0.95})
    benefit = text(why, "/small/benefits/online/")
    assert "On 31 March 2024 it was 90 %" in benefit
    assert "72 %" in benefit
    told = {"measure": "cost_per_transaction", "current": None, "current_on": None, "baseline": 8, "target": 2}
    entry("objectives", "o9", **{**OBJECTIVE, **told, "result_en": "Cheaper", "result_cy": "Rhatach"})
    assert re.search(r"Cheaper.{0,200}?4\b", text(why, "/small/strategy/"))
    scores = [f"{which}{name}" for which in ("inherent_", "", "target_") for name in ("consequence", "likelihood")]
    entry(
        "risks",
        "r9",
        title="Nobody is pleased",
        category="other",
        owner="Head of post",
        review_on="2999-01-01",
        watch_measure="satisfaction",
        watch_direction="below",
        watch_limit=0.8,
        **dict.fromkeys(scores, 2),
    )
    assert "User satisfaction, the whole portfolio: 75 %; limit 80 %" in text(why, "/small/risks/")
    aim = {"target_percent": 90, "deadline": "2999-01-01", "owner": "Head of post"}
    entry("initiatives", "i9", title="Online", asks="at_least", measure="take_up", limit=0.5, **aim)
    assert "Digital take-up: at least 50 %" in text(why, "/small/initiatives/")


def test_what_was_recorded_later_is_not_known_to_who_looks_back(why: Client, printed: Printed) -> None:
    rows = {row["measure"]: row for row in printed(*FOUR, *IN_QUARTER, "--as-at", "2024-04-01")}
    assert rows["take_up"]["state"] == "not measured"
    assert rows["satisfaction"]["value"] == 0.75
    assert why.get(f"{AT}/figures?{ASKED}&{QUARTER}&as_at=2024-04-01").json() == list(rows.values())
    name = rows["take_up"]["snapshot"]
    assert printed(*FOUR, *IN_QUARTER, "--snapshot", name) == list(rows.values())
    assert why.get(f"{AT}/figures?{ASKED}&{QUARTER}&snapshot={name}").json() == list(rows.values())
    page = text(why, "/small/letters/take_up/?from=2024-01-01&to=2024-03-31&as_at=2024-04-01")
    assert "There is none in this period." in page


def test_an_entry_follows_at_once_also_for_who_holds_an_answer(why: Client) -> None:
    path = f"{AT}/figures?measure=take_up&{QUARTER}"
    first = why.get(path)
    held = {"If-None-Match": first["ETag"]}
    assert why.get(path, headers=held).status_code == 304
    entry("transactions", "t2", "letters", first="2024-03-01", last="2024-03-31", started=9, completed=0, total=1000)
    again: Any = why.get(path, headers=held)
    assert again.status_code == 200
    assert again.json()[0]["value"] == pytest.approx(720 / 2000)


def test_the_whole_time_begins_with_the_first_record_of_any_sort(why: Client, printed: Printed) -> None:
    entry("transactions", "t0", "letters", first="2020-05-01", last="2020-05-31", started=9, completed=9, total=10)
    (whole,) = printed("--measure", "take_up")
    assert whole["period_start"] == "2020-04-30T23:00:00+00:00"
    assert whole["n"] == 1010
    assert why.get(f"{AT}/evidence?measure=take_up").json()["total"] == 2
