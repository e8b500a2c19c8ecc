"""Writes entries: each write is a new version, atomic, with an audit row.

It refuses to write over what the writer did not see, and at a place there is not. Pages, sheets and the API record
through `practices.recording`, which also knows the registers and questions of a portfolio's practices.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Any

from django.db import transaction
from django.utils import timezone

from llif.access import audit
from llif.access.actor import Actor
from llif.access.permissions import check_rate
from llif.portfolio.models import Entry
from llif.portfolio.registers import naming, places, surroundings
from llif.portfolio.registers.contract import Register
from llif.portfolio.registers.entries import Place, Recorded
from llif.portfolio.registers.filling import FaultyEntry, filled
from llif.portfolio.registers.own import OWN
from llif.portfolio.registers.recorded import standing
from llif.portfolio.registers.surroundings import Surroundings
from llif.terms.errors import N_, InputError

NEVER_RECORDED = 0
Keeping = Mapping[str, Iterable[Register]]
"""The registers that portfolios keep, by portfolio."""


class Conflict(InputError):
    """Somebody else recorded a version meanwhile. `theirs` is it; null content: they withdrew the entry."""

    def __init__(self, theirs: Recorded) -> None:
        self.theirs = theirs
        super().__init__(
            N_("{by} changed this meanwhile; nothing was written."),
            where=str(theirs.place),
            remedy=N_("Look at both, and record yours again if it should stand."),
            by=theirs.by,
        )


@dataclass(frozen=True)
class Write:
    """An entry to record, or to withdraw where `content` is null. `based_on` is the version that was seen, 0 for none.

    `content` holds values by field as a form, a spreadsheet or JSON gives them; they are checked against the register.
    """

    register: Register
    place: Place
    content: Mapping[str, Any] | None
    based_on: int


def record(write: Write, *, by: Actor) -> Recorded:
    """One entry. *Raises* NotAllowed, NoSuchPlace, Conflict, or FaultyEntry with what is wrong by field."""
    return record_all([write], by=by)[0]


@transaction.atomic
def record_all(writes: Sequence[Write], *, by: Actor, kept: Keeping = MappingProxyType({})) -> tuple[Recorded, ...]:
    """All of these entries or none of them, in one audited write each. *Raises* as `record` does.

    *Takes* the registers that portfolios keep; one that is not named keeps llif's own.
    """
    audit.hold()
    now = timezone.now()
    made, written = [], []
    for write in writes:
        before = standing(write.place)
        made.append(_recorded(write, before, by, now))
        if made[-1].recorded_at is now:
            written.append((write, before))
    _check(written, kept)
    return tuple(made)


def _recorded(write: Write, before: Recorded | None, by: Actor, now: datetime) -> Recorded:
    if not write.register.names_products:
        check_rate(by, write.place.portfolio, write.place.product)
    content = None
    if write.content is not None:
        places.check(write.register, write.place)
        content = filled(write.register, write.content, now.date(), str(write.place))
    if write.register.names_products:
        naming.check(write.register, write.place, before.content if before else None, content, by=by)
    if before and before.version != write.based_on:
        raise Conflict(before)
    if before and before.content == content:
        return before
    if before is None and content is None:
        raise places.NoSuchPlace(N_("Nothing was recorded there that could be withdrawn."), where=str(write.place))
    return _written(write.place, content, before, by, now)


def _check(written: Iterable[tuple[Write, Recorded | None]], kept: Keeping) -> None:
    """*Raises* FaultyEntry where an entry cannot stand beside others, or go from them, once all are written."""
    around: dict[str, Surroundings] = {}
    for write, before in written:
        name = write.place.portfolio
        if name not in around:
            around[name] = surroundings.recorded(name, kept.get(name, OWN))
        if faults := around[name].faults(write.register, write.place, before.content if before else None):
            raise FaultyEntry(write.register, faults, str(write.place))


def _written(
    place: Place, content: dict[str, Any] | None, before: Recorded | None, by: Actor, now: datetime
) -> Recorded:
    version = (before.version if before else NEVER_RECORDED) + 1
    Entry.objects.create(
        register=place.register,
        portfolio=place.portfolio,
        product=place.product,
        key=place.key,
        version=version,
        content=content,
        recorded_at=now,
        recorded_by=by.name,
    )
    action = "withdraw" if content is None else "record"
    audit.record(by=by, action=action, object=str(place), before=before and before.content, after=content)
    return Recorded(place, version, content, now, by.name)
