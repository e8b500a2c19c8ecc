"""The ledger of benefits, and one benefit: realised against forecast, shared without double claims."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from llif.metrics.catalogue import LIVE
from llif.portfolio.codes import DEFAULT_DISCOUNT_RATE
from llif.portfolio.registers.benefit_ties import BENEFIT_MISSIONS
from llif.portfolio.registers.benefits import BENEFITS, CATEGORY_WORDS, CONFIDENCE_WORDS
from llif.publishing import links, recorded, vocabulary
from llif.publishing.asking import WINDOWS, Asked, asked
from llif.publishing.benefits import drawing, service, words
from llif.publishing.benefits.ledger import Benefit, ledger
from llif.publishing.benefits.totals import base_day, totals
from llif.publishing.figures.answers import WHOLE
from llif.publishing.pages import answering
from llif.publishing.pages.mishaps import telling
from llif.publishing.whole.grouping import mission_names
from llif.publishing.words import language


@require_safe
@telling
def show(request: HttpRequest, portfolio: str) -> HttpResponse:
    question = asked(request, portfolio)
    back = links.to("benefits", question.id, query=question.kept)
    standing = recorded.standing(question)
    found = ledger(question, standing)
    rate = float(question.portfolio.get("discount_rate", DEFAULT_DISCOUNT_RATE))
    return answering.page(
        request,
        "benefits.html",
        asked=question,
        benefits=found,
        totals=totals(found, question.as_at, rate),
        base=base_day(found),
        rate=rate,
        unclaimed=[each for each in found if not each.shares],
        untied=[each for each in found if each.serving is None],
        missions=mission_names(question),
        service=service.ready(question),
        service_of_all=service.whole(question),
        ready={name: vocabulary.MEASURES[name].name for name in LIVE},
        all_products=WHOLE,
        benefit_words=words,
        categories={code: each.within(language()) for code, each in CATEGORY_WORDS.items()},
        windows=WINDOWS,
        new_benefit=links.to_new_entry(question.id, BENEFITS.name, back),
    )


@require_safe
@telling
def one(request: HttpRequest, portfolio: str, code: str) -> HttpResponse:
    question = asked(request, portfolio)
    found = _benefit(question, code)
    back = links.to("benefit", question.id, code, query=question.kept)
    confidence = CONFIDENCE_WORDS.get(found.content["confidence"] or "")
    return answering.page(
        request,
        "benefit.html",
        asked=question,
        benefit=found,
        sentence=words.sentence(found),
        benefit_words=words,
        category=CATEGORY_WORDS[found.content["category"]].within(language()),
        confidence=confidence.within(language()) if confidence else None,
        missions=mission_names(question),
        new_tie=links.to_new_entry(question.id, BENEFIT_MISSIONS.name, back),
    )


@require_safe
@telling
def chart(request: HttpRequest, portfolio: str, code: str) -> HttpResponse:
    found = _benefit(asked(request, portfolio), code)
    if found.course is None:
        raise Http404
    response = HttpResponse(drawing.drawn(found), content_type="image/svg+xml")
    response["Cache-Control"] = "private, no-cache"
    return response


def _benefit(question: Asked, code: str) -> Benefit:
    """*Raises* Http404 for a benefit there is not."""
    found = (each for each in ledger(question, recorded.standing(question)) if each.code == code)
    if (one := next(found, None)) is None:
        raise Http404
    return one
