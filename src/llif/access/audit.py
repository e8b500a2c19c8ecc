"""The audit: one row for each write, holding the hash of the row before. It refuses to write outside a transaction.

A row is written in the transaction of the change it tells of, so that neither stands without the other. Appending
takes a lock on the chain's head by updating it: that holds a row lock in PostgreSQL and the write lock in SQLite.
"""

import hashlib
import json
from collections.abc import Iterator
from datetime import UTC, datetime

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from llif.access.actor import Actor
from llif.access.models import AuditHead, AuditRow
from llif.terms.errors import N_, Fault, Problem

HEAD = 1


def record(*, by: Actor, action: str, object: str, before: object, after: object) -> AuditRow:  # noqa: A002
    """Append one row to the chain, inside the caller's transaction.

    *Takes* the object's name, such as `product:pay/connector`, and JSON values (None: it was not, or is no more).
    *Raises* Fault outside a transaction.
    """
    head = hold()
    row = AuditRow(
        sequence=head.sequence + 1,
        at=timezone.now(),
        actor=by.name,
        via=by.via.value,
        origin=by.origin,
        action=action,
        object=object,
        before=canonical(before),
        after=canonical(after),
        previous_hash=head.hash,
    )
    row.hash = digest(row)
    row.save(force_insert=True)
    AuditHead.objects.filter(pk=HEAD).update(sequence=row.sequence, hash=row.hash)
    return row


def hold() -> AuditHead:
    """Lock the chain's head until the transaction ends; a service that reads before it writes holds it first.

    *Raises* Fault outside a transaction.
    """
    if not transaction.get_connection().in_atomic_block:
        raise Fault(N_("An audit row is written in the transaction of the change it tells of."))
    if not AuditHead.objects.filter(pk=HEAD).update(sequence=F("sequence")):
        AuditHead.objects.bulk_create([AuditHead(pk=HEAD)], ignore_conflicts=True)
        AuditHead.objects.filter(pk=HEAD).update(sequence=F("sequence"))
    return AuditHead.objects.get(pk=HEAD)


def verify() -> list[Problem]:
    """Every break of the chain: a row changed, missing or added by another way than `record`. Empty: it is whole."""
    return list(_breaks())


def _breaks() -> Iterator[Problem]:
    sequence, previous = 0, ""
    for row in AuditRow.objects.order_by("sequence").iterator(chunk_size=2000):
        if row.sequence != sequence + 1:
            yield _missing(sequence + 1, row.sequence - 1)
        elif row.previous_hash != previous:
            yield _broken(row.sequence, N_("its link to the row before it does not hold."))
        if row.hash != digest(row):
            yield _broken(row.sequence, N_("its content is not what was written."))
        sequence, previous = row.sequence, row.hash
    yield from _tail(sequence, previous)


def _tail(sequence: int, last: str) -> Iterator[Problem]:
    head = AuditHead.objects.filter(pk=HEAD).first() or AuditHead(sequence=0, hash="")
    if head.sequence > sequence:
        yield _missing(sequence + 1, head.sequence)
    elif (head.sequence, head.hash) != (sequence, last):
        yield _broken(sequence, N_("it is not the row that the end of the chain names."))


def _missing(first: int, last: int) -> Problem:
    return Problem(where="audit", what=N_("rows {first} to {last} are missing."), values=_texts(first=first, last=last))


def _broken(sequence: int, what: str) -> Problem:
    return Problem(where=f"audit row {sequence}", what=what)


def _texts(**values: object) -> tuple[tuple[str, str], ...]:
    return tuple((name, str(value)) for name, value in values.items())


def digest(row: AuditRow) -> str:
    """The SHA-256 of a row's content and of the hash before it."""
    told = [row.sequence, instant(row.at), row.actor, row.via, row.action, row.object, row.before, row.after]
    if row.origin:  # rows from before an origin was kept have none, and keep their hash
        told.append(row.origin)
    return hashlib.sha256(canonical([*told, row.previous_hash]).encode()).hexdigest()


def canonical(value: object) -> str:
    """JSON with one spelling for one value: sorted keys, no spaces, ASCII."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), allow_nan=False)


def instant(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="microseconds")
