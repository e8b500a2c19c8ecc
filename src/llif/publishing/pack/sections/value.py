"""Value, in two slides: what the four kinds of work are with their mix now, and how value flows."""

from collections.abc import Iterator

from llif.metrics.catalogue import Family
from llif.publishing import vocabulary, wording
from llif.publishing.figures.charts import KIND_COLOURS
from llif.publishing.pack import cells, differing
from llif.publishing.pack.document import Cell, Chart, Column, Section, Series, State, Table
from llif.publishing.pack.silence import silent
from llif.publishing.pack.told import Told
from llif.publishing.words import gettext as _
from llif.terms.errors import N_
from llif.terms.quantity import Figure, Standing
from llif.terms.time import Period
from llif.terms.work import KINDS_SHOWN, Kind

MEANINGS = {
    Kind.FEATURE: N_("New value added to drive a business result; visible to the customer"),
    Kind.DEFECT: N_("Fixes for quality problems that affect the customer experience"),
    Kind.DEBT: N_("Improvement of the software architecture and operational infrastructure"),
    Kind.RISK: N_("Work to address security, privacy and compliance exposures"),
}
FLOW = ("flow_velocity", "flow_time", "flow_time_p85", "flow_efficiency", "flow_load")


def kinds(told: Told) -> Section:
    """The four kinds, what each means, and how much of the finished work each was."""
    finished = told.whole("flow_velocity")
    known = finished is not None and finished.value is not None
    rows = tuple(_kind(told, kind) for kind in KINDS_SHOWN)
    columns = (
        Column(title=_("Kind of work")),
        Column(title=_("What it is"), weight=3),
        Column(title=_("Finished"), is_number=True),
        Column(title=_("Share of what has a kind"), is_number=True),
    )
    said = _mixed(told) if known else _("No source tells what work was finished, so its kinds are not known.")
    table = Table(title=_("Four kinds of work"), about=said, columns=columns, rows=rows)
    state = State.UNKNOWN if not known else State.COMPLETE if _is_whole(told, finished) else State.PARTLY
    unknown = tuple(silent(told, Family.FLOW))
    title = _("How do we measure value?")
    return Section(id="value", title=title, said=(said,), state=state, blocks=(table,), unknown=unknown)


def _is_whole(told: Told, *found: Figure | None) -> bool:
    """Whether figures are measured in every product to the period's end, and no finished work lacks a kind."""
    unmapped = told.whole("flow_unmapped")
    whole = all(each and each.measured_in == each.of and not each.stale_in and not each.is_cut_short for each in found)
    return whole and not (unmapped and unmapped.value)


def _kind(told: Told, kind: Kind) -> tuple[Cell, ...]:
    share = told.whole("flow_distribution", kind.value)
    if kind.value == "unmapped":
        share = told.whole("flow_unmapped")
    meaning = _(MEANINGS[kind]) if kind in MEANINGS else _("Work to which no rule gives a kind; its share is of all")
    return (
        cells.words(vocabulary.word(vocabulary.KINDS, kind.value)),
        cells.words(meaning),
        _recorded(told.whole("flow_velocity", kind.value)),
        _recorded(share),
    )


def _recorded(figure: Figure | None) -> Cell:
    """A kind that no rule gives is not recorded: which is not the same as none."""
    if figure is None or figure.standing is Standing.NOT_MEASURED:
        return cells.words(_("not recorded"), unknown=True)
    return cells.figure(figure)


def _mixed(told: Told) -> str:
    finished = told.whole("flow_velocity")
    unmapped = told.whole("flow_unmapped")
    number = wording.in_words(finished) if finished else _("not measured")
    if unmapped is None or not unmapped.value:
        return _("{n} items were finished in the period.", n=number)
    return _(
        "{n} items were finished in the period; {share} of them have no kind.",
        n=number,
        share=wording.in_words(unmapped),
    )


