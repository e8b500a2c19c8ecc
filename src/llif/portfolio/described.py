"""Declared values as JSON values with the field names of the file: to compare, audit, export and hash."""

import hashlib
import json
from collections.abc import Mapping

from llif.portfolio.declared import (
    Claim,
    DeclaredMission,
    DeclaredPortfolio,
    DeclaredPractice,
    DeclaredProduct,
    DeclaredSource,
    DeclaredTeam,
    Levels,
    PublishedScore,
    Tie,
    Words,
)
from llif.terms.work import Condition, ValueStreamMapping

Described = dict[str, object]


def source(declared: DeclaredSource) -> Described:
    settings = _sorted(declared.settings)
    return {"id": declared.id, "connector": declared.connector, "settings": settings, "base": str(declared.base)}


def portfolio(declared: DeclaredPortfolio) -> Described:
    """The portfolio's own fields, without its teams, mappings and products."""
    return {
        "id": declared.id,
        "name": words(declared.name),
        "summary": words(declared.summary),
        "attribution": words(declared.attribution),
        "time_zone": declared.time_zone,
        "as_at": declared.as_at.isoformat() if declared.as_at else None,
        "window_days": declared.window_days,
        "public": declared.public,
        "practices": None if declared.practices is None else [practice(one) for one in declared.practices],
        "lifecycles": list(declared.lifecycles),
        "reaction_days": {name: dict(days) for name, days in declared.reaction_days.items()},
        "vision": words(declared.vision),
        "drivers": [words(each) for each in declared.drivers],
        "missions": [mission(each) for each in declared.missions],
        "discount_rate": declared.discount_rate,
    }


def mission(declared: DeclaredMission) -> Described:
    return {"id": declared.id, "name": words(declared.name)}


def ties(declared: tuple[Tie, ...] | None) -> list[object] | None:
    """A product's ties to missions; null where none was recorded, which is not the same as none."""
    return None if declared is None else [{"mission": each.mission, "weight": each.weight} for each in declared]


def practice(declared: DeclaredPractice) -> Described:
    return {"id": declared.id, "settings": _sorted(declared.settings)}


def published_score(declared: PublishedScore | None) -> Described | None:
    if declared is None:
        return None
    return {
        "state": declared.state.value,
        "score": declared.score,
        "place": declared.place,
        "source": words(declared.source),
        "dated": declared.dated.isoformat() if declared.dated else None,
    }


def team(declared: DeclaredTeam) -> Described:
    return {"id": declared.id, "name": words(declared.name), "people": declared.people}


def mapping(declared: ValueStreamMapping, levels: Levels) -> Described:
    return {
        "id": declared.id,
        "counts": list(declared.counts),
        "levels": [list(level) for level in levels],
        "kinds": [{**condition(rule.when), "is": rule.kind.value} for rule in declared.kinds],
        "states": [{**condition(rule.when), "is": rule.state.value} for rule in declared.states],
        "production": list(declared.production),
        "neglected_after_days": declared.neglected_after_days,
        "incident_window_hours": declared.incident_window_hours,
        "count_reverts": declared.count_reverts,
    }


def product(declared: DeclaredProduct) -> Described:
    return {
        "id": declared.id,
        "name": words(declared.name),
        "summary": words(declared.summary),
        "team": declared.team,
        "criticality": declared.criticality.value,
        "phase": declared.phase.value,
        "kind": declared.kind.value,
        "mapping": declared.mapping,
        "not_applicable": [family.value for family in declared.not_applicable],
        "work": claims(declared.work, "container"),
        "services": claims(declared.services, "service"),
        "repositories": claims(declared.repositories, "repository"),
        "components": claims(declared.components, "container"),
        "costs": claims(declared.costs, "container"),
        "serves": ties(declared.serves),
        "expectation_target": declared.expectation_target,
        "published_score": published_score(declared.published_score),
    }


def claims(declared: tuple[Claim, ...], part: str) -> list[object]:
    return [{"source": claim.source, part: claim.part} for claim in declared]


def condition(when: Condition) -> Described:
    """What a rule looks at; one value stands alone, several in a list, none is left out."""
    fields = {"type": when.types, "tag": when.tags, "status": when.statuses, "resolution": when.resolutions}
    return {name: values[0] if len(values) == 1 else list(values) for name, values in fields.items() if values}


def words(declared: Words | None) -> Described | None:
    return None if declared is None else {"en": declared.en, "cy": declared.cy}


def fingerprint(declared: DeclaredPortfolio) -> str:
    """A hash of the mappings and the product list, for a snapshot's manifest: equal when both are equal."""
    told = {
        "mappings": [mapping(one, declared.levels.get(name, ())) for name, one in declared.mappings.items()],
        "products": [product(one) for one in declared.products],
    }
    return hashlib.sha256(canonical(told).encode()).hexdigest()


def same(one: object, other: object) -> bool:
    """Equality in which 1, 1.0 and true are three values."""
    return canonical(one) == canonical(other)


def canonical(value: object) -> str:
    return json.dumps(value, sort_keys=True, separators=(",", ":"))


def _sorted(value: object) -> object:
    """Settings in order of their names: PostgreSQL keeps no other order."""
    if isinstance(value, Mapping):
        return {name: _sorted(value[name]) for name in sorted(value)}
    return [_sorted(one) for one in value] if isinstance(value, list) else value
