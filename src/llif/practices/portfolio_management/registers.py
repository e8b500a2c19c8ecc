"""The register of contracts: with whom, for what, until when, and what follows."""

from collections.abc import Iterator, Mapping
from datetime import date
from enum import StrEnum
from typing import Annotated

from pydantic import Field

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
from llif.portfolio.registers.money import CURRENCY_WORDS, Currency


class YesNo(StrEnum):
    YES = "yes"
    NO = "no"


YES_NO_WORDS: Mapping[str, Words] = {"yes": Words("Yes", "Oes"), "no": Words("No", "Nac oes")}
BACKWARDS = Words("The contract ends before it starts.", "Mae'r contract yn dod i ben cyn iddo ddechrau.")


class ContractForm(EntryForm):
    """One contract of a product. The one that follows it bears the same `what`, or is told as its successor."""

    supplier: Annotated[
        ShortText,
        Told(Words("Supplier", "Cyflenwr"), Words("The organisation, not a person.", "Y sefydliad, nid person.")),
    ]
    what: Annotated[
        ShortText,
        Told(
            Words("What is bought", "Yr hyn a brynir"),
            Words(
                "Use the same words for the contract that follows: that is how it is known to follow.",
                "Defnyddiwch yr un geiriau ar gyfer y contract sy'n dilyn: dyna sut y gwyddys ei fod yn dilyn.",
            ),
        ),
    ]
    value: Annotated[
        float | None,
        Field(ge=0),
        Told(
            Words("Value", "Gwerth"),
            Words(
                "Of the whole term. Leave empty if it is not known.",
                "Am y tymor cyfan. Gadewch yn wag os nad yw'n hysbys.",
            ),
        ),
    ] = None
    currency: Annotated[Currency, Told(Words("Currency", "Arian cyfred"), choices=CURRENCY_WORDS)] = Currency.GBP
    start: Annotated[date, Told(Words("Starts on", "Yn dechrau ar"))]
    end: Annotated[
        date | None,
        Told(
            Words("Ends on", "Yn dod i ben ar"),
            Words(
                "The last day it runs. Leave empty if it is not known.",
                "Y diwrnod olaf y mae'n rhedeg. Gadewch yn wag os nad yw'n hysbys.",
            ),
        ),
    ] = None
    notice_months: Annotated[
        int | None, Field(ge=0, le=60), Told(Words("Notice, in months", "Rhybudd, mewn misoedd"))
    ] = None
    successor: Annotated[
        YesNo,
        Told(
            Words("Is there a successor?", "A oes olynydd?"),
            Words(
                "Something agreed that takes over when this ends.",
                "Rhywbeth y cytunwyd arno a fydd yn cymryd drosodd pan ddaw hwn i ben.",
            ),
            choices=YES_NO_WORDS,
        ),
    ]
    successor_note: Annotated[LongText | None, Told(Words("What the successor is", "Beth yw'r olynydd"))] = None
    exit_plan: Annotated[YesNo, Told(Words("Is there an exit plan?", "A oes cynllun ymadael?"), choices=YES_NO_WORDS)]
    exit_plan_link: Annotated[Link | None, Told(Words("Link to the exit plan", "Dolen i'r cynllun ymadael"))] = None

    def faults(self, recorded_on: date) -> Iterator[FieldFault]:
        if self.end and self.end < self.start:
            yield FieldFault("end", BACKWARDS)


CONTRACTS = Register(
    "contracts",
    Words("Contracts", "Contractau"),
    Words(
        "The contracts each product depends on: with whom, for what, until when, and what follows.",
        "Y contractau y mae pob cynnyrch yn dibynnu arnynt: â phwy, am beth, tan bryd, a beth sy'n dilyn.",
    ),
    ContractForm,
    Keyed.SEVERAL,
)
