"""Text to instants, with a declared zone where the text carries none. Pure: it reads no file and no clock.

A local time is made an instant by two rules. One that happens twice (clocks go back) is the *first* of the two. One
that never happens (clocks go forward) moves forward by the gap: 01:30 on such a night in London is 02:30 summer time.
It refuses to guess whether day or month comes first.
"""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError


def instant(found: object, zone: ZoneInfo, pattern: str | None = None) -> datetime:
    """The UTC instant that a cell names; a calendar date means its first moment in `zone`.

    *Takes* text (ISO 8601, or what `pattern` says in the words of strptime), a datetime or a date.
    *Raises* ValueError where it names none.
    """
    moment = _moment(found, pattern)
    try:
        return (moment if moment.tzinfo else moment.replace(tzinfo=zone)).astimezone(UTC)
    except OverflowError as error:
        raise ValueError(f"{found!r} lies outside the calendar") from error


def _moment(found: object, pattern: str | None) -> datetime:
    if isinstance(found, datetime):
        return found
    if isinstance(found, date):
        return datetime.combine(found, time())
    if not isinstance(found, str):
        raise ValueError(f"{found!r} is no date")
    if pattern:
        return datetime.strptime(found.strip(), pattern)  # noqa: DTZ007 - the zone is given by the caller's rule
    return datetime.fromisoformat(found.strip())


def known_zone(name: str) -> str:
    """The name itself, where the time zone database holds it. *Raises* ValueError (for pydantic) where it does not."""
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise ValueError(f"{name!r} is no time zone; a name such as Europe/London or UTC is wanted") from error
    return name
