"""The risks of a portfolio: what asks for attention, the matrix, the register; and each risk over time."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from llif.portfolio.registers import recorded
from llif.portfolio.registers.contract import told
from llif.portfolio.registers.entries import Recorded
from llif.portfolio.registers.risks import (
    CATEGORY_WORDS,
    CONSEQUENCE_WORDS,
    DIRECTION_WORDS,
    LIKELIHOOD_WORDS,
    RISKS,
    Life,
    RiskForm,
)
from llif.portfolio.risks.bands import STEPS, Band, band
from llif.portfolio.risks.matrix import matrix
from llif.portfolio.risks.reading import Asks, Risk
from llif.publishing import links
from llif.publishing.asking import Asked, asked
from llif.publishing.pages import answering
from llif.publishing.pages.mishaps import telling
from llif.publishing.risks import drawing, risk_words
from llif.publishing.risks.gathering import found, trend

ROWS_A_PAGE = 50
FILTERS = ("category", "band", "product", "asks", "life", "consequence", "likelihood", "q")


@require_safe
@telling
def show(request: HttpRequest, portfolio: str) -> HttpResponse:
    question = asked(request, portfolio)
    every, unreadable = found(question)
    opened = [each for each in every if each.is_open]
    given = {name: question.given.get(name, "") for name in FILTERS}
    rows = [each for each in every if wanted(each, given)]
    page, pages = paged(question, len(rows))
    shown: dict[str, Any] = {
        "pressing": [each for each in opened if each.asks],
        "opened": opened,
        "is_recorded": bool(every or unreadable),
        "unreadable": unreadable,
        "matrix": matrix(opened),
        "rows": rows[(page - 1) * ROWS_A_PAGE : page * ROWS_A_PAGE],
        "total": len(rows),
        "page": page,
        "pages": pages,
        "given": given,
        "products": [(each, question.product_name(each)) for each in question.products],
        "over_time": trend(question),
        "new_risk": links.to_new_entry(question.id, RISKS.name, links.to("risks", question.id, query=question.kept)),
    }
    return answering.page(request, "risks.html", asked=question, **shown, **spoken(question))


def spoken(question: Asked) -> dict[str, Any]:
    return {
        "bands": risk_words.BANDS,
        "shapes": risk_words.SHAPES,
        "asks_words": risk_words.ASKS,
        "band_of": band,
        "all_bands": list(Band),
        "all_asks": list(Asks),
        "categories": CATEGORY_WORDS,
        "consequences": CONSEQUENCE_WORDS,
        "likelihoods": LIKELIHOOD_WORDS,
        "directions": DIRECTION_WORDS,
        "steps": list(STEPS),
        "risk_page": lambda each: links.to("risk", question.id, each.key, query=question.kept),
        "entry": lambda each: links.to_entry(question.id, RISKS.name, each.key),
        "watched": lambda each: risk_words.watched(question, each),
        "evidence": lambda each: risk_words.evidence(question, each),
        "moved": risk_words.moved,
        "trend": risk_words.trend,
        "register_trend": risk_words.register_trend,
        "product_page": lambda each: links.to("product", question.id, each, query=question.kept),
    }


def wanted(risk: Risk, given: dict[str, str]) -> bool:
    """Open risks unless closed ones are asked for."""
    exact = {
        "category": risk.form.category.value,
        "band": risk.band.value,
        "life": risk.form.life.value,
        "consequence": str(risk.form.consequence),
        "likelihood": str(risk.form.likelihood),
    }
    asked_for = {**given, "life": given["life"] or Life.OPEN.value}
    if any(asked_for[name] not in ("", "all", value) for name, value in exact.items()):
        return False
    of_product = not given["product"] or given["product"] in risk.products
    of_asks = not given["asks"] or given["asks"] in {each.value for each in risk.asks}
    return of_product and of_asks and given["q"].casefold() in f"{risk.form.title} {risk.form.owner}".casefold()


def paged(question: Asked, total: int) -> tuple[int, int]:
    pages = max(1, -(-total // ROWS_A_PAGE))
    text = question.given.get("page", "1")
    return (min(max(int(text), 1), pages) if text.isascii() and text.isdigit() and len(text) < 6 else 1), pages


@require_safe
@telling
def one(request: HttpRequest, portfolio: str, key: str) -> HttpResponse:
    """A risk: what holds it, how it moved, what watches it, and every version of it."""
    question = asked(request, portfolio)
    risk = _risk(question, key)
    history = [(each, _read(each)) for each in reversed(recorded.history(risk.recorded.place))]
    shown: dict[str, Any] = {"risk": risk, "history": history, "labels": dict(told(RiskForm))}
    return answering.page(request, "risk.html", asked=question, **shown, **spoken(question))


@require_safe
@telling
def chart(request: HttpRequest, portfolio: str, key: str) -> HttpResponse:
    risk = _risk(asked(request, portfolio), key)
    return _picture(drawing.score(risk.points, risk.target))


@require_safe
@telling
def register_chart(request: HttpRequest, portfolio: str) -> HttpResponse:
    return _picture(drawing.register(trend(asked(request, portfolio))))


def _picture(svg: str) -> HttpResponse:
    response = HttpResponse(svg, content_type="image/svg+xml")
    response["Cache-Control"] = "private, no-cache"
    return response


def _risk(question: Asked, key: str) -> Risk:
    risk = next((each for each in found(question)[0] if each.key == key), None)
    if risk is None:
        raise Http404
    return risk


def _read(entry: Recorded) -> dict[str, Any]:
    """A version's content where it is one; empty where it was withdrawn."""
    return dict(entry.content or {})
