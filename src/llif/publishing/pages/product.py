"""One product, or the whole portfolio: its figures, each over time, what is in progress, what was deployed."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from llif.metrics import quick_check
from llif.metrics.catalogue import MEASURES
from llif.publishing import vocabulary
from llif.publishing.asking import WINDOWS, Asked, asked
from llif.publishing.figures import charts, evidence, freshness, trends
from llif.publishing.figures.answers import WHOLE, Answers
from llif.publishing.next_steps import step_words
from llif.publishing.next_steps.theirs import theirs
from llif.publishing.next_steps.wording import title_kept
from llif.publishing.pages import answering
from llif.publishing.pages.evidence import columns_shown
from llif.publishing.pages.members import member, name_of
from llif.publishing.pages.mishaps import telling
from llif.publishing.scorecard import said, scorecard_of, scoring_words
from llif.terms.time import day_of

CHARTED = (
    "flow_velocity",
    "flow_time",
    "flow_load",
    "flow_efficiency",
    "deployment_frequency",
    "lead_time",
    "change_fail_rate",
    "time_to_restore",
)
IN_FILE = (
    *("portfolio", "product", "measure", "kind", "period_start", "period_end"),
    *("value", "unit", "n", "low", "high", "state", "level", "snapshot"),
)
DEPLOYMENTS_SHOWN = 10
IN_LOAD_SHOWN = 20


@require_safe
@telling
def show(request: HttpRequest, portfolio: str, product: str) -> HttpResponse:
    question = asked(request, portfolio)
    own = member(question, product)
    deployed = deployments(question, own)
    now = figures_of(question, own)
    load = list(evidence.in_load(question.snapshot, product=own))
    return answering.page(
        request,
        "product.html",
        asked=question,
        product=product,
        about=question.products.get(product, {}),
        name=name_of(question, product),
        measures=list(MEASURES),
        now=now,
        check=quick_check.quick_check({measure: each["now"].value for measure, each in now.items() if each["now"]}),
        trends=trends.trends(question, CHARTED, own),
        sentence=trends.sentence,
        label=trends.label,
        grains=[grain.value for grain in trends.REACH],
        grain=trends.grain_of(question).value,
        load=load[:IN_LOAD_SHOWN],
        load_total=len(load),
        load_shown=IN_LOAD_SHOWN,
        deployments=deployed,
        deployment_columns=columns_shown(deployed, own),
        freshness=freshness.freshness(question, product),
        windows=WINDOWS,
        whole_product=WHOLE,
        card=scorecard_of(question),
        words=scoring_words,
        said=said,
        theirs=theirs(question, own, timezone.now()) if own else None,
        title_of=lambda each: title_kept(question, each),
        mets=step_words.METS,
        why_met=lambda each: step_words.evidence(question, each.form, product),
    )


@require_safe
@telling
def chart(request: HttpRequest, portfolio: str, product: str, measure: str) -> HttpResponse:
    """The chart of a measure over time."""
    response = HttpResponse(charts.drawn(_trend(request, portfolio, product, measure)), content_type="image/svg+xml")
    response["Cache-Control"] = "private, max-age=300"
    return response


@require_safe
@telling
def zoomed(request: HttpRequest, portfolio: str, product: str, measure: str) -> HttpResponse:
    """The same chart as a specification, with values to point at and a scale to zoom, and the names of its dates."""
    trend = _trend(request, portfolio, product, measure)
    response = JsonResponse({"spec": charts.zoomable(trend), "time": charts.time_locale()})
    response["Cache-Control"] = "private, max-age=300"
    return response


@require_safe
@telling
def series(request: HttpRequest, portfolio: str, product: str, measure: str) -> HttpResponse:
    """The figures behind a chart as CSV: hours, shares 0 to 1, items, deployments per day."""
    trend = _trend(request, portfolio, product, measure)
    rows = [
        [getattr(figure, name) for name in IN_FILE[:4]]
        + [day_of(edge, trend.zone) for edge in (figure.period_start, figure.period_end)]
        + [getattr(figure, name) for name in IN_FILE[6:]]
        for figure in [*trend.figures, *(each for each in trend.by_kind if each.kind)]
    ]
    return answering.comma_separated(f"{portfolio}-{product}-{measure}", IN_FILE, rows)


def _trend(request: HttpRequest, portfolio: str, product: str, measure: str) -> trends.Trend:
    if measure not in MEASURES:
        raise Http404
    question = asked(request, portfolio)
    return trends.trends(question, [measure], member(question, product))[0]


def figures_of(question: Asked, product: str | None) -> dict[str, dict[str, Any]]:
    """Every measure, now and in the period before."""
    answers = Answers()
    scope, only = ("portfolio", None) if product is None else ("product", [product])
    answers.ask(question.snapshot, list(MEASURES), [question.period, question.before], scope=scope, only=only)
    return {
        measure: {
            "now": answers.get(measure, product, question.period),
            "before": answers.get(measure, product, question.before),
            "entry": vocabulary.MEASURES[measure],
        }
        for measure in MEASURES
    }


def deployments(question: Asked, product: str | None) -> evidence.Evidence:
    wanted = evidence.Wanted("deployment_frequency", question.period, product)
    return evidence.evidence(question.snapshot, wanted, limit=DEPLOYMENTS_SHOWN)
