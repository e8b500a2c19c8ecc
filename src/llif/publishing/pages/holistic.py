"""Every product of a portfolio on one page: what needs attention, the whole in one look, then a row each.

Rows may stand under teams, missions or criticalities, and beside another day. Groups are never sorted or ranked.
"""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from llif.access.permissions import can_rate
from llif.metrics.catalogue import MEASURES
from llif.portfolio.registers.views import VIEWS
from llif.portfolio.risks.bands import Band
from llif.publishing import links, vocabulary
from llif.publishing.asking import WINDOWS, Asked, asked
from llif.publishing.attention import ranking
from llif.publishing.figures import figures, freshness, recent
from llif.publishing.figures.answers import WHOLE, Answers
from llif.publishing.figures.kinds import Mixed, mixed
from llif.publishing.pages import answering
from llif.publishing.pages.mishaps import telling
from llif.publishing.risks import risk_words
from llif.publishing.scorecard import scorecard_of, scoring_words
from llif.publishing.signed import actor_of
from llif.publishing.whole import exported, groups, views
from llif.publishing.whole import words as whole_words
from llif.publishing.whole.beside import Beside, beside
from llif.publishing.whole.changed import changes
from llif.publishing.whole.compared import DELTAS, SORTED, Comparison, ratings
from llif.publishing.whole.comparing import other, others
from llif.publishing.whole.grouping import GROUPINGS, Pooled, grouping_of, mission_names, missions_of
from llif.publishing.whole.grouping import groups as grouped
from llif.publishing.whole.headings import Headings
from llif.publishing.whole.rows import (
    BESIDE,
    CHANGE,
    COLUMNS,
    FILTERS,
    ROWS_A_PAGE,
    Row,
    blocks,
    filtered,
    pages_of,
    rows_of,
    sort_of,
    sorted_rows,
)
from llif.publishing.words import gettext as _
from llif.terms.errors import N_
from llif.terms.work import KINDS_SHOWN

RECENT = ("flow_velocity", "deployment_frequency")
UNSORTED = {
    "benefits": N_("Benefits"),
    "spent": N_("Spent"),
    "item": N_("A finished item"),
    "missions": N_("Missions served"),
}
LOOKS = ("show", "group", "compare", "compare_snapshot")
"""How the rows are looked at: kept when other rows are asked for."""


@require_safe
@telling
def show(request: HttpRequest, portfolio: str) -> HttpResponse:
    question = asked(request, portfolio)
    answers, told = answered(question), beside(question)
    against = comparison(question, answers)
    rows = chosen(question, answers, against)
    sentences, is_more = ranking.said(question, answers)
    shown: dict[str, Any] = {
        **products(question, rows, against),
        **look(question, answers, told),
        **compared(question, against),
        **saving(request, question),
        "answers": answers,
        "told": told,
        "sentences": sentences,
        "is_more": is_more,
        "windows": WINDOWS,
        "filters": {name: question.given.get(name, "") for name in FILTERS},
        "is_filtered": any(question.given.get(name) for name in FILTERS),
        "is_cut": any(question.given.get(name) for name in FILTERS if name != "mission"),
        "choices": choices(question),
        "whole_product": WHOLE,
        "card": scorecard_of(question),
        "words": scoring_words,
        "whole_words": whole_words,
        "bands": risk_words.BANDS,
        "shapes": risk_words.SHAPES,
    }
    return answering.page(request, "holistic.html", asked=question, **shown)


