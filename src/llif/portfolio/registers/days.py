"""Faults of days that several registers share."""

from collections.abc import Iterator
from datetime import date

from llif.portfolio.declared import Words
from llif.portfolio.registers.contract import FieldFault

BACKWARDS = Words("This day is not after {day}.", "Nid yw'r diwrnod hwn ar ôl {day}.")
BEFORE = Words("This day is before {day}.", "Mae'r diwrnod hwn cyn {day}.")
TO_COME = Words("The day {day} is yet to come.", "Nid yw'r diwrnod {day} wedi dod eto.")


def not_after(name: str, day: date | None, first: date | None) -> Iterator[FieldFault]:
    """Where a day should come after another."""
    if day is not None and first is not None and day <= first:
        yield FieldFault(name, BACKWARDS, {"day": first})


def before(name: str, day: date | None, first: date | None) -> Iterator[FieldFault]:
    """Where a day should not come before another."""
    if day is not None and first is not None and day < first:
        yield FieldFault(name, BEFORE, {"day": first})


def to_come(name: str, day: date | None, today: date) -> Iterator[FieldFault]:
    """Where a day should have been."""
    if day is not None and day > today:
        yield FieldFault(name, TO_COME, {"day": day})
