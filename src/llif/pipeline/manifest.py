"""What a snapshot says of itself: whose it is, what it was made of, and what could not be used. Plain JSON values.

Figures are asked from the manifest and the facts alone, so that a named snapshot answers the same for ever.
"""

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import UTC, date, datetime
from typing import Any

import llif
from llif.metrics.questions import Context, ProductContext
from llif.portfolio import described as describing
from llif.portfolio.declared import DeclaredPortfolio, DeclaredProduct, Words
from llif.terms.time import day_of
from llif.warehouse import reports
from llif.warehouse.landing import Landing

Json = dict[str, Any]
PROBLEMS_KEPT = 100


def described(declared: DeclaredPortfolio, context: Context, landing: Landing, mapping_hash: str) -> Json:
    """The manifest before the facts are known."""
    return {
        "llif": llif.__version__,
        "mapping_hash": mapping_hash,
        "portfolio": _portfolio(declared),
        "context": [_product_context(product) for product in context.products],
        "sources": {source.id: _source(source.id, source.connector, landing) for source in declared.sources},
    }


def _portfolio(declared: DeclaredPortfolio) -> Json:
    return {
        "id": declared.id,
        "name": _words(declared.name),
        "summary": _words(declared.summary),
        "attribution": _words(declared.attribution),
        "time_zone": declared.time_zone,
        "window_days": declared.window_days,
        "pinned": declared.as_at is not None,
        "practices": describing.portfolio(declared)["practices"],
        "reaction_days": {name: dict(days) for name, days in declared.reaction_days.items()},
        "vision": _words(declared.vision),
        "drivers": [_words(each) for each in declared.drivers],
        "missions": [describing.mission(each) for each in declared.missions],
        "discount_rate": declared.discount_rate,
        "teams": [{"id": team.id, "name": _words(team.name), "people": team.people} for team in declared.teams],
        "products": [_product(product, declared) for product in declared.products],
    }


def _product(product: DeclaredProduct, declared: DeclaredPortfolio) -> Json:
    mapping = declared.mappings.get(product.mapping) if product.mapping else None
    return {
        "id": product.id,
        "name": _words(product.name),
        "summary": _words(product.summary),
        "team": product.team,
        "criticality": product.criticality.value,
        "phase": product.phase.value,
        "kind": product.kind.value,
        "mapping": product.mapping,
        "neglected_after_days": mapping.neglected_after_days if mapping else 30,
        "serves": describing.ties(product.serves),
        "expectation_target": product.expectation_target,
        "published_score": describing.published_score(product.published_score),
    }


def _words(words: Words | None) -> Mapping[str, str] | None:
    return {"en": words.en, "cy": words.cy} if words else None


def _product_context(product: ProductContext) -> Json:
    return {name: sorted(value) if isinstance(value, frozenset) else value for name, value in asdict(product).items()}


def _source(source: str, connector: str, landing: Landing) -> Json:
    report, problems = landing.report(source), reports.standing(landing.reports(source))
    return {
        "connector": connector,
        "counts": landing.counts(source),
        "loads": len(landing.loads(source)),
        "collected_at": report.finished_at.isoformat() if report else None,
        "outcome": report.outcome.value if report else "never collected",
        "problems": [asdict(problem) for problem in problems[:PROBLEMS_KEPT]],
        "problem_count": len(problems),
        "error": asdict(report.error) if report and report.error else None,
    }


def context_of(manifest: Mapping[str, Any], snapshot: str, as_at: datetime) -> Context:
    """The context of a published snapshot's figures."""
    about = manifest["portfolio"]
    return Context(about["id"], snapshot, about["time_zone"], as_at, tuple(_known(row) for row in manifest["context"]))


def _known(row: Mapping[str, Any]) -> ProductContext:
    sets = {name: frozenset(row[name]) for name in ("not_applicable", "recorded_kinds")}
    return ProductContext(**{**row, **sets})


def freshness(rows: Iterable[Mapping[str, Any]], zone: str) -> list[Json]:
    """Freshness facts as the manifest keeps them; `stale_since` is the day of the last record, or null."""
    return [
        {
            **{name: row[name] for name in ("product", "family", "name", "records", "gap_days")},
            "first": row["first_at"].isoformat(),
            "last": row["last_at"].isoformat(),
            "stale_since": _day(row["last_at"], zone).isoformat() if row["is_silent"] else None,
        }
        for row in rows
    ]


def _day(instant: datetime, zone: str) -> date:
    return day_of(instant.replace(tzinfo=UTC), zone)
