"""A portfolio whose registers are full: ratings, risks, steps, benefits and transactions of each of its products.

All of it is made up, for measuring only.
"""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from tools.bench import page, subject

TODAY = datetime.now(UTC).date()
LATER = (TODAY + timedelta(days=200)).isoformat()
SOON = (TODAY + timedelta(days=40)).isoformat()
TOGETHER = 500
Entry = tuple[str, str, str, Mapping[str, Any]]
"""Register, product, key, content."""


def filled(place: str, products: int) -> int:
    """Declare and record. *Gives* how many entries stand; what stands already is not recorded again."""
    page.portfolio_ready()
    from llif.access.actor import COMMAND_LINE
    from llif.portfolio import services
    from llif.portfolio.declared import Declaration
    from llif.portfolio.models import Entry as Stored

    if not Stored.objects.filter(portfolio=page.ID).exists():
        told = page.declared(products)
        services.apply(Declaration(told.sources, (told,)), by=COMMAND_LINE)
        page.portfolio_ready()
        for some in _in_parts(list(_entries(products))):
            _record(some)
    return Stored.objects.filter(portfolio=page.ID).count()


def _in_parts(entries: list[Entry]) -> Iterator[list[Entry]]:
    for first in range(0, len(entries), TOGETHER):
        yield entries[first : first + TOGETHER]


def _record(entries: list[Entry]) -> None:
    from llif.access.actor import COMMAND_LINE
    from llif.portfolio.registers.entries import Place
    from llif.practices import recording, registry

    known = registry.registers(recording.followed(page.ID))
    writes = [
        recording.Write(known[register], Place(register, page.ID, of, key), content, recording.NEVER_RECORDED)
        for register, of, key, content in entries
    ]
    recording.record_all(writes, by=COMMAND_LINE)


def _entries(products: int) -> Iterator[Entry]:
    from llif.terms.scorecard import Dimension

    for number in range(products):
        name = f"product-{number}"
        for place, dimension in enumerate(Dimension):
            yield "ratings", name, dimension.value, _rating(number + place)
        yield "risks", "", f"risk-{number}", _risk(number, name)
        yield "actions", "", f"step-{number}", _step(number, name)
        yield "benefits", "", f"benefit-{number}", _benefit(number)
    for number in range(products):
        name = f"product-{number}"
        yield "benefit_shares", name, "all", {"benefit": f"benefit-{number}", "share": 1}
        yield "transactions", name, "last-month", _transactions(number)


def _rating(number: int) -> Mapping[str, Any]:
    told = ("green", "amber", "red", "green")[number % 4]
    return {"rating": told, "reason": "Made up.", "evidence": "https://example.org/1", "review_on": LATER}


def _risk(number: int, name: str) -> Mapping[str, Any]:
    scored = {"consequence": number % 5 + 1, "likelihood": number % 4 + 1}
    return {
        "title": f"Risk {number}",
        "category": "resources",
        "inherent_consequence": 5,
        "inherent_likelihood": 5,
        **scored,
        "target_consequence": 1,
        "target_likelihood": 1,
        "owner": "Made up",
        "review_on": LATER,
        "products": name,
    }


def _step(number: int, name: str) -> Mapping[str, Any]:
    return {"title": f"Step {number}", "decision": "accepted", "owner": "Made up", "due": SOON, "products": name}


def _benefit(number: int) -> Mapping[str, Any]:
    return {
        "code": f"benefit-{number}",
        "name_en": f"Benefit {number}",
        "name_cy": f"Budd {number}",
        "category": "cash_releasing",
        "gains": "Made up",
        "owner": "Made up",
        "unit": "GBP",
        "baseline": 0,
        "baseline_on": "2020-04-01",
        "target": 1000 + number,
        "target_on": "2027-04-01",
        "confidence": "medium",
    }


def _transactions(number: int) -> Mapping[str, Any]:
    last = subject.AS_AT.date() - timedelta(days=1)
    days = {"first": (last - timedelta(days=29)).isoformat(), "last": last.isoformat()}
    return {**days, "started": 900, "completed": 700 + number % 100, "total": 1000}
