"""The register of benefits: what the work should bring, to whom, from where to where, and by when."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from llif.portfolio.declared import Words
from llif.portfolio.registers import days
from llif.portfolio.registers.contract import (
    Around,
    Content,
    EntryForm,
    FieldFault,
    Keyed,
    LongText,
    Over,
    Register,
    ShortText,
    Told,
)
from llif.portfolio.registers.measures import LIMIT_HINT, MEASURE_WORDS, NO_SHARE, SHARES, MeasureName
from llif.portfolio.registers.objectives import NO_WAY, PAIR, PRODUCT_TOLD, leads

ID = r"^[a-z0-9-]+$"
VALUES = "benefit_values"
NAMED_IN: Mapping[str, Words] = {
    VALUES: Words("Values of benefits", "Gwerthoedd buddion"),
    "benefit_shares": Words("Shares of benefits", "Cyfrannau o fuddion"),
    "benefit_missions": Words("Missions of benefits", "Cenadaethau buddion"),
}
"""The registers that name a benefit, with their titles."""


class Category(StrEnum):
    """Source: HM Treasury, *The Green Book*, and the Infrastructure and Projects Authority's guide to benefits."""

    CASH_RELEASING = "cash_releasing"
    NON_CASH_RELEASING = "non_cash_releasing"
    SOCIETAL = "societal"
    UNMONETISABLE = "unmonetisable"


class Effect(StrEnum):
    BENEFIT = "benefit"
    DISBENEFIT = "disbenefit"


class BenefitUnit(StrEnum):
    """Money is an amount a year; a share is of 0 to 1."""

    GBP = "GBP"
    EUR = "EUR"
    USD = "USD"
    HOURS = "hours"
    SHARE = "share"
    NUMBER = "number"


class Confidence(StrEnum):
    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


MONEY = frozenset({BenefitUnit.GBP, BenefitUnit.EUR, BenefitUnit.USD})
CATEGORY_WORDS: Mapping[str, Words] = {
    "cash_releasing": Words("Cash-releasing", "Yn rhyddhau arian"),
    "non_cash_releasing": Words("Non-cash-releasing", "Nad yw'n rhyddhau arian"),
    "societal": Words("Societal", "I'r gymdeithas"),
    "unmonetisable": Words("Unmonetisable", "Na ellir rhoi pris arno"),
}
EFFECT_WORDS: Mapping[str, Words] = {
    "benefit": Words("Benefit", "Budd"),
    "disbenefit": Words("Disbenefit", "Anfantais"),
}
UNIT_WORDS: Mapping[str, Words] = {
    "GBP": Words("Pounds a year (GBP)", "Punnoedd y flwyddyn (GBP)"),
    "EUR": Words("Euros a year (EUR)", "Ewros y flwyddyn (EUR)"),
    "USD": Words("US dollars a year (USD)", "Doleri UDA y flwyddyn (USD)"),
    "hours": Words("Hours", "Oriau"),
    "share": Words("Share of 0 to 1", "Cyfran o 0 i 1"),
    "number": Words("A number", "Rhif"),
}
CONFIDENCE_WORDS: Mapping[str, Words] = {
    "high": Words("High", "Uchel"),
    "medium": Words("Medium", "Canolig"),
    "low": Words("Low", "Isel"),
}
CASH_IS_MONEY = Words(
    "A cash-releasing benefit is counted in money.", "Mewn arian y cyfrifir budd sy'n rhyddhau arian."
)
NO_MONEY = Words(
    "An unmonetisable benefit is not counted in money.", "Nid mewn arian y cyfrifir budd na ellir rhoi pris arno."
)
TAKEN = Words(
    "Another benefit has the short name {code}. Choose one that is free.",
    "Mae gan fudd arall yr enw byr {code}. Dewiswch un sydd ar gael.",
)
READ_EARLIER = Words(
    "A value was read on {day}, before this baseline. Give that day or an earlier one, or correct the value.",
    "Darllenwyd gwerth ar {day}, cyn y llinell sylfaen hon. Rhowch y diwrnod hwnnw neu un cynharach, neu cywirwch y "
    "gwerth.",
)
NO_MEASURED_MONEY = Words(
    "Money of a benefit is an amount a year, and none of llif's measures is that. Choose another unit.",
    "Swm y flwyddyn yw arian budd, ac nid yw'r un o fesurau llif felly. Dewiswch uned arall.",
)
OTHER_UNIT = Words(
    "The measure is not counted in this unit. Choose the measure's own, or another measure.",
    "Nid yn yr uned hon y cyfrifir y mesur. Dewiswch ei uned ei hun, neu fesur arall.",
)
STILL_NAMED = Words(
    "Entries of “{register}” name this benefit by {code}. Keep the short name, or withdraw those first.",
    "Mae cofnodion yn “{register}” yn enwi'r budd hwn â {code}. Cadwch yr enw byr, neu tynnwch y rheini'n ôl yn "
    "gyntaf.",
)
UNKNOWN_HINT = Words("Leave empty if it is not known.", "Gadewch yn wag os nad yw'n hysbys.")

BenefitCode = Annotated[ShortText, Field(pattern=ID)]


