"""The oracle's reading of claims and rules: which landed row is whose, and what a rule says of it.

Plain Python, written from DEFINITIONS and not from the engine, so that the two can disagree. It refuses to be fast.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any

from llif.metrics.reading import Claim, PortfolioReading
from llif.terms.work import Condition, Kind, ValueStreamMapping, WorkState

Row = Mapping[str, Any]
Key = tuple[str, str]
once = lru_cache(maxsize=256)


class Landed:
    """Landed tables by name. Two are the same only if they are one, so that what is read of it is worked out `once`."""

    def __init__(self, tables: Mapping[str, Sequence[Row]]) -> None:
        self.tables = tables


HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


def rows(landed: Landed, table: str) -> Sequence[Row]:
    return landed.tables.get(table, ())


def key(row: Row) -> Key:
    """A row's identity: its source and its id there."""
    return (row["source"], row["id"])


def claimed(claims: Iterable[Claim], row: Row, field: str) -> bool:
    """Whether any claim names this row's container, service or repository; `*` names all of a source."""
    return any(claim.source == row["source"] and claim.name in ("*", row[field]) for claim in claims)


def kind_of(mapping: ValueStreamMapping, row: Row) -> Kind:
    """The first rule that matches gives the kind."""
    return next((rule.kind for rule in mapping.kinds if matches(rule.when, row)), Kind.UNMAPPED)


def state_of(mapping: ValueStreamMapping, row: Row) -> WorkState:
    """The first rule that matches gives the state; a status that no rule maps waits."""
    return next((rule.state for rule in mapping.states if matches(rule.when, row)), WorkState.WAITING)


def matches(when: Condition, row: Row) -> bool:
    """Every field that is named must match; within a field, any of its values; a record's tags, any of them."""
    return (
        _among(when.types, [row.get("type")])
        and _among(when.tags, row.get("tags") or [])
        and _among(when.statuses, [row.get("status")])
        and _among(when.resolutions, [row.get("resolution")])
    )


def _among(wanted: Sequence[str], found: Iterable[str | None]) -> bool:
    return not wanted or bool({fold(text) for text in wanted} & {fold(text) for text in found if text is not None})


def fold(text: str) -> str:
    return text.strip().lower()


def in_production(mapping: ValueStreamMapping, environment: str | None) -> bool:
    return environment is not None and fold(environment) in {fold(name) for name in mapping.production}


def until(reading: PortfolioReading, instant: datetime | None) -> bool:
    """Whether something had happened by the portfolio's as-at."""
    return instant is not None and instant <= reading.as_at
