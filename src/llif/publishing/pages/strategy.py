"""Why the work is done: vision, drivers, missions, what serves each, and which of them move."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from llif.publishing import recorded
from llif.publishing.asking import WINDOWS, asked
from llif.publishing.benefits import words as benefit_words
from llif.publishing.pages import answering
from llif.publishing.pages.mishaps import telling
from llif.publishing.strategy import words
from llif.publishing.strategy.flat import HEADS, flat
from llif.publishing.strategy.gathering import gathered


@require_safe
@telling
def show(request: HttpRequest, portfolio: str) -> HttpResponse:
    question = asked(request, portfolio)
    found = gathered(question, recorded.standing(question))
    return answering.page(
        request,
        "strategy.html",
        asked=question,
        strategy=found,
        sentences=list(words.sentences(found, question)),
        strategy_words=words,
        benefit_words=benefit_words,
        windows=WINDOWS,
    )


@require_safe
@telling
def table(request: HttpRequest, portfolio: str) -> HttpResponse:
    """Every amount that is attributed to a mission, to none, or to what is not recorded."""
    question = asked(request, portfolio)
    found = gathered(question, recorded.standing(question))
    return answering.comma_separated(f"{portfolio}-strategy", HEADS, flat(found))
