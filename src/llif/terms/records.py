"""Landed records: the tables every connector fills and every import may bring. Instants carry a time zone.

No person's name, address or handle has a column here, and so none can be kept. Source: DESIGN section 3.

Of an answer, `score` is null where its code is not of the scale, and `best` says which end is best: `lowest` or
`highest`. Of a component, `lifecycle` is named by the inventory itself, and `listed_at` is the list's day (null:
when it was collected). Of a lifecycle, `is_supported` stands where its end has no day.
"""

from collections.abc import Mapping
from enum import StrEnum


class Type(StrEnum):
    """`TEXTS` is a list of text; `INSTANT` a timezone-aware moment; `DAY` a calendar date."""

    TEXT = "text"
    TEXTS = "texts"
    INSTANT = "instant"
    DAY = "day"
    INTEGER = "integer"
    NUMBER = "number"
    FLAG = "flag"


EVERY_ROW: Mapping[str, Type] = {
    "source": Type.TEXT,
    "id": Type.TEXT,
    "observed_at": Type.INSTANT,
    "deleted_at": Type.INSTANT,
}


COLUMNS: Mapping[str, Mapping[str, Type]] = {
    "work_items": {
        "key": Type.TEXT,
        "url": Type.TEXT,
        "title": Type.TEXT,
        "container": Type.TEXT,
        "type": Type.TEXT,
        "tags": Type.TEXTS,
        "priority": Type.TEXT,
        "parent_id": Type.TEXT,
        "effort": Type.NUMBER,
        "created_at": Type.INSTANT,
        "last_activity_at": Type.INSTANT,
    },
    "status_changes": {
        "item_id": Type.TEXT,
        "changed_at": Type.INSTANT,
        "sequence": Type.INTEGER,
        "status": Type.TEXT,
        "resolution": Type.TEXT,
        "type": Type.TEXT,
        "tags": Type.TEXTS,
    },
    "changes": {
        "repository": Type.TEXT,
        "url": Type.TEXT,
        "committed_at": Type.INSTANT,
        "authored_at": Type.INSTANT,
        "parents": Type.TEXTS,
        "item_keys": Type.TEXTS,
        "reverts_change_id": Type.TEXT,
        "is_dependency_update": Type.FLAG,
        "conventional_type": Type.TEXT,
        "pull_request": Type.TEXT,
    },
    "deployments": {
        "service": Type.TEXT,
        "environment": Type.TEXT,
        "url": Type.TEXT,
        "started_at": Type.INSTANT,
        "finished_at": Type.INSTANT,
        "outcome": Type.TEXT,
        "version": Type.TEXT,
        "revision": Type.TEXT,
        "is_unplanned": Type.FLAG,
        "is_lower_bound": Type.FLAG,
    },
    "deployed_changes": {"deployment_id": Type.TEXT, "change_id": Type.TEXT},
    "pull_requests": {
        "repository": Type.TEXT,
        "url": Type.TEXT,
        "opened_at": Type.INSTANT,
        "first_commit_at": Type.INSTANT,
        "merged_at": Type.INSTANT,
        "closed_at": Type.INSTANT,
        "merge_revision": Type.TEXT,
        "item_keys": Type.TEXTS,
    },
    "incidents": {
        "service": Type.TEXT,
        "url": Type.TEXT,
        "opened_at": Type.INSTANT,
        "acknowledged_at": Type.INSTANT,
        "restored_at": Type.INSTANT,
        "closed_at": Type.INSTANT,
        "priority": Type.TEXT,
        "is_major": Type.FLAG,
        "is_user_impacting": Type.FLAG,
        "caused_by_deployment": Type.TEXT,
        "caused_by_change": Type.TEXT,
        "cancelled": Type.FLAG,
    },
    "change_requests": {
        "service": Type.TEXT,
        "opened_at": Type.INSTANT,
        "implemented_at": Type.INSTANT,
        "outcome": Type.TEXT,
        "risk": Type.TEXT,
    },
    "service_levels": {
        "service": Type.TEXT,
        "objective": Type.TEXT,
        "day": Type.DAY,
        "good": Type.NUMBER,
        "total": Type.NUMBER,
    },
    "survey_responses": {
        "service": Type.TEXT,
        "instrument": Type.TEXT,
        "answered_at": Type.INSTANT,
        "score": Type.NUMBER,
        "scale_min": Type.NUMBER,
        "scale_max": Type.NUMBER,
        "best": Type.TEXT,
        "language": Type.TEXT,
        "channel": Type.TEXT,
    },
    "costs": {
        "container": Type.TEXT,
        "period_start": Type.DAY,
        "period_end": Type.DAY,
        "category": Type.TEXT,
        "spend": Type.TEXT,
        "amount": Type.NUMBER,
        "currency": Type.TEXT,
    },
    "components": {
        "container": Type.TEXT,
        "name": Type.TEXT,
        "version": Type.TEXT,
        "purl": Type.TEXT,
        "cpe": Type.TEXT,
        "lifecycle": Type.TEXT,
        "kind": Type.TEXT,
        "listed_at": Type.INSTANT,
    },
    "lifecycles": {
        "product": Type.TEXT,
        "cycle": Type.TEXT,
        "released": Type.DAY,
        "active_support_ends": Type.DAY,
        "support_ends": Type.DAY,
        "extended_support_ends": Type.DAY,
        "is_supported": Type.FLAG,
    },
    "lifecycle_identifiers": {"product": Type.TEXT, "kind": Type.TEXT, "value": Type.TEXT},
}

REQUIRED: Mapping[str, tuple[str, ...]] = {
    "work_items": ("container", "type"),
    "status_changes": ("item_id", "changed_at", "status"),
    "changes": ("repository", "committed_at"),
    "deployments": ("service", "finished_at"),
    "deployed_changes": ("deployment_id", "change_id"),
    "pull_requests": ("repository", "opened_at"),
    "incidents": ("service", "opened_at"),
    "change_requests": ("service", "opened_at"),
    "service_levels": ("service", "objective", "day", "good", "total"),
    "survey_responses": ("service", "answered_at"),
    "costs": ("container", "period_start", "period_end", "amount", "currency"),
    "components": ("container", "name"),
    "lifecycles": ("product", "cycle"),
    "lifecycle_identifiers": ("product", "kind", "value"),
}


def columns(table: str) -> Mapping[str, Type]:
    """All columns of a landed table, those of every row first. *Raises* KeyError for a table there is not."""
    return {**EVERY_ROW, **COLUMNS[table]}