def products(question: Asked, rows: list[Row], against: Comparison | None) -> dict[str, Any]:
    """The table: its rows under their headings, one page of them, and which columns it shows."""
    by = grouping_of(question)
    under = grouped(question, by, [row.id for row in rows]) if by else []
    total = sum(len(each.products) for each in under) if by else len(rows)
    page, pages = pages_of(question, total)
    found, total = blocks(rows, under, page)
    now = groups.shown(question.given)
    headings = [each.group for each in found if each.group]
    pooled = Pooled(question, headings, COLUMNS) if by else None
    return {
        "blocks": found,
        "pooled": pooled,
        "headings": Headings(against, headings, pooled, [row.id for row in rows]) if against and pooled else None,
        "reds": lambda each: ratings(scorecard_of(question), each.products),
        "products_shown": len(rows),
        "total": total,
        "first": (page - 1) * ROWS_A_PAGE + 1,
        "page": page,
        "pages": pages,
        "grouping": by,
        "groupings": GROUPINGS,
        "groups": groups.GROUPS,
        "widths": groups.WIDTHS,
        "deltas": DELTAS,
        "shown": now,
        "off": {each: "" if each in now else " llif-unshown" for each in groups.GROUPS},
        "toggle": lambda group: _again(question, show=groups.toggled(question.given, group)),
        "show_all": _again(question, show="all"),
        "show_usual": _again(question, show=""),
        "show_every": links.to(
            "holistic", question.id, query={**question.given, **dict.fromkeys((*FILTERS, "page"), "")}
        )
        + "#products",
        "group_by": lambda name: _again(question, group=name),
        "sort": sort_of(question),
        "heads": heads(question, against),
        "missions": mission_names(question),
        "missions_of": missions_of,
    }


def _again(question: Asked, **otherwise: str) -> str:
    """This page with something asked otherwise, from its first row."""
    return links.to("holistic", question.id, query={**question.given, "page": "", **otherwise}) + "#products"


def look(question: Asked, answers: Answers, told: Beside) -> dict[str, Any]:
    """The portfolio in one look."""
    served = [missions_of(each) for each in question.products.values()]
    counts = Counter(each.band for each in told.open_risks)
    return {
        "kinds": kind_shares(question, answers),
        "whole": {measure: answers.get(measure, None, question.period) for measure in (*COLUMNS, *BESIDE)},
        "whole_before": {measure: answers.get(measure, None, question.before) for measure in COLUMNS},
        "freshest": freshness.freshest(question),
        "whole_spent": told.spent_by(question.products),
        "spent_in": sum(each in told.spent for each in question.products),
        "risk_bands": [(each, counts[each]) for each in reversed(Band) if counts[each]],
        "serving": sum(bool(each) for each in served),
        "serving_none": sum(each == {} for each in served),
        "serving_told": any(each is not None for each in served),
    }


def compared(question: Asked, told: Comparison | None) -> dict[str, Any]:
    """The other day or snapshot beside this one; nothing where an address asks for none."""
    if told is None:
        return {"other": None, "snapshots": others(question)}
    every = question.given.get("changes") == "all"
    return {
        "other": told.other,
        "snapshots": others(question),
        "comparison": told,
        "changes": changes(told, every=every),
        "changes_all": "" if every else links.to("holistic", question.id, query={**question.given, "changes": "all"}),
        "compare_none": _again(question, compare="", compare_snapshot="", changes=""),
    }


def saving(request: HttpRequest, question: Asked) -> dict[str, Any]:
    """The saved views, and where the view of this page is saved by who may."""
    actor, here = actor_of(request), views.here(question)
    may = not actor.is_anonymous and can_rate(actor, question.id, "")
    form = links.to_new_entry(question.id, VIEWS.name)
    given = links.to("holistic", question.id, query={**question.given, "page": ""})
    return {
        "views": views.saved(question),
        "view_address": request.build_absolute_uri(given) if "HTTP_HOST" in request.META else given,
        "save_view": f"{form}?{links.encoded({'fill_query': here, 'next': given})}" if may and here else "",
        "may_save_views": may,
    }


@require_safe
@telling
def table(request: HttpRequest, portfolio: str) -> HttpResponse:
    """The same rows as CSV."""
    question = asked(request, portfolio)
    answers = answered(question)
    told = comparison(question, answers)
    rows = chosen(question, answers, told)
    return answering.comma_separated(f"{portfolio}-{question.last}", *exported.table(question, rows, told))


