"""Project versus product: the six pairs, and where each team says it stands, as an assessment of itself."""

from collections.abc import Iterator

from llif.portfolio.mindset.assessments import Assessed
from llif.portfolio.registers.mindset import PAIRS, Pair
from llif.publishing import wording
from llif.publishing.mindset import gathering, words
from llif.publishing.pack import cells
from llif.publishing.pack.document import Cell, Column, Number, Section, State, Table
from llif.publishing.pack.told import Told
from llif.publishing.words import gettext as _
from llif.publishing.words import language


def section(told: Told) -> Section:
    teams = gathering.assessments(told.asked)
    done = [each for each in teams.values() if each.latest]
    if not teams:
        said = _("No team is declared, so none has assessed itself.")
    else:
        said = _(
            "{n} of {all} teams have assessed themselves; 1 is the project mindset, 5 the product mindset.",
            n=wording.number(len(done)),
            all=wording.number(len(teams)),
        )
    state = State.UNKNOWN if not done else State.COMPLETE if len(done) == len(teams) else State.PARTLY
    blocks = (_pairs(), *_assessments(told, teams))
    return Section(id="mindset", title=_("Project vs product"), said=(said,), state=state, blocks=blocks)


def _pairs() -> Table:
    columns = (Column(title=_("Project mindset")), Column(title=_("Product mindset")))
    code = language()
    rows = tuple((cells.words(pair.project.within(code)), cells.words(pair.product.within(code))) for pair in PAIRS)
    about = _("The six pairs between which a team places itself.")
    return Table(title=_("Six pairs"), about=about, columns=columns, rows=rows)


def _assessments(told: Told, teams: dict[str, Assessed]) -> Iterator[Table]:
    """A row a team, in their declared order: teams are never ranked."""
    if not teams:
        return
    columns = (
        Column(title=_("Team"), weight=1.4),
        *(Column(title=pair.short.within(language()), is_number=True) for pair in PAIRS),
        Column(title=_("Movement"), weight=2),
    )
    rows = tuple(
        (
            cells.words(told.asked.teams[team]),
            *(_step(found, pair) for pair in PAIRS),
            cells.words(words.said(found), unknown=found.latest is None),
        )
        for team, found in teams.items()
    )
    about = _("The latest assessment of each team, and how it moved since its first.")
    yield Table(title=_("Where teams say they stand"), about=about, columns=columns, rows=rows)


def _step(found: Assessed, pair: Pair) -> Cell:
    if found.latest is None:
        return cells.words(_("not assessed"), unknown=True)
    step = found.latest.step(pair.id)
    return Cell(text=wording.number(step), value=step, number=Number.POINTS)
