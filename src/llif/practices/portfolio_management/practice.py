"""Declares the practice of portfolio management."""

from llif.portfolio.declared import Words
from llif.practices.contract import Practice, Question, RatingRule
from llif.practices.portfolio_management import floor, panels, registers, rules
from llif.terms.scorecard import Dimension

COMMERCIAL = RatingRule(
    "commercial-risk",
    Dimension.COMMERCIAL_RISK,
    Words("Contracts and what follows them", "Contractau a'r hyn sy'n eu dilyn"),
    Words(
        "Red when a contract has ended, or ends within 6 months with no successor; amber when one ends within 18 "
        "months with no successor, or has no exit plan (the months are settings). The worst contract counts. One "
        "that has not begun counts only as a successor: it follows another when it is for the same thing and starts "
        "no later than the day after the other's end. Green needs the end of every running contract.",
        "Coch pan fydd contract wedi dod i ben, neu'n dod i ben o fewn 6 mis heb olynydd; oren pan ddaw un i ben o "
        "fewn 18 mis heb olynydd, neu pan nad oes ganddo gynllun ymadael (gosodiadau yw'r misoedd). Y contract "
        "gwaethaf sy'n cyfrif. Dim ond fel olynydd y mae un sydd heb ddechrau'n cyfrif: mae'n dilyn un arall pan "
        "fydd am yr un peth ac yn dechrau erbyn y diwrnod ar ôl diwedd y llall. I fod yn wyrdd rhaid gwybod diwedd "
        "pob contract sy'n rhedeg.",
    ),
    (registers.CONTRACTS.name,),
    rules.commercial,
    rules.contract_turns,
    Words("Contracts at risk", "Contractau mewn perygl"),
)
QUESTIONS = (
    Question(
        "portfolio-owner",
        Words(
            "Does the product have an owner who decides what is done next?",
            "A oes gan y cynnyrch berchennog sy'n penderfynu beth a wneir nesaf?",
        ),
    ),
    Question(
        "portfolio-team",
        Words(
            "Is there a long-lived team that builds the product and runs it?",
            "A oes tîm parhaol sy'n adeiladu'r cynnyrch ac yn ei redeg?",
        ),
    ),
    Question(
        "portfolio-outcomes",
        Words(
            "Is work chosen for the outcome it is to bring, and is that outcome looked at afterwards?",
            "A ddewisir gwaith am y canlyniad y mae i'w sicrhau, ac a edrychir ar y canlyniad hwnnw wedyn?",
        ),
    ),
    Question(
        "portfolio-capacity",
        Words(
            "Is part of the capacity set aside for debt and risk, and is it used for that?",
            "A neilltuir rhan o'r capasiti ar gyfer dyled a risg, ac a ddefnyddir hi at hynny?",
        ),
    ),
    Question(
        "portfolio-contracts",
        Words(
            "Are contracts renewed or replaced by a plan that begins well before they end?",
            "A gaiff contractau eu hadnewyddu neu eu disodli yn ôl cynllun sy'n dechrau ymhell cyn iddynt ddod i ben?",
        ),
    ),
    Question(
        "portfolio-stopping",
        Words(
            "Is it decided, and said openly, which products will be stopped?",
            "A benderfynir, ac a ddywedir yn agored, pa gynhyrchion a gaiff eu hatal?",
        ),
    ),
)
PRACTICE = Practice(
    "portfolio-management",
    Words("Portfolio management", "Rheoli portffolio"),
    Words(
        "Which contracts products depend on, where capacity goes, and what matters most.",
        "Ar ba gontractau y mae cynhyrchion yn dibynnu, i ble mae'r capasiti'n mynd, a beth sydd bwysicaf.",
    ),
    measures=(floor.DISTRIBUTION, floor.UNMAPPED),
    rules=(COMMERCIAL,),
    registers=(registers.CONTRACTS,),
    questions=QUESTIONS,
    panels=(panels.CONTRACTS_BY_END, floor.FLOOR, panels.CRITICALITY),
    settings=rules.PortfolioSettings,
)
