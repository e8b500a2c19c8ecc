"""The rows of the practice's panels: components by support end, hosting and disposition. Pure."""

from collections.abc import Iterator, Sequence
from datetime import date

from llif.portfolio.declared import Words
from llif.practices.contract import CellKind, Column, Evidence, Row, TablePanel, held
from llif.practices.enterprise_architecture.registers import DISPOSITION_WORDS, HOSTING, WHERE_WORDS, HostingForm
from llif.practices.enterprise_architecture.rules import ArchitectureSettings, Support, support

SUPPORT_WORDS = {
    Support.PAST: Words("past support", "heb gefnogaeth mwyach"),
    Support.SOON: Words("ends soon", "yn dod i ben yn fuan"),
    Support.SUPPORTED: Words("supported", "wedi'i chefnogi"),
    Support.UNKNOWN: Words("not known", "anhysbys"),
}


def components(evidence: Evidence, settings: ArchitectureSettings) -> Iterator[Sequence[object]]:
    """The first to end comes first; those without a known end stand last."""
    for row in sorted(evidence.rows("components"), key=_end):
        stand = support(row, evidence.day, settings.months_ahead)
        matched = " ".join(filter(None, (row["lifecycle"], row["cycle"]))) or None
        yield row["component"], row["version"], row["container"], SUPPORT_WORDS[stand], row["support_ends"], matched


def _end(row: Row) -> tuple[bool, date, str]:
    return row["support"] is None, row["support_ends"] or date.max, str(row["component"])


def hosting(evidence: Evidence, settings: ArchitectureSettings) -> Iterator[Sequence[object]]:
    for entry in held(evidence, HOSTING.name, HostingForm):
        if entry.form:
            disposition = entry.form.disposition and DISPOSITION_WORDS[entry.form.disposition.value]
            yield WHERE_WORDS[entry.form.where.value], disposition, entry.form.plan_on, entry.form.plan, entry.day


COMPONENTS = TablePanel(
    "components",
    Words("Components by support end", "Cydrannau yn ôl diwedd cefnogaeth"),
    Words(
        "What each product is built from, as its bills of materials and inventories say, and when support of it ends.",
        "O beth mae pob cynnyrch wedi'i adeiladu, yn ôl y rhestrau deunyddiau a'r stocrestrau, a phryd daw'r "
        "gefnogaeth i ben.",
    ),
    (
        Column(Words("Component", "Cydran")),
        Column(Words("Version", "Fersiwn")),
        Column(Words("Container", "Cynhwysydd")),
        Column(Words("Support", "Cefnogaeth")),
        Column(Words("Support ends", "Diwedd y gefnogaeth"), CellKind.DAY),
        Column(Words("Lifecycle it matches", "Y cylch oes sy'n cyfateb")),
    ),
    components,
    Words("No component is recorded.", "Nid oes cydran wedi'i chofnodi."),
)
WHERE_IT_RUNS = TablePanel(
    "hosting",
    Words("Hosting and disposition", "Lletya a bwriad"),
    Words(
        "Where each product runs, and whether it is to be tolerated, invested in, migrated or eliminated.",
        "Ble mae pob cynnyrch yn rhedeg, ac a fwriedir ei oddef, buddsoddi ynddo, ei fudo neu ei ddileu.",
    ),
    (
        Column(Words("Where it runs", "Ble mae'n rhedeg")),
        Column(Words("Disposition", "Bwriad")),
        Column(Words("Plan date", "Dyddiad y cynllun"), CellKind.DAY),
        Column(Words("Plan", "Cynllun"), CellKind.LINK),
        Column(Words("Recorded", "Cofnodwyd"), CellKind.DAY),
    ),
    hosting,
    Words("Where it runs is not recorded.", "Ni chofnodwyd ble mae'n rhedeg."),
)
