"""What every figure means, from the measures themselves."""

from django.http import HttpRequest, HttpResponse

from llif.metrics.catalogue import MEASURES
from llif.publishing import vocabulary
from llif.publishing.pages import answering


def show(request: HttpRequest) -> HttpResponse:
    families: dict[str, list[object]] = {}
    for name, measure in MEASURES.items():
        families.setdefault(measure.family, []).append((measure, vocabulary.MEASURES[name]))
    return answering.page(request, "definitions.html", families=families)
