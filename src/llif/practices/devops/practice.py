"""Declares the practice of DevOps: DORA's measures, and questions after its capabilities. It rates no dimension."""

from llif.portfolio.declared import Words
from llif.practices.contract import MeasuresPanel, Practice, Question

MEASURES = (
    "deployment_frequency",
    "lead_time",
    "change_fail_rate",
    "recovery_time",
    "rework_rate",
    "time_to_restore",
)
DELIVERY = MeasuresPanel(
    "delivery",
    Words("Software delivery", "Cyflenwi meddalwedd"),
    Words(
        "DORA's measures of each product, with the level that the published table gives. A level belongs to one "
        "measure: a product has no overall level.",
        "Mesurau DORA ar gyfer pob cynnyrch, gyda'r lefel a rydd y tabl a gyhoeddwyd. Mae lefel yn perthyn i un mesur: "
        "nid oes gan gynnyrch lefel gyffredinol.",
    ),
    tuple((name, None) for name in MEASURES),
)
QUESTIONS = (
    Question(
        "devops-version-control",
        Words(
            "Is everything that makes the product (code, configuration, database changes, scripts) under version "
            "control?",
            "A yw popeth sy'n gwneud y cynnyrch (cod, ffurfweddiad, newidiadau cronfa ddata, sgriptiau) dan reolaeth "
            "fersiynau?",
        ),
    ),
    Question(
        "devops-small-batches",
        Words(
            "Is work cut small enough to be finished and released within days?",
            "A gaiff gwaith ei dorri'n ddigon bach i'w orffen a'i ryddhau o fewn dyddiau?",
        ),
    ),
    Question(
        "devops-integration",
        Words(
            "Does everybody's work come together on one main line at least daily, with the tests run each time?",
            "A ddaw gwaith pawb ynghyd ar un brif linell o leiaf unwaith y dydd, gan redeg y profion bob tro?",
        ),
    ),
    Question(
        "devops-tests",
        Words(
            "Do automated tests tell, within minutes and reliably, whether a change is safe to release?",
            "A yw profion awtomatig yn dweud, o fewn munudau ac yn ddibynadwy, a yw newid yn ddiogel i'w ryddhau?",
        ),
    ),
    Question(
        "devops-deployment",
        Words(
            "Is the product deployed by one automated way, to every environment, at any time of day?",
            "A gaiff y cynnyrch ei leoli drwy un ffordd awtomatig, i bob amgylchedd, ar unrhyw adeg o'r dydd?",
        ),
    ),
    Question(
        "devops-security",
        Words(
            "Is security checked while the change is made, rather than before release?",
            "A gaiff diogelwch ei wirio wrth wneud y newid, yn hytrach na chyn rhyddhau?",
        ),
    ),
    Question(
        "devops-monitoring",
        Words(
            "Does the team learn of a fault from its own monitoring, before users tell of it?",
            "A yw'r tîm yn dysgu am nam o'i fonitro ei hun, cyn i ddefnyddwyr sôn amdano?",
        ),
    ),
    Question(
        "devops-learning",
        Words(
            "After a fault, does the team look for causes in how work is done, without blaming a person?",
            "Ar ôl nam, a yw'r tîm yn chwilio am achosion yn y ffordd o weithio, heb feio person?",
        ),
    ),
)
PRACTICE = Practice(
    "devops",
    Words("DevOps", "DevOps"),
    Words(
        "How fast and how safely changes reach the people who use the product.",
        "Pa mor gyflym a pha mor ddiogel y mae newidiadau'n cyrraedd y bobl sy'n defnyddio'r cynnyrch.",
    ),
    measures=MEASURES,
    questions=QUESTIONS,
    panels=(DELIVERY,),
)
