"""Which changes are new, and which have vanished, since the last collect. It reads only new commits.

The cursor keeps the frontier: the commits from which everything landed is reached.
"""

from collections.abc import Generator, Iterable, Iterator
from datetime import datetime
from itertools import islice

from llif.connectors.contract import Batch, Cursor, Event
from llif.connectors.git.graph import Parents, frontier
from llif.connectors.git.repository import Repository
from llif.connectors.git.shape import Reading, Row, change_row, tombstone
from llif.terms.errors import N_, Problem

BATCH = 5000
WRONG_TIME = N_("The time of this commit is no moment of the calendar, and so it is left out.")


def changes(
    repository: Repository, tips: set[str], how: Reading, cursor: Cursor, now: datetime
) -> Generator[Event, None, Parents | None]:
    """Rows of `changes` since the cursor, tombstones too; *Gives back* the whole graph where all of it was read."""
    past = cursor.get("changes", {})
    known = set(past.get("frontier", ()))
    held = repository.held(known)
    fresh: dict[str, tuple[str, ...]] = {}
    yield from _new(repository, tips, held if past.get("reading") == how.mark else set(), how, fresh)
    gone = _vanished(repository, frontier(known, fresh) & known, held, tips)
    yield from batches("changes", (tombstone(sha, now) for sha in sorted(gone)))
    cursor["changes"] = {"reading": how.mark, "frontier": sorted(tips if gone else frontier(known, fresh))}
    return None if known else fresh


def _new(
    repository: Repository, tips: set[str], known: set[str], how: Reading, fresh: dict[str, tuple[str, ...]]
) -> Iterator[Event]:
    """Fills `fresh` on the way. Each commit is translated as it is read, so that git need not wait."""
    rows: list[Row] = []
    for each in repository.commits(sorted(tips), sorted(known)) if tips - known else ():
        fresh[each.sha] = each.parents
        try:
            rows.append(change_row(each, how))
        except (ValueError, OverflowError):
            yield Problem(f"{repository.where}: commit {each.sha}", WRONG_TIME)
        if len(rows) == BATCH:
            yield Batch("changes", rows)
            rows = []
    yield from batches("changes", rows)


def _vanished(repository: Repository, ends: set[str], held: set[str], tips: set[str]) -> set[str]:
    """What no branch or tag reaches any more, as far as git still knows it."""
    stray = ends - tips
    return (stray - held) | repository.parents(stray & held, tips).keys()


def batches(table: str, rows: Iterable[Row]) -> Iterator[Batch]:
    """Rows of one table, some thousands at a time."""
    left = iter(rows)
    while some := list(islice(left, BATCH)):
        yield Batch(table, some)
