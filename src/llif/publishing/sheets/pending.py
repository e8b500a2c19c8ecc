"""What was previewed is kept on the server, and recorded as it was previewed: all of it or nothing.

A change is refused when its place has another version than was previewed. It trusts nothing that the confirmation sends
but the name of what was kept.
"""

import hashlib
import secrets
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from llif.access import audit
from llif.access.actor import Actor
from llif.portfolio.registers.entries import Place, Recorded
from llif.practices.recording import Write, record_all
from llif.publishing.models import Upload
from llif.publishing.registers.subject import Subject
from llif.publishing.sheets.changes import Clash, Edit, Found
from llif.terms.errors import N_, InputError

KEPT_FOR = timedelta(hours=1)
TOKEN_BYTES = 24


class Expired(InputError):
    """Nothing is kept under that name any more, for this person and portfolio."""

    def __init__(self) -> None:
        super().__init__(N_("This upload has expired."), remedy=N_("Upload the file again."))


def keep(found: Found, content: bytes, of: Subject, *, by: Actor) -> str:
    """Keep an upload's changes for an hour. *Gives* the name to confirm them by."""
    now = timezone.now()
    Upload.objects.filter(made_at__lt=now - KEPT_FOR).delete()
    made = Upload.objects.create(
        token=secrets.token_urlsafe(TOKEN_BYTES),
        portfolio=of.portfolio,
        made_by=by.name,
        made_at=now,
        file_hash=hashlib.sha256(content).hexdigest(),
        edits=[asdict(edit) for edit in found.edits],
        unchanged=found.unchanged,
        absent=found.absent,
    )
    return made.token


def kept(token: str, of: Subject, *, by: Actor) -> Upload:
    """*Raises* Expired; also for what somebody else uploaded, to another portfolio, or for what is kept no longer."""
    since = timezone.now() - KEPT_FOR
    asked = {"token": token, "portfolio": of.portfolio, "made_by": by.name, "made_at__gte": since}
    found = Upload.objects.filter(**asked).first()
    if found is None or any(edit["place"]["register"] not in of.kept for edit in found.edits):
        raise Expired
    return found


def edits(upload: Upload) -> Iterator[Edit]:
    return (Edit(**{**edit, "place": Place(**edit["place"])}) for edit in upload.edits)


def clashes(found: Iterable[Edit], recorded: Mapping[Place, Recorded]) -> Iterator[Clash]:
    """The changes whose place has another version by now."""
    for edit in found:
        theirs = recorded.get(edit.place)
        if theirs is not None and theirs.version != edit.based_on:
            yield Clash(edit, theirs)


@transaction.atomic
def confirm(token: str, of: Subject, *, by: Actor) -> int:
    """Record everything that was previewed, in one transaction. *Gives* how many entries; a second call writes nothing.

    The chain holds a row for each entry and, after them, one row `upload` with the file's hash and their number.
    *Raises* Expired, NotAllowed, Conflict, FaultyEntry.
    """
    audit.hold()
    upload = kept(token, of, by=by)
    if upload.recorded is None:
        upload.recorded = recorded_all(list(edits(upload)), upload.file_hash, of, by=by)
        upload.save(update_fields=["recorded"])
    return upload.recorded


@transaction.atomic
def recorded_all(found: list[Edit], file_hash: str, of: Subject, *, by: Actor) -> int:
    """The changes and the row of their upload. *Raises* as `confirm` does."""
    writes = [Write(of.kept[edit.place.register].register, edit.place, edit.after, edit.based_on) for edit in found]
    written = record_all(writes, by=by)
    if written:
        audit.record(by=by, action="upload", object=f"sheet:{of.portfolio}", before=None, after=_told(found, file_hash))
    return len(written)


def _told(found: list[Edit], file_hash: str) -> dict[str, Any]:
    counts = Counter(edit.place.register for edit in found)
    return {"sha256": file_hash, "changes": len(found), "registers": dict(sorted(counts.items()))}
