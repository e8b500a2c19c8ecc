"""The rows a number came from: items, changes, deployments, incidents or transactions, each with its link."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from llif.metrics.catalogue import EVERY
from llif.publishing import recorded, vocabulary
from llif.publishing.asking import WINDOWS, Asked, asked
from llif.publishing.figures import evidence as rows_behind
from llif.publishing.figures import figures
from llif.publishing.pages import answering
from llif.publishing.pages.members import member, name_of
from llif.publishing.pages.mishaps import telling
from llif.terms.quantity import Figure
from llif.terms.work import KINDS_SHOWN

ROWS_A_PAGE = 100
FIRST = ("key", "change", "version", "deployment", "incident", "item")


@require_safe
@telling
def show(request: HttpRequest, portfolio: str, product: str, measure: str) -> HttpResponse:
    question, own, kind = _asked(request, portfolio, product, measure)
    page = _page(question.given)
    wanted = _wanted(question, own, measure, kind)
    found = rows_behind.evidence(question.snapshot, wanted, offset=(page - 1) * ROWS_A_PAGE, limit=ROWS_A_PAGE)
    return answering.page(
        request,
        "evidence.html",
        asked=question,
        product=product,
        name=name_of(question, product),
        measure=EVERY[measure],
        entry=vocabulary.MEASURES[measure],
        figure=figure_of(question, own, measure, kind),
        kind=kind,
        kinds=[each.value for each in KINDS_SHOWN],
        evidence=found,
        evidence_columns=columns_shown(found, own),
        page=page,
        pages=max(1, -(-found.total // ROWS_A_PAGE)),
        windows=WINDOWS,
    )


@require_safe
@telling
def table(request: HttpRequest, portfolio: str, product: str, measure: str) -> HttpResponse:
    """All the rows as CSV."""
    question, own, kind = _asked(request, portfolio, product, measure)
    found = rows_behind.every_row(question.snapshot, _wanted(question, own, measure, kind))
    heads = list(found[0]) if found else []
    rows = ([_plain(value) for value in row.values()] for row in found)
    return answering.comma_separated(f"{portfolio}-{product}-{measure}-evidence", heads, rows)


def _asked(request: HttpRequest, portfolio: str, product: str, measure: str) -> tuple[Asked, str | None, str | None]:
    if measure not in EVERY:
        raise Http404
    question = asked(request, portfolio)
    kind = question.given.get("kind")
    known = EVERY[measure].by_kind and kind in {each.value for each in KINDS_SHOWN}
    return question, member(question, product), kind if known else None


def _wanted(question: Asked, product: str | None, measure: str, kind: str | None) -> rows_behind.Wanted:
    return rows_behind.Wanted(measure, question.period, product, kind, recorded.known_at(question))


def _page(given: Mapping[str, str]) -> int:
    text = given.get("page", "1")
    return max(int(text), 1) if text.isascii() and text.isdigit() and len(text) < 6 else 1


def columns_shown(found: rows_behind.Evidence, product: str | None) -> Sequence[str]:
    """The columns that tell something: none for an address, for what no row knows, or for what every row shares."""
    hidden = {"url", "product"} if product else {"url"}
    hidden |= {column for column in found.columns if all(row.get(column) is None for row in found.rows)}
    if all(row.get("counted") for row in found.rows):
        hidden.add("counted")
    readable = {"item": "key", "deployment": "version"} if "committed_at" not in found.columns else {"item": "key"}
    hidden |= {own for own, name in readable.items() if name in found.columns and name not in hidden}
    shown = [column for column in found.columns if column not in hidden]
    first = next((name for name in FIRST if name in shown), None)
    return [first, *(column for column in shown if column != first)] if first else shown


def figure_of(question: Asked, product: str | None, measure: str, kind: str | None) -> Figure | None:
    """The figure whose rows are listed."""
    scope, only = ("portfolio", None) if product is None else ("product", [product])
    found = figures.ask(
        question.snapshot,
        [measure],
        periods=[question.period],
        scope=scope,
        only=only,
        kinds=kind is not None,
        known_at=recorded.known_at(question),
    )
    return next((figure for figure in found if figure.kind == kind), None)


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        return value.isoformat()
    return ", ".join(map(str, value)) if isinstance(value, list | tuple) else value
