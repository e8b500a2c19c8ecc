"""A practice with a register of every sort, and an entry that may be recorded in each of llif's own."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from enum import StrEnum
from typing import Annotated, Any

from django.utils import timezone

from llif.portfolio.declared import Words
from llif.portfolio.registers.contract import (
    Content,
    EntryForm,
    FieldFault,
    Keyed,
    LongText,
    Over,
    Register,
    ShortText,
    Told,
)
from llif.practices.contract import Practice, Question
from tests.publishing import recorded

AHEAD = (timezone.now().date() + timedelta(days=100)).isoformat()
TOO_MUCH = Words("The shares sum to {sum} %.", "Swm y cyfrannau yw {sum} %.")


class Colour(StrEnum):
    WARM = "warm"
    COLD = "cold"


class VisionForm(EntryForm):
    vision: Annotated[LongText, Told(Words("Vision", "Gweledigaeth"))]
    drivers: Annotated[tuple[ShortText, ...], Told(Words("Drivers", "Ysgogwyr"))] = ()


class ShareForm(EntryForm):
    mission: Annotated[ShortText, Told(Words("Mission", "Cenhadaeth"))]
    share: Annotated[float, Told(Words("Share", "Cyfran"))]


class TeamForm(EntryForm):
    moods: Annotated[
        tuple[Colour, ...],
        Told(Words("Moods", "Hwyliau"), choices={"warm": Words("Warm", "Cynnes"), "cold": Words("Cold", "Oer")}),
    ]
    met: Annotated[bool, Told(Words("Met", "Wedi cwrdd"))]
    on: Annotated[date | None, Told(Words("On", "Ar"))] = None


def together(content: Content, others: Iterable[Content]) -> Iterator[FieldFault]:
    total = content["share"] + sum(each["share"] for each in others)
    if total > 100:
        yield FieldFault("share", TOO_MUCH, {"sum": total})


def _register(name: str, form: type[EntryForm], keyed: Keyed, over: Over = Over.PORTFOLIO, **more: Any) -> Register:
    return Register(name, Words(name.title(), f"{name} cy"), Words("About.", "Ynghylch."), form, keyed, over, **more)


VISION = _register("vision", VisionForm, Keyed.ONE)
SHARES = _register("shares", ShareForm, Keyed.SEVERAL, together=together)
TEAMS = _register("moods", TeamForm, Keyed.BY_TEAM)
ASKED = _register("asked", VisionForm, Keyed.BY_QUESTION, Over.PRODUCT)
OFFICE = Practice(
    "office",
    Words("Office", "Swyddfa"),
    Words("How it is kept.", "Sut y cedwir hi."),
    registers=(VISION, SHARES, TEAMS, ASKED),
    questions=(Question("tidy", Words("Is it tidy?", "A yw'n daclus?")),),
)

VALID: Mapping[str, tuple[str, Mapping[str, Any]]] = {
    "views": ("-/new", {"name_en": "For the board", "name_cy": "I'r bwrdd", "query": "group=team&show=value,risk"}),
    "ratings": (
        "letters/reliability",
        {"rating": "red", "reason": "It fell over.", "evidence": "https://example.org/1", "review_on": AHEAD},
    ),
    "acceptances": (
        "letters/reliability",
        {"until": AHEAD, "worst": "red", "limit": "2.5", "reason": "Known.", "owner": "Post", "work": "LET-1"},
    ),
    "maturity": ("letters/portfolio-owner", {"level": "3", "comment": "There is one.", "review_on": AHEAD}),
    "contracts": (
        "letters/new",
        {
            "supplier": "Acme",
            "what": "Printing",
            "value": "1200.50",
            "currency": "GBP",
            "start": "1/4/2025",
            "end": "2027-03-31",
            "successor": "no",
            "exit_plan": "yes",
        },
    ),
    "hosting": ("letters", {"where": "on-premises", "disposition": "migrate"}),
    "hazards": (
        "letters/new",
        {
            "title": "Wrong letter",
            "severity": "3",
            "likelihood": "2",
            "status": "open",
            "owner": "Post",
            "review_on": AHEAD,
        },
    ),
    "safety-case": ("letters", {"dcb0129": "in progress", "dcb0160": "not started"}),
    "safety-officer": ("letters", {"named": "yes", "role": "Clinical lead"}),
    "objectives": ("-/new", recorded.OBJECTIVE),
    "benefits": ("-/new", recorded.BENEFIT),
    "benefit_values": (
        "-/new",
        {"benefit": "fewer-letters", "read_on": "2024-03-01", "value": "3", "note": "Read"},
    ),
    "benefit_shares": ("letters/new", {"benefit": "fewer-letters", "share": "0.6"}),
    "benefit_missions": ("-/new", {"benefit": "fewer-letters", "mission": "quality", "weight": "0.5"}),
    "transactions": ("letters/new", {"first": "2024-02-01", "last": "2024-02-29", "started": "900", "total": "1000"}),
    "budgets": (
        "letters/new",
        {
            "first": "2024-04-01",
            "last": "2025-03-31",
            "amount": "54900",
            "currency": "GBP",
            "funding": "temporary",
            "funded_by": "The health board",
        },
    ),
    "actions": ("-/new", recorded.ACTION),
    "initiatives": (
        "-/new",
        {
            "title": "Changes arrive within the week",
            "asks": "at_most",
            "measure": "lead_time",
            "limit": "5",
            "target_percent": "50",
            "deadline": AHEAD,
            "owner": "Head of delivery",
        },
    ),
    "risks": ("-/new", {**recorded.RISK, "watch_direction": "above", "life": "open"}),
    "mindset": ("-/post", {**recorded.MINDSET, "teams_comment": "We stay."}),
    "pack-notes": ("-/new", {"comment_en": "Seen."}),
    "pack-corrections": ("-/new", {"pack": "1", "text_en": "Two, not three."}),
    "vision": ("-", {"vision": "Letters arrive.", "drivers": "Fewer visits\nEqual Welsh\n"}),
    "shares": ("-/new", {"mission": "Quicker", "share": "60"}),
    "moods": ("-/post", {"moods": ["warm", "cold"], "met": "true", "on": "31/3/2026"}),
    "asked": ("letters/tidy", {"vision": "It is."}),
}
"""By register: the rest of an entry's address, and what its form sends."""

BEFORE: Mapping[str, str] = dict.fromkeys(("benefit_values", "benefit_shares", "benefit_missions"), "benefits")
"""Whose entry stands only beside one of another register."""
