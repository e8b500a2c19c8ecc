"""Declares the practice of IT service management."""

from llif.portfolio.declared import Words
from llif.practices.contract import Practice, Question, RatingRule
from llif.practices.itsm import panels, rules
from llif.terms.scorecard import Dimension

RELIABILITY = RatingRule(
    "reliability",
    Dimension.RELIABILITY,
    Words("Service levels and major incidents", "Lefelau gwasanaeth a digwyddiadau mawr"),
    Words(
        "Over the last 90 days (a setting): red when an objective is missed and there was a major incident; amber when "
        "either; green when neither, and both sources have spoken. An objective is missed when less than 95 % (a "
        "setting, for all or by objective) was good. Days are those of UTC. Incidents of which nothing has been heard "
        "for longer than usual are not taken for none.",
        "Dros y 90 diwrnod diwethaf (gosodiad): coch pan gaiff amcan ei fethu a phan fu digwyddiad mawr; oren pan fydd "
        "y naill neu'r llall; gwyrdd pan na fydd y naill na'r llall, a'r ddwy ffynhonnell wedi siarad. Methir amcan "
        "pan fydd llai na 95 % (gosodiad, i bob un neu fesul amcan) yn dda. Dyddiau UTC yw'r dyddiau. Os na chlywyd am "
        "ddigwyddiadau am hirach nag arfer, ni chymerir nad oes rhai.",
    ),
    ("service_levels", "incidents", "freshness"),
    rules.reliability,
    rules.reliability_turns,
    Words("Objectives missed and major incidents", "Amcanion a fethwyd a digwyddiadau mawr"),
)
EXPECTATION = RatingRule(
    "customer-expectation",
    Dimension.CUSTOMER_EXPECTATION,
    Words("Answers in the best two categories", "Atebion yn y ddau gategori gorau"),
    Words(
        "The share of the last 365 days' answers (a setting) in the best two categories, against the product's target "
        "share: red when the upper 95 % limit (Wilson) is below the target, amber when the interval spans it, green "
        "when the lower limit reaches it. Answers with an unlisted code are counted beside it.",
        "Cyfran atebion y 365 diwrnod diwethaf (gosodiad) yn y ddau gategori gorau, yn erbyn cyfran darged y cynnyrch: "
        "coch pan fydd y terfyn 95 % uchaf (Wilson) islaw'r targed, oren pan fydd y cyfwng yn ei gynnwys, gwyrdd pan "
        "fydd y terfyn isaf yn ei gyrraedd. Cyfrifir wrth ei hochr yr atebion â chod nad yw ar y rhestr.",
    ),
    ("answers",),
    rules.expectation,
    rules.answer_turns,
    Words("Percentage points below the target", "Pwyntiau canran islaw'r targed"),
)
QUESTIONS = (
    Question(
        "itsm-objectives",
        Words(
            "Are there objectives for the service, agreed with those who use it?",
            "A oes amcanion ar gyfer y gwasanaeth, y cytunwyd arnynt â'r rhai sy'n ei ddefnyddio?",
        ),
    ),
    Question(
        "itsm-incidents",
        Words(
            "Is every incident recorded once, with when it began and when service was restored?",
            "A gofnodir pob digwyddiad unwaith, gyda phryd y dechreuodd a phryd yr adferwyd y gwasanaeth?",
        ),
    ),
    Question(
        "itsm-major",
        Words(
            "Is it clear what a major incident is, who leads it, and who tells the users?",
            "A yw'n glir beth yw digwyddiad mawr, pwy sy'n ei arwain, a phwy sy'n rhoi gwybod i'r defnyddwyr?",
        ),
    ),
    Question(
        "itsm-problems",
        Words(
            "Are the causes of repeated incidents looked for and removed?",
            "A chwilir am achosion digwyddiadau sy'n ailadrodd, a'u dileu?",
        ),
    ),
    Question(
        "itsm-changes",
        Words(
            "Are routine changes approved in advance, so that only risky ones wait for a decision?",
            "A gaiff newidiadau arferol eu cymeradwyo ymlaen llaw, fel mai dim ond y rhai peryglus sy'n aros am "
            "benderfyniad?",
        ),
    ),
    Question(
        "itsm-continuity",
        Words(
            "Has restoring the service from a backup been tried within the last year?",
            "A roddwyd cynnig ar adfer y gwasanaeth o gopi wrth gefn o fewn y flwyddyn ddiwethaf?",
        ),
    ),
    Question(
        "itsm-feedback",
        Words(
            "Are users asked what they think of the service, in English and in Welsh, and told what came of it?",
            "A ofynnir i ddefnyddwyr beth yw eu barn am y gwasanaeth, yn Gymraeg ac yn Saesneg, ac a ddywedir wrthynt "
            "beth a ddaeth o hynny?",
        ),
    ),
)
PRACTICE = Practice(
    "itsm",
    Words("IT service management", "Rheoli gwasanaethau TG"),
    Words(
        "How reliably services run, how soon they are restored, and what those who use them say.",
        "Pa mor ddibynadwy y mae gwasanaethau'n rhedeg, pa mor fuan y cânt eu hadfer, a beth a ddywed y rhai sy'n eu "
        "defnyddio.",
    ),
    measures=("time_to_restore", "recovery_time"),
    rules=(RELIABILITY, EXPECTATION),
    questions=QUESTIONS,
    panels=(panels.INCIDENTS, panels.SERVICE_LEVELS, panels.RESTORING, panels.SATISFACTION),
    settings=rules.ServiceSettings,
)
