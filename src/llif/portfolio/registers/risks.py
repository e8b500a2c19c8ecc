"""The register of risks: what may happen, how bad, how likely, what holds it, who owns it, and which figure watches it.

Source: the NHS risk matrix (National Patient Safety Agency, 2008): consequence and likelihood, 1 to 5 each.
"""

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
    LongText,
    Names,
    Over,
    Register,
    ShortText,
    Told,
)
from llif.portfolio.registers.measures import LIMIT_HINT, MEASURE_WORDS, MeasureName, beyond_a_share
from llif.portfolio.registers.products import PRODUCTS_TOLD, ProductIds

LOWEST, HIGHEST = 1, 5


class Category(StrEnum):
    """The four risks of changing to products come first: they are the deck's."""

    RESOURCES = "resources"
    INVESTMENT = "investment"
    FUNDING_MODEL = "funding_model"
    DISRUPTION = "disruption"
    CLINICAL_SAFETY = "clinical_safety"
    SECURITY = "security"
    COMMERCIAL = "commercial"
    TECHNOLOGY = "technology"
    OTHER = "other"


class Direction(StrEnum):
    ABOVE = "above"
    BELOW = "below"


class Life(StrEnum):
    OPEN = "open"
    CLOSED = "closed"


CATEGORY_WORDS: Mapping[str, Words] = {
    "resources": Words("Resources", "Adnoddau"),
    "investment": Words("Investment", "Buddsoddiad"),
    "funding_model": Words("Funding model", "Model cyllido"),
    "disruption": Words("Disruption", "Tarfu"),
    "clinical_safety": Words("Clinical safety", "Diogelwch clinigol"),
    "security": Words("Security", "Diogelwch gwybodaeth"),
    "commercial": Words("Commercial", "Masnachol"),
    "technology": Words("Technology", "Technoleg"),
    "other": Words("Other", "Arall"),
}
DIRECTION_WORDS: Mapping[str, Words] = {
    "above": Words("When it goes above the limit", "Pan fydd yn uwch na'r terfyn"),
    "below": Words("When it falls below the limit", "Pan fydd yn is na'r terfyn"),
}
LIFE_WORDS: Mapping[str, Words] = {"open": Words("Open", "Agored"), "closed": Words("Closed", "Ar gau")}
CONSEQUENCE_WORDS: Mapping[str, Words] = {
    "1": Words("1 – negligible", "1 – dibwys"),
    "2": Words("2 – minor", "2 – mân"),
    "3": Words("3 – moderate", "3 – cymedrol"),
    "4": Words("4 – major", "4 – mawr"),
    "5": Words("5 – catastrophic", "5 – trychinebus"),
}
LIKELIHOOD_WORDS: Mapping[str, Words] = {
    "1": Words("1 – rare", "1 – prin"),
    "2": Words("2 – unlikely", "2 – annhebygol"),
    "3": Words("3 – possible", "3 – posibl"),
    "4": Words("4 – likely", "4 – tebygol"),
    "5": Words("5 – almost certain", "5 – bron yn sicr"),
}
INHERENT = Words("Before any control.", "Cyn unrhyw reolaeth.")
CURRENT = Words("With the controls that work today.", "Gyda'r rheolaethau sy'n gweithio heddiw.")
TARGET = Words("What is aimed for.", "Y nod.")

FiveSteps = Annotated[int, Field(ge=LOWEST, le=HIGHEST)]
BOTH = Words("Give the measure and its limit, or neither.", "Rhowch y mesur a'i derfyn, neu'r ddau'n wag.")
ONE = Words("Watch one product, or leave empty for the whole.", "Gwyliwch un cynnyrch, neu gadewch yn wag.")
NOT_ABOVE = Words(
    "With its controls a risk cannot be greater than before any.",
    "Gyda'i rheolaethau, ni all risg fod yn fwy na chyn unrhyw un.",
)

NOT_AIMED = Words(
    "A risk is not aimed to be greater than before any control.",
    "Ni ellir anelu at risg sy'n fwy na chyn unrhyw reolaeth.",
)


