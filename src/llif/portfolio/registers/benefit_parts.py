"""The registers around benefits: the values that were read of one, and the shares of it that products bring."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Annotated

from pydantic import Field

from llif.portfolio.declared import Words
from llif.portfolio.registers import days
from llif.portfolio.registers.benefits import NAMED_IN, VALUES, BenefitCode, BenefitUnit
from llif.portfolio.registers.contract import (
    Around,
    Content,
    EntryForm,
    FieldFault,
    Keyed,
    Link,
    Names,
    Over,
    Register,
    ShortText,
    Told,
)
from llif.portfolio.registers.measures import NO_SHARE as NOT_A_SHARE

WHOLE = 1 + 1e-9
"""A third three times is a whole, whatever the last digit says."""
CODE_HINT = Words("The short name of a benefit in the register.", "Enw byr un o'r buddion yn y gofrestr.")
BENEFIT_TOLD = Told(Words("Benefit", "Budd"), CODE_HINT, names=Names.BENEFIT)
NO_BENEFIT = Words(
    "There is no benefit {found}. Benefits: {known}. Name one of them, or record the benefit first.",
    "Nid oes budd {found}. Buddion: {known}. Enwch un ohonynt, neu cofnodwch y budd yn gyntaf.",
)
NO_BASELINE = Words(
    "The benefit has no baseline yet. Record that first.",
    "Nid oes gan y budd linell sylfaen eto. Cofnodwch honno yn gyntaf.",
)
EARLY = Words(
    "{found} is before the benefit's baseline on {day}. Give that day or a later one, or correct the baseline.",
    "Mae {found} cyn llinell sylfaen y budd ar {day}. Rhowch y diwrnod hwnnw neu un hwyrach, neu cywirwch y llinell "
    "sylfaen.",
)
MEASURED = Words(
    "One of llif's measures tells this benefit's values. Leave this one out, or take the measure from the benefit.",
    "Un o fesurau llif sy'n dweud gwerthoedd y budd hwn. Gadewch y gwerth hwn allan, neu dynnwch y mesur o'r budd.",
)
TWICE = Words(
    "A value of {day} stands already. Correct that one, or give another day.",
    "Mae gwerth eisoes yn sefyll. Y diwrnod yw {day}: cywirwch y gwerth hwnnw, neu rhowch ddiwrnod arall.",
)
TOO_MUCH = Words(
    "With the others, products claim {total} of this benefit; there is no more than 1. Lower a share.",
    "Gyda'r lleill, mae cynhyrchion yn hawlio {total} o'r budd hwn; nid oes mwy nag 1. Gostyngwch gyfran.",
)


class ValueForm(EntryForm):
    """What a benefit's measure was on a day. Money is an amount a year."""

    benefit: Annotated[BenefitCode, BENEFIT_TOLD]
    read_on: Annotated[date, Told(Words("Read on", "Darllenwyd ar"))]
    value: Annotated[float, Told(Words("Value", "Gwerth"), Words("In the benefit's unit.", "Yn uned y budd."))]
    evidence: Annotated[Link | None, Told(Words("Link to the evidence", "Dolen i'r dystiolaeth"))] = None
    note: Annotated[ShortText | None, Told(Words("Note", "Nodyn"))] = None

    def faults(self, recorded_on: date) -> Iterator[FieldFault]:
        yield from days.to_come("read_on", self.read_on, recorded_on)


class ShareForm(EntryForm):
    """The part of a benefit that a product brings."""

    benefit: Annotated[BenefitCode, BENEFIT_TOLD]
    share: Annotated[
        float,
        Field(gt=0, le=1),
        Told(
            Words("Share", "Cyfran"),
            Words(
                "Of 0 to 1. The shares of all products sum to 1 at most: nothing is claimed twice.",
                "O 0 i 1. Swm cyfrannau'r holl gynhyrchion yw 1 ar y mwyaf: ni hawlir dim ddwywaith.",
            ),
        ),
    ]


def _benefit(content: Content, around: Around) -> Content | None:
    return next((each.content for each in around.of("benefits") if each.content["code"] == content["benefit"]), None)


def of_a_benefit(content: Content, around: Around) -> Iterator[FieldFault]:
    """The benefit is in the register."""
    if _benefit(content, around) is None:
        known = ", ".join(sorted(each.content["code"] for each in around.of("benefits"))) or "–"
        yield FieldFault("benefit", NO_BENEFIT, {"found": content["benefit"], "known": known})


def after_its_baseline(content: Content, around: Around) -> Iterator[FieldFault]:
    """The benefit is in the register, takes typed values, and its baseline was before."""
    yield from of_a_benefit(content, around)
    benefit = _benefit(content, around)
    if benefit is None:
        return
    if benefit["measure"] is not None:
        yield FieldFault("benefit", MEASURED)
    elif benefit["baseline_on"] is None:
        yield FieldFault("benefit", NO_BASELINE)
    elif content["read_on"] < benefit["baseline_on"]:
        found, baseline = date.fromisoformat(content["read_on"]), date.fromisoformat(benefit["baseline_on"])
        yield FieldFault("read_on", EARLY, {"found": found, "day": baseline})
    if benefit["unit"] == BenefitUnit.SHARE and not 0 <= content["value"] <= 1:
        yield FieldFault("value", NOT_A_SHARE)


def read_once(content: Content, others: Iterable[Content]) -> Iterator[FieldFault]:
    same = (content["benefit"], content["read_on"])
    if any((other["benefit"], other["read_on"]) == same for other in others):
        yield FieldFault("read_on", TWICE, {"day": date.fromisoformat(content["read_on"])})


def claimed_once(content: Content, others: Iterable[Content]) -> Iterator[FieldFault]:
    """No double claim: shares of one benefit sum to a whole at most."""
    total = content["share"] + sum(each["share"] for each in others if each["benefit"] == content["benefit"])
    if total > WHOLE:
        yield FieldFault("share", TOO_MUCH, {"total": round(total, 3)})


BENEFIT_VALUES = Register(
    VALUES,
    NAMED_IN[VALUES],
    Words("What a benefit's measure was, day by day.", "Beth oedd mesur budd, fesul diwrnod."),
    ValueForm,
    Keyed.SEVERAL,
    Over.PORTFOLIO,
    together=read_once,
    reads=("benefits",),
    beside=after_its_baseline,
)
BENEFIT_SHARES = Register(
    "benefit_shares",
    NAMED_IN["benefit_shares"],
    Words("Which part of a benefit each product brings.", "Pa ran o fudd a ddaw o bob cynnyrch."),
    ShareForm,
    Keyed.SEVERAL,
    together=claimed_once,
    reads=("benefits",),
    beside=of_a_benefit,
)
