"""The scorecard as the seed prints it: five dimensions, score, criticality; beside it what was published before."""

from collections.abc import Sequence

from llif.publishing import wording
from llif.publishing.pack import cells
from llif.publishing.pack.document import Cell, Column, Number, Section, State, Table
from llif.publishing.pack.told import Told
from llif.publishing.scorecard import scoring_words
from llif.publishing.scorecard.model import Scorecard, ScoreRow
from llif.publishing.words import gettext as _
from llif.publishing.words import ngettext
from llif.terms.scorecard import Dimension, Rating

FIRST, SCORE = 1, 1 + len(Dimension)


def section(told: Told) -> Section:
    card = told.scorecard
    of = sum(card.counts.values())
    rated = of - card.counts[Rating.NOT_ASSESSED]
    state = State.UNKNOWN if not rated else State.COMPLETE if rated == of else State.PARTLY
    said = (_told(card, rated, of), *_beside(card), *_carried(card), *_since(card))
    return Section(id="scorecard", title=_("Scorecard"), said=said, state=state, blocks=(table(card),))


def _told(card: Scorecard, rated: int, of: int) -> str:
    reds = card.counts[Rating.RED]
    share = _("{rated} of {of} cells are rated", rated=wording.number(rated), of=wording.number(of))
    if not rated:
        return _("{share}: nobody has judged them, and there is no evidence.", share=share)
    return _("{share}; {red}.", share=share, red=ngettext("{n} is red", "{n} are red", reds))


def _beside(card: Scorecard) -> list[str]:
    return [scoring_words.out_of_service(card.out_of_service)] if card.out_of_service else []


def _sources(card: Scorecard) -> list[str]:
    return list(dict.fromkeys(scoring_words.published_source(row.published) for row in card.rows if row.published))


def _carried(card: Scorecard) -> list[str]:
    """Where the published scores stand: said once. Several sources are numbered, as the scores of each are."""
    sources = _sources(card)
    if not sources:
        return []
    told = sources if len(sources) == 1 else [f"[{number}] {each}" for number, each in enumerate(sources, 1)]
    return [
        _("Published scores are carried over from: {sources}. They were not worked out here.", sources="; ".join(told))
    ]


def _since(card: Scorecard) -> list[str]:
    """What got worse or better since the day compared with, in words, of what as many dimensions were rated of."""
    if card.since is None:
        return []
    moved = [
        (row.name, row.before.value, row.score.value)
        for row in card.rows
        if row.before and row.before.rated == row.score.rated
    ]
    known = [(name, then, now) for name, then, now in moved if then is not None and now is not None]
    worse = [_moved(*each) for each in known if each[2] > each[1]]
    better = [_moved(*each) for each in known if each[2] < each[1]]
    day = wording.day(card.since)
    said = [(_("Worse since {day}", day=day), worse), (_("Better since {day}", day=day), better)]
    return [f"{opening}: {wording.listed(names)}." for opening, names in said if names]


def _moved(name: str, then: int, now: int) -> str:
    return _(
        "{product} from {before} to {now}, by {size}",
        product=name,
        before=wording.number(then),
        now=wording.number(now),
        size=wording.number(abs(now - then)),
    )


def table(card: Scorecard) -> Table:
    sources = _sources(card)
    columns = (
        Column(title=_("Product"), weight=1.8),
        *(Column(title=scoring_words.dimension(each)) for each in Dimension),
        Column(title=_("Score"), is_number=True),
        Column(title=_("Criticality")),
        *([Column(title=_("Published score"), is_number=True)] if sources else []),
    )
    about = _("Each product's five ratings and its score: 0 is best, 10 is worst; 2 for each red, 1 for each amber.")
    return Table(
        title=_("Scorecard"),
        about=about,
        columns=columns,
        rows=tuple(_row(row, sources) for row in card.rows),
        score_of=(SCORE, tuple(range(FIRST, SCORE))),
    )


def _row(row: ScoreRow, sources: Sequence[str]) -> tuple[Cell, ...]:
    return (
        cells.words(row.name),
        *(cells.rating(row.cells[each]) for each in Dimension),
        cells.score(row),
        cells.words(scoring_words.criticality(row.product["criticality"])),
        *([_published(row, sources)] if sources else []),
    )


def _published(row: ScoreRow, sources: Sequence[str]) -> Cell:
    if row.published is None:
        return cells.words(_("none"))
    said = scoring_words.published(row.published)
    if len(sources) > 1:
        return cells.words(f"{said} [{sources.index(scoring_words.published_source(row.published)) + 1}]")
    return Cell(text=said, value=row.published.get("score"), number=Number.POINTS)
