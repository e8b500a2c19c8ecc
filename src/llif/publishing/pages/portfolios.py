"""The first page: which portfolios there are."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from llif.access.actor import Actor
from llif.publishing import guard
from llif.publishing.asking import last_day, snapshots
from llif.publishing.pages import answering
from llif.publishing.signed import actor_of
from llif.publishing.words import named


@require_safe
def show(request: HttpRequest) -> HttpResponse:
    return answering.page(request, "portfolios.html", portfolios=list(_portfolios(actor_of(request))))


def _portfolios(actor: Actor) -> list[dict[str, Any]]:
    store = snapshots()
    current = (store.current(portfolio) for portfolio in guard.seen(actor, store.portfolios()))
    return [
        {
            "id": snapshot.portfolio,
            "name": named(about.get("name"), snapshot.portfolio),
            "summary": named(about.get("summary")),
            "products": len(about["products"]),
            "as_at": last_day(snapshot, about["time_zone"]),
            "snapshot": snapshot.name,
        }
        for snapshot in current
        if snapshot is not None and (about := snapshot.manifest["portfolio"])
    ]
