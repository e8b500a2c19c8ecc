"""The audit's rows as they are asked for: by what was changed, by whom, from when until when."""

from datetime import datetime

from django.db.models import QuerySet

from llif.access.models import AuditRow

HEADS = ("sequence", "at", "actor", "via", "origin", "action", "object", "before", "after", "hash")


def rows(
    *, about: str = "", actor: str = "", since: datetime | None = None, until: datetime | None = None
) -> QuerySet[AuditRow]:
    """The rows, the newest first. *Takes* part of an object's name, an actor's whole name, instants [since, until)."""
    found = AuditRow.objects.order_by("-sequence")
    if about:
        found = found.filter(object__contains=about)
    if actor:
        found = found.filter(actor=actor)
    if since:
        found = found.filter(at__gte=since)
    if until:
        found = found.filter(at__lt=until)
    return found
