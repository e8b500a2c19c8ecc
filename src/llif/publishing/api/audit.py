"""Who changed what, and when: for auditors and administrators."""

import json
from typing import Annotated, Any

import pyarrow as pa
from django.http import HttpRequest, HttpResponse
from ninja import Router
from pydantic import Field

from llif.access.models import AuditHead, AuditRow
from llif.access.permissions import check_read_audit
from llif.publishing import audited
from llif.publishing.api import answers, shapes
from llif.publishing.api.asked import Asked, Day, Paged, Tabular, Text
from llif.publishing.signed import actor_of
from llif.terms.errors import N_
from llif.terms.time import midnight

router = Router()
ZONE, MOST_IN_FILE = "UTC", 100_000
COLUMNS: answers.Schema = {
    "sequence": pa.int64(),
    "at": answers.UTC_INSTANT,
    **dict.fromkeys(audited.HEADS[2:], pa.string()),
}


class AuditAsked(Tabular, Paged):
    object: Text = Field(None, description=N_("Part of the name of what was changed."))
    actor: Text = Field(None, description=N_("Whose writes."))
    from_: Day = Field(None, alias="from", description=N_("The first day (UTC)."))
    to: Day = Field(None, description=N_("The day after the last (UTC)."))


@router.get(
    "/audit",
    response=list[shapes.AuditShape],
    summary=N_("Who changed what, the newest first; a file holds 100,000 rows at most"),
    openapi_extra=answers.TABLE,
)
def audit(request: HttpRequest, asked: Annotated[AuditAsked, Asked(...)]) -> HttpResponse:
    check_read_audit(actor_of(request))
    rows = audited.rows(
        about=asked.object or "",
        actor=asked.actor or "",
        since=midnight(asked.from_, ZONE) if asked.from_ else None,
        until=midnight(asked.to, ZONE) if asked.to else None,
    )
    head = AuditHead.objects.first()

    def told() -> list[dict[str, Any]]:
        return [_told(row) for row in rows[asked.offset : asked.offset + asked.limit]]

    def columns() -> pa.Table:
        wanted = rows[:MOST_IN_FILE]
        return answers.columns(COLUMNS, ({name: getattr(row, name) for name in audited.HEADS} for row in wanted))

    return answers.table(request, asked, "audit", told, columns, head.hash if head else "")


def _told(row: AuditRow) -> dict[str, Any]:
    parts = {"at": row.at.isoformat(), "before": json.loads(row.before), "after": json.loads(row.after)}
    return {name: parts.get(name, getattr(row, name)) for name in audited.HEADS}
