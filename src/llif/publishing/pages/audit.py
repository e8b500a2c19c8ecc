"""Who changed what, and when: the audit chain, for auditors and administrators."""

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from llif.access.models import AuditRow, User
from llif.access.permissions import check_read_audit
from llif.publishing import audited
from llif.publishing.pages import answering
from llif.publishing.pages.mishaps import telling
from llif.publishing.signed import actor_of
from llif.terms.errors import N_, InputError
from llif.terms.time import midnight

ROWS_A_PAGE, MOST_IN_FILE = 50, 100_000
ZONE = "UTC"
PERSON = "user:"


@require_safe
@telling
def show(request: HttpRequest) -> HttpResponse:
    check_read_audit(actor_of(request))
    rows = filtered(request)
    total, page = rows.count(), _page(request)
    pages = max(1, -(-total // ROWS_A_PAGE))
    page = min(page, pages)
    shown = rows[(page - 1) * ROWS_A_PAGE : page * ROWS_A_PAGE]
    return answering.page(
        request,
        "audit.html",
        rows=[(row, list(differences(row))) for row in shown],
        names=_names(shown),
        total=total,
        page=page,
        pages=pages,
        given={name: request.GET.get(name, "") for name in ("object", "actor", "from", "to")},
    )


@require_safe
@telling
def table(request: HttpRequest) -> HttpResponse:
    check_read_audit(actor_of(request))
    rows = ([getattr(row, name) for name in audited.HEADS] for row in filtered(request)[:MOST_IN_FILE])
    return answering.comma_separated("audit", audited.HEADS, rows)


def _names(rows: Iterable[AuditRow]) -> Mapping[str, str]:
    """By object, the sign-in name of each person that is told of by number and still there."""
    keys = {row.object.removeprefix(PERSON) for row in rows if row.object.startswith(PERSON)}
    found = User.objects.filter(pk__in=[key for key in keys if key.isdigit()])
    return {f"{PERSON}{each.pk}": each.username for each in found}


def filtered(request: HttpRequest) -> QuerySet[AuditRow]:
    """The rows an address asks for, the newest first. *Raises* InputError for a day that is none."""
    until = _day(request, "to")
    return audited.rows(
        about=_text(request, "object"),
        actor=_text(request, "actor"),
        since=_day(request, "from"),
        until=until + timedelta(days=1) if until else None,
    )


def differences(row: AuditRow) -> Iterator[tuple[str, Any, Any]]:
    """Field by field what stood before and after; a thing that is no record under an empty name."""
    before, after = json.loads(row.before), json.loads(row.after)
    if not isinstance(before or {}, dict) or not isinstance(after or {}, dict):
        yield "", before, after
        return
    old, new = before or {}, after or {}
    for name in dict.fromkeys([*old, *new]):
        if old.get(name) != new.get(name):
            yield name, old.get(name), new.get(name)


def _text(request: HttpRequest, name: str) -> str:
    return request.GET.get(name, "").strip().replace("\x00", "")


def _day(request: HttpRequest, name: str) -> datetime | None:
    text = request.GET.get(name, "").strip()
    if not text:
        return None
    try:
        found = date.fromisoformat(text)
    except ValueError:
        found = date.min
    if not 1970 <= found.year <= 2200:
        raise InputError(N_("{text} is not a day."), remedy=N_("Write it as 2021-03-31."), text=text)
    return midnight(found, ZONE)


def _page(request: HttpRequest) -> int:
    text = request.GET.get("page", "1")
    return max(1, int(text)) if text.isascii() and text.isdigit() and len(text) < 8 else 1
