"""Where things stand in the workbook, for its writer and its reader.

A hidden sheet says of which portfolio it is. A register's sheet begins with a hidden row of machine names and hidden
columns of place and version, so that it is understood whatever is renamed, moved or sorted.
"""

MARK = "llif scorecard sheet"
FORMAT = 1
ABOUT = ("format", "portfolio", "snapshot", "language")
PRODUCT, KEY, VERSION = "@product", "@key", "@version"
SHOWN_PRODUCT, SHOWN_KEY = "@name", "@of"
PLACING = (PRODUCT, KEY, VERSION, SHOWN_PRODUCT, SHOWN_KEY)
LABELS = "@labels"
SPARE_ROWS = 200
"""Rows with drop-downs below the entries of a register that has room for new ones."""

IDENTITY, LISTS = "llif", "lists"


def machine_name(register: str, column: str) -> str:
    """What the hidden row says above a column."""
    return f"{register}.{column}"
