"""The sheet that says what the workbook is and what may be done with it."""

from collections.abc import Iterator
from datetime import date

from llif.publishing import wording
from llif.publishing.registers.subject import Subject
from llif.publishing.sheets.writing import Page
from llif.publishing.words import gettext as _
from llif.publishing.words import language
from llif.warehouse.snapshots import Snapshot

WIDTH = 100


def read_me(of: Subject, name: str, snapshot: Snapshot, today: date) -> Page:
    """*Takes* the portfolio's name as it is read, and the day on which the sheet is made."""
    return Page(_("Read me"), [[line] for line in _lines(of, name, snapshot, today)], [WIDTH])


def _lines(of: Subject, name: str, snapshot: Snapshot, today: date) -> Iterator[str]:
    yield _("{portfolio}: the scorecard and what is recorded behind it", portfolio=name)
    yield _("Made on {date}. Snapshot: {snapshot}.", date=wording.day(today), snapshot=snapshot.name)
    yield ""
    sheets = wording.listed([kept.register.title.within(language()) for kept in of.kept.values()])
    yield _("What is recorded is edited in these sheets: {sheets}.", sheets=sheets)
    yield _("White cells may be edited. Grey cells, the scorecard, and hidden rows and columns are not to be changed.")
    yield _("A row is an entry. Columns whose heading ends with * must be filled in for an entry to be recorded.")
    yield _("To withdraw an entry, empty every white cell of its row.")
    yield _("A row or a sheet that you delete changes nothing: what was recorded stays.")
    if any(kept.is_open for kept in of.kept.values()):
        yield _("Where a product may have several entries, a new row is a new entry. Choose its product.")
    yield _("Rows may be sorted and filtered by the arrows of the headings. Columns may be moved and renamed.")
    yield _("Choices may be written in English or Welsh. Days are written as 2027-03-31. Formulas are not read.")
    yield ""
    yield _("Upload the file where it was downloaded. Every change is shown before anything is recorded.")
    yield _("If somebody recorded the same entry meanwhile, you see theirs beside yours, and nothing is lost.")