def chosen(question: Asked, answers: Answers, told: Comparison | None) -> list[Row]:
    """The rows that fit the filters, sorted."""
    rows = filtered(rows_of(question, answers), question)
    return sorted_rows(rows, question, told.size if told else None)


def comparison(question: Asked, answers: Answers) -> Comparison | None:
    found = other(question)
    return Comparison(question, found, answers) if found else None


def answered(question: Asked) -> Answers:
    """Everything the page shows, in few questions: products now and before, bars, the whole by kind."""
    answers, both = Answers(), [question.period, question.before]
    shown = [*COLUMNS, *BESIDE]
    answers.ask_together(
        question.snapshot,
        [
            figures.question(shown, both),
            figures.question(shown, both, "portfolio"),
            figures.question(["flow_velocity"], [question.period], "portfolio", kinds=True),
            figures.question(RECENT, recent.recent_periods(question)),
        ],
    )
    return answers


def heads(question: Asked, against: Comparison | None) -> dict[str, dict[str, str]]:
    """For each column its label, the address that sorts by it, and its aria-sort; and so for how it differs."""
    labels = {"name": _("Product"), "age": _("Age"), "score": _("Five dimensions"), "risk": _("Highest open risk")}
    labels.update({measure: _(vocabulary.MEASURES[measure].short) for measure in COLUMNS})
    labels["flow_velocity"] = _("Finished, by 4 weeks")
    found = {column: {"label": label, **_head(column, question)} for column, label in labels.items()}
    found.update({name: {"label": _(label)} for name, label in UNSORTED.items()})
    return {**found, **(_change_heads(question, against, found) if against else {})}


def _change_heads(
    question: Asked, against: Comparison, found: Mapping[str, Mapping[str, str]]
) -> dict[str, dict[str, str]]:
    told = {name: {"label": against.since, "of": found[name]["label"]} for each in DELTAS.values() for name in each}
    sorting = {name: _head(f"{name}{CHANGE}", question) for name in SORTED}
    return {f"{name}{CHANGE}": {**each, **sorting.get(name, {})} for name, each in told.items()}


def _head(column: str, question: Asked) -> dict[str, str]:
    current, downwards = sort_of(question)
    wanted = not downwards if column == current else _is_downwards(column)
    given = {**question.given, "sort": f"-{column}" if wanted else column, "page": ""}
    direction = ("descending" if downwards else "ascending") if column == current else "none"
    return {"address": links.to("holistic", question.id, query=given), "aria": direction}


def _is_downwards(column: str) -> bool:
    """Which way a column is sorted first: the best figures above, but what worsened most above where they differ."""
    if column.endswith(CHANGE):
        of = MEASURES.get(column.removesuffix(CHANGE))
        return of is None or of.better != "higher"
    return column != "name" and (column not in MEASURES or MEASURES[column].better != "lower")


def kind_shares(question: Asked, answers: Answers) -> list[Mixed]:
    """How the finished items divide by kind."""
    found = {kind: answers.get("flow_velocity", None, question.period, kind) for kind in KINDS_SHOWN}
    return mixed({kind.value: figure.value for kind, figure in found.items() if figure is not None})


def choices(question: Asked) -> dict[str, list[tuple[str, str]]]:
    """What the filters offer: only what some product has, in the order declared."""
    every = question.products.values()
    phases = {product["phase"] for product in every}
    levels = {product["criticality"] for product in every}
    served = {mission for product in every for mission in missions_of(product) or ()}
    return {
        "team": list(question.teams.items()),
        "criticality": [(code, _(word)) for code, word in vocabulary.CRITICALITIES.items() if code in levels],
        "phase": [(code, _(word)) for code, word in vocabulary.PHASES.items() if code in phases],
        "mission": [(code, name) for code, name in mission_names(question).items() if code in served],
    }
