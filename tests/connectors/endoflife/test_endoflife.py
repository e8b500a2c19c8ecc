"""Lifecycles from endoflife.date's pages (a folder, git) and from two tables; no day is made up."""

import subprocess
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from llif.connectors.endoflife.source import CONNECTOR
from llif.terms.errors import SourceFailed
from tests.connectors.gathered import Gathered, gather, write

PAGE = """---
title: Laravel
category: framework
identifiers:
-   purl: pkg:composer/laravel/framework
-   cpe: cpe:/a:laravel:laravel
    repology: laravel
releases:
-   releaseCycle: "7"
    releaseDate: 2020-03-03
    eoas: 2020-10-06
    eol: 2021-03-03
    eoes: 2022-03-03
    latest: "7.30.6"
-   releaseCycle: "6"
    eol: true
-   releaseCycle: "12"
    eol: false
-   releaseCycle: "13"
---
> Words about it, with a line of
---
hyphens.
"""
CYCLES = "product,cycle,released,support_ends\nlaravel,7,2020-03-03,2021-03-03\nlaravel,6,,true\nlaravel,12,,false\n"


def collected(base: Path, cursor: dict[str, Any] | None = None, **told: Any) -> Gathered:
    return gather(CONNECTOR, base, cursor, **(told or {"repository": "eol"}))


def ends(found: Gathered) -> dict[str, tuple[date | None, bool | None]]:
    return {row["id"]: (row["support_ends"], row["is_supported"]) for row in found.rows["lifecycles"]}


SAID = {
    "laravel:7": (date(2021, 3, 3), None),
    "laravel:6": (None, False),
    "laravel:12": (None, True),
    "laravel:13": (None, None),
}


def test_a_folder_of_pages(tmp_path: Path) -> None:
    write(tmp_path / "eol/products/laravel.md", PAGE)
    write(tmp_path / "eol/products/notes/other.md", PAGE)
    found = collected(tmp_path)
    assert ends(found) == SAID
    seven = found.rows["lifecycles"][0]
    assert (seven["released"], seven["active_support_ends"]) == (date(2020, 3, 3), date(2020, 10, 6))
    assert seven["extended_support_ends"] == date(2022, 3, 3)
    assert [(row["kind"], row["value"]) for row in found.rows["lifecycle_identifiers"]] == [
        ("purl", "pkg:composer/laravel/framework"),
        ("cpe", "cpe:/a:laravel:laravel"),
        ("repology", "laravel"),
    ]
    assert found.problems == []


def git(folder: Path, *said: str) -> None:
    who = ("-c", "user.name=t", "-c", "user.email=t@t", "-c", "commit.gpgsign=false")
    subprocess.run(["git", "-C", str(folder), *who, *said], check=True, capture_output=True)


def repository(folder: Path) -> Path:
    write(folder / "products/laravel.md", PAGE)
    git(folder, "init", "--quiet")
    git(folder, "add", ".")
    git(folder, "commit", "--quiet", "-m", "pages")
    return folder


@pytest.mark.parametrize("form", ["bare", "address"])
def test_a_clone_without_files_and_an_address(tmp_path: Path, form: str) -> None:
    origin = repository(tmp_path / "origin")
    git(tmp_path, "clone", "--quiet", "--bare", str(origin), "eol.git")
    place = "eol.git" if form == "bare" else f"file://{origin}"
    cursor: dict[str, Any] = {}
    assert ends(collected(tmp_path, cursor, repository=place)) == SAID
    assert collected(tmp_path, cursor, repository=place).is_empty


def test_only_the_products_that_are_wanted(tmp_path: Path) -> None:
    write(tmp_path / "eol/products/laravel.md", PAGE)
    write(tmp_path / "eol/products/bad.md", "no page")
    found = collected(tmp_path, repository="eol", products=["laravel"])
    assert (ends(found), found.problems) == (SAID, [])


def test_two_tables(tmp_path: Path) -> None:
    write(tmp_path / "cycles.csv", CYCLES)
    write(tmp_path / "ids.csv", "product,kind,identifier\nlaravel,purl,pkg:composer/laravel/framework\n")
    found = collected(tmp_path, cycles="cycles.csv", identifiers="ids.csv")
    assert ends(found) == {key: told for key, told in SAID.items() if key != "laravel:13"}
    assert found.ids("lifecycle_identifiers") == ["laravel:purl:pkg:composer/laravel/framework"]


