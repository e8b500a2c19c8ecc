"""The rows of the practice's panels: the two standards, open hazards by risk, reviews that passed. Pure."""

from collections.abc import Iterator, Sequence
from typing import Any

from llif.portfolio.declared import Words
from llif.practices.clinical_safety.registers import (
    LIKELIHOOD_WORDS,
    NAMED_WORDS,
    SAFETY_CASE,
    SAFETY_OFFICER,
    SEVERITY_WORDS,
    STATUS_WORDS,
    OfficerForm,
    SafetyCaseForm,
)
from llif.practices.clinical_safety.rules import RISK_WORDS, initial, open_hazards, overdue, residual
from llif.practices.contract import CellKind, Column, Evidence, TablePanel, held

NOT_ASSESSED = Words("not assessed", "heb ei asesu")


def standards(evidence: Evidence, settings: Any) -> Iterator[Sequence[object]]:
    """A row where the safety case or the officer is recorded; what is not, is null."""
    case = next((each.form for each in held(evidence, SAFETY_CASE.name, SafetyCaseForm)), None)
    officer = next((each.form for each in held(evidence, SAFETY_OFFICER.name, OfficerForm)), None)
    if case is None and officer is None:
        return
    told: Sequence[object] = (None,) * 5
    if case:
        words = STATUS_WORDS[case.dcb0129.value], STATUS_WORDS[case.dcb0160.value]
        told = (*words, case.report, case.approved_on, case.review_on)
    yield *told, NAMED_WORDS[officer.named.value] if officer else None, officer.role if officer else None


def hazards(evidence: Evidence, settings: Any) -> Iterator[Sequence[object]]:
    for hazard in open_hazards(evidence):
        with_controls = residual(hazard)
        yield (
            hazard.title,
            SEVERITY_WORDS[str(hazard.severity.value)],
            LIKELIHOOD_WORDS[str(hazard.likelihood.value)],
            RISK_WORDS[initial(hazard)],
            RISK_WORDS[with_controls] if with_controls else NOT_ASSESSED,
            hazard.owner,
            hazard.review_on,
        )


def reviews(evidence: Evidence, settings: Any) -> Iterator[Sequence[object]]:
    for each in overdue(evidence):
        yield each.title or SAFETY_CASE.title, each.review_on, each.days


STANDARDS = TablePanel(
    "standards",
    Words("DCB0129 and DCB0160", "DCB0129 a DCB0160"),
    Words(
        "How far the safety case has come by each standard, and whether a clinical safety officer is named.",
        "Pa mor bell y mae'r achos diogelwch wedi cyrraedd yn ôl pob safon, ac a oes swyddog diogelwch clinigol wedi'i "
        "enwi.",
    ),
    (
        Column(Words("DCB0129", "DCB0129")),
        Column(Words("DCB0160", "DCB0160")),
        Column(Words("Safety case report", "Adroddiad achos diogelwch"), CellKind.LINK),
        Column(Words("Approved on", "Cymeradwywyd ar"), CellKind.DAY),
        Column(Words("Review by", "Adolygu erbyn"), CellKind.DAY),
        Column(Words("Officer named", "Swyddog wedi'i enwi")),
        Column(Words("Role", "Rôl")),
    ),
    standards,
    Words("No safety case is recorded.", "Nid oes achos diogelwch wedi'i gofnodi."),
)
OPEN_HAZARDS = TablePanel(
    "open-hazards",
    Words("Open hazards by risk", "Peryglon agored yn ôl risg"),
    Words(
        "The greatest risk first, by the matrix of severity and likelihood of the guidance to DCB0129.",
        "Y risg fwyaf yn gyntaf, yn ôl matrics difrifoldeb a thebygolrwydd y canllawiau i DCB0129.",
    ),
    (
        Column(Words("Hazard", "Perygl")),
        Column(Words("Severity", "Difrifoldeb")),
        Column(Words("Likelihood", "Tebygolrwydd")),
        Column(Words("Risk as found", "Risg fel y'i canfuwyd")),
        Column(Words("Risk with the controls", "Risg gyda'r mesurau rheoli")),
        Column(Words("Owner", "Perchennog")),
        Column(Words("Review by", "Adolygu erbyn"), CellKind.DAY),
    ),
    hazards,
    Words(
        "No open hazard is recorded, which does not say that there is none.",
        "Nid oes perygl agored wedi'i gofnodi; nid yw hynny'n dweud nad oes un.",
    ),
)
REVIEWS = TablePanel(
    "reviews",
    Words("Reviews that have passed", "Adolygiadau sydd wedi mynd heibio"),
    Words(
        "Reviews of the safety case and of open hazards whose day has passed, the oldest first.",
        "Adolygiadau o'r achos diogelwch ac o beryglon agored y mae eu diwrnod wedi mynd heibio, yr hynaf yn gyntaf.",
    ),
    (
        Column(Words("Review of", "Adolygiad o'r canlynol")),
        Column(Words("Review by", "Adolygu erbyn"), CellKind.DAY),
        Column(Words("Days past", "Dyddiau heibio"), CellKind.NUMBER),
    ),
    reviews,
    Words("No recorded review has passed.", "Nid oes adolygiad a gofnodwyd wedi mynd heibio."),
)
