"""A row of a survey's export as an answer. Pure: no file, no clock, no network.

A date is read by the first pattern that it fits. One that fits a later pattern only shows that the file mixes two ways
to write dates: it is used, and said to be so, with those that fit both.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from llif.connectors.instants import instant
from llif.connectors.persons import is_address

Row = dict[str, object]


class Unusable(ValueError):
    """`found` stands where `wanted` should."""

    def __init__(self, column: str, found: str, wanted: str) -> None:
        self.column, self.wanted = column, wanted
        self.found = "an e-mail address" if is_address(found) else repr(found)[:80]
        super().__init__(f"{column}: {self.found}")


class Answer(NamedTuple):
    """What is kept of a row. `score` is null where the code is unlisted. Equal answers cannot be told apart."""

    service: str
    answered_at: datetime
    score: float | None
    language: str | None
    channel: str | None

    def mark(self) -> str:
        """Sixteen hexadecimal digits: the first part of an answer's id; the second is its number among equal ones."""
        return hashlib.sha256(repr((self.service, self.answered_at.isoformat(), *self[2:])).encode()).hexdigest()[:16]


@dataclass
class Dates:
    """The patterns of dates, tried in their order, and how many dates of each kind were met."""

    patterns: Sequence[str]
    zone: ZoneInfo
    later: dict[str, int] = field(default_factory=dict)
    both: int = 0
    known: dict[str, tuple[datetime, str, bool]] = field(default_factory=dict)

    def read(self, column: str, text: str) -> datetime:
        """*Raises* Unusable where no pattern fits."""
        if text not in self.known:
            self.known[text] = self._read(column, text)
        found, pattern, is_both = self.known[text]
        if pattern != self.patterns[0]:
            self.later[pattern] = self.later.get(pattern, 0) + 1
        self.both += is_both
        return found

    def _read(self, column: str, text: str) -> tuple[datetime, str, bool]:
        fits = [(moment, pattern) for pattern in self.patterns if (moment := self._fits(text, pattern))]
        if not fits:
            raise Unusable(column, text, f"a date as {' or '.join(self.patterns)}")
        return *fits[0], any(moment != fits[0][0] for moment, _pattern in fits)

    def _fits(self, text: str, pattern: str) -> datetime | None:
        try:
            return instant(text, self.zone, pattern)
        except ValueError:
            return None


@dataclass(frozen=True)
class Reading:
    """How answers are read: the listed codes, what every landed row bears, and what is said where nothing stands."""

    codes: dict[str, int]
    constants: Row
    unnamed: str
    nulls: frozenset[str]


def service(parts: Sequence[str], reading: Reading) -> str:
    """The words of the columns that name the service, joined. *Raises* Unusable for an e-mail address."""
    for part in parts:
        if is_address(part):
            raise Unusable("service", part, "text that is no e-mail address")
    return ": ".join(reading.unnamed if part in reading.nulls else " ".join(part.split()) for part in parts)


def optional(column: str, found: str, reading: Reading) -> str | None:
    if is_address(found):
        raise Unusable(column, found, "text that is no e-mail address")
    return None if found in reading.nulls else found


def row(answer: Answer, number: int, reading: Reading) -> Row:
    """The landed row of the answer with this number, from 1, among those equal to it."""
    return {**answer._asdict(), **reading.constants, "id": f"{answer.mark()}:{number}"}
