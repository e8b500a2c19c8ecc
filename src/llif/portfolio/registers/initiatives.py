"""The register of initiatives: a rule that a share of many products shall meet by a deadline."""

from collections.abc import Iterator, Mapping
from datetime import date
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from llif.portfolio.declared import Words
from llif.portfolio.registers.contract import (
    Around,
    Content,
    EntryForm,
    FieldFault,
    Keyed,
    LongText,
    Names,
    Over,
    Register,
    ShortText,
    Told,
)
from llif.portfolio.registers.measures import LIMIT_HINT, MEASURE_WORDS, MeasureName, beyond_a_share
from llif.portfolio.registers.products import ProductIds
from llif.terms.scorecard import Dimension


class Asked(StrEnum):
    """What a rule asks of a product."""

    AMBER_OR_BETTER = "amber_or_better"
    GREEN = "green"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    FILLED = "filled"


RATED = (Asked.AMBER_OR_BETTER, Asked.GREEN)
MEASURED = (Asked.AT_LEAST, Asked.AT_MOST)
ASKED_WORDS: Mapping[str, Words] = {
    "amber_or_better": Words("A dimension is amber or green", "Mae dimensiwn yn oren neu'n wyrdd"),
    "green": Words("A dimension is green", "Mae dimensiwn yn wyrdd"),
    "at_least": Words("A measure is at least the limit", "Mae mesur o leiaf cymaint â'r terfyn"),
    "at_most": Words("A measure is at most the limit", "Mae mesur ar y mwyaf cymaint â'r terfyn"),
    "filled": Words("A register holds something", "Mae cofrestr yn cynnwys rhywbeth"),
}
DIMENSION_WORDS: Mapping[str, Words] = {
    "commercial_risk": Words("Commercial risk", "Risg fasnachol"),
    "unsupported_technology": Words("Unsupported software or technology", "Meddalwedd neu dechnoleg heb gefnogaeth"),
    "cloud_readiness": Words("Cloud readiness", "Parodrwydd ar gyfer y cwmwl"),
    "customer_expectation": Words("Customer expectation", "Disgwyliadau cwsmeriaid"),
    "reliability": Words("Reliability", "Dibynadwyedd"),
}
NEEDS_DIMENSION = Words("Say which dimension.", "Nodwch pa ddimensiwn.")
NEEDS_MEASURE = Words("Say which measure.", "Nodwch pa fesur.")
NEEDS_LIMIT = Words("Say the limit.", "Nodwch y terfyn.")
NEEDS_REGISTER = Words("Say which register.", "Nodwch pa gofrestr.")
NO_REGISTER = Words(
    "The portfolio keeps no register {found} of its products. Registers: {known}.",
    "Nid yw'r portffolio yn cadw cofrestr {found} am ei gynhyrchion. Cofrestrau: {known}.",
)


class InitiativeForm(EntryForm):
    """One initiative."""

    title: Annotated[
        ShortText,
        Told(
            Words("Initiative", "Menter"),
            Words("Such as: products on supported software", "Er enghraifft: cynhyrchion ar feddalwedd â chefnogaeth"),
        ),
    ]
    asks: Annotated[
        Asked, Told(Words("What is asked of a product", "Beth a ofynnir gan gynnyrch"), choices=ASKED_WORDS)
    ]
    dimension: Annotated[Dimension | None, Told(Words("Dimension", "Dimensiwn"), choices=DIMENSION_WORDS)] = None
    measure: Annotated[MeasureName | None, Told(Words("Measure", "Mesur"), choices=MEASURE_WORDS)] = None
    limit: Annotated[float | None, Field(ge=0), Told(Words("Limit", "Terfyn"), LIMIT_HINT)] = None
    kept_in: Annotated[
        ShortText | None,
        Told(
            Words("Register", "Cofrestr"),
            Words("Its name in addresses, such as contracts.", "Ei henw mewn cyfeiriadau, er enghraifft contracts."),
            names=Names.REGISTER,
        ),
    ] = None
    target_percent: Annotated[
        int,
        Field(ge=1, le=100),
        Told(Words("Target, % of the products", "Targed, % o'r cynhyrchion"), Words("1 to 100.", "1 i 100.")),
    ]
    deadline: Annotated[date, Told(Words("Deadline", "Dyddiad cau"))]
    owner: Annotated[ShortText, Told(Words("Owner", "Perchennog"), Words("A role or a team.", "Rôl neu dîm."))]
    products: Annotated[
        ProductIds | None,
        Told(
            Words("Products", "Cynhyrchion"),
            Words(
                "The ids of products, apart by commas. Leave empty for all that are not retired.",
                "Id pob cynnyrch, â choma rhyngddynt. Gadewch yn wag ar gyfer pob un nad yw wedi'i ymddeol.",
            ),
            names=Names.PRODUCTS,
            offered=Words("None ticked: all that are not retired.", "Heb dicio yr un: pob un nad yw wedi'i ymddeol."),
        ),
    ] = None
    why: Annotated[LongText | None, Told(Words("Why", "Pam"))] = None

    def faults(self, recorded_on: date) -> Iterator[FieldFault]:
        if self.asks in RATED and self.dimension is None:
            yield FieldFault("dimension", NEEDS_DIMENSION)
        if self.asks in MEASURED and self.measure is None:
            yield FieldFault("measure", NEEDS_MEASURE)
        if self.asks in MEASURED and self.limit is None:
            yield FieldFault("limit", NEEDS_LIMIT)
        if self.asks in MEASURED:
            yield from beyond_a_share(self.measure, limit=self.limit)
        if self.asks is Asked.FILLED and self.kept_in is None:
            yield FieldFault("kept_in", NEEDS_REGISTER)


def asks_what_is_kept(content: Content, around: Around) -> Iterator[FieldFault]:
    """A register that it asks for is one that the portfolio keeps of its products, by itself or by a practice."""
    found = content["kept_in"]
    if found is not None and found not in around.registers:
        yield FieldFault("kept_in", NO_REGISTER, {"found": found, "known": ", ".join(sorted(around.registers))})


INITIATIVES = Register(
    "initiatives",
    Words("Initiatives", "Mentrau"),
    Words(
        "A rule that a share of the products shall meet by a day; progress is computed.",
        "Rheol y dylai cyfran o'r cynhyrchion ei bodloni erbyn diwrnod; cyfrifir y cynnydd.",
    ),
    InitiativeForm,
    Keyed.SEVERAL,
    Over.PORTFOLIO,
    beside=asks_what_is_kept,
    names_products=("products",),
)
