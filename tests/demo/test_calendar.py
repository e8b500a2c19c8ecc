"""The made-up days are moved by whole weeks to the week of the first run, and stay there."""

import re
from datetime import date, timedelta
from pathlib import Path

import pytest

from llif.demo.example import calendar, files
from llif.demo.example.profiles import LAST


@pytest.mark.parametrize("after", [1, 2, 7, 8, 9, 400])
def test_the_last_day_lies_in_the_week_before_and_working_days_stay_so(tmp_path: Path, after: int) -> None:
    today = LAST + timedelta(days=after)
    by = calendar.moved(tmp_path / "example", today)
    assert by.days % 7 == 0
    assert timedelta(days=1) <= today - (LAST + by) <= timedelta(days=7)
    assert calendar.moved(tmp_path / "example", today + timedelta(days=100)) == by, "a later run lands nothing anew"


def test_before_its_last_day_nothing_is_moved(tmp_path: Path) -> None:
    assert calendar.moved(tmp_path, LAST) == timedelta(0)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2026-03-31", "2026-04-07"),
        ("2026-03-31T10:25:00+00:00", "2026-04-07T10:25:00+00:00"),
        ("results-major-2026-01-20", "results-major-2026-01-20"),
        (7, 7),
        ("", ""),
    ],
)
def test_only_whole_days_and_moments_are_moved(value: object, expected: object) -> None:
    assert calendar.later(value, timedelta(days=7)) == expected


def test_every_day_of_the_files_is_moved_but_those_that_are_real(tmp_path: Path) -> None:
    files.write(tmp_path / "as-made")
    files.write(tmp_path / "moved", timedelta(days=700))
    found: dict[str, set[str]] = {}
    for path in sorted((tmp_path / "moved").rglob("*.csv")):
        text = path.read_text(encoding="utf-8")
        found[path.name] = set(re.findall(r"(?<![\w-])(\d{4})-\d\d-\d\d", text))
        same = text == (tmp_path / "as-made" / path.relative_to(tmp_path / "moved")).read_text(encoding="utf-8")
        assert same == (not found[path.name] or path.stem == files.REAL), path.name
    assert all(
        year >= str(date(2026, 1, 1).year)
        for name, years in found.items()
        if name != "lifecycles.csv"
        for year in years
    )
