"""The first page: which portfolios there are."""

from typing import Any

from django.http import HttpRequest, HttpResponse

from llif.publishing.asking import last_day, snapshots
from llif.publishing.pages import answering
from llif.publishing.words import named


def show(request: HttpRequest) -> HttpResponse:
    return answering.page(request, "portfolios.html", portfolios=list(_portfolios()))


def _portfolios() -> list[dict[str, Any]]:
    store = snapshots()
    current = (store.current(portfolio) for portfolio in store.portfolios())
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
