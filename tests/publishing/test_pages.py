"""Every page answers in both languages, complete, and asks no other host for anything."""

import re

import pytest
from django.test import Client

from llif.publishing import words
from llif.publishing.pages import sources

PRODUCT_PAGES = ("small/letters/", "small/booking/", "small/clinic-system/", "small/all/")
WHY = ("small/strategy/", "small/benefits/", "small/investment/")
PAGES = ("", "definitions/", "small/", "small/sources/", *WHY, *PRODUCT_PAGES)
MEASURES = ("lead_time", "change_fail_rate", "flow_time", "flow_load", "flow_distribution", "time_to_restore")
EVIDENCE = tuple(f"small/{product}/{measure}/" for product in ("letters", "all") for measure in MEASURES)
QUESTIONS = (
    "small/?days=30&sort=lead_time",
    "small/?from=2023-06-01&to=2023-08-31&sort=-name",
    "small/?team=post&q=LETT",
    "small/?page=99&days=%C2%B2&sort=nonsense",
    "small/letters/?by=week",
    "small/letters/?by=quarter",
    "small/letters/flow_velocity/?kind=defect",
    "small/all/flow_velocity/?days=365&page=2",
    "small/item/?id=desk%3ALET-1",
)
FILES = ("small/table.csv", "small/letters/lead_time/series.csv", "small/letters/lead_time/evidence.csv")
ASKED_OF_A_HOST = re.compile(r"<(?:script|img|link|iframe|source|form)\b[^>]*?\b(?:src|href|action)=\"(?:https?:)?//")


@pytest.mark.parametrize("language", ["en", "cy"])
@pytest.mark.parametrize("path", [*PAGES, *EVIDENCE, *QUESTIONS])
def test_every_page_answers(pages: Client, language: str, path: str) -> None:
    response = pages.get(f"/{path}" if language == "en" else f"/cy/{path}")
    text = response.content.decode()
    assert response.status_code == 200
    assert f'<html lang="{language}">' in text
    assert response["Content-Language"] == language
    assert not ASKED_OF_A_HOST.search(text)
    assert not re.search(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son\w+=", text)
    assert "{" not in re.sub(r"<[^>]*>", "", text)


@pytest.mark.parametrize("path", [*PAGES, *FILES, "nowhere/"])
def test_no_inline_script_or_style_is_allowed(pages: Client, path: str) -> None:
    policy = pages.get(f"/{path}")["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy


@pytest.mark.parametrize("path", FILES)
def test_tables_come_as_csv(pages: Client, path: str) -> None:
    response = pages.get(f"/{path}")
    assert response["Content-Type"].startswith("text/csv")
    lines = response.content.decode("utf-8-sig").splitlines()
    assert len({line.count(",") for line in lines}) == 1
    assert len(lines) > 3


@pytest.mark.parametrize(
    "path",
    ["nowhere/", "small/nowhere/", "small/letters/nonsense/", "small/item/", "small/item/?id=LET-1", "cy/nowhere/"],
)
def test_what_is_not_there_says_so_in_its_language(pages: Client, path: str) -> None:
    response = pages.get(f"/{path}")
    assert response.status_code == 404
    said = "Nid oes tudalen o'r fath" if path.startswith("cy/") else "There is no such page"
    assert said in response.content.decode().replace("&#39;", "'")


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("from=yesterday", "“yesterday” is not a date"),
        ("from=2024-03-02&to=2024-03-01", "must begin before it ends"),
        ("as_at=2001-01-01", "Nothing had been published as at 2001-01-01"),
        ("as_at=2199-01-01", "The day 2199-01-01 is yet to come"),
        ("snapshot=gone", "There is no snapshot gone"),
    ],
)
def test_a_question_that_cannot_be_answered_says_what_to_change(pages: Client, question: str, said: str) -> None:
    response = pages.get(f"/small/?{question}")
    assert response.status_code == 400
    assert said in response.content.decode()


def test_the_language_switch_keeps_page_and_question(pages: Client) -> None:
    english = pages.get("/small/letters/?days=30&by=week").content.decode()
    assert 'href="/cy/small/letters/?days=30&amp;by=week"' in english
    welsh = pages.get("/cy/small/letters/?days=30&by=week").content.decode()
    assert 'href="/small/letters/?days=30&amp;by=week"' in welsh


def test_a_chart_is_an_image_without_styles_and_names_months_in_welsh(pages: Client) -> None:
    english = pages.get("/small/letters/flow_velocity/chart.svg").content.decode()
    welsh = pages.get("/cy/small/letters/flow_velocity/chart.svg").content.decode()
    assert english.startswith("<svg")
    assert "style=" not in english
    assert "feature" in english
    assert "nodwedd" in welsh


def test_what_is_unknown_is_said_and_is_no_number(pages: Client) -> None:
    text = pages.get("/small/").content.decode()
    rows = dict(
        re.findall(r'<tr role="row">\s*<th scope="row"[^>]*><a href="/small/([\w-]+)/".*?>(.*?)</tr>', text, re.DOTALL)
    )
    assert "supplier-held" in rows["clinic-system"]
    assert "stale since 5 October 2023" in rows["booking"]
    assert "supplier-held" not in rows["letters"]


def test_rows_are_sorted_with_the_unknown_last(pages: Client) -> None:
    def order(sort: str) -> list[str]:
        text = pages.get(f"/small/?sort={sort}").content.decode()
        return re.findall(r'<th scope="row" role="rowheader"><a href="/small/([\w-]+)/', text)

    assert order("-flow_velocity")[0] == "letters"
    assert order("flow_velocity")[0] == "letters"
    assert order("name") == ["booking", "clinic-system", "letters"]
    assert order("-name") == ["letters", "clinic-system", "booking"]


def test_sources_tell_what_failed_and_what_was_left_out_in_the_language_of_the_page() -> None:
    record = {
        "where": "change log",
        "what": "The log contradicts itself or today's fields {count} times, in {issues} issues ({some}).",
        "remedy": "",
        "values": [["count", "8"], ["issues", "8"], ["some", "X-1"]],
    }
    kept = {
        "fine": {"problems": [], "problem_count": 0, "error": None},
        "desk": {"problems": [record], "problem_count": 150, "error": record},
    }
    with words.speaking("cy"):
        ((name, found),) = sources.troubled(kept)
    assert (name, found["count"], found["error"]) == ("desk", 150, found["problems"][0])
    assert "X-1" in found["problems"][0]["what"]
    assert not found["problems"][0]["what"].startswith("The log")


def test_a_chart_to_zoom_holds_the_same_figures_as_its_file(pages: Client) -> None:
    answer = pages.get("/cy/small/letters/lead_time/chart.json?by=quarter").json()
    layers = answer["spec"]["layer"]
    pointed = next(layer for layer in layers if "tooltip" in layer["encoding"])
    rows = answer["spec"]["datasets"][pointed["data"]["name"]]
    lines = pages.get("/small/letters/lead_time/series.csv?by=quarter").content.decode("utf-8-sig").splitlines()[1:]
    measured = [float(line.split(",")[6]) for line in lines if line.split(",")[6]]
    assert [row["value"] * 24 for row in rows] == pytest.approx(measured, rel=1e-3)
    assert answer["time"]["months"][0] == "Ionawr"
    assert pages.get("/small/letters/nonsense/chart.json").status_code == 404
