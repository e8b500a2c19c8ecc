"""The rows a number came from: items, changes, deployments or incidents, each with its link."""

from collections.abc import Mapping
from datetime import datetime

from django.http import Http404, HttpRequest, HttpResponse

from llif.metrics.catalogue import MEASURES
from llif.publishing import figures, vocabulary
from llif.publishing import evidence as rows_behind
from llif.publishing.asking import WINDOWS, Asked, asked
from llif.publishing.pages import answering
from llif.publishing.pages.mishaps import telling
from llif.publishing.pages.product import member, name_of
from llif.terms.quantity import Figure
from llif.terms.work import KINDS_SHOWN

ROWS_A_PAGE = 100
MOST_IN_A_FILE = 100_000


@telling
def show(request: HttpRequest, portfolio: str, product: str, measure: str) -> HttpResponse:
    question, own, kind = _asked(request, portfolio, product, measure)
    page = _page(question.given)
    found = rows_behind.evidence(
        question.snapshot,
        measure,
        product=own,
        period=question.period,
        kind=kind,
        offset=(page - 1) * ROWS_A_PAGE,
        limit=ROWS_A_PAGE,
    )
    return answering.page(
        request,
        "evidence.html",
        asked=question,
        product=product,
        name=name_of(question, product),
        measure=MEASURES[measure],
        entry=vocabulary.MEASURES[measure],
        figure=figure_of(question, own, measure, kind),
        kind=kind,
        kinds=[each.value for each in KINDS_SHOWN],
        evidence=found,
        page=page,
        pages=max(1, -(-found.total // ROWS_A_PAGE)),
        windows=WINDOWS,
    )


@telling
def table(request: HttpRequest, portfolio: str, product: str, measure: str) -> HttpResponse:
    """All the rows as CSV."""
    question, own, kind = _asked(request, portfolio, product, measure)
    found = rows_behind.evidence(
        question.snapshot, measure, product=own, period=question.period, kind=kind, limit=MOST_IN_A_FILE
    )
    rows = ([_plain(row.get(column)) for column in found.columns] for row in found.rows)
    return answering.comma_separated(f"{portfolio}-{product}-{measure}-evidence", found.columns, rows)


def _asked(request: HttpRequest, portfolio: str, product: str, measure: str) -> tuple[Asked, str | None, str | None]:
    if measure not in MEASURES:
        raise Http404
    question = asked(request, portfolio)
    kind = question.given.get("kind")
    known = MEASURES[measure].by_kind and kind in {each.value for each in KINDS_SHOWN}
    return question, member(question, product), kind if known else None


def _page(given: Mapping[str, str]) -> int:
    text = given.get("page", "1")
    return max(int(text), 1) if text.isascii() and text.isdigit() and len(text) < 6 else 1


def figure_of(question: Asked, product: str | None, measure: str, kind: str | None) -> Figure | None:
    """The figure whose rows are listed."""
    scope, only = ("portfolio", None) if product is None else ("product", [product])
    found = figures.ask(
        question.snapshot, [measure], periods=[question.period], scope=scope, only=only, kinds=kind is not None
    )
    return next((figure for figure in found if figure.kind == kind), None)


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        return value.isoformat()
    return ", ".join(map(str, value)) if isinstance(value, list | tuple) else value
