"""The rows of the practice's panels: contracts by their end, and criticality. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from llif.portfolio.codes import Criticality
from llif.portfolio.declared import Words
from llif.practices.contract import CellKind, Column, Evidence, TablePanel
from llif.practices.portfolio_management.registers import YES_NO_WORDS, ContractForm
from llif.practices.portfolio_management.rules import (
    Contract,
    PortfolioSettings,
    State,
    commercial,
    contracts,
    is_succeeded,
    running,
    state,
)
from llif.terms.time import months_after

STATE_WORDS: Mapping[State, Words] = {
    State.ENDED: Words("ended", "wedi dod i ben"),
    State.ENDS_SOON: Words("ends soon, no successor", "yn dod i ben yn fuan, heb olynydd"),
    State.ENDS_LATER: Words("ends, no successor", "yn dod i ben, heb olynydd"),
    State.NO_EXIT: Words("no exit plan", "heb gynllun ymadael"),
    State.UNKNOWN: Words("end not known", "diwedd anhysbys"),
    State.SOUND: Words("sound", "cadarn"),
}
NOT_BEGUN = Words("not begun", "heb ddechrau")
TAKEN_OVER = Words("taken over", "wedi'i ddisodli")
CRITICALITY_WORDS: Mapping[str, Words] = {
    Criticality.CLINICAL_CRITICAL: Words("Clinically critical", "Hanfodol yn glinigol"),
    Criticality.ADMIN_CRITICAL: Words("Administratively critical", "Hanfodol yn weinyddol"),
    Criticality.INFRASTRUCTURE_CRITICAL: Words("Critical infrastructure", "Seilwaith hanfodol"),
    Criticality.BUSINESS_CRITICAL: Words("Business critical", "Hanfodol i'r busnes"),
    Criticality.NOT_CRITICAL: Words("Not critical", "Ddim yn hanfodol"),
    Criticality.UNKNOWN: Words("Criticality not stated", "Heb ddweud pa mor hanfodol"),
}


def by_end(evidence: Evidence, settings: PortfolioSettings) -> Iterator[Sequence[object]]:
    """The first to end comes first, those without a known end last."""
    found = contracts(evidence)
    counted = running(found, evidence.day)
    for each in sorted(found, key=_end):
        if each.form:
            yield _row(each.form, _standing(each, found, counted, evidence.day, settings), found)


def _end(contract: Contract) -> date:
    return (contract.form and contract.form.end) or date.max


def _standing(
    contract: Contract,
    found: Sequence[Contract],
    counted: Sequence[Contract],
    day: date,
    settings: PortfolioSettings,
) -> Words:
    if contract in counted:
        return STATE_WORDS[state(contract, found, day, settings)]
    return NOT_BEGUN if contract.form and contract.form.start > day else TAKEN_OVER


def _row(form: ContractForm, standing: Words, found: Sequence[Contract]) -> Sequence[object]:
    notice = None
    if form.end and form.notice_months is not None:
        notice = months_after(form.end, -form.notice_months)
    followed = YES_NO_WORDS["yes" if is_succeeded(form, found) else "no"]
    exit_plan = YES_NO_WORDS[form.exit_plan.value]
    bought = (form.supplier, form.what, form.value, form.currency.value if form.value is not None else None)
    return *bought, form.start, form.end, notice, followed, exit_plan, standing


def criticality(evidence: Evidence, settings: PortfolioSettings) -> Iterator[Sequence[object]]:
    """What matters, beside how its contracts stand. A code without a word here is shown as it is written."""
    code = str(evidence.about.get("criticality", Criticality.UNKNOWN.value))
    found, verdict = contracts(evidence), commercial(evidence, settings)
    ends = [each.form.end for each in running(found, evidence.day) if each.form and each.form.end]
    yield CRITICALITY_WORDS.get(code, code), verdict.rating, verdict.number, min(ends, default=None)


CONTRACTS_BY_END = TablePanel(
    "contracts",
    Words("Contracts by their end", "Contractau yn ôl eu diwedd"),
    Words(
        "Every recorded contract, the first to end first. A contract that another has taken over counts no longer.",
        "Pob contract a gofnodwyd, y cyntaf i ddod i ben yn gyntaf. Nid yw contract a ddisodlwyd gan un arall yn "
        "cyfrif mwyach.",
    ),
    (
        Column(Words("Supplier", "Cyflenwr")),
        Column(Words("What is bought", "Yr hyn a brynir")),
        Column(Words("Value", "Gwerth"), CellKind.NUMBER),
        Column(Words("Currency", "Arian cyfred")),
        Column(Words("Starts on", "Yn dechrau ar"), CellKind.DAY),
        Column(Words("Ends on", "Yn dod i ben ar"), CellKind.DAY),
        Column(Words("Notice to be given by", "Rhaid rhoi rhybudd erbyn"), CellKind.DAY),
        Column(Words("Successor", "Olynydd")),
        Column(Words("Exit plan", "Cynllun ymadael")),
        Column(Words("State", "Cyflwr")),
    ),
    by_end,
    Words("No contract is recorded.", "Nid oes contract wedi'i gofnodi."),
)
CRITICALITY = TablePanel(
    "criticality",
    Words("Criticality", "Pa mor hanfodol"),
    Words(
        "How critical each product is, beside the commercial risk that its contracts show.",
        "Pa mor hanfodol yw pob cynnyrch, wrth ochr y risg fasnachol y mae ei gontractau'n ei dangos.",
    ),
    (
        Column(Words("Criticality", "Pa mor hanfodol")),
        Column(Words("Commercial risk by the evidence", "Risg fasnachol yn ôl y dystiolaeth"), CellKind.RATING),
        Column(Words("Contracts at risk", "Contractau mewn perygl"), CellKind.NUMBER),
        Column(Words("Next contract end", "Diwedd nesaf contract"), CellKind.DAY),
    ),
    criticality,
    Words("No product.", "Dim cynnyrch."),
)
