"""Rates commercial risk from contracts, and holds finished work against the floor for debt and risk.

Pure. Source: DEFINITIONS section 4. It refuses green where the end of a running contract is not known.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Annotated

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from llif.portfolio.declared import Words
from llif.practices.contract import Evidence, Piece, Said, Settings, Verdict, held
from llif.practices.portfolio_management.registers import CONTRACTS, ContractForm, YesNo
from llif.terms.scorecard import Rating
from llif.terms.time import first_within, next_day

Months = Annotated[int, Field(strict=True, ge=1, le=120)]
Share = Annotated[float, Field(strict=True, ge=0, le=1)]


class PortfolioSettings(Settings):
    """Calendar months before an end without a successor; and the floor, shares of 0 to 1, for debt and risk."""

    red_months: Months = 6
    amber_months: Months = 18
    floor_low: Share = 0.15
    floor_high: Share = 0.25

    @model_validator(mode="after")
    def _in_order(self) -> "PortfolioSettings":
        for low, high in (("red_months", "amber_months"), ("floor_low", "floor_high")):
            if getattr(self, low) > getattr(self, high):
                raise PydanticCustomError("not_in_order", "out of order", {"low": low, "high": high})
        return self


class State(Enum):
    """How a running contract stands on a day, the worst first."""

    ENDED = "ended"
    ENDS_SOON = "ends soon"
    ENDS_LATER = "ends later"
    NO_EXIT = "no exit plan"
    UNKNOWN = "unknown"
    SOUND = "sound"


RATINGS = {
    State.ENDED: Rating.RED,
    State.ENDS_SOON: Rating.RED,
    State.ENDS_LATER: Rating.AMBER,
    State.NO_EXIT: Rating.AMBER,
    State.UNKNOWN: Rating.NOT_ASSESSED,
    State.SOUND: Rating.GREEN,
}
WORST_FIRST = tuple(State)
AT_RISK = WORST_FIRST[: WORST_FIRST.index(State.UNKNOWN)]


@dataclass(frozen=True)
class Contract:
    """A recorded contract, its form null where it cannot be read any more."""

    form: ContractForm | None
    recorded_on: date


def contracts(evidence: Evidence) -> tuple[Contract, ...]:
    return tuple(Contract(entry.form, entry.day) for entry in held(evidence, CONTRACTS.name, ContractForm))


def running(found: Sequence[Contract], day: date) -> tuple[Contract, ...]:
    """Those that have begun and that no other has taken over from; what cannot be read is among them."""
    return tuple(each for each in found if each.form is None or _counts(each.form, found, day))


def _counts(form: ContractForm, found: Sequence[Contract], day: date) -> bool:
    ended = form.end is not None and day > form.end
    return form.start <= day and not (ended and any(other.start <= day for other in _followers(form, found)))


def _followers(form: ContractForm, found: Sequence[Contract]) -> Iterator[ContractForm]:
    """Contracts for the same thing that start later and run on after this one's end."""
    for other in found:
        if other.form and form.end and other.form.what.casefold() == form.what.casefold():
            longer = other.form.end is not None and other.form.end > form.end
            if other.form.start > form.start and longer:
                yield other.form


def is_succeeded(form: ContractForm, found: Sequence[Contract]) -> bool:
    """A successor is told, or a recorded contract follows without a day between."""
    if form.successor is YesNo.YES:
        return True
    return form.end is not None and any(other.start <= next_day(form.end) for other in _followers(form, found))


def state(contract: Contract, found: Sequence[Contract], day: date, settings: PortfolioSettings) -> State:
    """On its last day a contract still runs; it has ended the day after."""
    form = contract.form
    if form is None:
        return State.UNKNOWN
    if form.end and day > form.end:
        return State.ENDED
    if form.end and not is_succeeded(form, found):
        if day >= first_within(form.end, settings.red_months):
            return State.ENDS_SOON
        if day >= first_within(form.end, settings.amber_months):
            return State.ENDS_LATER
    if form.exit_plan is YesNo.NO:
        return State.NO_EXIT
    return State.UNKNOWN if form.end is None else State.SOUND


