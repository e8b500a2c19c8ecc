"""An entry as the fields of a form: what each asks, what was typed or stands there, and what is wrong with it.

What was typed comes back as it was typed, also where it cannot be used.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import QueryDict
from pydantic_core import PydanticUndefined, to_jsonable_python

from llif.portfolio.registers.contract import SHORT, FieldFault, Names
from llif.portfolio.registers.products import ids
from llif.publishing.registers.columns import Column, Holds
from llif.publishing.registers.said import told
from llif.publishing.registers.subject import Kept
from llif.publishing.words import gettext as _
from llif.publishing.words import language

MOST_RADIOS = 6
"""More choices than this are a drop-down."""
A_DAY = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})")
Given = str | Sequence[str] | None
Offered = Callable[[Names], Mapping[str, str]]
"""What there is of what a field names: words by id."""


@dataclass(frozen=True)
class Field:
    """`look` is text, area, day, number, radios, select or checks; `values` are what it holds, as typed."""

    name: str
    label: str
    hint: str
    look: str
    needed: bool
    options: tuple[tuple[str, str], ...]
    values: tuple[str, ...]
    error: str

    @property
    def value(self) -> str:
        return "\n".join(self.values)


def typed(kept: Kept, posted: QueryDict) -> dict[str, Given]:
    """What a form sent, by field, as a register's form takes it. Days may be written as 31/3/2027 too."""
    return {column.name: _typed(column, posted) for column in kept.columns}


def _typed(column: Column, posted: QueryDict) -> Given:
    if column.several and column.choices:
        return posted.getlist(column.name)
    if column.names is Names.PRODUCTS:
        return ", ".join(posted.getlist(column.name))
    text = posted.get(column.name, "").strip()
    if column.several:
        return [line.strip() for line in text.splitlines() if line.strip()]
    return _day(text) if column.holds is Holds.DAY else text


def _day(text: str) -> str:
    """A day as people here write it, in the one form that is recorded; anything else stays as it is."""
    found = A_DAY.fullmatch(text)
    try:
        return date(*(int(part) for part in reversed(found.groups()))).isoformat() if found else text
    except ValueError:
        return text


def usual(kept: Kept) -> dict[str, Any]:
    """What a new entry begins with: the form's own defaults."""
    fields = kept.register.form.model_fields
    defaults = {name: info.get_default(call_default_factory=False) for name, info in fields.items()}
    return {name: to_jsonable_python(each) for name, each in defaults.items() if each not in (None, PydanticUndefined)}


def fields(
    kept: Kept, values: Mapping[str, Any], offered: Offered, faults: Sequence[FieldFault] = ()
) -> Iterator[Field]:
    """*Takes* values by field, typed or recorded; and what a field may name."""
    wrong: dict[str, str] = {}
    for fault in faults:
        wrong.setdefault(fault.name, told(fault))
    for column in kept.columns:
        given = tuple(_texts(values.get(column.name)))
        held = tuple(ids(" ".join(given))) if column.names is Names.PRODUCTS else given
        options = _options(column, held, offered)
        yield Field(
            name=column.name,
            label=column.label.within(language()),
            hint=_hint(column, options),
            look=_look(column),
            needed=column.needed,
            options=options,
            values=held,
            error=wrong.get(column.name, ""),
        )


def _options(column: Column, held: Sequence[str], offered: Offered) -> tuple[tuple[str, str], ...]:
    """What may be chosen, and what is held although it no longer may: it is history, or a slip to be mended."""
    if column.names is None:
        return tuple((code, words.within(language())) for code, words in column.choices.items())
    there = offered(column.names)
    return (*there.items(), *((each, each) for each in held if each and each not in there))


def _hint(column: Column, options: Sequence[tuple[str, str]]) -> str:
    if column.names and not options:
        return _("There is none to choose from yet.")
    hint = column.offered if column.names else column.hint
    return hint.within(language()) if hint else ""


def _look(column: Column) -> str:
    if column.names:
        return "checks" if column.names is Names.PRODUCTS else "select"
    if column.choices:
        if column.several:
            return "checks"
        return "radios" if column.needed and len(column.choices) <= MOST_RADIOS else "select"
    if column.several or (column.holds is Holds.TEXT and (column.longest is None or column.longest > SHORT)):
        return "area" if column.several or not _is_link(column) else "link"
    return {Holds.DAY: "day", Holds.NUMBER: "number"}.get(column.holds, "text")


def _is_link(column: Column) -> bool:
    return column.longest == LINK


LINK = 2_000
"""The longest an address may be; a text of that length is asked for on one line."""


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, bool):
        yield str(value).lower()
    elif isinstance(value, list | tuple):
        yield from map(str, value)
    elif value is not None:
        yield str(value)
