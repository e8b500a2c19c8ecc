"""The round trip: a workbook made of what stands, and an upload held beside it. Pages and command line begin here."""

from collections.abc import Sequence
from functools import cache, partial

from django.utils import timezone

from llif.access.actor import Actor
from llif.access.permissions import can_rate
from llif.publishing.registers.subject import Subject, standing, subject
from llif.publishing.scorecard import scorecard
from llif.publishing.sheets.changes import Beside, Edit, Found, around, changes
from llif.publishing.sheets.faults import CellFault
from llif.publishing.sheets.read_me import read_me
from llif.publishing.sheets.reading import Book
from llif.publishing.sheets.seen import seen
from llif.publishing.sheets.writing import workbook
from llif.publishing.words import named
from llif.warehouse.snapshots import Snapshot


def of(snapshot: Snapshot) -> Subject:
    """What a snapshot's workbook is of."""
    return subject(snapshot.portfolio, snapshot.manifest["portfolio"])


def made(snapshot: Snapshot) -> bytes:
    """The workbook of a snapshot's portfolio as it stands now, in the language of the page."""
    whole = of(snapshot)
    name = named(snapshot.manifest["portfolio"].get("name"), snapshot.portfolio)
    now = timezone.now()
    pages = [read_me(whole, name, snapshot, now.date()), seen(scorecard(snapshot, now=now))]
    return workbook(whole, standing(whole), snapshot.name, pages)


def held(book: Book, whole: Subject, *, by: Actor) -> Found:
    """What an uploaded workbook holds. *Raises* NoWorkbook for one of another portfolio."""
    return changes(book, _beside(whole, by))


def standing_faults(edits: Sequence[Edit], whole: Subject, *, by: Actor) -> list[CellFault]:
    """What of an upload does not go with what stands now."""
    return list(around(edits, _beside(whole, by)))


def _beside(whole: Subject, by: Actor) -> Beside:
    return Beside(whole, standing(whole), cache(partial(can_rate, by, whole.portfolio)), timezone.now().date())
