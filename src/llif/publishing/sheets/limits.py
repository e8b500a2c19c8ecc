"""How large a workbook may be, with room for five hundred products, and what is said of one that is larger."""

from llif.terms.errors import N_, InputError

MIB = 1 << 20
LARGEST_FILE = 10 * MIB
LARGEST_UNPACKED = 64 * MIB
STEEPEST = 200
STEEP_FROM = MIB
MOST_PARTS = 200
MOST_ROWS = 30_000
MOST_CELLS = 400_000
MOST_TEXTS = 200_000
MOST_COLUMNS = 500
COLUMNS_READ = 100
MOST_ELEMENTS = 20_000
"""Between one row or text and the next; in a part that is no sheet and no table of texts: in all of it."""

DOWNLOAD_AGAIN = N_("Download the sheet again, and change only what is to be recorded.")
SAVE_AS = N_("Save it as an Excel workbook (.xlsx) and upload that.")


class NoWorkbook(InputError):
    """The file is no workbook that can be read here. `where` names the sheet, or the part of the file."""


def too_large(what: str, limit: float, where: str | None = None) -> NoWorkbook:
    """*Takes* the template of a message with the place `{limit}`."""
    return NoWorkbook(what, where=where, remedy=DOWNLOAD_AGAIN, limit=f"{limit:,.0f}")


def broken(where: str | None = None) -> NoWorkbook:
    return NoWorkbook(N_("The file is damaged and cannot be read."), where=where, remedy=SAVE_AS)
