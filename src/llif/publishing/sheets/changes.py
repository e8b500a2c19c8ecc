"""An uploaded workbook beside what stands: every change it holds, every fault by cell, every clash. It writes nothing.

A row that still holds what was written there is no change, whatever was recorded since. A row or sheet that is not
there leaves what it stood for as it is; an emptied row withdraws its entry.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from llif.portfolio.registers import naming
from llif.portfolio.registers.contract import Register
from llif.portfolio.registers.entries import Place, Recorded
from llif.portfolio.registers.filling import FaultyEntry, filled
from llif.portfolio.registers.surroundings import Surroundings
from llif.practices.registry import registers
from llif.publishing.registers.said import told
from llif.publishing.registers.subject import Kept, Subject
from llif.publishing.sheets.faults import CellFault, RowFaults, fault, refuse
from llif.publishing.sheets.layout import KEY, PRODUCT, SHOWN_PRODUCT, VERSION
from llif.publishing.sheets.limits import NoWorkbook
from llif.publishing.sheets.placing import Placed, Placing
from llif.publishing.sheets.reading import Book, Row, Table
from llif.publishing.sheets.values import Unreadable, given, is_as_written
from llif.publishing.words import gettext as _
from llif.publishing.words import language
from llif.terms.errors import N_

Content = Mapping[str, Any]


@dataclass(frozen=True)
class Edit:
    """An entry as it becomes. `cells` are the addresses of its fields; `after` is null where it is withdrawn."""

    sheet: str
    row: int
    place: Place
    based_on: int
    before: Content | None
    after: Content | None
    cells: Mapping[str, str]


@dataclass(frozen=True)
class Clash:
    """Somebody recorded `theirs` after the sheet was downloaded, and the sheet says otherwise."""

    edit: Edit
    theirs: Recorded


@dataclass
class Found:
    """What an upload holds. `unchanged` counts rows; `absent` names the registers whose sheets are not in the file."""

    edits: list[Edit] = field(default_factory=list)
    faults: list[CellFault] = field(default_factory=list)
    clashes: list[Clash] = field(default_factory=list)
    unchanged: int = 0
    absent: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Beside:
    """What an upload is held beside: the portfolio, what stands in it, who may record of which product, and the day."""

    subject: Subject
    recorded: Mapping[Place, Recorded]
    may: Callable[[str], bool]
    today: date


def changes(book: Book, beside: Beside) -> Found:
    """*Raises* NoWorkbook for a file of another portfolio."""
    if book.portfolio != beside.subject.portfolio:
        raise NoWorkbook(
            N_("The workbook is of the portfolio {found}, and this is {wanted}."),
            remedy=N_("Upload it there, or download the sheet of this portfolio."),
            found=book.portfolio[:100],
            wanted=beside.subject.portfolio,
        )
    found = Found()
    tables = dict(_tables(book, beside.subject, found))
    for name, kept in beside.subject.kept.items():
        if name in tables:
            _compare(tables[name], kept, book.language, beside, found)
        else:
            _absent(kept, book, found)
    found.faults.extend(around(found.edits, beside))
    return found


def around(edits: Sequence[Edit], beside: Beside) -> Iterator[CellFault]:
    """Edits that cannot stand beside other entries and what is declared, once all of the upload is recorded."""
    would_stand = _standing(edits, beside.recorded)
    kept = registers(beside.subject.practices)
    surroundings = Surroundings(beside.subject.portfolio, lambda name: would_stand[name], kept.values())
    for edit in edits:
        register = kept[edit.place.register]
        found = surroundings.faults(register, edit.place, edit.before)
        if register.names_products:
            found += tuple(naming.unknown(register, surroundings.products, edit.before, edit.after))
        yield from (CellFault(f"{edit.sheet}!{edit.cells.get(each.name, edit.row)}", told(each)) for each in found)


def _standing(edits: Sequence[Edit], recorded: Mapping[Place, Recorded]) -> Mapping[str, Mapping[Place, Content]]:
    """What would stand, by register."""
    contents = {place: each.content for place, each in recorded.items()} | {each.place: each.after for each in edits}
    found: dict[str, dict[Place, Content]] = defaultdict(dict)
    for place, content in contents.items():
        if content is not None:
            found[place.register][place] = content
    return found


def _tables(book: Book, of: Subject, found: Found) -> Iterator[tuple[str, Table]]:
    seen: dict[str, str] = {}
    for table in book.tables:
        if table.register not in of.kept:
            said = _("This portfolio does not keep what this sheet is for. Delete the sheet.")
            found.faults.append(CellFault(table.title, said))
        elif table.register in seen:
            said = _("This sheet and “{other}” are copies. Delete one of them.", other=seen[table.register])
            found.faults.append(CellFault(table.title, said))
        else:
            seen[table.register] = table.title
            yield table.register, table


def _absent(kept: Kept, book: Book, found: Found) -> None:
    """A register without a sheet is left as it is, unless its sheet is there and cannot be told."""
    titles = {kept.register.title.en.casefold(), kept.register.title.cy.casefold()}
    headless = [title for title in book.titles if title.casefold() in titles]
    said = _("The hidden first row is gone. Download the sheet again, and paste the values into that.")
    found.faults.extend(CellFault(title, said) for title in headless)
    if not headless:
        found.absent.append(kept.name)


def _compare(table: Table, kept: Kept, tongue: str, beside: Beside, found: Found) -> None:
    gone = [each.label.within(language()) for each in kept.columns if each.name not in table.columns]
    gone += [name for name in (PRODUCT, KEY, VERSION) if name not in table.columns]
    if gone:
        said = _("Columns are gone: {columns}. Download the sheet again.", columns=", ".join(gone))
        found.faults.append(CellFault(table.title, said))
        return
    placing = Placing(table, kept, beside.subject, beside.recorded, {})
    for row in table.rows:
        try:
            at = placing.placed(row)
            edit = _edit(_Raw(row, table, kept, tongue), at, beside) if at else None
        except RowFaults as error:
            found.faults.extend(error.faults)
        else:
            _sort(edit, at is not None, beside, found)


def _sort(edit: Edit | None, is_row: bool, beside: Beside, found: Found) -> None:
    theirs = beside.recorded.get(edit.place) if edit else None
    if edit is None or (theirs and theirs.content == edit.after):
        found.unchanged += is_row
    elif theirs and theirs.version != edit.based_on:
        found.clashes.append(Clash(edit, theirs))
    else:
        found.edits.append(edit)


@dataclass(frozen=True)
class _Raw:
    """A row and what it is a row of. `tongue` is the language that the file was made in."""

    row: Row
    table: Table
    kept: Kept
    tongue: str

    def same(self, base: Content) -> set[str]:
        """The columns that hold what was written into them."""
        return {
            each.name
            for each in self.kept.columns
            if is_as_written(each, self.row.cells.get(each.name), base.get(each.name), self.tongue)
        }

    def values(self, base: Content, same: set[str]) -> dict[str, Any]:
        """A value for each field. *Raises* RowFaults with every cell that cannot be one."""
        values: dict[str, Any] = {name: base.get(name) for name in same}
        faults = []
        for each in self.kept.columns:
            if each.name not in same:
                try:
                    values[each.name] = given(each, self.row.cells.get(each.name), self.tongue)
                except Unreadable as error:
                    faults.append(fault(self.table, self.row.number, each.name, str(error)))
        if faults:
            raise RowFaults(faults)
        return values

    @property
    def is_emptied(self) -> bool:
        return not any(each.name in self.row.cells for each in self.kept.columns)

    @property
    def cells(self) -> Mapping[str, str]:
        return {each.name: self.table.address(each.name, self.row.number) for each in self.kept.columns}


def _edit(raw: _Raw, at: Placed, beside: Beside) -> Edit | None:
    """What a row changes of the version it was made from; null for nothing. *Raises* RowFaults."""
    base = at.base or {}
    same = raw.same(base)
    if len(same) == len(raw.kept.columns):
        return None
    edit = Edit(raw.table.title, raw.row.number, at.place, at.version, at.base, None, raw.cells)
    if not raw.kept.register.names_products and not beside.may(at.place.product):
        raise _refused(raw, at.place)
    if not raw.is_emptied:
        edit = replace(edit, after=_filled(raw, raw.values(base, same), beside.today, str(at.place)))
    if raw.kept.register.names_products and not _may_name(raw.kept.register, edit, beside):
        raise _refused(raw, at.place)
    return edit


def _may_name(register: Register, edit: Edit, beside: Beside) -> bool:
    return naming.may(register, [each for each in (edit.before, edit.after) if each is not None], beside.may)


def _refused(raw: _Raw, place: Place) -> RowFaults:
    """Somebody may not record it."""
    column = next(iter(raw.kept.register.names_products), SHOWN_PRODUCT)
    if column != SHOWN_PRODUCT:
        said = _("You may record only what names products of yours and no others. Leave the row as it was.")
    elif place.product:
        said = _("You may not record anything of this product. Leave the row as it was.")
    else:
        said = _("You may not record anything of the portfolio as a whole. Leave the row as it was.")
    return refuse(raw.table, raw.row.number, column, said)


def _filled(raw: _Raw, values: Content, today: date, where: str) -> Content:
    try:
        return filled(raw.kept.register, values, today, where)
    except FaultyEntry as error:
        raise RowFaults(
            fault(raw.table, raw.row.number, each.name if each.name in raw.cells else VERSION, told(each))
            for each in error.faults
        ) from error
