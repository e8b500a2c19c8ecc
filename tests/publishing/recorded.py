"""What people recorded of the small portfolio, so that every page of a register has something to show.

The days are counted from today: what was recorded is read on the day the tests run.
"""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from llif.access.actor import COMMAND_LINE
from llif.portfolio.registers.contract import Register
from llif.portfolio.registers.entries import Place, Recorded
from llif.portfolio.registers.mindset import PAIRS
from llif.portfolio.registers.recorded import newest
from llif.practices import recording, registry
from llif.practices.recording import NEVER_RECORDED, Write

Content = Mapping[str, Any]
TODAY = datetime.now(UTC).date()
SOON, LATER, GONE = (TODAY + timedelta(days=days) for days in (40, 200, -40))
KEY = "breaks"
BENEFIT: Content = {
    "code": "fewer-letters",
    "name_en": "Fewer letters sent again",
    "name_cy": "Llai o lythyrau'n cael eu hanfon eto",
    "category": "cash_releasing",
    "gains": "Health boards",
    "owner": "Head of post",
    "unit": "GBP",
    "baseline": 0,
    "baseline_on": "2023-04-01",
    "target": 100_000,
    "target_on": "2025-04-01",
    "confidence": "medium",
}
RISK: Content = {
    "title": "Changes break letters",
    "category": "disruption",
    "inherent_consequence": 5,
    "inherent_likelihood": 5,
    "consequence": 4,
    "likelihood": 4,
    "target_consequence": 2,
    "target_likelihood": 2,
    "owner": "Head of delivery",
    "review_on": GONE.isoformat(),
}
ACTION: Content = {
    "title": "Print in two places",
    "decision": "accepted",
    "owner": "Head of post",
    "due": SOON.isoformat(),
}
OBJECTIVE: Content = {
    "mission": "quality",
    "objective_en": "Letters arrive",
    "objective_cy": "Llythyrau'n cyrraedd",
    "result_en": "Nine in ten read",
    "result_cy": "Naw o bob deg yn cael eu darllen",
    "baseline": 50,
    "baseline_on": "2023-04-01",
    "target": 90,
    "target_on": "2025-04-01",
    "current": 75,
    "current_on": "2024-03-01",
}
VIEW: Content = {"name_en": "For the board", "name_cy": "I'r bwrdd", "query": "group=team&show=value,risk"}
MINDSET: Content = {"assessed_on": GONE.isoformat(), **{pair.id: 2 for pair in PAIRS}}


def entry(register: str, key: str, content: Content, product: str = "", version: int = NEVER_RECORDED) -> Recorded:
    """Record one entry of the small portfolio, as the command line does."""
    place = Place(register, "small", product, key)
    return recording.record(Write(_registers()[register], place, content, version), by=COMMAND_LINE)


def one_of_each(product: str) -> None:
    """What the addresses of one thing name: a risk and a step about a product, a benefit, a team's assessment."""
    entry("risks", KEY, {**RISK, "products": product})
    entry("actions", KEY, {**ACTION, "products": product})
    entry("benefits", KEY, BENEFIT)
    entry("benefit_values", KEY, {"benefit": "fewer-letters", "read_on": "2024-03-01", "value": 30_000})
    entry("mindset", "post", MINDSET)


def in_every_register() -> None:
    """One entry at least in each register that the small portfolio keeps, about letters where it is about a product.

    *Takes it* that the portfolio is declared with missions (`why.world`).
    """
    one_of_each("letters")
    for register, key, product, content in _entries():
        entry(register, key, content, product)
    entry("views", "board", VIEW)
    entry("mindset", "post", {**MINDSET, "assessed_on": TODAY.isoformat(), "teams": 4, "scope": 1}, version=1)
    empty = set(_registers()) - {each.place.register for each in newest("small")}
    assert not empty, f"add an entry of {empty} to in_every_register"


def _entries() -> Iterator[tuple[str, str, str, Content]]:
    judged = {"reason": "It fell over twice.", "evidence": "https://example.org/1", "review_on": LATER.isoformat()}
    yield "ratings", "cloud_readiness", "letters", {"rating": "red", **judged}
    yield "ratings", "customer_expectation", "letters", {"rating": "amber", **judged}
    accepted = {"until": SOON.isoformat(), "worst": "amber", "reason": "Known", "owner": "Head of post"}
    yield "acceptances", "customer_expectation", "letters", accepted
    answered = {"level": 3, "comment": "There is one.", "review_on": LATER.isoformat()}
    yield "maturity", "portfolio-owner", "letters", answered
    bought = {"supplier": "Acme", "what": "Printing", "start": "2023-04-01", "successor": "no", "exit_plan": "yes"}
    yield "contracts", KEY, "letters", {**bought, "end": SOON.isoformat(), "value": 120_000}
    yield "hosting", "", "letters", {"where": "on-premises", "disposition": "migrate", "plan_on": LATER.isoformat()}
    hazard = {"title": "Wrong letter", "severity": 3, "likelihood": 2, "owner": "Post", "review_on": LATER.isoformat()}
    yield "hazards", KEY, "letters", hazard
    yield "safety-case", "", "letters", {"dcb0129": "in progress", "dcb0160": "not started"}
    yield "safety-officer", "", "letters", {"named": "yes", "role": "Head of safety"}
    yield "benefit_shares", KEY, "letters", {"benefit": "fewer-letters", "share": 0.6}
    yield "benefit_missions", KEY, "", {"benefit": "fewer-letters", "mission": "quality", "weight": 0.5}
    told = {"first": "2024-02-01", "last": "2024-02-29", "started": 900, "completed": 720, "total": 1_000}
    yield "transactions", KEY, "letters", told
    money = {"first": "2023-04-01", "last": "2024-09-30", "currency": "GBP", "amount": 54_900, "funding": "temporary"}
    yield "budgets", KEY, "letters", money
    yield "objectives", KEY, "", OBJECTIVE
    asks = {"asks": "at_most", "measure": "lead_time", "limit": 5, "target_percent": 50, "owner": "Head of delivery"}
    yield "initiatives", KEY, "", {"title": "Changes arrive within the week", "deadline": LATER.isoformat(), **asks}
    yield "pack-notes", "2024-03-30.holistic", "", {"comment_en": "Seen."}
    yield "pack-corrections", KEY, "", {"pack": 1, "text_en": "Two, not three.", "text_cy": "Dau, nid tri."}
    overdue = {**ACTION, "title": "Write to the boards", "due": GONE.isoformat(), "products": "letters"}
    yield "actions", "overdue", "", overdue
    rejected = {"title": "Fax", "decision": "rejected", "why": "No.", "products": "letters"}
    yield "actions", "rejected", "", rejected


def _registers() -> Mapping[str, Register]:
    return registry.registers(recording.followed("small"))
