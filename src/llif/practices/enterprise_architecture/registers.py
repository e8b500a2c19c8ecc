"""The register of hosting: where a product runs, and what is to become of it."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Annotated

from llif.portfolio.declared import Words
from llif.portfolio.registers.contract import EntryForm, Keyed, Link, LongText, Register, Told


class Where(StrEnum):
    ON_PREMISES = "on-premises"
    OWN_DATA_CENTRE = "own data centre"
    AS_LIFTED = "cloud as lifted"
    PLATFORM = "cloud platform"
    SOFTWARE_AS_A_SERVICE = "software as a service"
    SUPPLIER = "supplier"


class Disposition(StrEnum):
    """What is to become of a product. Source: Gartner's TIME model."""

    TOLERATE = "tolerate"
    INVEST = "invest"
    MIGRATE = "migrate"
    ELIMINATE = "eliminate"


WHERE_WORDS: Mapping[str, Words] = {
    "on-premises": Words("On-premises", "Ar y safle"),
    "own data centre": Words("The organisation's own data centre", "Canolfan ddata'r sefydliad ei hun"),
    "cloud as lifted": Words("Cloud, as it was lifted (IaaS)", "Cwmwl, fel y codwyd (IaaS)"),
    "cloud platform": Words("Cloud platform", "Platfform cwmwl"),
    "software as a service": Words("Software as a service", "Meddalwedd fel gwasanaeth"),
    "supplier": Words("The supplier holds it", "Gan y cyflenwr"),
}
DISPOSITION_WORDS: Mapping[str, Words] = {
    "tolerate": Words("Tolerate", "Goddef"),
    "invest": Words("Invest", "Buddsoddi"),
    "migrate": Words("Migrate", "Mudo"),
    "eliminate": Words("Eliminate", "Dileu"),
}


class HostingForm(EntryForm):
    """Where a product runs now, and the plan for it."""

    where: Annotated[Where, Told(Words("Where it runs", "Ble mae'n rhedeg"), choices=WHERE_WORDS)]
    disposition: Annotated[
        Disposition | None,
        Told(
            Words("Disposition", "Bwriad"),
            Words("Leave empty if it is not decided.", "Gadewch yn wag os nad oes penderfyniad."),
            choices=DISPOSITION_WORDS,
        ),
    ] = None
    plan_on: Annotated[
        date | None,
        Told(
            Words("Plan date", "Dyddiad y cynllun"),
            Words(
                "The day by which it will have moved. Leave empty if no day is agreed.",
                "Y diwrnod y bydd wedi symud erbyn hynny. Gadewch yn wag os na chytunwyd ar ddiwrnod.",
            ),
        ),
    ] = None
    plan: Annotated[Link | None, Told(Words("Link to the plan", "Dolen i'r cynllun"))] = None
    note: Annotated[LongText | None, Told(Words("Note", "Nodyn"))] = None


HOSTING = Register(
    "hosting",
    Words("Hosting", "Lletya"),
    Words(
        "Where each product runs, what is to become of it, and by when.",
        "Ble mae pob cynnyrch yn rhedeg, beth yw'r bwriad ar ei gyfer, ac erbyn pryd.",
    ),
    HostingForm,
    Keyed.ONE,
)
