"""Scorecards that were worked out lately, kept as long as nothing that they rest on has changed.

A snapshot never changes and entries are only added. So how many entries there are says whether an answer still holds;
and when something was recorded of one product, only its row is worked out again.
"""

import threading
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from llif.portfolio.registers import recorded
from llif.publishing.scorecard.model import Scorecard, ScoreRow
from llif.publishing.scorecard.reckoning import Reckoning, assembled, moment, reckoning
from llif.publishing.words import language
from llif.warehouse.snapshots import Snapshot

MOST_KEPT = 12


@dataclass(frozen=True)
class Kept:
    """A scorecard, the state of the portfolio's entries it rests on, and by product how far its entries went."""

    state: tuple[object, ...]
    card: Scorecard
    reached: Mapping[str, object]


_kept: "OrderedDict[tuple[object, ...], Kept]" = OrderedDict()
_lock = threading.Lock()


def kept(snapshot: Snapshot, *, now: datetime, as_at: date | None = None, since: date | None = None) -> Scorecard:
    """The whole scorecard, as `scorecard` gives it. Two threads may both work one out; the later is kept."""
    asked = moment(snapshot, now, as_at)
    key = (snapshot.path, asked.day, asked.today, since, language())
    state = recorded.state(snapshot.portfolio, known_at=asked.known_at)
    with _lock:
        before = _kept.get(key)
    found = before if before and before.state == state else _worked_out(snapshot, now, as_at, since, state, before)
    with _lock:
        _kept[key] = found
        _kept.move_to_end(key)
        while len(_kept) > MOST_KEPT:
            _kept.popitem(last=False)
    return found.card


def _worked_out(
    snapshot: Snapshot,
    now: datetime,
    as_at: date | None,
    since: date | None,
    state: tuple[object, ...],
    before: Kept | None,
) -> Kept:
    known = reckoning(snapshot, now=now, as_at=as_at)
    reached = {product["id"]: _reached(known, product["id"]) for product in known.about["products"]}
    rows = {row.id: row for row in before.card.rows if before.reached[row.id] == reached[row.id]} if before else {}
    card = assembled(known, since, (_row(known, each, since, rows) for each in known.about["products"]))
    return Kept(state, card, reached)


def _row(known: Reckoning, product: Mapping[str, Any], since: date | None, rows: Mapping[str, ScoreRow]) -> ScoreRow:
    found = rows.get(product["id"])
    return found if found is not None else known.row(product, since)


def _reached(known: Reckoning, product: str) -> object:
    """How many entries of a product there are, and when the newest was recorded."""
    entries = known.entries.get(product, ())
    return len(entries), entries[-1].recorded_at if entries else None
