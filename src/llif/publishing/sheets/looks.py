"""How cells look: what may be edited is white, what may not is grey."""

from dataclasses import dataclass

from xlsxwriter import Workbook
from xlsxwriter.format import Format

from llif.publishing.registers.columns import Column, Holds

TOP = {"valign": "top", "text_wrap": True}
AS_TEXT = {**TOP, "num_format": "@"}


@dataclass(frozen=True)
class Looks:
    """The formats of one workbook. `quoted` is text that begins as a formula does: it stays text when it is edited."""

    heading: Format
    fixed: Format
    text: Format
    quoted: Format
    day: Format
    number: Format

    def of(self, column: Column) -> Format:
        if column.holds is Holds.DAY:
            return self.day
        return self.number if column.holds is Holds.NUMBER else self.text


def looks(book: Workbook) -> Looks:
    return Looks(
        heading=book.add_format({**TOP, "bold": True, "bg_color": "#005EB8", "font_color": "#FFFFFF"}),
        fixed=book.add_format({**TOP, "bg_color": "#F0F4F5", "font_color": "#212B32"}),
        text=book.add_format(AS_TEXT),
        quoted=book.add_format({**AS_TEXT, "quote_prefix": True}),
        day=book.add_format({"valign": "top", "num_format": "yyyy-mm-dd", "align": "left"}),
        number=book.add_format({"valign": "top", "num_format": "General"}),
    )
