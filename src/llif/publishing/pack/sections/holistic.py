"""The holistic view: what needs attention, then every product in a row."""

from llif.publishing import vocabulary, wording
from llif.publishing.attention import ranking
from llif.publishing.figures import freshness
from llif.publishing.pack import cells, differing
from llif.publishing.pack.document import Column, Lines, Section, State, Table
from llif.publishing.pack.told import DELIVERY, Told
from llif.publishing.scorecard import scoring_words
from llif.publishing.words import gettext as _
from llif.publishing.words import named

SHOWN = ("flow_velocity", "flow_time", "flow_load", *DELIVERY)


def section(told: Told) -> Section:
    sentences = [f"{each.strong} {each.rest}".strip() for each in ranking.sentences(told.asked, told.answers)]
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
    return Section(id="holistic", title=_("Holistic view"), said=told_all, state=state, blocks=(lines, table(told)))


def table(told: Told) -> Table:
    columns = (
        Column(title=_("Product"), weight=1.7),
        *(Column(title=_(vocabulary.MEASURES[measure].short), is_number=True) for measure in SHOWN),
        Column(title=_("Score")),
        Column(title=_("Age of data")),
    )
    scores = {row.id: scoring_words.score(row.score) for row in told.scorecard.rows}
    rows = tuple(
        (
            cells.words(named(about.get("name"), product)),
            *(cells.figure(told.of(measure, product)) for measure in SHOWN),
            cells.words(scores[product]),
            cells.words(_age(told, product)),
        )
        for product, about in told.asked.products.items()
    )
    about = _("Every product in the period: value, delivery, health, and how old its newest record is.")
    return Table(title=_("Every product"), about=about, columns=columns, rows=rows)


def _age(told: Told, product: str) -> str:
    heard = freshness.freshness(told.asked, product)
    return wording.short_day(heard.last) if heard.last else _("no records")