NONE_RECORDED = Words("No contract is recorded.", "Nid oes contract wedi'i gofnodi.")
NONE_BEGUN = Words("No recorded contract has begun.", "Nid oes contract a gofnodwyd wedi dechrau.")
REASONS = {
    State.ENDED: Words(
        "A contract has ended: {supplier}, {what}, on {end}. Contracts at risk: {risky} of {count}.",
        "Mae contract wedi dod i ben: {supplier}, {what}, ar {end}. Contractau mewn perygl: {risky} o {count}.",
    ),
    State.ENDS_SOON: Words(
        "A contract ends within {red_months} months, with no successor: {supplier}, {what}, on {end}. Contracts at "
        "risk: {risky} of {count}.",
        "Daw contract i ben o fewn {red_months} mis, heb olynydd: {supplier}, {what}, ar {end}. Contractau mewn "
        "perygl: {risky} o {count}.",
    ),
    State.ENDS_LATER: Words(
        "A contract ends within {amber_months} months, with no successor: {supplier}, {what}, on {end}. Contracts at "
        "risk: {risky} of {count}.",
        "Daw contract i ben o fewn {amber_months} mis, heb olynydd: {supplier}, {what}, ar {end}. Contractau mewn "
        "perygl: {risky} o {count}.",
    ),
    State.NO_EXIT: Words(
        "A contract has no exit plan: {supplier}, {what}. Contracts at risk: {risky} of {count}.",
        "Mae contract heb gynllun ymadael: {supplier}, {what}. Contractau mewn perygl: {risky} o {count}.",
    ),
    State.UNKNOWN: Words(
        "Green needs the end of every running contract. Contracts without a known end: {unknown} of {count}.",
        "I fod yn wyrdd rhaid gwybod diwedd pob contract sy'n rhedeg. Contractau heb ddiwedd hysbys: {unknown} o "
        "{count}.",
    ),
    State.SOUND: Words(
        "Every running contract has an exit plan, and a successor or more than {amber_months} months to run. "
        "Contracts: {count}.",
        "Mae gan bob contract sy'n rhedeg gynllun ymadael, ac olynydd neu fwy na {amber_months} mis ar ôl. "
        "Contractau: {count}.",
    ),
}


def commercial(evidence: Evidence, settings: PortfolioSettings) -> Verdict:
    """*Gives* the rating of commercial risk: the worst contract's.

    Its number counts the running contracts that are red or amber: a count of days would change daily, and so could
    not be held to a limit.
    """
    found = contracts(evidence)
    counted = running(found, evidence.day)
    if not counted:
        return Verdict(Rating.NOT_ASSESSED, Said(NONE_BEGUN if found else NONE_RECORDED))
    stands = sorted(
        ((state(each, found, evidence.day, settings), each) for each in counted), key=lambda pair: _worst(*pair)
    )
    worst, first = stands[0]
    counts = {
        "count": len(stands),
        "risky": sum(stand in AT_RISK for stand, _ in stands),
        "unknown": sum(_is_unknown(each) for each in counted),
    }
    months = {"red_months": settings.red_months, "amber_months": settings.amber_months}
    reason = Said(REASONS[worst], {**_values(first), **counts, **months})
    pieces = tuple(_piece(each) for _, each in stands if each.form)
    return Verdict(RATINGS[worst], reason, pieces, float(counts["risky"]), counts["unknown"])


def _worst(stand: State, contract: Contract) -> tuple[int, date, str]:
    form = contract.form
    return WORST_FIRST.index(stand), (form and form.end) or date.max, form.supplier if form else ""


def _is_unknown(contract: Contract) -> bool:
    return contract.form is None or contract.form.end is None


def _values(contract: Contract) -> dict[str, object]:
    form = contract.form
    return {"supplier": form.supplier, "what": form.what, "end": form.end} if form else {}


UNTIL = Words("{supplier}, {what}: ends on {end}.", "{supplier}, {what}: daw i ben ar {end}.")
NO_END = Words("{supplier}, {what}: its end is not recorded.", "{supplier}, {what}: ni chofnodwyd ei ddiwedd.")


def _piece(contract: Contract) -> Piece:
    form = contract.form
    link = (form.exit_plan_link if form else None) or ""
    template = UNTIL if form and form.end else NO_END
    return Piece(Said(template, _values(contract)), contract.recorded_on, CONTRACTS.name, link)


def contract_turns(evidence: Evidence, settings: PortfolioSettings) -> Iterator[date]:
    """The day each contract starts, the days from which its end is near, and the day after its end."""
    for each in contracts(evidence):
        if each.form:
            yield each.form.start
        if each.form and each.form.end:
            yield first_within(each.form.end, settings.amber_months)
            yield first_within(each.form.end, settings.red_months)
            yield next_day(each.form.end)
