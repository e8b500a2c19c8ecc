"""Next steps: what is overdue and stuck, the roadmap, and what the rules propose that nobody has decided yet."""

from llif.portfolio.actions.lifecycle import Horizon
from llif.publishing import wording
from llif.publishing.next_steps import step_words
from llif.publishing.next_steps.initiatives import Asking
from llif.publishing.next_steps.roadmap import Due, roadmap
from llif.publishing.next_steps.wording import title
from llif.publishing.pack import cells
from llif.publishing.pack.document import Cell, Column, Lines, Section, State, Table, Tone
from llif.publishing.pack.told import Told
from llif.publishing.scorecard import said
from llif.publishing.words import gettext as _
from llif.publishing.words import ngettext

MOST_PROPOSED = 12


def section(told: Told) -> Section:
    found = told.steps
    initiatives = list(Asking(told.asked, found.reckoned).initiatives())
    due = roadmap(found, found.actions.standing, initiatives)
    overdue = sum(each.is_overdue(found.today) for each in found.actions.standing)
    stuck = sum(each.is_stuck(found.today) for each in found.actions.standing)
    missed = sum(each.is_initiative and each.is_overdue for of in due.values() for each in of)
    opening = [
        ngettext("{n} action is overdue", "{n} actions are overdue", overdue),
        ngettext("{n} is stuck", "{n} are stuck", stuck),
        ngettext("{n} proposal waits for a decision", "{n} proposals wait for a decision", len(found.waiting)),
    ]
    if missed:
        opening.append(ngettext("{n} initiative missed its deadline", "{n} initiatives missed their deadlines", missed))
    planned = [each for horizon in Horizon for each in due[horizon]]
    blocks: tuple[Lines | Table, ...] = (_roadmap(due),) if planned else ()
    if found.waiting:
        blocks = (*blocks, _proposed(told))
    state = State.COMPLETE if planned or not found.waiting else State.PARTLY
    return Section(id="next-steps", title=_("Next steps"), said=(f"{'; '.join(opening)}.",), state=state, blocks=blocks)


def _roadmap(due: dict[Horizon, list[Due]]) -> Table:
    columns = (
        Column(title=_("What"), weight=2.4),
        Column(title=_("When"), weight=1.2),
        Column(title=_("Due on")),
        Column(title=_("Owner")),
        Column(title=_("Products"), weight=1.5),
    )
    rows = tuple(_due(each, horizon) for horizon in Horizon for each in due[horizon])
    about = _("What is accepted or aimed for, by when it is due; the earliest first.")
    return Table(title=_("Roadmap"), about=about, columns=columns, rows=rows)


def _due(each: Due, horizon: Horizon) -> tuple[Cell, ...]:
    when = _(step_words.HORIZONS[horizon])
    late = _("overdue")
    return (
        cells.words(each.title),
        Cell(text=f"{when} – {late}", tone=Tone.RED) if each.is_overdue else cells.words(when),
        cells.words(wording.day(each.day)),
        cells.words(each.owner or _("nobody named")),
        cells.words(wording.listed(list(each.products)) or _("the whole portfolio")),
    )


def _proposed(told: Told) -> Table:
    waiting = told.steps.waiting
    rows = tuple((cells.words(title(each)), cells.words(said(each.reason))) for each in waiting[:MOST_PROPOSED])
    about = _("What the rules propose and nobody has decided: the first {n} of {all}.")
    told_of = about.format(n=wording.number(len(rows)), all=wording.number(len(waiting)))
    columns = (Column(title=_("Proposal")), Column(title=_("Reason"), weight=2))
    return Table(title=_("Proposed"), about=told_of, columns=columns, rows=rows)
