"""llif's own registers gathered, and three of them: ratings, acceptances of a red or amber cell, maturity answers."""

from collections.abc import Iterator, Mapping
from datetime import date
from enum import IntEnum, StrEnum
from typing import Annotated

from pydantic import Field

from llif.portfolio.declared import Words
from llif.portfolio.registers.actions import ACTIONS
from llif.portfolio.registers.benefit_parts import BENEFIT_SHARES, BENEFIT_VALUES
from llif.portfolio.registers.benefit_ties import BENEFIT_MISSIONS
from llif.portfolio.registers.benefits import BENEFITS
from llif.portfolio.registers.budgets import BUDGETS
from llif.portfolio.registers.contract import EntryForm, FieldFault, Keyed, Link, LongText, Register, ShortText, Told
from llif.portfolio.registers.initiatives import INITIATIVES
from llif.portfolio.registers.mindset import MINDSET
from llif.portfolio.registers.objectives import OBJECTIVES
from llif.portfolio.registers.packs import CORRECTIONS, NOTES
from llif.portfolio.registers.risks import RISKS
from llif.portfolio.registers.transactions import TRANSACTIONS
from llif.portfolio.registers.views import VIEWS
from llif.terms.time import months_after

LONGEST_ACCEPTANCE_MONTHS = 12

PAST = Words("The day {day} has passed.", "Mae'r diwrnod {day} wedi mynd heibio.")
TOO_FAR = Words("An acceptance lasts 12 months at most.", "Mae derbyniad yn para 12 mis ar y mwyaf.")


class Judged(StrEnum):
    """What a person may say of a cell."""

    RED = "red"
    AMBER = "amber"
    GREEN = "green"
    NOT_APPLICABLE = "not applicable"


class Accepted(StrEnum):
    AMBER = "amber"
    RED = "red"


RATING_WORDS = {
    "red": Words("Red", "Coch"),
    "amber": Words("Amber", "Oren"),
    "green": Words("Green", "Gwyrdd"),
    "not applicable": Words("Not applicable", "Ddim yn berthnasol"),
}

ACCEPTED_WORDS = {each.value: RATING_WORDS[each.value] for each in Accepted}


class RatingForm(EntryForm):
    """A person's rating of one dimension of one product."""

    rating: Annotated[Judged, Told(Words("Rating", "Sgôr lliw"), choices=RATING_WORDS)]
    reason: Annotated[LongText, Told(Words("Reason", "Rheswm"))]
    evidence: Annotated[
        Link,
        Told(
            Words("Link to the evidence", "Dolen i'r dystiolaeth"),
            Words("An address that begins with https://", "Cyfeiriad sy'n dechrau gyda https://"),
        ),
    ]
    review_on: Annotated[
        date,
        Told(
            Words("Review by", "Adolygu erbyn"),
            Words(
                "After this day the rating has expired, and what the evidence says stands again.",
                "Ar ôl y diwrnod hwn bydd y sgôr wedi dod i ben, a'r dystiolaeth fydd yn sefyll eto.",
            ),
        ),
    ]

    def faults(self, recorded_on: date) -> Iterator[FieldFault]:
        yield from _past("review_on", self.review_on, recorded_on)


class AcceptanceForm(EntryForm):
    """A red or amber cell accepted until a day, as long as it gets no worse than said here."""

    until: Annotated[date, Told(Words("Accepted until", "Wedi'i dderbyn tan"))]
    worst: Annotated[
        Accepted, Told(Words("Worst rating accepted", "Y sgôr waethaf a dderbynnir"), choices=ACCEPTED_WORDS)
    ]
    limit: Annotated[
        float | None,
        Field(ge=0),
        Told(
            Words("Limit", "Terfyn"),
            Words(
                "The acceptance ends when the number the rule tells passes this. Leave empty for none.",
                "Daw'r derbyniad i ben pan fydd rhif y rheol yn uwch na hyn. Gadewch yn wag os nad oes un.",
            ),
        ),
    ] = None
    reason: Annotated[LongText, Told(Words("Reason", "Rheswm"))]
    owner: Annotated[
        ShortText,
        Told(Words("Owner", "Perchennog"), Words("A role or a team.", "Rôl neu dîm.")),
    ]
    work: Annotated[
        ShortText | None,
        Told(
            Words("Linked work", "Gwaith cysylltiedig"),
            Words(
                "The key of a work item; the acceptance ends when it closes.",
                "Allwedd eitem waith; daw'r derbyniad i ben pan fydd yn cau.",
            ),
        ),
    ] = None

    def faults(self, recorded_on: date) -> Iterator[FieldFault]:
        yield from _past("until", self.until, recorded_on)
        if self.until > months_after(recorded_on, LONGEST_ACCEPTANCE_MONTHS):
            yield FieldFault("until", TOO_FAR)


class Level(IntEnum):
    """How far a practice is followed, from not at all to as a matter of course."""

    NOT_STARTED = 0
    BEGUN = 1
    IN_PART = 2
    MOSTLY = 3
    ROUTINE = 4


LEVEL_WORDS: Mapping[str, Words] = {
    "0": Words("0 – not started", "0 – heb ddechrau"),
    "1": Words("1 – begun", "1 – wedi dechrau"),
    "2": Words("2 – in part", "2 – yn rhannol"),
    "3": Words("3 – mostly", "3 – gan mwyaf"),
    "4": Words("4 – routine", "4 – yn arferol"),
}


class MaturityForm(EntryForm):
    """An answer to one maturity question of a practice, for one product."""

    level: Annotated[Level, Told(Words("Level", "Lefel"), choices=LEVEL_WORDS)]
    comment: Annotated[LongText, Told(Words("Comment", "Sylw"))]
    evidence: Annotated[Link | None, Told(Words("Link to the evidence", "Dolen i'r dystiolaeth"))] = None
    review_on: Annotated[date, Told(Words("Review by", "Adolygu erbyn"))]

    def faults(self, recorded_on: date) -> Iterator[FieldFault]:
        yield from _past("review_on", self.review_on, recorded_on)


def _past(name: str, day: date, recorded_on: date) -> Iterator[FieldFault]:
    if day < recorded_on:
        yield FieldFault(name, PAST, {"day": day})


RATINGS = Register(
    "ratings",
    Words("Ratings", "Sgorau lliw"),
    Words("What a named person judges a dimension to be.", "Barn person a enwir am ddimensiwn."),
    RatingForm,
    Keyed.BY_DIMENSION,
)
ACCEPTANCES = Register(
    "acceptances",
    Words("Acceptances", "Derbyniadau"),
    Words("Red and amber cells that are accepted until a day.", "Celloedd coch ac oren a dderbynnir tan ddiwrnod."),
    AcceptanceForm,
    Keyed.BY_DIMENSION,
)
MATURITY = Register(
    "maturity",
    Words("Maturity", "Aeddfedrwydd"),
    Words("How far each practice is followed.", "Pa mor bell y dilynir pob arfer."),
    MaturityForm,
    Keyed.BY_QUESTION,
)
WHY = (OBJECTIVES, BENEFITS, BENEFIT_MISSIONS, BENEFIT_SHARES, BENEFIT_VALUES, TRANSACTIONS, BUDGETS)
NEXT = (MINDSET, RISKS, ACTIONS, INITIATIVES)
OWN = (RATINGS, ACCEPTANCES, MATURITY, *WHY, *NEXT, NOTES, CORRECTIONS, VIEWS)