def flowing(told: Told) -> Section:
    """The flow measures of the whole, now and before, and the finished work by kind over a year."""
    rows = tuple(_measure(told, measure) for measure in FLOW)
    columns = (
        Column(title=_("Measure"), weight=2),
        Column(title=_("Now"), is_number=True),
        Column(title=_("Period before"), is_number=True),
        Column(title=_("Change")),
        Column(title=_("From how many")),
    )
    said = told_of(told)
    table = Table(title=_("Flow, the whole portfolio"), about=said, columns=columns, rows=rows)
    told_all = (said, *differing.said(told, "flow_velocity", "flow_time", "flow_load"))
    blocks: tuple[Table | Chart, ...] = (table, *_finished(told))
    measured = [told.whole(measure) for measure in FLOW]
    known = sum(each is not None and each.value is not None for each in measured)
    unknown = tuple(silent(told, Family.FLOW))
    whole = known == len(FLOW) and not unknown and _is_whole(told, *measured)
    state = State.COMPLETE if whole else State.PARTLY if known else State.UNKNOWN
    title = _("How does value flow?")
    return Section(id="flow", title=title, said=told_all, state=state, blocks=blocks, unknown=unknown)


def told_of(told: Told) -> str:
    time, load = told.whole("flow_time"), told.whole("flow_load")
    if not any(each and each.value is not None for each in (time, load)):
        return _("No source tells how long finished work took, nor what is in progress.")
    return _(
        "Half of the {n} finished items with a flow time took {time} or less; {load} are in progress.",
        n=wording.number(time.n if time else 0),
        time=wording.in_words(time) if time else _("not measured"),
        load=wording.in_words(load) if load else _("not measured"),
    )


def _measure(told: Told, measure: str) -> tuple[Cell, ...]:
    now, before = told.whole(measure), told.answers.get(measure, None, told.asked.before)
    return (
        cells.words(_(vocabulary.MEASURES[measure].name)),
        cells.figure(now),
        cells.figure(before),
        cells.change(now, before),
        cells.words(_measured_in(now), unknown=now is None or not now.measured_in),
    )


def _measured_in(figure: object) -> str:
    measured, of = getattr(figure, "measured_in", 0), getattr(figure, "of", 0)
    said = _("{measured} of {of} products measured", measured=wording.number(measured), of=wording.number(of))
    still = getattr(figure, "stale_in", 0)
    return f"{said}; {_('silent in {n}', n=still)}" if still else said


def _finished(told: Told) -> Iterator[Chart]:
    months = told.months
    series = []
    for kind in KINDS_SHOWN:
        values = [told.answers.get("flow_velocity", None, month, kind.value) for month in months]
        if any(each is not None and each.value for each in values):
            name = vocabulary.word(vocabulary.KINDS, kind.value)
            numbers = tuple(each.value if each else None for each in values)
            series.append(Series(name=name, colour=KIND_COLOURS[kind.value], values=numbers))
    if series:
        until = wording.day(told.asked.last)
        yield Chart(
            title=_("Finished by kind, month by month"),
            about=_months_said(told, until),
            unit=_("items"),
            categories=tuple(wording.short_day(month.start, told.asked.zone) for month in months),
            series=tuple(series),
            is_stacked=True,
        )


def _months_said(told: Told, until: str) -> str:
    said = _("Items finished in each of the twelve months up to {day}, by kind.", day=until)
    still = [month for month in told.months if _is_partly_silent(told, month)]
    if not still:
        return said
    since = wording.short_day(still[0].start, told.asked.zone)
    quiet = _("From {day} on a source is silent: what it left unsaid is in no bar.", day=since)
    return f"{said} {quiet}"


def _is_partly_silent(told: Told, month: Period) -> bool:
    figure = told.answers.get("flow_velocity", None, month, KINDS_SHOWN[0].value)
    return bool(figure and (figure.stale_in or figure.is_cut_short))
