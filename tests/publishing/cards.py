"""A portfolio whose registers say enough for every look of a scorecard: red, accepted, contradicted, expired, overdue.

Days are counted from today: an entry of *100* was recorded a hundred days ago.
"""

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

from llif.access.actor import COMMAND_LINE
from llif.connectors import registry
from llif.pipeline.publish import publish
from llif.portfolio import reading, services
from llif.portfolio.declared import Declaration
from llif.portfolio.described import fingerprint
from llif.portfolio.models import Entry

ALL_GREEN = "all-green"
NOON = time(12, tzinfo=UTC)
DECLARATION = """
llif: 1
portfolios:
  - id: cards
    name: {en: Health services, cy: Gwasanaethau iechyd}
    time_zone: UTC
    public: true
    teams:
      - {id: post, name: {en: Post, cy: Post}}
    products:
      - id: letters
        name: {en: Letters, cy: Llythyrau}
        team: post
        phase: live
        criticality: clinical_critical
        published_score: {score: 5, place: 2, source: {en: The slide, cy: Y sleid}, dated: 2025-03-01}
      - id: booking
        name: {en: Booking, cy: Trefnu}
        phase: beta
        criticality: business_critical
        published_score: {score: 7, place: 1, source: {en: The slide, cy: Y sleid}, dated: 2025-03-01}
      - id: all-green
        name: {en: Referrals, cy: Atgyfeiriadau}
        phase: live
        criticality: not_critical
      - id: archive
        name: {en: Archive, cy: Archif}
        phase: retired
        criticality: business_critical
      - id: unseen
        name: {en: Unseen, cy: Heb ei weld}
        phase: live
      - id: twin
        name: {en: Twin, cy: Gefell}
        phase: live
        criticality: not_critical
"""
UNRATED = """
llif: 1
portfolios:
  - id: bare
    name: {en: Nothing judged yet, cy: Heb ei farnu eto}
    public: true
    products:
      - id: one
        name: {en: One, cy: Un}
        phase: live
        published_score: {score: 6, place: 1, source: {en: The slide, cy: Y sleid}}
"""
Told = Mapping[str, object]


def back(days: int) -> date:
    return datetime.now(UTC).date() - timedelta(days=days)


def rated(rating: str, review_in: int, reason: str = "Looked at it") -> Told:
    link = "https://example.org/evidence"
    return {"rating": rating, "reason": reason, "evidence": link, "review_on": back(-review_in).isoformat()}


def accepted(until_in: int, worst: str = "red", **more: object) -> Told:
    until = back(-until_in).isoformat()
    return {
        "until": until,
        "worst": worst,
        "limit": None,
        "reason": "Moves with the new site",
        "owner": "Hosting team",
        "work": None,
        **more,
    }


def hosted(where: str) -> Told:
    return {"where": where, "disposition": None, "plan_on": None, "plan": None, "note": None}


def contract(end_in: int) -> Told:
    return {
        "supplier": "Acme",
        "what": "Printing",
        "value": None,
        "currency": "GBP",
        "start": "2020-01-01",
        "end": back(-end_in).isoformat(),
        "notice_months": None,
        "successor": "no",
        "exit_plan": "yes",
    }


def entries() -> Iterator[tuple[str, str, str, int, Told | None]]:
    """Register, product, key, how many days ago, content."""
    yield "hosting", "letters", "", 60, hosted("on-premises")
    yield "contracts", "letters", "k1", 50, contract(-20)
    yield "ratings", "letters", "commercial_risk", 40, rated("green", 30, "A new contract is nearly signed")
    yield "ratings", "letters", "reliability", 10, rated("amber", 90)
    yield "hosting", "booking", "", 20, hosted("on-premises")
    yield "acceptances", "booking", "cloud_readiness", 15, accepted(200, work="LET-1")
    yield "ratings", "booking", "customer_expectation", 100, rated("amber", -5)
    yield "ratings", "booking", "reliability", 300, rated("red", 60)
    yield "ratings", "booking", "reliability", 200, rated("green", 60)
    yield "acceptances", "unseen", "cloud_readiness", 15, accepted(200)
    for product in (ALL_GREEN, "twin"):
        for dimension in ("commercial_risk", "unsupported_technology", "cloud_readiness", "reliability"):
            yield "ratings", product, dimension, 30, rated("green", 100)
        yield "ratings", product, "customer_expectation", 30, rated("not applicable", 100)


def record(portfolio: str = "cards") -> None:
    """As they were recorded then: the service only knows now."""
    versions: dict[tuple[str, str, str], int] = {}
    for register, product, key, days, content in entries():
        version = versions[register, product, key] = versions.get((register, product, key), 0) + 1
        record_one(register, product, key, days, content, version=version, portfolio=portfolio)


def record_one(
    register: str, product: str, key: str, days: int, content: Told | None, version: int = 1, portfolio: str = "cards"
) -> None:
    Entry.objects.create(
        register=register,
        portfolio=portfolio,
        product=product,
        key=key,
        version=version,
        content=content,
        recorded_at=datetime.combine(back(days), NOON),
        recorded_by="sioned",
    )


def published(home: Path) -> None:
    for name, text in (("cards", DECLARATION), ("bare", UNRATED)):
        (home / f"{name}.yaml").write_text(text, encoding="utf-8")
        for portfolio in _declared(home, name).portfolios:
            publish(portfolio, home=home, now=datetime.now(UTC), fingerprint=fingerprint(portfolio))


def applied(home: Path) -> None:
    for name in ("cards", "bare"):
        services.apply(_declared(home, name), by=COMMAND_LINE)


def _declared(home: Path, name: str) -> Declaration:
    return reading.read_file(home / f"{name}.yaml", connectors=registry.settings_models())
