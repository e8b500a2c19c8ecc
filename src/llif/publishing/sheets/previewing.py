"""Changes, faults and clashes as rows of a page: was and becomes by cell, in the language of the page."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from llif.publishing import wording
from llif.publishing.registers.columns import Column
from llif.publishing.registers.said import worded
from llif.publishing.registers.subject import Subject
from llif.publishing.sheets.changes import Clash, Edit
from llif.publishing.words import gettext as _
from llif.publishing.words import language


@dataclass(frozen=True)
class Changed:
    """One field of an entry: its cell, what it was and what it becomes; null for nothing."""

    where: str
    product: str
    of: str
    field: str
    was: str | None
    becomes: str | None
    is_withdrawn: bool = False


@dataclass(frozen=True)
class Clashing:
    """An entry that two people changed: its row, and the fields that differ, by label."""

    where: str
    product: str
    of: str
    yours: tuple[tuple[str, str | None], ...]
    theirs: tuple[tuple[str, str | None], ...]
    by: str
    at: str


def changed(edits: Iterable[Edit], of: Subject) -> Iterator[Changed]:
    """A row for each field that changes."""
    for edit in edits:
        kept = of.kept[edit.place.register]
        about = (of.label(edit.place.product, language()), key_of(edit, of))
        for column in kept.columns:
            was, becomes = worded(column, edit.before), worded(column, edit.after)
            if was != becomes:
                where = f"{edit.sheet}!{edit.cells.get(column.name, edit.row)}"
                yield Changed(where, *about, column.label.within(language()), was, becomes, edit.after is None)


def clashing(clashes: Iterable[Clash], of: Subject, zone: str) -> Iterator[Clashing]:
    for clash in clashes:
        edit, theirs = clash.edit, clash.theirs
        columns = of.kept[edit.place.register].columns
        differing = [each for each in columns if worded(each, edit.after) != worded(each, theirs.content)]
        yield Clashing(
            where=f"{edit.sheet}!{edit.row}",
            product=of.label(edit.place.product, language()),
            of=key_of(edit, of),
            yours=tuple(_fields(differing, edit.after)),
            theirs=tuple(_fields(differing, theirs.content)),
            by=theirs.by,
            at=wording.instant(theirs.recorded_at, zone),
        )


def _fields(columns: Iterable[Column], content: Mapping[str, Any] | None) -> Iterator[tuple[str, str | None]]:
    if content is not None:
        yield from ((each.label.within(language()), worded(each, content)) for each in columns)


def key_of(edit: Edit, of: Subject) -> str:
    """What a product's entry is of: a dimension, a question; empty where it has one, and for a new one."""
    keys = of.kept[edit.place.register].keys
    if edit.place.key in keys:
        return keys[edit.place.key].within(language())
    return _("a new entry") if edit.based_on == 0 and of.kept[edit.place.register].is_open else ""