class RiskForm(EntryForm):
    """One risk."""

    title: Annotated[ShortText, Told(Words("Risk", "Risg"), Words("What may happen.", "Beth a all ddigwydd."))]
    category: Annotated[Category, Told(Words("Category", "Categori"), choices=CATEGORY_WORDS)]
    description: Annotated[LongText | None, Told(Words("Cause and effect", "Achos ac effaith"))] = None
    inherent_consequence: Annotated[
        FiveSteps, Told(Words("Inherent consequence", "Canlyniad cynhenid"), INHERENT, CONSEQUENCE_WORDS)
    ]
    inherent_likelihood: Annotated[
        FiveSteps, Told(Words("Inherent likelihood", "Tebygolrwydd cynhenid"), INHERENT, LIKELIHOOD_WORDS)
    ]
    consequence: Annotated[
        FiveSteps, Told(Words("Current consequence", "Canlyniad cyfredol"), CURRENT, CONSEQUENCE_WORDS)
    ]
    likelihood: Annotated[
        FiveSteps, Told(Words("Current likelihood", "Tebygolrwydd cyfredol"), CURRENT, LIKELIHOOD_WORDS)
    ]
    target_consequence: Annotated[
        FiveSteps, Told(Words("Target consequence", "Canlyniad targed"), TARGET, CONSEQUENCE_WORDS)
    ]
    target_likelihood: Annotated[
        FiveSteps, Told(Words("Target likelihood", "Tebygolrwydd targed"), TARGET, LIKELIHOOD_WORDS)
    ]
    controls: Annotated[
        LongText | None, Told(Words("Controls", "Rheolaethau"), Words("What holds it.", "Beth sy'n ei ddal yn ôl."))
    ] = None
    owner: Annotated[ShortText, Told(Words("Owner", "Perchennog"), Words("A role, not a name.", "Rôl, nid enw."))]
    review_on: Annotated[date, Told(Words("Review by", "Adolygu erbyn"))]
    products: Annotated[ProductIds | None, PRODUCTS_TOLD] = None
    watch_measure: Annotated[
        MeasureName | None, Told(Words("Watched by the measure", "Gwylir gan y mesur"), choices=MEASURE_WORDS)
    ] = None
    watch_product: Annotated[
        ProductIds | None,
        Told(
            Words("Of the product", "O'r cynnyrch"),
            Words("Its id. Leave empty for the whole portfolio.", "Ei id. Gadewch yn wag ar gyfer y portffolio cyfan."),
            names=Names.PRODUCT,
            offered=Words("Nothing chosen: the whole portfolio.", "Heb ddewis dim: y portffolio cyfan."),
        ),
    ] = None
    watch_direction: Annotated[Direction, Told(Words("Raise it", "Codi'r faner"), choices=DIRECTION_WORDS)] = (
        Direction.ABOVE
    )
    watch_limit: Annotated[float | None, Field(ge=0), Told(Words("Limit", "Terfyn"), LIMIT_HINT)] = None
    life: Annotated[Life, Told(Words("State", "Cyflwr"), choices=LIFE_WORDS)] = Life.OPEN

    def faults(self, recorded_on: date) -> Iterator[FieldFault]:
        if (self.watch_measure is None) != (self.watch_limit is None):
            yield FieldFault("watch_limit" if self.watch_limit is None else "watch_measure", BOTH)
        if self.watch_product and "," in self.watch_product:
            yield FieldFault("watch_product", ONE)
        yield from beyond_a_share(self.watch_measure, watch_limit=self.watch_limit)
        before = self.inherent_consequence * self.inherent_likelihood
        if self.consequence * self.likelihood > before:
            yield FieldFault("consequence", NOT_ABOVE)
        if self.target_consequence * self.target_likelihood > before:
            yield FieldFault("target_consequence", NOT_AIMED)


RISKS = Register(
    "risks",
    Words("Risks", "Risgiau"),
    Words(
        "What may happen to the portfolio or its products: consequence and likelihood of 1 to 5, before controls, now "
        "and aimed for.",
        "Beth a all ddigwydd i'r portffolio neu ei gynhyrchion: canlyniad a thebygolrwydd o 1 i 5, cyn rheolaethau, "
        "nawr a'r nod.",
    ),
    RiskForm,
    Keyed.SEVERAL,
    Over.PORTFOLIO,
    names_products=("products", "watch_product"),
)
