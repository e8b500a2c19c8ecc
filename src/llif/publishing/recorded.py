"""What people recorded in registers, as a page's question asks for it: what stands now, or stood on the day asked."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime

from llif.portfolio.registers.entries import Recorded
from llif.portfolio.registers.recorded import newest
from llif.publishing.asking import Asked
from llif.publishing.live.records import known_by

Standing = Mapping[str, Sequence[Recorded]]
"""Entries that stand, by register."""


def known_at(question: Asked) -> datetime | None:
    """Until when entries are known: the end of a day where an address asks for it or for a snapshot, else null: now."""
    return known_by(question.snapshot, as_at=question.known_on, is_named=bool(question.given.get("snapshot")))


def standing(question: Asked) -> Standing:
    """Every entry that stands in the portfolio, in one query."""
    found: dict[str, list[Recorded]] = defaultdict(list)
    for each in newest(question.id, known_at=known_at(question)):
        found[each.place.register].append(each)
    return found
