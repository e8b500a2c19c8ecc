"""An acceptance of a red or amber cell: while it holds, and why and when it ended by itself."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from llif.portfolio.registers.entries import Recorded
from llif.portfolio.scoring.cells import Acceptance, Ended
from llif.portfolio.scoring.spells import Seen, Span
from llif.portfolio.scoring.standing import WORST_FIRST
from llif.terms.scorecard import Rating

A_DAY = timedelta(days=1)


def acceptance(
    recorded: Recorded | None,
    seen: Sequence[tuple[date, Seen]],
    *,
    today: date,
    recorded_on: date,
    work_closed_on: date | None = None,
) -> Acceptance | None:
    """An acceptance as it stands on a day.

    *Takes* the cell on the days it may have changed, in order; the day it was recorded; and the day on which the
    linked work closed, if it did. It ends on the first day on which any of its conditions fails, and stays ended.
    """
    if recorded is None or recorded.content is None:
        return None
    told = recorded.content
    found = Acceptance(
        until=date.fromisoformat(told["until"]),
        worst=Rating(told["worst"]),
        limit=told["limit"],
        reason=told["reason"],
        owner=told["owner"],
        work=told["work"],
        recorded=recorded,
    )
    ends = [*_by_state(found, seen, recorded_on), *_by_day(found, today, recorded_on, work_closed_on)]
    ended_on, why = min(ends, key=lambda each: each[0], default=(None, None))
    return replace(found, ended=why, ended_on=ended_on)


def spans(
    versions: Sequence[Recorded],
    seen: Sequence[tuple[date, Seen]],
    *,
    today: date,
    recorded_on: Callable[[Recorded], date],
    closed: Mapping[str, date],
) -> tuple[Span, ...]:
    """When a cell was accepted, by any of the versions of its acceptance: no day twice, for a newer one ends an older.

    *Takes* all versions, the first first, and the day on which each work item closed.
    """
    found: list[Span] = []
    ends = [*(recorded_on(each) for each in versions[1:]), today + A_DAY]
    for each, next_on in zip(versions, ends, strict=True):
        begun, work = recorded_on(each), (each.content or {}).get("work")
        stood = acceptance(each, seen, today=today, recorded_on=begun, work_closed_on=closed.get(work or ""))
        end = min(next_on, (stood.ended_on or next_on) if stood else begun)
        if begun < end:
            found.append((begun, end))
    return tuple(found)


def _by_day(found: Acceptance, today: date, recorded_on: date, work_closed_on: date | None) -> list[tuple[date, Ended]]:
    ends = [(found.until + A_DAY, Ended.DATE)] if today > found.until else []
    if work_closed_on is not None and work_closed_on <= today:
        ends.append((max(work_closed_on, recorded_on), Ended.WORK))
    return ends


def _by_state(found: Acceptance, seen: Sequence[tuple[date, Seen]], recorded_on: date) -> list[tuple[date, Ended]]:
    """The first day since it was recorded on which the cell was no longer what was accepted."""
    for place, (day, each) in enumerate(seen):
        is_over = place + 1 < len(seen) and seen[place + 1][0] <= recorded_on
        why = None if is_over else _against(found, each)
        if why is not None:
            return [(max(day, recorded_on), why)]
    return []


def _against(found: Acceptance, seen: Seen) -> Ended | None:
    rating = seen.stood.rating
    if rating is Rating.NOT_ASSESSED:
        return Ended.UNKNOWN
    if rating not in (Rating.RED, Rating.AMBER):
        return Ended.GREEN
    if WORST_FIRST.index(rating) < WORST_FIRST.index(found.worst):
        return Ended.WORSE
    if found.limit is not None and seen.number is not None and seen.number > found.limit:
        return Ended.LIMIT
    return None
