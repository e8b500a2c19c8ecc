"""Drop-downs and other rules of a column's cells, so that a spreadsheet refuses what the upload would."""

from dataclasses import dataclass, field
from datetime import date

from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from llif.publishing.registers.columns import FIRST_DAY, Column, Holds
from llif.publishing.words import gettext as _
from llif.publishing.words import language

MOST_SAID = 255
"""Characters of a message beside a cell, by the format."""
Area = tuple[int, int, int, int]


@dataclass
class Lists:
    """The hidden sheet that holds the words of drop-downs, a column each."""

    sheet: Worksheet
    known: dict[tuple[str, ...], str] = field(default_factory=dict)

    def address(self, words: tuple[str, ...]) -> str:
        """Where these words stand, written there when they are asked for first."""
        if words not in self.known:
            column = len(self.known)
            for row, word in enumerate(words):
                self.sheet.write_string(row, column, word)
            letter = xl_col_to_name(column)
            self.known[words] = f"={self.sheet.get_name()}!${letter}$1:${letter}${len(words)}"
        return self.known[words]


def offer(sheet: Worksheet, area: Area, column: Column, lists: Lists) -> None:
    """Say in a column's cells what they take."""
    rule = _rule(column, lists)
    if column.hint and len(hint := column.hint.within(language())) <= MOST_SAID:
        rule["input_message"] = hint
    if rule:
        sheet.data_validation(*area, {"validate": "any", "ignore_blank": True, **rule})


def _rule(column: Column, lists: Lists) -> dict[str, object]:
    match column.holds:
        case Holds.CHOICE | Holds.FLAG:
            words = tuple(each.within(language()) for each in column.choices.values())
            said = _("Choose one of those offered.")
            return {"validate": "list", "source": lists.address(words), "error_message": said}
        case Holds.DAY:
            said = _("Write a day as year-month-day, such as 2027-03-31.")
            days = {"minimum": FIRST_DAY, "maximum": date(9999, 12, 31)}
            return {"validate": "date", "criteria": "between", **days, "error_message": said}
        case Holds.NUMBER:
            numbers = {"minimum": -1e15, "maximum": 1e15}
            return {"validate": "decimal", "criteria": "between", **numbers, "error_message": _("Write a number.")}
    return {}
