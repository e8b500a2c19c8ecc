"""When named work items were closed: ended, or cancelled. Pure ibis."""

from collections.abc import Mapping, Sequence
from datetime import datetime

import ibis
import ibis.expr.types as ir


def closed(facts: Mapping[str, ir.Table], keys: Sequence[str]) -> dict[str, datetime]:
    """*Gives* by item key the instant (naive UTC) it was closed; an open or unknown item is absent."""
    items = facts["items"]
    wanted = items.filter(items.key.isin(list(keys)))
    found = wanted.group_by("key").aggregate(
        closed_at=ibis.coalesce(wanted.ended_at, wanted.cancelled_at).max(),
        open=ibis.coalesce(wanted.ended_at, wanted.cancelled_at).isnull().any(),
    )
    rows = found.to_pyarrow().to_pylist()
    return {row["key"]: row["closed_at"] for row in rows if not row["open"]}
