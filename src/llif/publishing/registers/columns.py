"""A register's form as columns of a sheet and fields of a page: what each holds, and how a value looks there.

The file's language decides the words of choices; reading takes the words of either language, and the codes.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any, get_args, get_origin

from annotated_types import MaxLen
from pydantic.fields import FieldInfo

from llif.portfolio.declared import Words
from llif.portfolio.registers.contract import EntryForm, Names, Register, choices, told

YES_NO = {"true": Words("Yes", "Ydy"), "false": Words("No", "Nac ydy")}
NEVER_IN_MARKUP = dict.fromkeys((*range(0xD800, 0xE000), 0xFFFE, 0xFFFF), "\N{REPLACEMENT CHARACTER}")
FIRST_DAY = date(1900, 3, 1)
"""Earlier days are no dates in a workbook, and stand there as text."""


class Holds(StrEnum):
    """What a column's cells hold."""

    TEXT = "text"
    DAY = "day"
    NUMBER = "number"
    CHOICE = "choice"
    FLAG = "flag"


@dataclass(frozen=True)
class Column:
    """A field of a form. `choices` are words by code, where there are few; `needed`: an entry must give it.

    `several`: it holds a list, a line each; `longest` is the number of characters a text may have, null for no limit.
    `names` is what the ids are of that it holds; `offered` the hint where a page offers those to choose from.
    """

    name: str
    label: Words
    hint: Words | None
    holds: Holds
    needed: bool
    choices: Mapping[str, Words] = field(default_factory=dict)
    several: bool = False
    longest: int | None = None
    names: Names | None = None
    offered: Words | None = None


def columns(register: Register) -> tuple[Column, ...]:
    """The columns of a register's sheet, in the order of its form."""
    return tuple(_columns(register.form))


def _columns(form: type[EntryForm]) -> Iterator[Column]:
    for name, words in told(form):
        info = form.model_fields[name]
        kinds = frozenset(_types(info.annotation))
        offered = words.choices or {code: Words(code, code) for code in choices(form, name)}
        if bool in kinds and not offered:
            offered = YES_NO
        holds = _holds(kinds, bool(offered))
        several = bool(kinds & {tuple, list}) or any(get_origin(kind) in (tuple, list) for kind in kinds)
        yield Column(
            name, words.label, words.hint, holds, info.is_required(), offered, several, _longest(info),
            words.names, words.offered,
        )  # fmt: skip


def _longest(info: FieldInfo) -> int | None:
    """The limit may stand beside the field, or inside what may be null."""
    found = [*info.metadata, *(meta for kind in _types(info.annotation) for meta in getattr(kind, "__metadata__", ()))]
    inside = [each for meta in found for each in (meta, *getattr(meta, "metadata", ()))]
    return next((each.max_length for each in inside if isinstance(each, MaxLen)), None)


def _types(annotation: Any) -> Iterator[Any]:
    yield annotation
    for inner in get_args(annotation):
        yield from _types(inner)


def _holds(kinds: frozenset[Any], offered: bool) -> Holds:
    if bool in kinds:
        return Holds.FLAG
    if offered:
        return Holds.CHOICE
    if date in kinds:
        return Holds.DAY
    return Holds.NUMBER if kinds & {int, float} else Holds.TEXT


def shown(column: Column, value: object, language: str) -> str | float | date | None:
    """What a cell holds for a value of an entry's content; null for none, and for blank text."""
    if isinstance(value, list | tuple):
        return "\n".join(str(shown(column, each, language) or "") for each in value) or None
    if value is None or not str(value).strip():
        return None
    if column.holds in (Holds.CHOICE, Holds.FLAG):
        code = str(value).lower() if isinstance(value, bool) else str(value)
        return column.choices[code].within(language) if code in column.choices else code
    if column.holds is Holds.DAY:
        return _day(str(value))
    if isinstance(value, int | float) and not isinstance(value, bool):
        return value
    return str(value).translate(NEVER_IN_MARKUP)


def _day(text: str) -> date | str:
    try:
        found = date.fromisoformat(text)
    except ValueError:
        return text
    return found if found >= FIRST_DAY else text


def code_of(column: Column, text: str, language: str) -> str | None:
    """The code of a choice by its words in either language, those of the file's first, or by the code itself."""
    wanted = " ".join(text.split()).casefold()
    other = "en" if language == "cy" else "cy"
    for tongue in (language, other):
        for code, words in column.choices.items():
            if " ".join(words.within(tongue).split()).casefold() == wanted:
                return code
    return next((code for code in column.choices if code.casefold() == wanted), None)


def as_day(value: object) -> date | None:
    """A day where a cell holds one; an instant only at midnight."""
    if isinstance(value, datetime):
        return value.date() if value.time() == datetime.min.time() else None
    return value if isinstance(value, date) else None
