"""Declares the practice of clinical safety: a fifth, beside the four that the product approach names."""

from llif.portfolio.declared import Words
from llif.practices.clinical_safety import panels, registers
from llif.practices.contract import Practice, Question

QUESTIONS = (
    Question(
        "safety-plan",
        Words(
            "Is there a clinical risk management plan, and is it followed?",
            "A oes cynllun rheoli risg clinigol, ac a ddilynir ef?",
        ),
    ),
    Question(
        "safety-officer",
        Words(
            "Does a registered, trained clinician answer for the product's clinical safety?",
            "A oes clinigydd cofrestredig, hyfforddedig, yn atebol am ddiogelwch clinigol y cynnyrch?",
        ),
    ),
    Question(
        "safety-hazards",
        Words(
            "Are hazards looked for with those who use the product, and each traced to its controls and their tests?",
            "A chwilir am beryglon gyda'r rhai sy'n defnyddio'r cynnyrch, ac a gysylltir pob un â'i fesurau rheoli a'u "
            "profion?",
        ),
    ),
    Question(
        "safety-changes",
        Words(
            "Is every release looked at for clinical safety before it is deployed, however small?",
            "A edrychir ar bob rhyddhad o ran diogelwch clinigol cyn ei leoli, waeth pa mor fach?",
        ),
    ),
    Question(
        "safety-incidents",
        Words(
            "Are incidents that could have harmed a patient told to the officer, and the hazard log changed for them?",
            "A gaiff y swyddog wybod am ddigwyddiadau a allai fod wedi niweidio claf, a newidir y log peryglon o'u "
            "herwydd?",
        ),
    ),
    Question(
        "safety-deployers",
        Words(
            "Do those who deploy the product get what their own safety case needs?",
            "A yw'r rhai sy'n rhoi'r cynnyrch ar waith yn cael yr hyn sydd ei angen ar eu hachos diogelwch eu hunain?",
        ),
    ),
)
PRACTICE = Practice(
    "clinical-safety",
    Words("Clinical safety", "Diogelwch clinigol"),
    Words(
        "Whether products are safe for patients, and how that is known.",
        "A yw cynhyrchion yn ddiogel i gleifion, a sut y gwyddys hynny.",
    ),
    registers=(registers.HAZARDS, registers.SAFETY_CASE, registers.SAFETY_OFFICER),
    questions=QUESTIONS,
    panels=(panels.STANDARDS, panels.OPEN_HAZARDS, panels.REVIEWS),
)
