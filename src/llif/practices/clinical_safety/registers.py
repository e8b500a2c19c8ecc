"""The registers of clinical safety: the hazard log, the safety case, the officer. No person's name is kept.

Source: DCB0129 (who makes health IT) and DCB0160 (who deploys it).
"""

from collections.abc import Iterator, Mapping
from datetime import date
from enum import IntEnum, StrEnum
from typing import Annotated

from llif.portfolio.declared import Words
from llif.portfolio.registers.contract import (
    EntryForm,
    FieldFault,
    Keyed,
    Link,
    LongText,
    Register,
    ShortText,
    Told,
)


class Severity(IntEnum):
    MINOR = 1
    SIGNIFICANT = 2
    CONSIDERABLE = 3
    MAJOR = 4
    CATASTROPHIC = 5


class Likelihood(IntEnum):
    VERY_LOW = 1
    LOW = 2
    MEDIUM = 3
    HIGH = 4
    VERY_HIGH = 5


class HazardStatus(StrEnum):
    OPEN = "open"
    TRANSFERRED = "transferred"
    CLOSED = "closed"


class Status(StrEnum):
    NOT_STARTED = "not started"
    IN_PROGRESS = "in progress"
    APPROVED = "approved"
    NOT_APPLICABLE = "not applicable"


class Named(StrEnum):
    YES = "yes"
    NO = "no"


SEVERITY_WORDS: Mapping[str, Words] = {
    "1": Words("1 – minor", "1 – mân"),
    "2": Words("2 – significant", "2 – arwyddocaol"),
    "3": Words("3 – considerable", "3 – sylweddol"),
    "4": Words("4 – major", "4 – difrifol"),
    "5": Words("5 – catastrophic", "5 – trychinebus"),
}
LIKELIHOOD_WORDS: Mapping[str, Words] = {
    "1": Words("1 – very low", "1 – isel iawn"),
    "2": Words("2 – low", "2 – isel"),
    "3": Words("3 – medium", "3 – canolig"),
    "4": Words("4 – high", "4 – uchel"),
    "5": Words("5 – very high", "5 – uchel iawn"),
}
HAZARD_STATUS_WORDS: Mapping[str, Words] = {
    "open": Words("Open", "Agored"),
    "transferred": Words("Transferred", "Wedi'i drosglwyddo"),
    "closed": Words("Closed", "Wedi'i gau"),
}
STATUS_WORDS: Mapping[str, Words] = {
    "not started": Words("Not started", "Heb ddechrau"),
    "in progress": Words("In progress", "Ar y gweill"),
    "approved": Words("Approved", "Wedi'i gymeradwyo"),
    "not applicable": Words("Not applicable", "Ddim yn berthnasol"),
}
NAMED_WORDS: Mapping[str, Words] = {"yes": Words("Yes", "Oes"), "no": Words("No", "Nac oes")}
BOTH_OR_NEITHER = Words(
    "Give both the residual severity and the residual likelihood, or neither.",
    "Rhowch y difrifoldeb gweddilliol a'r tebygolrwydd gweddilliol, neu'r naill na'r llall.",
)
WHEN_APPROVED = Words("Give the day of approval.", "Rhowch ddiwrnod y gymeradwyaeth.")
NOT_YET = Words("That day has not come yet.", "Nid yw'r diwrnod hwnnw wedi dod eto.")
A_ROLE = Words("A role, not a person's name.", "Rôl, nid enw person.")


