"""The door through which pages, sheets, API and commands record: it knows what a portfolio's practices have.

It refuses a register of no practice that the portfolio follows, and a question that none of them asks; the rest is
refused where it is written (`portfolio.registers.recording`).
"""

from collections.abc import Sequence

from llif.access.actor import Actor
from llif.portfolio import selectors
from llif.portfolio.registers import recording
from llif.portfolio.registers.contract import Keyed
from llif.portfolio.registers.entries import Recorded
from llif.portfolio.registers.places import NoSuchPlace, among
from llif.portfolio.registers.recording import NEVER_RECORDED, Conflict, Write
from llif.practices import registry
from llif.practices.registry import Followed
from llif.terms.errors import N_

__all__ = ["NEVER_RECORDED", "Conflict", "NoSuchPlace", "Write", "followed", "record", "record_all"]


def followed(portfolio: str) -> tuple[Followed, ...]:
    """The practices a portfolio follows now, whatever its snapshot says. *Raises* InputError for none of that id."""
    return registry.followed(selectors.practices(portfolio))


def record(write: Write, *, by: Actor) -> Recorded:
    """One entry. *Raises* NotAllowed, NoSuchPlace, Conflict, or FaultyEntry with what is wrong by field."""
    return record_all([write], by=by)[0]


def record_all(writes: Sequence[Write], *, by: Actor) -> tuple[Recorded, ...]:
    """All of these entries or none of them, in one audited write each. *Raises* as `record` does."""
    on = {name: followed(name) for name in {write.place.portfolio for write in writes}}
    for write in writes:
        if write.content is not None:
            _check(write, on[write.place.portfolio])
    kept = {name: registry.registers(practices).values() for name, practices in on.items()}
    return recording.record_all(writes, by=by, kept=kept)


def _check(write: Write, practices: Sequence[Followed]) -> None:
    """*Raises* NoSuchPlace."""
    place, kept = write.place, registry.registers(practices)
    among(place.register, kept, N_("The portfolio does not keep the register {found}."), place)
    if kept[place.register] is not write.register:
        raise NoSuchPlace(N_("That is not the register of this name."), where=str(place))
    if write.register.keyed is Keyed.BY_QUESTION:
        asked = registry.questions(write.register, practices)
        among(place.key, asked, N_("No practice of the portfolio asks the question {found}."), place)
