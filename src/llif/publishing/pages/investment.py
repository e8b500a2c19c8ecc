"""What the products cost, what came of it, and how they are funded."""

from dataclasses import astuple

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from llif.portfolio.investment.spending import within
from llif.publishing import recorded
from llif.publishing.asking import WINDOWS, asked
from llif.publishing.costs import costs_of
from llif.publishing.investment import words
from llif.publishing.investment.gathering import gathered
from llif.publishing.pages import answering
from llif.publishing.pages.mishaps import telling

HEADS = ("product", "category", "first_day", "last_day", "amount", "currency", "record", "spend", "in_period")


@require_safe
@telling
def show(request: HttpRequest, portfolio: str) -> HttpResponse:
    question = asked(request, portfolio)
    found = gathered(question, recorded.standing(question))
    return answering.page(
        request,
        "investment.html",
        asked=question,
        investment=found,
        sentences=list(words.sentences(found, question)),
        investment_words=words,
        windows=WINDOWS,
    )


@require_safe
@telling
def table(request: HttpRequest, portfolio: str) -> HttpResponse:
    """Every cost record with a day in the period, and the part of it that counts."""
    question = asked(request, portfolio)
    first, last = question.first, question.last
    rows = [
        (*astuple(each), within(each.first, each.last, each.amount, first, last))
        for each in costs_of(question.snapshot)
        if each.first <= last and each.last >= first
    ]
    return answering.comma_separated(f"{portfolio}-costs", HEADS, rows)
