"""A practice's panels as tables: the rows of its own functions, of every product, each cell by its column's kind.

A panel's evidence holds the figures of the practice's measures; a rule's does not: it is asked of any day.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from llif.portfolio.declared import Words
from llif.practices.contract import CellKind, Evidence, MeasuresPanel, Practice, Said, TablePanel
from llif.publishing import vocabulary, wording
from llif.publishing.asking import Asked
from llif.publishing.figures.answers import Answers
from llif.publishing.scorecard.said import value_said
from llif.publishing.words import gettext as _
from llif.publishing.words import language
from llif.terms.quantity import Figure
from llif.terms.scorecard import Rating
from llif.terms.work import Kind

KINDS = (None, *(kind.value for kind in Kind))


@dataclass(frozen=True)
class Shown:
    """A cell: what it says, empty for unknown; `rating` and `address` where it is one."""

    text: str
    is_number: bool = False
    rating: Rating | None = None
    address: str = ""


@dataclass(frozen=True)
class Measured:
    """A cell of a panel of measures."""

    measure: str
    figure: Figure | None


@dataclass(frozen=True)
class Table:
    """A panel in words. `rows` name their product; `silent` counts the products without any row."""

    id: str
    title: str
    about: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, Sequence[Any]], ...]
    empty: str
    silent: int
    measures: bool = False


def figures(question: Asked, practice: Practice) -> Answers:
    """The practice's measures and those of its panels over the period asked, of every product, by kind too."""
    shown = [name for panel in practice.panels if isinstance(panel, MeasuresPanel) for name, _kind in panel.measures]
    wanted = list(dict.fromkeys([*practice.measures, *shown]))
    answers = Answers()
    if wanted:
        answers.ask(question.snapshot, wanted, [question.period])
        answers.ask(question.snapshot, wanted, [question.period], kinds=True)
    return answers


def with_figures(evidence: Evidence, practice: Practice, answers: Answers, question: Asked) -> Evidence:
    found = {
        (measure, kind): figure
        for measure in practice.measures
        for kind in KINDS
        if (figure := answers.get(measure, evidence.product, question.period, kind)) is not None
    }
    return replace(evidence, figures=found)


def tables(
    question: Asked, practice: Practice, settings: Any, evidence: Mapping[str, Evidence], answers: Answers
) -> Iterator[Table]:
    """*Takes* each product's evidence, with figures."""
    for panel in practice.panels:
        if isinstance(panel, TablePanel):
            yield _table(panel, settings, evidence)
        else:
            yield _measures(panel, question, answers)


def _table(panel: TablePanel, settings: Any, evidence: Mapping[str, Evidence]) -> Table:
    kinds = [column.kind for column in panel.columns]
    found = {
        product: [tuple(map(_cell, row, kinds)) for row in panel.rows(each, settings)]
        for product, each in evidence.items()
    }
    return Table(
        id=panel.id,
        title=panel.title.within(language()),
        about=panel.about.within(language()),
        heads=tuple(column.title.within(language()) for column in panel.columns),
        rows=tuple((product, row) for product, rows in found.items() for row in rows),
        empty=panel.empty.within(language()),
        silent=sum(not rows for rows in found.values()),
    )


def _measures(panel: MeasuresPanel, question: Asked, answers: Answers) -> Table:
    return Table(
        id=panel.id,
        title=panel.title.within(language()),
        about=panel.about.within(language()),
        heads=tuple(_head(measure, kind) for measure, kind in panel.measures),
        rows=tuple(
            (each, [Measured(name, answers.get(name, each, question.period, kind)) for name, kind in panel.measures])
            for each in question.products
        ),
        empty=_("No product."),
        silent=0,
        measures=True,
    )


def _head(measure: str, kind: str | None) -> str:
    name = _(vocabulary.MEASURES[measure].name) if measure in vocabulary.MEASURES else measure
    return f"{name}: {vocabulary.word(vocabulary.KINDS, kind)}" if kind else name


def _cell(value: object, kind: CellKind) -> Shown:
    if value is None or value == "":
        return Shown("")
    if isinstance(value, Rating):
        return Shown("", rating=value)
    if isinstance(value, Words | Said):
        return Shown(value_said(value))
    if isinstance(value, date):
        return Shown(wording.day(value))
    if isinstance(value, int | float) and not isinstance(value, bool):
        return Shown(_number(value, kind), is_number=True)
    return Shown(str(value), address=str(value) if kind is CellKind.LINK else "")


def _number(value: float, kind: CellKind) -> str:
    if kind is CellKind.SHARE:
        return str(wording.Worded(wording.number(value * 100, 1), "%"))
    return str(wording.duration(value)) if kind is CellKind.HOURS else wording.number(value, 2)
