"""A row of a FOCUS export as a charge, and charges of one container, day and currency as one cost. Pure.

Charge periods of FOCUS are UTC instants, the end left out; a landed cost's days are both included.
Source: FOCUS 1.0 to 1.2, *FinOps Open Cost and Usage Specification*.
"""

import hashlib
import json
import math
import re
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from llif.connectors.instants import instant
from llif.connectors.persons import is_address

CURRENCY = re.compile(r"[A-Z]{3}\Z")
MOMENT = timedelta(microseconds=1)
DECIMALS = 6
Row = dict[str, object]


class Unusable(ValueError):
    """`found` stands in a column where `wanted` should."""

    def __init__(self, column: str, found: object, wanted: str) -> None:
        self.column, self.wanted = column, wanted
        self.found = "an e-mail address" if is_address(str(found)) else repr(found)[:80]
        super().__init__(f"{column}: {self.found}")


class Key(NamedTuple):
    """What charges are added up by."""

    container: str
    first: date
    last: date
    currency: str

    @property
    def id(self) -> str:
        told = (self.container, self.first.isoformat(), self.last.isoformat(), self.currency)
        return hashlib.sha256(repr(told).encode()).hexdigest()[:20]


def key(container: str, start: object, end: object, currency: str) -> Key:
    """*Raises* Unusable."""
    first, after = (_instant(name, cell) for name, cell in (("ChargePeriodStart", start), ("ChargePeriodEnd", end)))
    if after <= first:
        raise Unusable("ChargePeriodEnd", end, "an instant after ChargePeriodStart")
    code = currency.strip().upper()
    if not CURRENCY.match(code):
        raise Unusable("BillingCurrency", currency, "a currency of three letters, such as GBP")
    if is_address(container):
        raise Unusable("container", container, "text that is no e-mail address")
    return Key(container, first.date(), (after - MOMENT).date(), code)


def _instant(column: str, cell: object) -> datetime:
    try:
        return instant(cell, ZoneInfo("UTC")).astimezone(UTC)
    except ValueError as error:
        raise Unusable(column, cell, "an instant such as 2024-09-01T00:00:00Z") from error


def amount(column: str, cell: object) -> float:
    """*Raises* Unusable."""
    try:
        found = float(str(cell).strip())
    except ValueError as error:
        raise Unusable(column, cell, "a number") from error
    if not math.isfinite(found):
        raise Unusable(column, cell, "a number")
    return found


def tag(cell: Any, name: str) -> str:
    """A tag's value; empty where there is none.

    *Takes* JSON text, or pairs as Parquet holds a map. *Raises* Unusable.
    """
    if cell is None or cell == "":
        return ""
    try:
        told = dict(json.loads(cell) if isinstance(cell, str) else cell)
    except (ValueError, TypeError) as error:
        raise Unusable("Tags", cell, "named values as JSON") from error
    value = told.get(name)
    return "" if value is None else str(value).strip()


def row(of: Key, total: float, category: str, spend: str | None) -> Row:
    """The landed cost of the charges of a key."""
    return {
        "id": of.id,
        "container": of.container,
        "period_start": of.first,
        "period_end": of.last,
        "category": category,
        "spend": spend,
        "amount": round(total, DECIMALS),
        "currency": of.currency,
    }


def changed(now: Mapping[str, float], before: Mapping[str, float]) -> list[str]:
    """The ids whose sum is new or another."""
    return [name for name, total in now.items() if round(total, DECIMALS) != before.get(name)]