@pytest.mark.parametrize(
    ("page", "said"),
    [
        ("title: x\n", "products/bad.md, line 1: This holds 'title: x'; --- and YAML after it is wanted"),
        ("---\ntitle: x\n", "products/bad.md, line 2: "),
        ("---\na: [1\n---\n", "products/bad.md, line "),
        ("---\n- 1\n---\n", "products/bad.md: The page says nothing of a product"),
        ("---\ntitle: x\n---\n", "products/bad.md, releases: This holds None; a list of release cycles"),
        ("---\nreleases: [{releaseCycle: 7, eol: true}]\n---\n", "releases[1].releaseCycle: This holds 7; the cycle's"),
        ("---\nreleases: [{releaseCycle: '7', eol: soon}]\n---\n", "releases[1].eol: This holds 'soon'; a day such as"),
        ("---\nreleases: [{releaseCycle: '7', eol: 2021-02-30}]\n---\n", "products/bad.md"),
        ("---\nx: !!python/object/apply:os.system [ls]\n---\n", "products/bad.md, line 2: This is no YAML"),
    ],
)
def test_a_bad_page_is_named_and_the_rest_goes_on(tmp_path: Path, page: str, said: str) -> None:
    write(tmp_path / "eol/products/laravel.md", PAGE)
    write(tmp_path / "eol/products/bad.md", page)
    found = collected(tmp_path)
    assert ends(found) == SAID
    (problem,) = found.problems
    assert problem.startswith("products/bad.md")
    assert said in problem


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("laravel,5,,someday", "cycles.csv, row 3, row.eol: This holds 'someday'"),
        (",5,,", "cycles.csv, row 3, product: This holds ''"),
        ("laravel,5", "cycles.csv, row 3: The row has 2 cells, and the heading 4"),
    ],
)
def test_a_bad_row_is_named_and_the_rest_goes_on(tmp_path: Path, line: str, said: str) -> None:
    lines = CYCLES.splitlines()
    write(tmp_path / "cycles.csv", "\n".join([*lines[:2], line, *lines[2:]]))
    found = collected(tmp_path, cycles="cycles.csv")
    assert len(found.rows["lifecycles"]) == 3
    assert [problem[: len(said)] for problem in found.problems] == [said]


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ({"repository": "nowhere"}, r"nowhere: There is no page of a product here \(products/\*\.md\)"),
        ({"cycles": "wrong.csv"}, r"wrong\.csv, row 1: The columns cycle, support_ends are missing; the file has"),
        ({"cycles": "none.csv"}, r"none\.csv: 0 files are here"),
        ({"repository": "file:///nowhere/at/all"}, r"git says: .*Check the address"),
    ],
)
def test_what_cannot_be_read_at_all_fails(tmp_path: Path, told: dict[str, Any], said: str) -> None:
    write(tmp_path / "wrong.csv", "product,release\nlaravel,7\n")
    with pytest.raises(SourceFailed, match=said):
        collected(tmp_path, **told)


@pytest.mark.parametrize(
    "told",
    [
        {"repository": "a", "cycles": "b"},
        {},
        {"identifiers": "b"},
        {"repository": "ext::sh -c ls"},
        {"repository": "--upload-pack=ls"},
        {"repository": "https://me:secret@example.org/x"},
        {"repository": "ftp://example.org/x"},
    ],
)
def test_settings_that_are_refused(told: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        CONNECTOR.settings(**told)


class TestAgain:
    def test_a_cycle_that_went_gets_a_tombstone(self, tmp_path: Path) -> None:
        cursor: dict[str, Any] = {}
        page = write(tmp_path / "eol/products/laravel.md", PAGE)
        collected(tmp_path, cursor)
        assert collected(tmp_path, cursor).is_empty
        write(page, PAGE.replace('-   releaseCycle: "6"\n    eol: true\n', ""))
        assert collected(tmp_path, cursor).gone == {"lifecycles": ["laravel:6"]}

    def test_nothing_is_gone_while_a_page_cannot_be_read(self, tmp_path: Path) -> None:
        cursor: dict[str, Any] = {}
        page = write(tmp_path / "eol/products/laravel.md", PAGE)
        write(tmp_path / "eol/products/other.md", PAGE)
        collected(tmp_path, cursor)
        write(page, "cut off")
        found = collected(tmp_path, cursor)
        assert (found.gone, len(found.problems)) == ({}, 1)
        write(page, PAGE.replace('-   releaseCycle: "6"\n    eol: true\n', ""))
        assert collected(tmp_path, cursor).gone == {"lifecycles": ["laravel:6"]}


def test_real_tables(shared_data: Path) -> None:
    """8,351 cycles of 464 products: 7,228 with a day, 644 still supported and 479 ended without one."""
    told = {"cycles": "lifecycle/cycles.csv.gz", "identifiers": "lifecycle/identifiers.csv.gz"}
    cursor: dict[str, Any] = {}
    found = gather(CONNECTOR, shared_data, cursor, **told)
    rows = found.rows["lifecycles"]
    assert (len(rows), len({row["product"] for row in rows})) == (8351, 464)
    dated = sum(row["support_ends"] is not None for row in rows)
    assert (dated, sum(row["is_supported"] is True for row in rows)) == (7228, 644)
    assert sum(row["is_supported"] is False for row in rows) == 479
    assert len(found.rows["lifecycle_identifiers"]) == 1683
    assert (found.problems, gather(CONNECTOR, shared_data, cursor, **told).is_empty) == ([], True)
