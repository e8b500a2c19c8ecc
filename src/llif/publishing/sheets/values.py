"""A cell beside what was written there: whether it was changed, and what value it gives now.

It refuses what a column cannot hold, with the reason in the language of the page.
"""

import math
import re
from datetime import date

from llif.publishing.registers.columns import Column, Holds, as_day, code_of, shown
from llif.publishing.sheets.reading import Cell, Holding, as_text
from llif.publishing.words import gettext as _

ESCAPED = re.compile(r"_x(00[01][0-9a-fA-F])_")
"""How a workbook writes characters that its text may not hold."""
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
AS_GOOD_AS_SAME = 1e-12
"""Workbooks keep 15 to 17 digits of a number."""

Value = str | float | bool | list["Value"] | None


class Unreadable(ValueError):
    """What a cell holds cannot be a value of its column; the message says why, in the language of the page."""


def is_as_written(column: Column, cell: Cell | None, value: object, language: str) -> bool:
    """Whether a cell still holds what a value looked like when the sheet was written."""
    expected = shown(column, value, language)
    if cell is None or expected is None:
        return cell is None and expected is None
    if cell.holding is not Holding.VALUE:
        return False
    if isinstance(expected, date):
        return as_day(cell.value) == expected or cell.value == expected.isoformat()
    if isinstance(expected, int | float):
        return _is_number(cell.value) and math.isclose(float(str(cell.value)), expected, rel_tol=AS_GOOD_AS_SAME)
    return _read_back(as_text(cell.value)) == _read_back(expected)


def given(column: Column, cell: Cell | None, language: str) -> Value:
    """What a cell gives for an entry, in the form that a form's field takes. *Raises* Unreadable."""
    if cell is None:
        return None
    if cell.holding is Holding.FORMULA:
        raise Unreadable(_("This holds a formula. Paste its value instead."))
    if cell.holding is Holding.ERROR:
        raise Unreadable(_("This holds an error of a formula. Write the value."))
    if column.several:
        lines = _tidy(as_text(cell.value)).splitlines()
        return [_given_one(column, line, language) for line in lines if line.strip()]
    return _given_one(column, cell.value, language)


def _given_one(column: Column, value: object, language: str) -> Value:
    match column.holds:
        case Holds.DAY:
            return _given_day(value)
        case Holds.NUMBER:
            return _given_number(value)
        case Holds.CHOICE | Holds.FLAG:
            return _given_choice(column, value, language)
    return _given_text(value)


def _given_day(value: object) -> str:
    if (found := as_day(value)) is not None:
        return found.isoformat()
    text = _tidy(as_text(value))
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        said = _("“{found}” is no day. Write year, month and day: 2027-03-31.", found=text[:50])
        raise Unreadable(said) from None


def _given_number(value: object) -> float | str:
    if _is_number(value):
        return value  # type: ignore[return-value]
    if isinstance(value, str):
        return _tidy(value)
    raise Unreadable(_("“{found}” is no number.", found=as_text(value)[:50]))


def _given_choice(column: Column, value: object, language: str) -> str | bool:
    text = _tidy(as_text(value))
    code = code_of(column, text, language)
    if code is None:
        offered = ", ".join(words.within(language) for words in column.choices.values())
        raise Unreadable(_("“{found}” is none of those offered: {offered}.", found=text[:50], offered=offered))
    return code == "true" if column.holds is Holds.FLAG else code


def _given_text(value: object) -> str:
    text = _tidy(as_text(value))
    if CONTROL.search(text):
        raise Unreadable(_("This holds a character that cannot be printed. Type the text again."))
    return text


def _tidy(text: str) -> str:
    plain = ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)
    return plain.replace("\r\n", "\n").replace("\r", "\n").strip()


def _read_back(text: str) -> str:
    """Text as openpyxl reads it: what escapes an escape is gone."""
    return _tidy(text.replace("x005F_", ""))


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
