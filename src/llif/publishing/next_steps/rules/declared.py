"""The rules of next steps, declared: what each proposes, when, and what it reads."""

from llif.portfolio.declared import Words
from llif.publishing.next_steps.proposals import Blind, Proposal, Rule
from llif.publishing.next_steps.rules.flow import floor, lead_time, neglected, old, unmapped
from llif.publishing.next_steps.rules.health import contract, expired, overdue, unassessed, unsupported
from llif.publishing.next_steps.rules.records import benefit, failed, failures, risk, silent
from llif.publishing.next_steps.seen import Seen

RULES = (
    Rule(
        "failed",
        Words("Mend what cannot be collected", "Trwsio'r hyn na ellir ei gasglu"),
        Words("A source's last collect failed.", "Methodd casgliad diwethaf ffynhonnell."),
        ("sources",),
        failed,
    ),
    Rule(
        "risk",
        Words("Act on the risk that crossed its limit: {risk}", "Gweithredu ar y risg a groesodd ei therfyn: {risk}"),
        Words("The figure that watches a risk crossed its limit.", "Croesodd y ffigur sy'n gwylio risg ei derfyn."),
        ("risks",),
        risk,
    ),
    Rule(
        "unsupported",
        Words("Move off what is past support: {product}", "Symud oddi ar yr hyn sydd heb gefnogaeth mwyach: {product}"),
        Words("A component is past its support end.", "Mae cydran wedi mynd heibio i ddiwedd ei chefnogaeth."),
        ("components",),
        unsupported,
    ),
    Rule(
        "contract",
        Words("Settle what follows the contract: {product}", "Pennu beth sy'n dilyn y contract: {product}"),
        Words(
            "A contract ended, or ends without a successor or an exit plan.",
            "Mae contract wedi dod i ben, neu'n dod i ben heb olynydd neu gynllun ymadael.",
        ),
        ("contracts",),
        contract,
    ),
    Rule(
        "overdue",
        Words("Mend the overdue cell: {product}, {dimension}", "Trwsio'r gell sy'n hwyr: {product}, {dimension}"),
        Words(
            "A red or amber cell is past its days to mend.",
            "Mae cell goch neu oren wedi mynd heibio i'w dyddiau i'w thrwsio.",
        ),
        ("scorecard",),
        overdue,
    ),
    Rule(
        "lead-time",
        Words(
            "Find out what slows the way to production: {product}",
            "Canfod beth sy'n arafu'r ffordd i'r gwasanaeth byw: {product}",
        ),
        Words(
            "A signal says that change lead time worsens.",
            "Mae signal yn dweud bod yr amser arwain newid yn gwaethygu.",
        ),
        ("lead_time",),
        lead_time,
    ),
    Rule(
        "silent",
        Words("Find out why the records stopped: {product}", "Canfod pam y peidiodd y cofnodion: {product}"),
        Words("A source fell silent.", "Aeth ffynhonnell yn ddistaw."),
        ("freshness",),
        silent,
    ),
    Rule(
        "failures",
        Words("Connect what tells which deployments failed", "Cysylltu'r hyn sy'n dweud pa leoliadau a fethodd"),
        Words("No source says which deployments failed.", "Nid oes ffynhonnell yn dweud pa leoliadau a fethodd."),
        ("change_fail_rate", "deployment_frequency"),
        failures,
    ),
    Rule(
        "benefit",
        Words(
            "Mend or forecast anew the benefit that is late: {benefit}",
            "Adfer y budd sy'n hwyr, neu ei ragweld o'r newydd: {benefit}",
        ),
        Words("A benefit's day has passed without its target.", "Aeth diwrnod budd heibio heb gyrraedd ei darged."),
        ("benefits", "benefit_values"),
        benefit,
    ),
    Rule(
        "expired",
        Words("Judge again: {product}, {dimension}", "Barnu eto: {product}, {dimension}"),
        Words("A judgement's review day has passed.", "Aeth diwrnod adolygu barn heibio."),
        ("ratings",),
        expired,
    ),
    Rule(
        "unmapped",
        Words("Map what has no kind: {product}", "Mapio'r hyn sydd heb fath: {product}"),
        Words(
            "A fifth or more of the finished work has no kind.",
            "Nid oes math gan bumed ran neu fwy o'r gwaith gorffenedig.",
        ),
        ("flow_unmapped",),
        unmapped,
    ),
    Rule(
        "floor",
        Words("Make room for debt and risk: {product}", "Gwneud lle i ddyled a risg: {product}"),
        Words("Debt and risk are below the floor.", "Mae dyled a risg islaw'r isafswm."),
        ("flow_distribution",),
        floor,
    ),
    Rule(
        "neglected",
        Words("Finish or stop what is neglected", "Gorffen neu atal yr hyn a esgeuluswyd"),
        Words("Work in progress has had no activity for long.", "Ni fu gweithgaredd ar waith ar y gweill ers amser."),
        ("flow_load",),
        neglected,
    ),
    Rule(
        "old",
        Words("Start less, finish what is old", "Dechrau llai, gorffen yr hyn sy'n hen"),
        Words("Half or more of the work in progress is old.", "Mae hanner neu fwy o'r gwaith ar y gweill yn hen."),
        ("flow_load",),
        old,
    ),
    Rule(
        "unassessed",
        Words("Find out how the unrated products are", "Canfod sut mae'r cynhyrchion heb asesiad"),
        Words("Nothing is known of the health of some products.", "Ni wyddys dim am iechyd rhai cynhyrchion."),
        ("scorecard",),
        unassessed,
    ),
)
"""In the order of their seriousness: what is broken, what is worsening, what cannot be known, what may wait."""
BY_ID = {rule.id: rule for rule in RULES}


def proposed(seen: Seen) -> tuple[tuple[Proposal, ...], frozenset[str]]:
    """*Gives* the proposals in the rules' order, and the ids of those that could not be judged."""
    found = [each for rule in RULES for each in rule.propose(seen)]
    proposals = tuple(each for each in found if isinstance(each, Proposal))
    return proposals, frozenset(each.key for each in found if isinstance(each, Blind))
