"""The register of actions: what somebody decided about a proposal, or set themselves, with an owner and a day.

A proposal is not recorded until it is decided; then it stands here under its own id as the key.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from enum import StrEnum
from typing import Annotated

from llif.portfolio.declared import Words
from llif.portfolio.registers.contract import (
    EntryForm,
    FieldFault,
    Keyed,
    LongText,
    Over,
    Register,
    ShortText,
    Told,
)
from llif.portfolio.registers.products import PRODUCTS_TOLD, ProductIds


class Decision(StrEnum):
    ACCEPTED = "accepted"
    DEFERRED = "deferred"
    REJECTED = "rejected"
    DONE = "done"


DECISION_WORDS: Mapping[str, Words] = {
    "accepted": Words("Accepted", "Derbyniwyd"),
    "deferred": Words("Deferred", "Gohiriwyd"),
    "rejected": Words("Rejected", "Gwrthodwyd"),
    "done": Words("Done", "Wedi'i gwneud"),
}
NEEDS_OWNER = Words("Say who owns it.", "Nodwch pwy sy'n berchen arno.")
NEEDS_DUE = Words("Say by when.", "Nodwch erbyn pryd.")
NEEDS_UNTIL = Words("Say until when it is deferred.", "Nodwch tan pryd y'i gohiriwyd.")
NEEDS_WHY = Words("Say why.", "Nodwch pam.")
NEEDS_DONE = Words("Say when it was done.", "Nodwch pryd y'i gwnaed.")
NOT_AHEAD = Words("The day {day} has not come yet.", "Nid yw'r diwrnod {day} wedi dod eto.")
NOT_PAST = Words("The day {day} has passed.", "Mae'r diwrnod {day} wedi mynd heibio.")


class ActionForm(EntryForm):
    """One action."""

    title: Annotated[
        ShortText, Told(Words("Action", "Gweithred"), Words("What is to be done.", "Beth sydd i'w wneud."))
    ]
    decision: Annotated[Decision, Told(Words("Decision", "Penderfyniad"), choices=DECISION_WORDS)]
    owner: Annotated[
        ShortText | None, Told(Words("Owner", "Perchennog"), Words("A role or a team.", "Rôl neu dîm."))
    ] = None
    due: Annotated[date | None, Told(Words("Due on", "I'w wneud erbyn"))] = None
    until: Annotated[
        date | None,
        Told(
            Words("Deferred until", "Gohiriwyd tan"),
            Words("On this day it comes back.", "Ar y diwrnod hwn bydd yn dod yn ôl."),
        ),
    ] = None
    why: Annotated[
        LongText | None,
        Told(Words("Why", "Pam"), Words("Needed to defer or reject.", "Angen hyn i ohirio neu wrthod.")),
    ] = None
    done_on: Annotated[date | None, Told(Words("Done on", "Gwnaed ar"))] = None
    products: Annotated[ProductIds | None, PRODUCTS_TOLD] = None
    reason: Annotated[
        LongText | None,
        Told(
            Words("Reason", "Rheswm"),
            Words("What called for it, as it read then.", "Beth alwodd amdano, fel yr oedd ar y pryd."),
        ),
    ] = None
    reason_cy: Annotated[LongText | None, Told(Words("Reason, in Welsh", "Rheswm, yn Gymraeg"))] = None
    cause: Annotated[
        ShortText | None,
        Told(
            Words("Cause", "Achos"),
            Words(
                "Portfolio, product and figure or cell that a rule read. Leave empty for an action of your own.",
                "Y portffolio, y cynnyrch a'r ffigur neu'r gell a ddarllenodd y rheol. Gadewch yn wag ar gyfer eich "
                "gweithred eich hun.",
            ),
        ),
    ] = None
    cause_then: Annotated[
        ShortText | None, Told(Words("What the cause said then", "Beth ddywedodd yr achos ar y pryd"))
    ] = None

    def faults(self, recorded_on: date) -> Iterator[FieldFault]:
        match self.decision:
            case Decision.ACCEPTED:
                yield from _needed("owner", self.owner, NEEDS_OWNER)
                yield from _needed("due", self.due, NEEDS_DUE)
            case Decision.DEFERRED:
                yield from _needed("until", self.until, NEEDS_UNTIL)
                yield from _needed("why", self.why, NEEDS_WHY)
                if self.until and self.until <= recorded_on:
                    yield FieldFault("until", NOT_PAST, {"day": self.until})
            case Decision.REJECTED:
                yield from _needed("why", self.why, NEEDS_WHY)
            case Decision.DONE:
                yield from _needed("done_on", self.done_on, NEEDS_DONE)
                if self.done_on and self.done_on > recorded_on:
                    yield FieldFault("done_on", NOT_AHEAD, {"day": self.done_on})


def _needed(name: str, value: object, what: Words) -> Iterator[FieldFault]:
    if value is None:
        yield FieldFault(name, what)


ACTIONS = Register(
    "actions",
    Words("Actions", "Gweithredoedd"),
    Words(
        "What was decided about the next steps that rules propose, and steps that people set themselves.",
        "Beth a benderfynwyd am y camau nesaf y mae rheolau'n eu cynnig, a chamau y mae pobl yn eu gosod eu hunain.",
    ),
    ActionForm,
    Keyed.SEVERAL,
    Over.PORTFOLIO,
    names_products=("products",),
)
