"""Declares the practice of enterprise architecture."""

from llif.portfolio.declared import Words
from llif.practices.contract import Practice, Question, RatingRule
from llif.practices.enterprise_architecture import panels, registers, rules
from llif.terms.scorecard import Dimension

UNSUPPORTED = RatingRule(
    "unsupported-technology",
    Dimension.UNSUPPORTED_TECHNOLOGY,
    Words("Components and their support ends", "Cydrannau a diwedd eu cefnogaeth"),
    Words(
        "Red when any component is past its support end; amber when any ends within 12 months (a setting). Green needs "
        "at least one component with a known support end, and none that is red or amber. Components without a known "
        "lifecycle are counted beside it.",
        "Coch pan fydd unrhyw gydran heb gefnogaeth mwyach; oren pan ddaw cefnogaeth unrhyw un i ben o fewn 12 mis "
        "(gosodiad). I fod yn wyrdd rhaid bod diwedd cefnogaeth o leiaf un gydran yn hysbys, heb yr un yn goch nac yn "
        "oren. Cyfrifir wrth ei hochr y cydrannau heb gylch oes hysbys.",
    ),
    ("components",),
    rules.unsupported,
    rules.support_turns,
    Words("Components past support", "Cydrannau heb gefnogaeth mwyach"),
)
CLOUD = RatingRule(
    "cloud-readiness",
    Dimension.CLOUD_READINESS,
    Words("Where it runs", "Ble mae'n rhedeg"),
    Words(
        "Red when it runs on-premises or in an own data centre with no dated plan, or the plan's day has passed; amber "
        "with a dated plan, or in the cloud as it was lifted; green on a cloud platform or as a service.",
        "Coch pan fydd yn rhedeg ar y safle neu yng nghanolfan ddata'r sefydliad heb gynllun â dyddiad, neu pan fydd "
        "diwrnod y cynllun wedi mynd heibio; oren gyda chynllun â dyddiad, neu yn y cwmwl fel y codwyd; gwyrdd ar "
        "blatfform cwmwl neu fel gwasanaeth.",
    ),
    (registers.HOSTING.name,),
    rules.cloud,
    rules.plan_turns,
)
QUESTIONS = (
    Question(
        "architecture-inventory",
        Words(
            "Is there a list of everything the product is built from, made afresh with every release?",
            "A oes rhestr o bopeth y mae'r cynnyrch wedi'i adeiladu ohono, a wneir o'r newydd gyda phob rhyddhad?",
        ),
        Words("A software bill of materials counts.", "Mae rhestr deunyddiau meddalwedd yn cyfrif."),
    ),
    Question(
        "architecture-upgrades",
        Words(
            "Are upgrades planned and paid for before support ends?",
            "A gaiff uwchraddio ei gynllunio a'i ariannu cyn i gefnogaeth ddod i ben?",
        ),
    ),
    Question(
        "architecture-decisions",
        Words(
            "Are decisions about the architecture written down, with their reasons?",
            "A gaiff penderfyniadau am y bensaernïaeth eu hysgrifennu, gyda'u rhesymau?",
        ),
    ),
    Question(
        "architecture-standards",
        Words(
            "Does the product exchange data by open standards rather than by agreements of its own?",
            "A yw'r cynnyrch yn cyfnewid data drwy safonau agored yn hytrach na chytundebau ei hun?",
        ),
        Words("In health: HL7 FHIR, SNOMED CT, dm+d.", "Ym maes iechyd: HL7 FHIR, SNOMED CT, dm+d."),
    ),
    Question(
        "architecture-coupling",
        Words(
            "Can the product be changed and released without other products changing at the same time?",
            "A ellir newid a rhyddhau'r cynnyrch heb i gynhyrchion eraill newid yr un pryd?",
        ),
    ),
    Question(
        "architecture-reuse",
        Words(
            "Are shared platforms and services used where they exist?",
            "A ddefnyddir platfformau a gwasanaethau a rennir lle maent yn bod?",
        ),
    ),
    Question(
        "architecture-exit",
        Words(
            "Could the product be moved to another host or supplier, and has that been tried?",
            "A ellid symud y cynnyrch i letywr neu gyflenwr arall, ac a roddwyd cynnig ar hynny?",
        ),
    ),
)
PRACTICE = Practice(
    "enterprise-architecture",
    Words("Enterprise architecture", "Pensaernïaeth menter"),
    Words(
        "What products are built from, how long that is supported, and where they run.",
        "O beth mae cynhyrchion wedi'u hadeiladu, am faint y caiff hynny ei gefnogi, a ble maent yn rhedeg.",
    ),
    rules=(UNSUPPORTED, CLOUD),
    registers=(registers.HOSTING,),
    questions=QUESTIONS,
    panels=(panels.COMPONENTS, panels.WHERE_IT_RUNS),
    settings=rules.ArchitectureSettings,
)
