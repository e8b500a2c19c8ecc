"""Records what the people of the made-up organisation are said to have judged, through the door that everybody uses.

Where anything was ever recorded, it is left as it is: what a visitor of the demo changed stays, and a second run writes
nothing.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import yaml
from django.utils import timezone

from llif.access.actor import Actor
from llif.portfolio.registers.entries import Place
from llif.portfolio.registers.recorded import newest
from llif.practices import recording, registry

PORTFOLIO = "example"
ENTRIES = Path(__file__).resolve().parent / "registers.yaml"
DAY_OF_KEY = re.compile(r"^\d{4}-\d{2}-\d{2}(?=\.)")
FROM_TODAY = re.compile(r"([+-]\d+) days\Z")


def record(*, by: Actor, moved: timedelta = timedelta(0)) -> int:
    """Record every entry of the file whose place is still empty, all or none. *Gives* how many were written.

    *Takes* how far the days of the file are moved.
    """
    kept = registry.registers(recording.followed(PORTFOLIO))
    taken = {each.place for each in newest(PORTFOLIO, withdrawn=True)}
    writes: list[recording.Write] = []
    versions: dict[Place, int] = {}
    for place, content in entries(timezone.now().date(), moved):
        if place not in taken:
            based_on = versions.get(place, recording.NEVER_RECORDED)
            writes.append(recording.Write(kept[place.register], place, content, based_on))
            versions[place] = based_on + 1
    recording.record_all(writes, by=by)
    return len(writes)


def entries(today: date, moved: timedelta = timedelta(0)) -> Iterator[tuple[Place, Mapping[str, Any]]]:
    """Each entry's place and content, in the order of the file; a day such as `+90 days` is counted from `today`."""
    told: Mapping[str, list[dict[str, Any]]] = yaml.safe_load(ENTRIES.read_text(encoding="utf-8"))
    for register, several in told.items():
        for each in several:
            key = DAY_OF_KEY.sub(lambda day: _moved(day[0], moved), str(each.pop("key", "")))
            place = Place(register, PORTFOLIO, str(each.pop("of", "")), key)
            yield place, {name: _value(value, today, moved) for name, value in each.items()}


def _moved(day: str, moved: timedelta) -> str:
    return (date.fromisoformat(day) + moved).isoformat()


def _value(value: object, today: date, moved: timedelta) -> object:
    if isinstance(value, date):
        return (value + moved).isoformat()
    found = FROM_TODAY.match(value) if isinstance(value, str) else None
    return (today + timedelta(days=int(found[1]))).isoformat() if found else value
