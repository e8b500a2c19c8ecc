"""What every figure means, from the measures themselves; the published levels, the Quick Check, what a signal is."""

from collections.abc import Mapping

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from llif.metrics import quick_check, spc
from llif.metrics.bands import PRINTED_YEAR
from llif.metrics.catalogue import EVERY
from llif.metrics.special_causes import Rule
from llif.publishing import vocabulary
from llif.publishing.figures import published_levels
from llif.publishing.pages import answering
from llif.publishing.words import gettext as _
from llif.terms.errors import N_

SIGNALS: Mapping[Rule, tuple[str, str]] = {
    Rule.OUTSIDE: (
        N_("A point outside the limits"),
        N_("The limits are the mean, and 2.66 times the mean moving range to either side. A point on one is inside."),
    ),
    Rule.TREND: (N_("A trend"), N_("Seven points in a row that all rise, or all fall. Two equal points break it.")),
    Rule.TWO_OF_THREE: (
        N_("Two of three near a limit"),
        N_(
            "Of three points in a row on one side of the mean, two lie in the outer third of the way to the limit, "
            "or beyond."
        ),
    ),
    Rule.SHIFT: (
        N_("A shift"),
        N_("Seven points in a row on one side of the mean. A point on the mean breaks it."),
    ),
}


@require_safe
def show(request: HttpRequest) -> HttpResponse:
    families: dict[str, list[object]] = {}
    for name, measure in EVERY.items():
        families.setdefault(measure.family, []).append((measure, vocabulary.MEASURES[name]))
    tables = {table.year: table for table in published_levels.tables()}
    return answering.page(
        request,
        "definitions.html",
        families=families,
        printed=tables.pop(PRINTED_YEAR),
        other_tables=list(tables.values()),
        levelled=published_levels.MEASURES,
        steps=published_levels.quick_check_steps(),
        question_names=[_(vocabulary.MEASURES[name].short) for name in quick_check.QUESTIONS],
        signals=[SIGNALS[rule] for rule in Rule],
        least_points=spc.LEAST_POINTS,
    )
