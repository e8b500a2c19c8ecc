"""The holistic view: what needs attention, then the whole and every product in a row, measured and recorded."""

from collections.abc import Mapping, Sequence
from datetime import date

from llif.portfolio.risks.reading import Risk
from llif.publishing import vocabulary, wording
from llif.publishing.attention import ranking
from llif.publishing.benefits.ledger import Benefit
from llif.publishing.figures import freshness
from llif.publishing.pack import cells, differing
from llif.publishing.pack.document import Cell, Column, Lines, Number, Section, State, Table
from llif.publishing.pack.told import DELIVERY, Told
from llif.publishing.risks import risk_words
from llif.publishing.scorecard import scoring_words
from llif.publishing.whole import words as whole_words
from llif.publishing.whole.beside import beside
from llif.publishing.whole.compared import ratings
from llif.publishing.whole.grouping import mission_names, missions_of
from llif.publishing.words import gettext as _
from llif.publishing.words import named

SHOWN = ("flow_velocity", "flow_time", "flow_load", *DELIVERY)


def section(told: Told) -> Section:
    found, is_more = ranking.said(told.asked, told.answers)
    sentences = [f"{each.strong} {each.rest}".strip() for each in found]
    if is_more:
        sentences.append(_("There is more that needs attention: the page of the holistic view has all of it."))
    lines = Lines(lines=tuple(sentences) or (_("Nothing that is known asks for attention."),), is_list=True)
    figures = [told.of(measure, product) for product in told.asked.products for measure in SHOWN]
    known = sum(each is not None and each.value is not None for each in figures)
    said = _(
        "{products} products; {known} of {of} figures are measured.",
        products=wording.number(len(told.asked.products)),
        known=wording.number(known),
        of=wording.number(len(figures)),
    )
    state = State.UNKNOWN if not known else State.COMPLETE if known == len(figures) else State.PARTLY
    told_all = (said, *differing.said(told, "score"))
    return Section(
        id="holistic", title=_("Holistic view"), said=told_all, state=state, blocks=(lines, table(told), recorded(told))
    )


def table(told: Told) -> Table:
    """Value, delivery, health and the age of the data: of the whole, then of each product."""
    columns = (
        Column(title=_("Product"), weight=1.7),
        *(Column(title=_(vocabulary.MEASURES[measure].short), is_number=True) for measure in SHOWN),
        Column(title=_("Score")),
        Column(title=_("Age of data")),
    )
    scores = {row.id: scoring_words.score(row.score) for row in told.scorecard.rows}
    whole = (
        cells.words(_("The whole portfolio")),
        *(cells.figure(told.whole(measure)) for measure in SHOWN),
        cells.words(_reds(told)),
        cells.words(_day(freshness.freshest(told.asked))),
    )
    rows = (
        (
            cells.words(named(about.get("name"), product)),
            *(cells.figure(told.of(measure, product)) for measure in SHOWN),
            cells.words(scores[product]),
            cells.words(_day(freshness.freshness(told.asked, product).last)),
        )
        for product, about in told.asked.products.items()
    )
    about = _(
        "The whole, then every product, in the period: value, delivery, health, and its newest record's day. What "
        "several products claim counts once in the whole."
    )
    return Table(title=_("Measured"), about=about, columns=columns, rows=(whole, *rows))


def _reds(told: Told) -> str:
    return ratings(told.scorecard, told.asked.products) or _("not assessed")


def _day(last: date | None) -> str:
    return wording.short_day(last) if last else _("no records")


def recorded(told: Told) -> Table:
    """Outcome, money, risk and mission: of the whole, then of each product."""
    columns = (
        Column(title=_("Product"), weight=1.4),
        Column(title=_("Benefits"), weight=1.6),
        Column(title=_("Spent")),
        Column(title=_("Highest open risk")),
        Column(title=_("Missions served"), weight=2.4),
    )
    held = beside(told.asked)
    whole = (
        cells.words(_("The whole portfolio")),
        _benefits(held.benefits),
        _spent(held.spent_by(told.asked.products)),
        _risk(sorted(held.open_risks, key=lambda each: -each.score)),
        _serving(told),
    )
    rows = (
        (
            cells.words(named(about.get("name"), product)),
            _benefits(held.claims.get(product, ()), product),
            _spent(held.spent_by([product])),
            _risk(held.threats.get(product, ())),
            _missions(told, missions_of(about)),
        )
        for product, about in told.asked.products.items()
    )
    about = _("The whole, then every product: benefits by its shares, money in the period, open risks, and missions.")
    return Table(title=_("Recorded"), about=about, columns=columns, rows=(whole, *rows))


def _benefits(found: Sequence[Benefit], product: str = "") -> Cell:
    if not found:
        return cells.words(_("not recorded"), unknown=True)
    return cells.words("; ".join((whole_words.tracks(found), *whole_words.realised(found, product))))


def _spent(spent: Mapping[str, float]) -> Cell:
    """One amount is a number too; those of several currencies are never added up."""
    words = whole_words.money(spent)
    if len(spent) != 1:
        return cells.words(words or _("not recorded"), unknown=not words)
    return Cell(text=words, value=next(iter(spent.values())), number=Number.MONEY)


def _risk(highest_first: Sequence[Risk]) -> Cell:
    if not highest_first:
        return cells.words(_("none recorded"), unknown=True)
    return cells.words(f"{risk_words.scored(highest_first[0])}; {whole_words.risks(len(highest_first))}")


def _missions(told: Told, served: Mapping[str, float] | None) -> Cell:
    if served is None:
        return cells.words(_("not recorded"), unknown=True)
    names = mission_names(told.asked)
    shares = [f"{names.get(each, each)} {wording.share(weight)}" for each, weight in served.items()]
    return cells.words("; ".join(shares) or _("none"))


def _serving(told: Told) -> Cell:
    served = [missions_of(each) for each in told.asked.products.values()]
    if all(each is None for each in served):
        return cells.words(_("what serves them: not recorded"), unknown=True)
    known, every = (wording.number(each) for each in (sum(map(bool, served)), len(served)))
    return cells.words(_("{known} of {all} products serve one", known=known, all=every))
