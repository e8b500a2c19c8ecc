"""Strategic drivers: vision, drivers and missions as declared; how work, money and benefits spread over missions."""

from collections.abc import Iterable, Iterator

from llif.publishing import wording
from llif.publishing.pack import cells, differing
from llif.publishing.pack.document import Cell, Column, Lines, Number, Section, State, Table
from llif.publishing.pack.told import Told
from llif.publishing.strategy import words
from llif.publishing.strategy.gathering import Row, Strategy, gathered
from llif.publishing.words import gettext as _


def section(told: Told) -> Section:
    found = gathered(told.asked, told.standing)
    said = (*words.sentences(found, told.asked), *differing.said(told, "spent"))
    lines = [*filter(None, [found.vision]), *found.drivers]
    blocks: tuple[Lines | Table, ...] = (Lines(lines=tuple(lines), is_list=True),) if lines else ()
    if found.missions:
        blocks = (*blocks, _missions(found), *_benefits(found))
    return Section(id="drivers", title=_("Strategic drivers"), said=said, state=_state(found), blocks=blocks)


def _state(found: Strategy) -> State:
    """Known when something is declared, and it is known what every product serves."""
    if not found.missions:
        return State.UNKNOWN
    return State.COMPLETE if found.told and not found.untold.products else State.PARTLY


def _missions(found: Strategy) -> Table:
    columns = (
        Column(title=_("Mission"), weight=2.4),
        Column(title=_("Products"), is_number=True),
        Column(title=_("Finished items' worth"), is_number=True),
        Column(title=_("By kind"), weight=1.4),
        Column(title=_("People"), is_number=True),
        Column(title=_("Money")),
        Column(title=_("Key results"), weight=1.6),
    )
    rows = [_row(row, found) for row in (*found.missions, *_beside(found))]
    about = _("How products, finished work, people and money spread over the missions, by the weights declared.")
    return Table(title=_("Missions"), about=about, columns=columns, rows=tuple(rows))


def _beside(found: Strategy) -> Iterator[Row]:
    """What serves no mission where that is known of some, and what is untold of any."""
    if found.told:
        yield found.none
    if found.untold.products:
        yield found.untold


def _name(row: Row, found: Strategy) -> str:
    """A mission with its number, as it is declared."""
    if row in found.missions:
        return f"{found.missions.index(row) + 1}. {row.name}"
    return _("Serves no mission") if row.id else _("Not recorded which")


def _row(row: Row, found: Strategy) -> tuple[Cell, ...]:
    known = found.knows(row)
    work, people, money = (row.amounts.work, row.amounts.people, row.amounts.money) if known else (None, None, {})
    return (
        cells.words(_name(row, found)),
        _number(len(row.products) if known else None),
        _number(work),
        cells.words(words.mix(row.amounts.shares) if work else _("not known"), unknown=not work),
        _number(people),
        _amounts(
            [(amount, str(wording.money(amount, currency))) for currency, amount in money.items()], _("not recorded")
        ),
        cells.words(words.results(row), unknown=not row.results),
    )


def _number(value: float | None) -> Cell:
    if value is None:
        return cells.words(_("not recorded"), unknown=True)
    return Cell(text=words.amount(value), value=value, number=Number.COUNT)


def _amounts(money: Iterable[tuple[float, str]], otherwise: str) -> Cell:
    """Amounts with their words. One alone is a number too; those of several currencies are never added up."""
    found = list(money)
    words = wording.listed([told for _amount, told in found]) or otherwise
    if len(found) != 1:
        return cells.words(words, unknown=not found)
    return Cell(text=words, value=found[0][0], number=Number.MONEY)


def _benefits(found: Strategy) -> Iterator[Table]:
    """How benefits spread over the missions by their own weights; nothing where none is recorded."""
    if not found.benefits:
        return
    columns = (
        Column(title=_("Mission"), weight=2.4),
        Column(title=_("Benefits"), weight=2),
        Column(title=_("A year, now")),
        Column(title=_("A year, at the target")),
    )
    about = _(
        "Each benefit's money, divided by the weights recorded for it: an attribution. Disbenefits are taken off."
    )
    rows = tuple(_gains(row, found) for row in found.rows if row.name or row.benefits)
    yield Table(title=_("Benefits by mission"), about=about, columns=columns, rows=rows)


def _gains(row: Row, found: Strategy) -> tuple[Cell, ...]:
    told = [f"{each.name} {wording.share(each.part(row.id))}" if row.id else each.name for each in row.benefits]
    unknown = _("baseline not recorded") if any(each.is_money for each in row.benefits) else _("not in money")
    nothing = unknown if row.benefits else _("not recorded")
    return (
        cells.words(_name(row, found)),
        cells.words(", ".join(told) or _("none recorded"), unknown=not told),
        _amounts(_now(row), _("not measured") if row.gains else nothing),
        _amounts(_aimed(row), _("not recorded") if row.gains else nothing),
    )


def _now(row: Row) -> Iterator[tuple[float, str]]:
    for each in row.gains:
        if each.realised is not None:
            yield each.realised, _of(str(wording.money(each.realised, each.currency)), each.measured, each.all)


def _aimed(row: Row) -> Iterator[tuple[float, str]]:
    for each in row.gains:
        if each.target is not None:
            yield each.target, _of(str(wording.money(each.target, each.currency)), each.aimed, each.all)


def _of(amount: str, known: int, every: int) -> str:
    """An amount, and of how many benefits it is where that is not all."""
    if known == every:
        return amount
    return _("{amount} (of {known} of {all})", amount=amount, known=known, all=every)
