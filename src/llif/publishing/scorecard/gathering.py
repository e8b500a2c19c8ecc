"""What a scorecard rests on, read once: the evidence facts of a snapshot, and what people recorded."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property, partial
from typing import Any

from llif.metrics import evidence_rows
from llif.portfolio.registers.entries import Place, Recorded
from llif.practices.contract import Evidence
from llif.publishing.remembered import PerSnapshot
from llif.publishing.scorecard.timeline import KNOWN_ON, known_on
from llif.terms.time import day_of
from llif.warehouse.snapshots import Snapshot

Rows = Mapping[str, Sequence[Mapping[str, Any]]]


def _facts(snapshot: Snapshot) -> Mapping[str, Rows]:
    """By fact table and product, rows in the order in which they became known."""
    held = [table for table in KNOWN_ON if table in snapshot.manifest["tables"]]
    return {table: _in_order(table, evidence_rows.grouped(snapshot.arrow(table))) for table in held}


def _in_order(table: str, by_product: Mapping[str, list[dict[str, Any]]]) -> Rows:
    return {product: sorted(rows, key=partial(known_on, table)) for product, rows in by_product.items()}


facts = PerSnapshot(_facts)


@dataclass(frozen=True)
class Gathered:
    """What is known of one product: facts by table, and all versions of its entries, the first recorded first.

    On `day` and after it all of it is known; on an earlier day what had been seen or recorded by then.
    """

    product: Mapping[str, Any]
    facts: Mapping[str, Sequence[Mapping[str, Any]]]
    entries: Sequence[Recorded]
    zone: str
    day: date

    def recorded_on(self, entry: Recorded) -> date:
        return day_of(entry.recorded_at, self.zone)

    def evidence(self, day: date) -> Evidence:
        """The product's evidence as it was known on a day."""
        known = {table: self._known(table, rows, day) for table, rows in self.facts.items()}
        return Evidence(self.product["id"], day, known, self._standing(day), self.product)

    def _known(self, table: str, rows: Sequence[Mapping[str, Any]], day: date) -> Sequence[Mapping[str, Any]]:
        days = self._days[table]
        return rows if not days or days[-1] <= day else rows[: bisect_right(days, day)]

    @cached_property
    def _days(self) -> Mapping[str, list[date]]:
        return {table: [known_on(table, row) for row in rows] for table, rows in self.facts.items()}

    def _standing(self, day: date) -> Mapping[str, Sequence[Recorded]]:
        newest: dict[Place, Recorded] = {}
        for entry in self.entries:
            if day >= self.day or self.recorded_on(entry) <= day:
                newest[entry.place] = entry
        by_register: dict[str, list[Recorded]] = defaultdict(list)
        for place, entry in newest.items():
            if entry.content is not None:
                by_register[place.register].append(entry)
        return by_register

    def versions(self, register: str, key: str) -> list[Recorded]:
        return [each for each in self.entries if (each.place.register, each.place.key) == (register, key)]

    def changed_on(self, reads: Sequence[str]) -> list[date]:
        """The days on which a row or an entry that a rule reads became known."""
        rows = (day for table in reads for day in self._days.get(table, ()))
        entries = (self.recorded_on(each) for each in self.entries if each.place.register in reads)
        return sorted({*rows, *entries})
