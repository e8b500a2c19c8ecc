"""The register of objectives: each entry is one key result of an objective, with where it began and should end."""

from collections.abc import Iterator
from datetime import date
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
    Names,
    Over,
    Register,
    ShortText,
    Told,
)
from llif.portfolio.registers.measures import LIMIT_HINT, MEASURE_WORDS, MeasureName, beyond_a_share
from llif.portfolio.registers.products import offered

NO_WAY = Words("The target is where it began.", "Mae'r targed yn yr un man â'r dechrau.")
NO_MISSION = Words(
    "The portfolio has no mission {found}. Missions: {known}.",
    "Nid oes gan y portffolio genhadaeth {found}. Cenadaethau: {known}.",
)
NO_PRODUCT = Words(
    "The portfolio has no product {found}. Products: {known}.",
    "Nid oes gan y portffolio gynnyrch â'r id {found}. Cynhyrchion: {known}.",
)
PAIR = Words("Give both the value and its day.", "Rhowch y gwerth a'i ddiwrnod.")
BY_MEASURE = Words(
    "The measure tells this. Leave it empty, or take the measure away.",
    "Y mesur sy'n dweud hyn. Gadewch yn wag, neu dynnwch y mesur.",
)
MISSION_HINT = Words("The id of a mission of this portfolio.", "Id un o genadaethau'r portffolio hwn.")
PRODUCT_TOLD = Told(
    Words("Product measured", "Cynnyrch a fesurir"),
    Words(
        "The id of the product that the measure is read of. Leave empty for the whole portfolio.",
        "Id y cynnyrch y darllenir y mesur ohono. Gadewch yn wag ar gyfer y portffolio cyfan.",
    ),
    names=Names.PRODUCT,
    offered=Words("Nothing chosen: the whole portfolio.", "Heb ddewis dim: y portffolio cyfan."),
)


class ObjectiveForm(EntryForm):
    """A key result. Those with the same objective stand together."""

    mission: Annotated[ShortText, Told(Words("Mission", "Cenhadaeth"), MISSION_HINT, names=Names.MISSION)]
    objective_en: Annotated[ShortText, Told(Words("Objective, in English", "Amcan, yn Saesneg"))]
    objective_cy: Annotated[ShortText, Told(Words("Objective, in Welsh", "Amcan, yn Gymraeg"))]
    result_en: Annotated[ShortText, Told(Words("Key result, in English", "Canlyniad allweddol, yn Saesneg"))]
    result_cy: Annotated[ShortText, Told(Words("Key result, in Welsh", "Canlyniad allweddol, yn Gymraeg"))]
    measure: Annotated[
        MeasureName | None,
        Told(
            Words("Measure", "Mesur"),
            Words(
                "One of llif's own, which then tells the current value. Leave empty to type it.",
                "Un o fesurau llif, a fydd wedyn yn dweud y gwerth presennol. Gadewch yn wag i'w deipio.",
            ),
            choices=MEASURE_WORDS,
        ),
    ] = None
    product: Annotated[ShortText | None, PRODUCT_TOLD] = None
    baseline: Annotated[float, Told(Words("Baseline", "Llinell sylfaen"), LIMIT_HINT)]
    baseline_on: Annotated[date, Told(Words("Baseline on", "Llinell sylfaen ar"))]
    target: Annotated[float, Told(Words("Target", "Targed"), LIMIT_HINT)]
    target_on: Annotated[date, Told(Words("Target by", "Targed erbyn"))]
    current: Annotated[
        float | None,
        Told(
            Words("Current value", "Gwerth presennol"),
            Words("Leave empty if it is not known.", "Gadewch yn wag os nad yw'n hysbys."),
        ),
    ] = None
    current_on: Annotated[date | None, Told(Words("Current value on", "Gwerth presennol ar"))] = None
    owner: Annotated[
        ShortText | None, Field(), Told(Words("Owner", "Perchennog"), Words("A role or a team.", "Rôl neu dîm."))
    ] = None

    def faults(self, recorded_on: date) -> Iterator[FieldFault]:
        yield from days.not_after("target_on", self.target_on, self.baseline_on)
        yield from days.before("current_on", self.current_on, self.baseline_on)
        yield from days.to_come("current_on", self.current_on, recorded_on)
        if self.target == self.baseline:
            yield FieldFault("target", NO_WAY)
        if (self.current is None) != (self.current_on is None):
            yield FieldFault("current_on" if self.current_on is None else "current", PAIR)
        yield from beyond_a_share(self.measure, baseline=self.baseline, target=self.target)
        if self.measure and self.current is not None:
            yield FieldFault("current", BY_MEASURE)


def leads(content: Content, around: Around) -> Iterator[FieldFault]:
    """Faults of a mission or a product that the portfolio has not."""
    mission, product = content.get("mission"), content.get("product")
    if mission is not None and mission not in around.missions:
        yield FieldFault("mission", NO_MISSION, {"found": mission, "known": ", ".join(sorted(around.missions)) or "–"})
    if product is not None and product not in around.products:
        yield FieldFault("product", NO_PRODUCT, {"found": product, "known": offered(product, around.products)})


OBJECTIVES = Register(
    "objectives",
    Words("Objectives", "Amcanion"),
    Words(
        "What each mission should reach, by when, and how far it has come: one row for a key result.",
        "Beth y dylai pob cenhadaeth ei gyrraedd, erbyn pryd, a pha mor bell y daeth: rhes i ganlyniad allweddol.",
    ),
    ObjectiveForm,
    Keyed.SEVERAL,
    Over.PORTFOLIO,
    beside=leads,
)
