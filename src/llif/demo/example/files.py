"""The made-up records as CSV files, as a user's own would lie there for the connector `tables`.

A file that stands as it should is left alone, so that nothing is landed twice.
"""

import csv
import io
from collections.abc import Callable, Iterable, Iterator
from datetime import timedelta
from itertools import chain
from pathlib import Path

from llif.demo.example import calendar, delivery, service, work
from llif.demo.example.dice import Row
from llif.demo.example.profiles import PROFILES, Profile

APART = "letters"
"""A product whose deployments come from a source of its own, which falls silent."""
REAL = "lifecycles"
"""The table whose days are real."""


def write(folder: Path, moved: timedelta = timedelta(0)) -> None:
    """Put every file under `folder`, whole, and only where it differs. *Takes* how far the made-up days are moved."""
    for name, rows in tables():
        text = _text(rows if name == REAL else [_later(row, moved) for row in rows])
        target = folder / f"{name}.csv"
        if target.is_file() and target.read_text(encoding="utf-8") == text:
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        part = target.with_suffix(".part")
        part.write_text(text, encoding="utf-8")
        part.replace(target)


def _later(row: Row, by: timedelta) -> Row:
    return {name: calendar.later(value, by) for name, value in row.items()}


def tables() -> Iterator[tuple[str, list[Row]]]:
    """Each file's name and its rows."""
    worked = [each for profile in PROFILES for each in work.work(profile)]
    yield "work_items", [item for item, _changes in worked]
    yield "status_changes", [change for _item, changes in worked for change in changes]
    delivered = {profile.id: delivery.delivery(profile) for profile in PROFILES}
    for folder, own in (("", set(delivered) - {APART}), (f"{APART}/", {APART})):
        made = [delivered[profile.id] for profile in PROFILES if profile.id in own]
        yield f"{folder}deployments", [row for each in made for row in each.deployments]
        yield f"{folder}changes", [row for each in made for row in each.changes]
        yield f"{folder}deployed_changes", [row for each in made for row in each.contents]
    caused = [row for each in delivered.values() for row in each.incidents]
    yield "incidents", [*caused, *_of_each(service.incidents)]
    yield "service_levels", _of_each(service.levels)
    yield "answers", _of_each(service.answers)
    yield "costs", _of_each(service.costs)
    yield "components", _of_each(service.components)
    yield "lifecycles", list(service.lifecycles())
    yield "lifecycle_identifiers", list(service.identifiers())


def _of_each(make: Callable[[Profile], Iterable[Row]]) -> list[Row]:
    return list(chain.from_iterable(map(make, PROFILES)))


def _text(rows: Iterable[Row]) -> str:
    found = list(rows)
    out = io.StringIO()
    lines = csv.DictWriter(out, list(found[0]), lineterminator="\n")
    lines.writeheader()
    lines.writerows(found)
    return out.getvalue()