class BenefitForm(EntryForm):
    """One benefit. Its values, its products' shares and the missions it serves have registers of their own."""

    code: Annotated[
        BenefitCode,
        Told(
            Words("Short name", "Enw byr"),
            Words(
                "Your own, such as fewer-calls: values and shares name the benefit by it.",
                "Eich enw eich hun, er enghraifft llai-o-alwadau: mae gwerthoedd a chyfrannau'n enwi'r budd ag ef.",
            ),
        ),
    ]
    name_en: Annotated[ShortText, Told(Words("Name, in English", "Enw, yn Saesneg"))]
    name_cy: Annotated[ShortText, Told(Words("Name, in Welsh", "Enw, yn Gymraeg"))]
    category: Annotated[Category, Told(Words("Class", "Dosbarth"), choices=CATEGORY_WORDS)]
    effect: Annotated[Effect, Told(Words("Benefit or disbenefit", "Budd neu anfantais"), choices=EFFECT_WORDS)] = (
        Effect.BENEFIT
    )
    gains: Annotated[
        ShortText,
        Told(
            Words("Who gains", "Pwy sy'n elwa"),
            Words("A group, not a person: patients.", "Grŵp, nid person: cleifion."),
        ),
    ]
    owner: Annotated[ShortText, Told(Words("Owner", "Perchennog"), Words("A role or a team.", "Rôl neu dîm."))]
    unit: Annotated[BenefitUnit, Told(Words("Unit", "Uned"), choices=UNIT_WORDS)]
    measure: Annotated[
        MeasureName | None,
        Told(
            Words("Measure", "Mesur"),
            Words(
                "One of llif's own that tells the values. Leave empty to record them yourself.",
                "Un o fesurau llif sy'n dweud y gwerthoedd. Gadewch yn wag i'w cofnodi eich hun.",
            ),
            choices=MEASURE_WORDS,
        ),
    ] = None
    product: Annotated[ShortText | None, PRODUCT_TOLD] = None
    baseline: Annotated[float | None, Told(Words("Baseline", "Llinell sylfaen"), UNKNOWN_HINT)] = None
    baseline_on: Annotated[date | None, Told(Words("Baseline on", "Llinell sylfaen ar"))] = None
    target: Annotated[float | None, Told(Words("Target", "Targed"), LIMIT_HINT)] = None
    target_on: Annotated[date | None, Told(Words("Target by", "Targed erbyn"))] = None
    forecast: Annotated[
        float | None,
        Told(
            Words("Forecast for that day", "Rhagolwg ar gyfer y diwrnod hwnnw"),
            Words(
                "What is now expected there. Leave empty if it is the target itself.",
                "Yr hyn a ddisgwylir bellach. Gadewch yn wag os mai'r targed ei hun ydyw.",
            ),
        ),
    ] = None
    confidence: Annotated[Confidence | None, Told(Words("Confidence", "Hyder"), choices=CONFIDENCE_WORDS)] = None
    note: Annotated[LongText | None, Told(Words("How it is measured", "Sut y caiff ei fesur"))] = None

    def faults(self, recorded_on: date) -> Iterator[FieldFault]:
        for name in ("baseline", "target"):
            value, day = getattr(self, name), getattr(self, f"{name}_on")
            if (value is None) != (day is None):
                yield FieldFault(f"{name}_on" if day is None else name, PAIR)
        yield from days.not_after("target_on", self.target_on, self.baseline_on)
        if self.target is not None and self.target == self.baseline:
            yield FieldFault("target", NO_WAY)
        yield from self._unit_faults()

    def _unit_faults(self) -> Iterator[FieldFault]:
        if self.category is Category.CASH_RELEASING and self.unit not in MONEY:
            yield FieldFault("unit", CASH_IS_MONEY)
        if self.category is Category.UNMONETISABLE and self.unit in MONEY:
            yield FieldFault("unit", NO_MONEY)
        if self.measure and self.unit in MONEY:
            yield FieldFault("measure", NO_MEASURED_MONEY)
        elif self.measure and (self.measure in SHARES) != (self.unit is BenefitUnit.SHARE):
            yield FieldFault("unit", OTHER_UNIT)
        for name in ("baseline", "target", "forecast"):
            value = getattr(self, name)
            if self.unit is BenefitUnit.SHARE and value is not None and not 0 <= value <= 1:
                yield FieldFault(name, NO_SHARE)


def named_once(content: Content, others: Iterable[Content]) -> Iterator[FieldFault]:
    if any(other["code"] == content["code"] for other in others):
        yield FieldFault("code", TAKEN, {"code": content["code"]})


def sound(content: Content, around: Around) -> Iterator[FieldFault]:
    """Its product is the portfolio's, and no value was read before its baseline."""
    yield from leads(content, around)
    read = [one.content["read_on"] for one in around.of(VALUES) if one.content["benefit"] == content["code"]]
    if content["baseline_on"] is not None and read and min(read) < content["baseline_on"]:
        yield FieldFault("baseline_on", READ_EARLIER, {"day": date.fromisoformat(min(read))})


def still_named(before: Content, after: Content | None, around: Around) -> Iterator[FieldFault]:
    """What names a benefit by its short name would be left without it."""
    code = before["code"]
    if after is not None and after["code"] == code:
        return
    for register, title in NAMED_IN.items():
        if any(each.content["benefit"] == code for each in around.of(register)):
            yield FieldFault("code", STILL_NAMED, {"register": title, "code": code})
            return


BENEFITS = Register(
    "benefits",
    Words("Benefits", "Buddion"),
    Words(
        "What the work should bring, to whom, from where to where, and by when.",
        "Beth ddylai'r gwaith ei gynnig, i bwy, o ble i ble, ac erbyn pryd.",
    ),
    BenefitForm,
    Keyed.SEVERAL,
    Over.PORTFOLIO,
    together=named_once,
    reads=tuple(NAMED_IN),
    beside=sound,
    leaving=still_named,
)
