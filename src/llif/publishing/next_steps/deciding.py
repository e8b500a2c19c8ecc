"""A decision about a proposal or an action, from what a form gave to one audited write."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial

from llif.access.actor import Actor
from llif.access.permissions import can_rate
from llif.portfolio.actions.lifecycle import Action
from llif.portfolio.declared import Words
from llif.portfolio.registers import naming
from llif.portfolio.registers.actions import ACTIONS, Decision
from llif.portfolio.registers.contract import SHORT, FieldFault
from llif.portfolio.registers.entries import Place, Recorded
from llif.portfolio.registers.filling import FaultyEntry
from llif.portfolio.registers.recorded import standing
from llif.practices.recording import Write, record
from llif.publishing.next_steps import wording
from llif.publishing.next_steps.gathering import Steps
from llif.publishing.next_steps.proposals import Proposal
from llif.publishing.scorecard import said
from llif.publishing.words import speaking
from llif.terms.errors import N_, InputError

KEPT = ("title", "owner", "due", "products", "reason", "reason_cy", "cause", "cause_then")
TYPED = ("owner", "due", "until", "why", "done_on")
DUE_PASSED = Words("The day {day} has passed.", "Mae'r diwrnod {day} wedi mynd heibio.")


@dataclass(frozen=True)
class Given:
    """`based_on` is the version that was seen, 0 for none; `typed` are the form's fields."""

    key: str
    decision: str
    based_on: int
    typed: Mapping[str, str]


def decide(steps: Steps, given: Given, *, by: Actor) -> Recorded:
    """*Raises* NotAllowed, Conflict, FaultyEntry; InputError for a proposal there is not any more."""
    proposal = next((each for each in steps.proposed[0] if each.key == given.key), None)
    action = next((each for each in steps.actions.standing if each.key == given.key), None)
    if proposal is None and action is None:
        raise InputError(
            N_("This is proposed no longer: its cause is gone, or it was withdrawn."),
            remedy=N_("Look at the page again."),
        )
    place = Place(ACTIONS.name, steps.asked.id, "", given.key)
    content = {**_kept(action, proposal), **_typed(given), "decision": given.decision}
    if not (action and action.form.due and content.get("due") == action.form.due.isoformat()):
        _check_due(content, place, steps.today)
    return record(Write(ACTIONS, place, content, given.based_on), by=by)


def may(steps: Steps, products: tuple[str, ...], by: Actor) -> bool:
    """Whether an actor may decide what is about these products (none: about the whole)."""
    return naming.may(ACTIONS, [{"products": ", ".join(products)}], partial(can_rate, by, steps.asked.id))


def version(steps: Steps, key: str) -> int:
    """The version of a decision that stands, 0 where nothing was ever decided."""
    found = standing(Place(ACTIONS.name, steps.asked.id, "", key))
    return found.version if found else 0


def _kept(action: Action | None, proposal: Proposal | None) -> dict[str, object]:
    """What stood, and what the proposal says now: a decision is held against what its cause said when it was taken."""
    stood = {name: value for name, value in (action.recorded.content or {}).items() if value} if action else {}
    kept = {name: stood[name] for name in KEPT if name in stood}
    if proposal is None:
        return kept
    return {
        **kept,
        "title": wording.title(proposal)[:SHORT],
        "products": ", ".join(proposal.products),
        "reason": _said_in("en", proposal),
        "reason_cy": _said_in("cy", proposal),
        "cause": proposal.cause,
        "cause_then": proposal.then,
    }


def _said_in(code: str, proposal: Proposal) -> str:
    """Both languages are kept: whoever decided, the reason is read in either."""
    with speaking(code):
        return said(proposal.reason)


def _typed(given: Given) -> dict[str, str]:
    return {name: given.typed[name].strip() for name in TYPED if given.typed.get(name, "").strip()}


def _check_due(content: Mapping[str, object], place: Place, today: date) -> None:
    """A day that is set now is today or later."""
    if content["decision"] != Decision.ACCEPTED.value:
        return
    try:
        due = date.fromisoformat(str(content.get("due", "")))
    except ValueError:
        return
    if due < today:
        raise FaultyEntry(ACTIONS, [FieldFault("due", DUE_PASSED, {"day": due})], str(place))
