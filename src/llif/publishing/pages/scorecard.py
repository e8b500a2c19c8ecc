"""The scorecard as a heat map: a row a product, five dimensions, the score beside the one a document carried over."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from llif.publishing import links, vocabulary
from llif.publishing.asking import Asked, asked, page_asked
from llif.publishing.attention import health
from llif.publishing.figures.answers import Answers
from llif.publishing.pages import answering
from llif.publishing.pages.mishaps import telling
from llif.publishing.pages.sheets import may_upload
from llif.publishing.scorecard import Scorecard, ScoreRow, record, scorecard_of, scoring_words
from llif.publishing.scorecard.arranging import FILTERS, arranged, filtered, sort_asked, sort_of
from llif.publishing.signed import actor_of
from llif.publishing.words import gettext as _
from llif.terms.scorecard import Dimension, Rating

ROWS_A_PAGE = 50
KEPT_BY_FORMS = ("as_at", "since", "snapshot", "days", "from", "to", "sort")
FLAT = ("product", "criticality", "score", "score_state", "rated", "score_low", "score_high", "accepted")
OF_RATING = ("rating", "state", "rule_rating", "age_days", "review_on", "accepted_until")


@require_safe
@telling
def show(request: HttpRequest, portfolio: str) -> HttpResponse:
    question = asked(request, portfolio)
    card = scorecard_of(question)
    rows = arranged(filtered(card.rows, question.given), question.given)
    pages = max(1, -(-len(rows) // ROWS_A_PAGE))
    page = page_asked(question.given, pages)
    return answering.page(
        request,
        "scorecard.html",
        asked=question,
        card=card,
        words=scoring_words,
        dimensions=list(Dimension),
        rows=rows[(page - 1) * ROWS_A_PAGE : page * ROWS_A_PAGE],
        total=len(rows),
        page=page,
        pages=pages,
        sentences=health.sentences(question, Answers()),
        sources=published_sources(card),
        heads=heads(question.given, question.id),
        filters={name: question.given.get(name, "") for name in FILTERS},
        is_filtered=any(question.given.get(name) for name in FILTERS),
        choices=choices(question),
        kept_by_forms=KEPT_BY_FORMS,
        may_upload=may_upload(actor_of(request), portfolio),
    )


@require_safe
@telling
def table(request: HttpRequest, portfolio: str) -> HttpResponse:
    """The same rows as CSV."""
    question = asked(request, portfolio)
    card = scorecard_of(question)
    rows = arranged(filtered(card.rows, question.given), question.given)
    heads_ = [
        "name",
        "place",
        "tied",
        *FLAT,
        "score_before",
        "published_score",
        "published_source",
        "as_at",
        "snapshot",
    ]
    heads_ += [f"{each.value}{'_' + part if part != 'rating' else ''}" for each in Dimension for part in OF_RATING]
    return answering.comma_separated(f"{portfolio}-scorecard-{card.moment.day}", heads_, (_flat(r, card) for r in rows))


def _flat(row: ScoreRow, card: Scorecard) -> list[object]:
    told: Mapping[str, Any] = record(row, card.moment)
    before = row.before.value if row.before else None
    ratings = [told["ratings"][each.value][part] for each in Dimension for part in OF_RATING]
    published = (told["published_score"], told["published_source"])
    own = [told[name] for name in FLAT]
    return [row.name, row.place, row.tied, *own, before, *published, card.moment.day, card.snapshot.name, *ratings]


def published_sources(card: Scorecard) -> list[str]:
    """The documents that scores are carried over from, with their days."""
    return sorted({scoring_words.published_source(row.published) for row in card.rows if row.published})


def heads(given: Mapping[str, str], portfolio: str) -> dict[str, dict[str, str]]:
    """For each column its label, the address that sorts by it, and its aria-sort."""
    labels = {
        "name": _("Product"),
        "score": _("Score"),
        "criticality": _("Criticality"),
        "published": _("Published"),
        **{each.value: scoring_words.dimension(each) for each in Dimension},
    }
    return {column: {"label": label, **_head(column, given, portfolio)} for column, label in labels.items()}


def _head(column: str, given: Mapping[str, str], portfolio: str) -> dict[str, str]:
    current, downwards = sort_of(given)
    query = {**given, "sort": sort_asked(column, given), "page": ""}
    direction = ("descending" if downwards else "ascending") if column == current else "none"
    return {"address": links.to("scorecard", portfolio, query=query), "aria": direction}


def choices(question: Asked) -> dict[str, list[tuple[str, str]]]:
    """What the filters offer: only what some product has, in the order declared; every rating."""
    return {
        "team": list(question.teams.items()),
        "criticality": list(_had(question, "criticality", vocabulary.CRITICALITIES)),
        "phase": list(_had(question, "phase", vocabulary.PHASES)),
        "rating": [(each.value, scoring_words.rating(each)) for each in Rating],
    }


def _had(question: Asked, name: str, words: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    had = {product[name] for product in question.products.values()}
    return ((code, _(word)) for code, word in words.items() if code in had)
