"""Green but failing: where a person's word and the evidence differ, where a review has passed, what is overdue."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from llif.publishing.asking import asked, page_asked
from llif.publishing.pages import answering
from llif.publishing.pages.mishaps import telling
from llif.publishing.scorecard import said, scorecard_of, scoring_words

CELLS_A_PAGE = 100


@require_safe
@telling
def show(request: HttpRequest, portfolio: str) -> HttpResponse:
    question = asked(request, portfolio)
    card = scorecard_of(question)
    lists = {"disagreements": card.disagreements, "expired": card.expired, "overdue": card.overdue}
    pages = max(1, *(-(-len(cells) // CELLS_A_PAGE) for cells in lists.values()))
    page = page_asked(question.given, pages)
    return answering.page(
        request,
        "disagreements.html",
        asked=question,
        card=card,
        words=scoring_words,
        said=said,
        counts={name: len(cells) for name, cells in lists.items()},
        lists={name: cells[(page - 1) * CELLS_A_PAGE : page * CELLS_A_PAGE] for name, cells in lists.items()},
        page=page,
        pages=pages,
    )
