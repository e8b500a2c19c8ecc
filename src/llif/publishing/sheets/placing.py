"""Which entry a row of an uploaded sheet stands for, and which version of it the row was made from.

The hidden columns say so. A row without them was inserted: it is placed by the names it shows, or is a new entry where
a product may have several. A row whose hidden and shown names disagree is refused: it was sorted or filled in part.
"""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from llif.portfolio.registers.entries import Place, Recorded
from llif.portfolio.registers.recorded import history
from llif.publishing.registers.subject import WHOLE, Kept, Subject
from llif.publishing.sheets.faults import refuse
from llif.publishing.sheets.layout import KEY, PLACING, PRODUCT, SHOWN_KEY, SHOWN_PRODUCT, VERSION
from llif.publishing.sheets.reading import Holding, Row, Table, as_text
from llif.publishing.words import gettext as _
from llif.publishing.words import language

KEY_BYTES = 6


@dataclass(frozen=True)
class Placed:
    """A row's place, the version it was made from (0: none), and what that version held."""

    place: Place
    version: int
    base: Mapping[str, Any] | None


@dataclass(frozen=True)
class Placing:
    """Places the rows of one sheet. `seen` are the rows by the places they stood for."""

    table: Table
    kept: Kept
    subject: Subject
    recorded: Mapping[Place, Recorded]
    seen: dict[Place, int]

    def placed(self, row: Row) -> Placed | None:
        """The row's place, or null for a row that says nothing. *Raises* RowFaults."""
        if not any(name not in PLACING for name in row.cells) and PRODUCT not in row.cells:
            return None
        place = self._hidden(row) if PRODUCT in row.cells else self._shown(row)
        if place in self.seen:
            said = _("Row {row} stands for the same entry. Delete one of them.", row=self.seen[place])
            raise refuse(self.table, row.number, SHOWN_PRODUCT, said)
        self.seen[place] = row.number
        version = self._version(row) if PRODUCT in row.cells else 0
        return Placed(place, version, self._base(row, place, version))

    def _hidden(self, row: Row) -> Place:
        product, key = self._text(row, PRODUCT), self._text(row, KEY)
        product = "" if product == WHOLE else product
        if product not in self.subject.abouts(self.kept):
            said = _("The product {product} is not in the portfolio any more. Delete the row.", product=product)
            raise refuse(self.table, row.number, SHOWN_PRODUCT, said)
        if not self.kept.is_open and key not in self.kept.told_apart_by:
            said = _("Nothing is recorded under “{key}” any more. Delete the row.", key=key)
            raise refuse(self.table, row.number, SHOWN_KEY, said)
        shown = None if self.kept.is_of_whole else self.subject.product(self._text(row, SHOWN_PRODUCT))
        shown_key = self.kept.key(self._text(row, SHOWN_KEY))
        if (shown and shown != product) or (shown_key and shown_key != key):
            said = _(
                "This row was made for {product}, and its hidden cells still say so. Undo the sorting or copying, or "
                "insert a new row.",
                product=self.subject.label(product, language()),
            )
            raise refuse(self.table, row.number, SHOWN_PRODUCT, said)
        return Place(self.kept.name, self.subject.portfolio, product, key)

    def _shown(self, row: Row) -> Place:
        """An inserted row is placed by the names it shows."""
        product = "" if self.kept.is_of_whole else self.subject.product(self._text(row, SHOWN_PRODUCT))
        if product is None:
            said = _("Which product? Write its name as in the other rows.")
            raise refuse(self.table, row.number, SHOWN_PRODUCT, said)
        if self.kept.is_open:
            return Place(self.kept.name, self.subject.portfolio, product, secrets.token_hex(KEY_BYTES))
        key = self.kept.key(self._text(row, SHOWN_KEY)) if self.kept.keys else ""
        if key is None:
            raise refuse(self.table, row.number, SHOWN_KEY, _("Of what? Write it as in the other rows."))
        return Place(self.kept.name, self.subject.portfolio, product, key)

    def _version(self, row: Row) -> int:
        text = self._text(row, VERSION)
        if not text.isascii() or not text.isdigit() or len(text) > 9:
            said = _("The hidden version of this row cannot be read. Download the sheet again.")
            raise refuse(self.table, row.number, VERSION, said)
        return int(text)

    def _base(self, row: Row, place: Place, version: int) -> Mapping[str, Any] | None:
        stands = self.recorded.get(place)
        if version == 0:
            return None
        if stands is not None and version <= stands.version:
            return stands.content if version == stands.version else history(place)[version - 1].content
        said = _("Nobody recorded the version that this row was made from. Download the sheet again.")
        raise refuse(self.table, row.number, VERSION, said)

    def _text(self, row: Row, column: str) -> str:
        cell = row.cells.get(column)
        if cell is None:
            return ""
        if cell.holding is not Holding.VALUE:
            raise refuse(self.table, row.number, column, _("This holds a formula. Paste its value instead."))
        return as_text(cell.value).strip()
