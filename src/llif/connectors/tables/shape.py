"""Cells become landed values. Pure: no file, no clock, no network.

It refuses what does not fit a column's type, and any text that is an e-mail address: no person may be kept.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from llif.connectors.instants import instant
from llif.connectors.persons import is_address
from llif.terms.records import COLUMNS, EVERY_ROW, REQUIRED, Type

STAMPED = ("source", "observed_at")
TRUE, FALSE = frozenset(("true", "yes", "y", "t", "1")), frozenset(("false", "no", "n", "f", "0"))
ALLOWED: Mapping[Type, str] = {
    Type.TEXT: "text that is no e-mail address",
    Type.TEXTS: "a list of texts that are no e-mail addresses",
    Type.INSTANT: "a date and time such as 2024-05-31T09:30 (or the pattern set as `instants`)",
    Type.DAY: "a date such as 2024-05-31 (or the pattern set as `days`)",
    Type.INTEGER: "a whole number",
    Type.NUMBER: "a number such as 1234.5",
    Type.FLAG: "true or false, yes or no, 1 or 0",
}


class Misfit(ValueError):
    """A cell does not fit: the landed column, what was found, what is allowed."""

    def __init__(self, column: str, found: object, allowed: str) -> None:
        self.column, self.allowed = column, allowed
        self.found = "an e-mail address" if is_address(str(found)) else repr(found)[:80]
        super().__init__(f"{column}: {self.found}")


@dataclass(frozen=True)
class Words:
    """How cells are read: what means null, how lists are cut, how dates are written, in which zone."""

    zone: ZoneInfo
    nulls: frozenset[str]
    list_separator: str
    instants: str | None = None
    days: str | None = None


@dataclass(frozen=True)
class Plan:
    """Where each landed column comes from: the places of its cells in a row (several only for `id`), or a constant."""

    table: str
    places: Mapping[str, tuple[int, ...]]
    constants: Mapping[str, object]
    words: Words


def importable(table: str) -> dict[str, Type]:
    """The columns that a file may bring for a table: all but those that the landing stamps."""
    return {name: type_ for name, type_ in {**EVERY_ROW, **COLUMNS[table]}.items() if name not in STAMPED}


def needed(table: str) -> tuple[str, ...]:
    return ("id", *REQUIRED[table])


def row(plan: Plan, cells: Sequence[object]) -> dict[str, object]:
    """One landed row. *Raises* Misfit for the first cell that does not fit or is needed and null."""
    types = importable(plan.table)
    landed = dict(plan.constants)
    for column, places in plan.places.items():
        found = [cells[place] for place in places]
        landed[column] = (
            composed(found, plan.words) if len(found) > 1 else value(column, types[column], found[0], plan.words)
        )
    _complete(plan.table, landed)
    return landed


def _complete(table: str, landed: Mapping[str, object]) -> None:
    """A tombstone needs its id alone."""
    for column in ("id",) if landed.get("deleted_at") else needed(table):
        if landed.get(column) is None:
            raise Misfit(column, None, "a value")


def row_id(plan: Plan, cells: Sequence[object]) -> str | None:
    """The id of a row, also of one that cannot be landed; null where it has none."""
    try:
        found = [cells[place] for place in plan.places.get("id", ())]
        return composed(found, plan.words) if len(found) > 1 else _text("id", found[0], plan.words) if found else None
    except (Misfit, IndexError):
        return None


def composed(found: Sequence[object], words: Words) -> str | None:
    """Several cells joined by a colon; an empty one leaves its place empty, and all empty is null."""
    parts = [_text("id", None if _is_null(part, words) else part, words) for part in found]
    return ":".join(part or "" for part in parts) if any(parts) else None


def value(column: str, type_: Type, found: object, words: Words) -> object:
    """One cell as a value of a landed type. *Raises* Misfit."""
    if _is_null(found, words):
        return None
    try:
        return _READERS[type_](column, found, words)
    except (ValueError, OverflowError) as error:
        raise error if isinstance(error, Misfit) else Misfit(column, found, ALLOWED[type_]) from error


def _is_null(found: object, words: Words) -> bool:
    if isinstance(found, float) and math.isnan(found):
        return True
    return found is None or (isinstance(found, str) and found.strip() in words.nulls)


def _text(column: str, found: object, words: Words) -> str | None:
    if _is_null(found, words):
        return None
    text = str(int(found)) if isinstance(found, float) and found.is_integer() else _plain(found)
    if is_address(text):
        raise Misfit(column, text, ALLOWED[Type.TEXT])
    return text


def _plain(found: object) -> str:
    return found.isoformat() if isinstance(found, date) else str(found).strip()


def _texts(column: str, found: object, words: Words) -> list[str]:
    parts = found if isinstance(found, list) else str(found).split(words.list_separator)
    read = (_text(column, part, words) for part in parts)
    return [text for text in read if text]


def _instant(column: str, found: object, words: Words) -> datetime:
    return instant(found, words.zone, words.instants)


def _day(column: str, found: object, words: Words) -> date:
    if isinstance(found, datetime):
        return found.date()
    if isinstance(found, date):
        return found
    text = str(found).strip()
    return datetime.strptime(text, words.days).date() if words.days else date.fromisoformat(text)  # noqa: DTZ007 - a day


def _integer(column: str, found: object, words: Words) -> int:
    number = _number(column, found, words)
    if not number.is_integer():
        raise Misfit(column, found, ALLOWED[Type.INTEGER])
    return (
        int(found)
        if isinstance(found, int | str) and "." not in str(found) and "e" not in str(found).lower()
        else int(number)
    )


def _number(column: str, found: object, words: Words) -> float:
    if isinstance(found, bool) or (isinstance(found, str) and "_" in found):
        raise Misfit(column, found, ALLOWED[Type.NUMBER])
    number = float(str(found))
    if not math.isfinite(number):
        raise Misfit(column, found, ALLOWED[Type.NUMBER])
    return number


def _flag(column: str, found: object, words: Words) -> bool:
    word = str(int(found)) if isinstance(found, float) and found.is_integer() else str(found).strip().lower()
    if word not in TRUE | FALSE:
        raise Misfit(column, found, ALLOWED[Type.FLAG])
    return word in TRUE


_READERS = {
    Type.TEXT: _text,
    Type.TEXTS: _texts,
    Type.INSTANT: _instant,
    Type.DAY: _day,
    Type.INTEGER: _integer,
    Type.NUMBER: _number,
    Type.FLAG: _flag,
}
