"""Work items and their histories, of all four kinds and some without one. Pure."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from random import Random

from llif.demo.example.dice import END, Row, counted, dice, moment, picked, spread, weeks
from llif.demo.example.profiles import Profile

KINDS = (
    ("Story", "New Feature"),
    ("Bug", ""),
    ("Story", "Tech Debt"),
    ("Story", "Security"),
    ("Story", "Research and Development"),
)
WAY = (("New", 0.0), ("Approved", 0.9), ("In progress", 0.75), ("In review", 0.7), ("Ready for release", 0.35))
"""Each status, and the part of the product's typical days that passes before it."""
LAST_STEP = 0.25
DROPPED, REOPENED, FORGOTTEN = 0.06, 0.04, 0.006
DEFECTS_ARE_QUICKER = 0.55
WIDTH = 0.75


def work(profile: Profile) -> Iterator[tuple[Row, list[Row]]]:
    """Each item with its status changes, as far as they had come on the last day."""
    throw, number = dice(profile.id, "work"), 0
    for week in weeks():
        for _each in range(counted(throw, profile.weekly)):
            number += 1
            created = moment(throw, week)
            item = f"{profile.key}-{number}"
            kind = picked(throw, profile.mix)
            steps = list(_steps(throw, created, profile.work_days * (DEFECTS_ARE_QUICKER if kind == 1 else 1)))
            if created < END:
                yield _item(profile, item, kind, steps), list(_changes(item, kind, steps))


def _steps(throw: Random, at: datetime, days: float) -> Iterator[tuple[datetime, str]]:
    """A way through the statuses: some are dropped on it, some forgotten, some opened again at its end."""
    dropped, forgotten = (throw.random() < share for share in (DROPPED, FORGOTTEN))
    for place, (status, part) in enumerate(WAY):
        at += timedelta(days=spread(throw, days * part / 2, WIDTH) if part else 0)
        if at >= END:
            return
        yield at, status
        if dropped and place == 2:
            yield at + timedelta(days=1), "Removed"
            return
        if forgotten and place == 3:
            return
    yield from _ends(throw, at, days)


def _ends(throw: Random, at: datetime, days: float) -> Iterator[tuple[datetime, str]]:
    ways = ["Done", "In progress", "Done"] if throw.random() < REOPENED else ["Done"]
    for status in ways:
        at += timedelta(days=spread(throw, days * LAST_STEP, WIDTH))
        if at < END:
            yield at, status


def _item(profile: Profile, item: str, kind: int, steps: list[tuple[datetime, str]]) -> Row:
    type_, tag = KINDS[kind]
    last = max((at for at, _status in steps if at < END), default=steps[0][0])
    return {
        "id": item,
        "key": item,
        "container": profile.id,
        "type": type_,
        "tags": tag,
        "created_at": steps[0][0].isoformat(),
        "last_activity_at": last.isoformat(),
    }


def _changes(item: str, kind: int, steps: list[tuple[datetime, str]]) -> Iterator[Row]:
    type_, tag = KINDS[kind]
    for place, (at, status) in enumerate(steps):
        if at < END:
            yield {
                "id": f"{item}:{place}",
                "item_id": item,
                "changed_at": at.isoformat(),
                "sequence": place,
                "status": status,
                "type": type_,
                "tags": tag,
            }
