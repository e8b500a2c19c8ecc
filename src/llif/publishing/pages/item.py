"""One item, down to what was recorded of it: its way through its statuses, and the commits that name it.

It refuses an item that the snapshot does not hold.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from llif.publishing.asking import Asked, asked
from llif.publishing.figures import evidence
from llif.publishing.figures.answers import WHOLE
from llif.publishing.pages import answering
from llif.publishing.pages.members import name_of
from llif.publishing.pages.mishaps import telling
from llif.terms.work import IN_LOAD

Row = Mapping[str, Any]


@require_safe
@telling
def show(request: HttpRequest, portfolio: str) -> HttpResponse:
    question = asked(request, portfolio)
    item = evidence.item(question.snapshot, question.given.get("id", ""))
    if item is None:
        raise Http404
    stays = stays_of(question, item)
    product = item["product"] or WHOLE
    return answering.page(
        request,
        "item.html",
        asked=question,
        item=item,
        product=product,
        name=name_of(question, product),
        stays=stays,
        sums=sums(stays),
        commits=evidence.commits(question.snapshot, item["key"], product=item["product"]),
    )


def stays_of(question: Asked, item: Row) -> list[dict[str, Any]]:
    """Its stays as its own product reads them: another product's mapping may read the same statuses otherwise."""
    found = evidence.stays(question.snapshot, item["item"])
    return [stay for stay in found if stay["product"] == item["product"]]


def sums(stays: Iterable[Row]) -> dict[str, float]:
    """The hours of the stays in each state that flow time is made of."""
    found = dict.fromkeys((state.value for state in IN_LOAD), 0.0)
    for stay in stays:
        if stay["flow_state"] in found:
            found[stay["flow_state"]] += stay["hours"] or 0.0
    return found
