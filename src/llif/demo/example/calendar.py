"""How far the made-up days are moved, so that the last of them lies in the week before the demo was first made.

Whole weeks, so that working days stay working days; kept in a file, so that a later run lands nothing anew. The days on
which software support ends are real, and stay.
"""

import re
from datetime import date, datetime, timedelta
from pathlib import Path

from llif.demo.example.profiles import LAST

KEPT = "moved-by-days"
DAY = re.compile(r"\d{4}-\d\d-\d\d")
WHOLE = re.compile(r"\d{4}-\d\d-\d\d(T[\d:.]+\+00:00)?\Z")
A_WEEK = timedelta(days=7)


def moved(folder: Path, today: date) -> timedelta:
    """*Takes* the folder of the made-up files, and the day on which they are made if they are made now."""
    kept = folder / KEPT
    if not kept.is_file():
        folder.mkdir(parents=True, exist_ok=True)
        weeks = max((today - timedelta(days=1) - LAST) // A_WEEK, 0)
        kept.write_text(str((weeks * A_WEEK).days))
    return timedelta(days=int(kept.read_text()))


def later(value: object, by: timedelta) -> object:
    """A day or a moment as text, moved; anything else as it is."""
    if not isinstance(value, str) or not WHOLE.match(value):
        return value
    if "T" in value:
        return (datetime.fromisoformat(value) + by).isoformat()
    return (date.fromisoformat(value) + by).isoformat()


def all_later(text: str, by: timedelta) -> str:
    """A text with each of its days moved."""
    return DAY.sub(lambda found: str(later(found[0], by)), text)
