"""The words of next steps and initiatives: horizons, paces. They compute nothing."""

from collections.abc import Mapping

from llif.metrics.catalogue import EVERY
from llif.portfolio.actions.lifecycle import Horizon
from llif.portfolio.initiatives.progress import Met, Pace, Progress
from llif.portfolio.registers.actions import ActionForm
from llif.portfolio.registers.initiatives import (
    DIMENSION_WORDS,
    MEASURED,
    RATED,
    Asked,
    InitiativeForm,
)
from llif.portfolio.registers.measures import MEASURE_WORDS
from llif.publishing import asking, links, wording
from llif.publishing.words import gettext as _
from llif.publishing.words import language
from llif.terms.errors import N_

HORIZONS = {
    Horizon.NOW: N_("Now: within 3 months"),
    Horizon.NEXT: N_("Next: 3 to 12 months"),
    Horizon.LATER: N_("Later: after 12 months"),
}
METS = {
    Met.YES: N_("meets it"),
    Met.NO: N_("does not meet it"),
    Met.UNKNOWN: N_("not known"),
    Met.NOT_APPLICABLE: N_("not applicable"),
}
PACES = {
    Pace.REACHED: N_("The target is reached."),
    Pace.MISSED: N_("The deadline has passed, and the target was not reached."),
    Pace.ON_PACE: N_("At the pace of the last {days} days the target will be reached in time."),
    Pace.BEHIND: N_("At the pace of the last {days} days the target will not be reached in time."),
    Pace.UNKNOWN: N_("Whether the pace will do is not known."),
}


def pace(progress: Progress) -> str:
    return _(PACES[progress.pace], days=progress.days)


def rule(form: InitiativeForm, registers: Mapping[str, str]) -> str:
    """What an initiative asks of each product. *Takes* the titles of the registers that the portfolio keeps."""
    if form.asks in RATED and form.dimension:
        dimension = DIMENSION_WORDS[form.dimension.value].within(language())
        if form.asks is Asked.GREEN:
            return _("{dimension}: green", dimension=dimension)
        return _("{dimension}: amber or green", dimension=dimension)
    if form.asks in MEASURED and form.measure and form.limit is not None:
        measure = MEASURE_WORDS[form.measure.value].within(language())
        limit = str(wording.quantity(form.limit, EVERY[form.measure.value].unit))
        if form.asks is Asked.AT_LEAST:
            return _("{measure}: at least {limit}", measure=measure, limit=limit)
        return _("{measure}: at most {limit}", measure=measure, limit=limit)
    return _("The register {register} holds something", register=registers.get(form.kept_in or "", form.kept_in or ""))


def reason(form: ActionForm) -> str:
    """What called for an action, in the language of the page; in the other where it was kept in that alone."""
    told = (form.reason_cy, form.reason) if language() == "cy" else (form.reason, form.reason_cy)
    return next(filter(None, told), "")


def evidence(asked: asking.Asked, form: InitiativeForm, product: str) -> str:
    """Where it is seen whether a product meets an initiative."""
    if form.asks in MEASURED and form.measure:
        return links.to("evidence", asked.id, product, form.measure.value, query=asked.kept)
    if form.asks is Asked.FILLED and form.kept_in:
        return links.to_register(asked.id, form.kept_in)
    return links.to_cell(asked.id, product, form.dimension.value if form.dimension else "")
