"""Risks: the four of transformation first, each with its score, what holds it, and the figure that watches it."""

from collections.abc import Sequence

from llif.portfolio.registers.risks import CATEGORY_WORDS, CONSEQUENCE_WORDS, LIKELIHOOD_WORDS
from llif.portfolio.risks.bands import STEPS, Band
from llif.portfolio.risks.matrix import Square, matrix
from llif.portfolio.risks.reading import Asks, Risk
from llif.publishing import wording
from llif.publishing.pack import cells, differing
from llif.publishing.pack.document import Cell, Chart, Column, Number, Section, Series, State, Table, Tone
from llif.publishing.pack.told import Told
from llif.publishing.risks import risk_words
from llif.publishing.risks.drawing import COLOURS
from llif.publishing.risks.gathering import trend
from llif.publishing.words import gettext as _
from llif.publishing.words import language, ngettext

TONES = {Band.EXTREME: Tone.RED, Band.HIGH: Tone.ORANGE, Band.MODERATE: Tone.AMBER, Band.LOW: Tone.GREEN}
SCORE_OF = (5, (3, 4))
"""The column of the score, and those of consequence and likelihood."""


def section(told: Told) -> Section:
    opened = [each for each in told.steps.risks[0] if each.is_open]
    title = _("Risks")
    if not opened:
        said = _("No open risk is recorded: that is not the same as none.")
        return Section(id="risks", title=title, said=(said,), state=State.UNKNOWN)
    said = "; ".join(
        (
            ngettext("{n} risk is open", "{n} risks are open", len(opened)),
            ngettext("{n} is extreme", "{n} are extreme", _asking(opened, Asks.EXTREME)),
            ngettext(
                "{n} crossed its figure's limit", "{n} crossed their figure's limit", _asking(opened, Asks.OVER_LIMIT)
            ),
        )
    )
    return Section(
        id="risks",
        title=title,
        said=(f"{said}.", *differing.said(told, "risk")),
        state=State.COMPLETE,
        blocks=(_matrix(opened), _table(told, opened), _trend(told)),
    )


def _asking(opened: Sequence[Risk], why: Asks) -> int:
    return sum(why in each.asks for each in opened)


def _matrix(opened: Sequence[Risk]) -> Table:
    code = language()
    columns = (
        Column(title=_("Consequence")),
        *(Column(title=LIKELIHOOD_WORDS[str(wide)].within(code)) for wide in STEPS),
    )
    rows = tuple(
        (cells.words(CONSEQUENCE_WORDS[str(squares[0].consequence)].within(code)), *map(_square, squares))
        for squares in matrix(opened)
    )
    about = _("Open risks now: rows are the consequence, columns the likelihood; a cell has its score and its risks.")
    title = _("Open risks by consequence and likelihood")
    return Table(title=title, about=about, columns=columns, rows=rows, is_even=True)


def _square(here: Square) -> Cell:
    score = f"{risk_words.SHAPES[here.band]} {wording.number(here.score)}"
    counted = ngettext("{n} risk", "{n} risks", len(here.risks)) if here.risks else ""
    return Cell(text=": ".join(filter(None, (score, counted))), tone=TONES[here.band])


def _table(told: Told, opened: Sequence[Risk]) -> Table:
    columns = (
        Column(title=_("Risk"), weight=2),
        Column(title=_("Category"), weight=1.1),
        Column(title=_("Inherent"), is_number=True, weight=0.8),
        Column(title=_("Consequence"), is_number=True, weight=0.8),
        Column(title=_("Likelihood"), is_number=True, weight=0.8),
        Column(title=_("Score now"), is_number=True, weight=0.8),
        Column(title=_("Level")),
        Column(title=_("Target"), is_number=True, weight=0.8),
        Column(title=_("What watches it"), weight=1.8),
        Column(title=_("Owner")),
        Column(title=_("Review by")),
    )
    about = _("Open risks, those that press most first; a score is consequence times likelihood, 1 to 25.")
    rows = tuple(_row(told, each) for each in opened)
    return Table(title=_("Risk register"), about=about, columns=columns, rows=rows, product_of=SCORE_OF)


def _trend(told: Told) -> Chart:
    found = trend(told.asked, told.now)
    counted = [each.by_band for each in found]
    series = tuple(
        Series(
            name=_(risk_words.BANDS[band]),
            colour=COLOURS[band],
            values=tuple(by_band[band] if by_band is not None else None for by_band in counted),
        )
        for band in reversed(Band)
    )
    return Chart(
        title=_("Open risks over time"),
        about=risk_words.register_trend(found),
        unit=_("open risks"),
        categories=tuple(wording.short_day(each.day) for each in found),
        series=series,
        is_stacked=True,
    )


def _row(told: Told, risk: Risk) -> tuple[Cell, ...]:
    level = f"{risk_words.SHAPES[risk.band]}\u00a0{_(risk_words.BANDS[risk.band])}"
    return (
        cells.words(risk.form.title),
        cells.words(CATEGORY_WORDS[risk.form.category.value].within(language())),
        *map(_points, (risk.inherent, risk.form.consequence, risk.form.likelihood, risk.score)),
        Cell(text=level, tone=TONES[risk.band]),
        _points(risk.target),
        cells.words(risk_words.watched(told.asked, risk) or _("nothing watches it"), unknown=risk.watched is None),
        cells.words(risk.form.owner),
        cells.words(wording.short_day(risk.form.review_on)),
    )


def _points(score: int) -> Cell:
    return Cell(text=wording.number(score), value=score, number=Number.POINTS)
