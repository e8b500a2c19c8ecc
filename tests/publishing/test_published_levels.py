"""The published tables in words: their holes are named, and read as `metrics.levels` reads them."""

import pytest
from django.test import Client

from llif.publishing import words
from llif.publishing.figures import published_levels

PLAIN = str.maketrans({"\N{NO-BREAK SPACE}": " "})


def table(year: int) -> published_levels.Table:
    return next(each for each in published_levels.tables() if each.year == year)


def test_the_2021_table_as_printed_with_its_holes() -> None:
    found = table(2021)
    assert [(row.level, [cell.translate(PLAIN) for cell in row.printed]) for row in found.rows][1] == (
        "High",
        ["between once a week and once a month", "1 day to 1 week", "less than 1 day", "16 to 30 %"],
    )
    assert [(each.measure, each.values.translate(PLAIN), each.level) for each in found.readings] == [
        ("deployment_frequency", "between once a day and once a week", "between Elite and High"),
        ("lead_time", "over 1 hour and under 1 day", "between Elite and High"),
        ("lead_time", "over 1 week and under 1 month", "between High and Medium"),
        ("time_to_restore", "over 1 week and under 6 months", "between Medium and Low"),
        ("change_fail_rate", "over 15 % and under 16 %", "between Elite and High"),
        ("change_fail_rate", "16 to 30 %", "High, Medium or Low"),
        ("change_fail_rate", "more than 30 %", "worse than any band printed"),
    ]


@pytest.mark.parametrize(
    ("year", "reading"),
    [
        (2019, ("time_to_restore", "1 hour to 1 day", "High or Medium")),
        (2022, ("lead_time", "less than 1 day", "better than any band printed")),
        (2023, ("lead_time", "1 week to 1 month", "Medium or Low")),
    ],
)
def test_equal_rows_and_the_ends_of_other_years(year: int, reading: tuple[str, str, str]) -> None:
    assert reading in [(each.measure, each.values, each.level) for each in table(year).readings]


def test_every_word_of_the_tables_is_welsh() -> None:
    with words.speaking("cy"):
        said = " ".join(cell for each in published_levels.tables() for row in each.rows for cell in row.printed)
    assert not {"on", "less", "more", "between", "day", "week", "month", "once"} & set(said.split())


def test_the_quick_check_counts_only_what_was_answered(pages: Client) -> None:
    supplier = pages.get("/small/clinic-system/").content.decode()
    assert "0 of 5 answered" in supplier
    assert "of 10" not in supplier
    letters = pages.get("/small/letters/").content.decode()
    assert "<b>6.1 of 10</b>" in letters
    assert "3 of 5 answered" in letters
    assert '/definitions/#quick-check"' in letters