class HazardForm(EntryForm):
    """A hazard as its log has it: as it was found, and as it is with its controls."""

    title: Annotated[ShortText, Told(Words("Hazard", "Perygl"))]
    severity: Annotated[Severity, Told(Words("Severity", "Difrifoldeb"), choices=SEVERITY_WORDS)]
    likelihood: Annotated[Likelihood, Told(Words("Likelihood", "Tebygolrwydd"), choices=LIKELIHOOD_WORDS)]
    controls: Annotated[LongText | None, Told(Words("Controls", "Mesurau rheoli"))] = None
    residual_severity: Annotated[
        Severity | None,
        Told(
            Words("Severity with the controls", "Difrifoldeb gyda'r mesurau rheoli"),
            Words("Leave empty if it is not assessed.", "Gadewch yn wag os nad yw wedi'i asesu."),
            choices=SEVERITY_WORDS,
        ),
    ] = None
    residual_likelihood: Annotated[
        Likelihood | None,
        Told(
            Words("Likelihood with the controls", "Tebygolrwydd gyda'r mesurau rheoli"),
            Words("Leave empty if it is not assessed.", "Gadewch yn wag os nad yw wedi'i asesu."),
            choices=LIKELIHOOD_WORDS,
        ),
    ] = None
    owner: Annotated[ShortText, Told(Words("Owner", "Perchennog"), A_ROLE)]
    review_on: Annotated[date, Told(Words("Review by", "Adolygu erbyn"))]
    status: Annotated[HazardStatus, Told(Words("Status", "Statws"), choices=HAZARD_STATUS_WORDS)] = HazardStatus.OPEN

    def faults(self, recorded_on: date) -> Iterator[FieldFault]:
        if (self.residual_severity is None) != (self.residual_likelihood is None):
            yield FieldFault("residual_likelihood", BOTH_OR_NEITHER)


class SafetyCaseForm(EntryForm):
    """How far the safety case has come, for the maker's standard and for the deployer's."""

    dcb0129: Annotated[
        Status,
        Told(
            Words("DCB0129 status", "Statws DCB0129"),
            Words("The standard for who makes it.", "Y safon i'r sawl sy'n ei wneud."),
            choices=STATUS_WORDS,
        ),
    ]
    dcb0160: Annotated[
        Status,
        Told(
            Words("DCB0160 status", "Statws DCB0160"),
            Words("The standard for who deploys it.", "Y safon i'r sawl sy'n ei roi ar waith."),
            choices=STATUS_WORDS,
        ),
    ]
    report: Annotated[
        Link | None, Told(Words("Link to the safety case report", "Dolen i'r adroddiad achos diogelwch"))
    ] = None
    approved_on: Annotated[date | None, Told(Words("Approved on", "Cymeradwywyd ar"))] = None
    review_on: Annotated[date | None, Told(Words("Review by", "Adolygu erbyn"))] = None

    def faults(self, recorded_on: date) -> Iterator[FieldFault]:
        if Status.APPROVED in (self.dcb0129, self.dcb0160) and self.approved_on is None:
            yield FieldFault("approved_on", WHEN_APPROVED)
        if self.approved_on and self.approved_on > recorded_on:
            yield FieldFault("approved_on", NOT_YET)


class OfficerForm(EntryForm):
    """Whether a clinical safety officer is named; who that is, is kept elsewhere."""

    named: Annotated[
        Named, Told(Words("Is a clinical safety officer named?", "A oes swyddog wedi'i enwi?"), choices=NAMED_WORDS)
    ]
    role: Annotated[ShortText | None, Told(Words("Role", "Rôl"), A_ROLE)] = None
    appointed_on: Annotated[date | None, Told(Words("Appointed on", "Penodwyd ar"))] = None


HAZARDS = Register(
    "hazards",
    Words("Hazards", "Peryglon"),
    Words(
        "The hazard log: what could harm a patient, how badly, how likely, and what is done about it.",
        "Y log peryglon: beth allai niweidio claf, pa mor ddrwg, pa mor debygol, a beth a wneir yn ei gylch.",
    ),
    HazardForm,
    Keyed.SEVERAL,
)
SAFETY_CASE = Register(
    "safety-case",
    Words("Safety case", "Achos diogelwch"),
    Words(
        "How far each product's clinical safety case has come.",
        "Pa mor bell y mae achos diogelwch clinigol pob cynnyrch wedi cyrraedd.",
    ),
    SafetyCaseForm,
    Keyed.ONE,
)
SAFETY_OFFICER = Register(
    "safety-officer",
    Words("Clinical safety officer", "Swyddog diogelwch clinigol"),
    Words(
        "Whether an officer is named for each product, by role. No person's name belongs here.",
        "A oes swyddog wedi'i enwi ar gyfer pob cynnyrch, yn ôl rôl. Nid yw enw person yn perthyn yma.",
    ),
    OfficerForm,
    Keyed.ONE,
)
