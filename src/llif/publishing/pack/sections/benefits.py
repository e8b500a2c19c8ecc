"""Benefits: each with its baseline, what was realised, and how that stands beside its forecast."""

from collections.abc import Mapping, Sequence

from llif.portfolio.registers.benefits import CATEGORY_WORDS
from llif.publishing import wording
from llif.publishing.benefits import words
from llif.publishing.benefits.ledger import Benefit, ledger
from llif.publishing.pack import cells, differing
from llif.publishing.pack.document import Cell, Column, Number, Section, State, Table
from llif.publishing.pack.told import Told
from llif.publishing.whole.grouping import mission_names
from llif.publishing.words import gettext as _
from llif.publishing.words import language, ngettext


def section(told: Told) -> Section:
    found = ledger(told.asked, told.standing)
    title = _("Benefits")
    if not found:
        said = _("No benefit is recorded: what the products are to bring is not known.")
        return Section(id="benefits", title=title, said=(said,), state=State.UNKNOWN)
    measured = sum(each.is_measured for each in found)
    said = ngettext(
        "{n} benefit is recorded; {measured} of {all} has a value beside its forecast.",
        "{n} benefits are recorded; {measured} of {all} have a value beside their forecast.",
        len(found),
        measured=wording.number(measured),
        all=wording.number(len(found)),
    )
    state = State.COMPLETE if measured == len(found) else State.PARTLY
    table = _table(found, mission_names(told.asked))
    told_all = (said, *differing.said(told, "benefits"))
    return Section(id="benefits", title=title, said=told_all, state=state, blocks=(table,))


def _table(found: Sequence[Benefit], missions: Mapping[str, str]) -> Table:
    columns = (
        Column(title=_("Benefit"), weight=2),
        Column(title=_("Class"), weight=1.3),
        Column(title=_("Baseline"), is_number=True),
        Column(title=_("Now"), is_number=True),
        Column(title=_("Target"), is_number=True),
        Column(title=_("Share of the way"), is_number=True),
        Column(title=_("How it goes")),
        Column(title=_("Missions"), weight=1.6),
    )
    about = _("Each benefit from its baseline to its target, and how it stands beside what was forecast.")
    rows = tuple(_row(each, missions) for each in found)
    return Table(title=_("Benefit ledger"), about=about, columns=columns, rows=rows)


def _row(benefit: Benefit, missions: Mapping[str, str]) -> tuple[Cell, ...]:
    reading = benefit.realised.reading
    return (
        cells.words(benefit.name),
        cells.words(_class(benefit)),
        _value(benefit, benefit.content["baseline"]),
        _value(benefit, reading.value if reading else None),
        _value(benefit, benefit.content["target"]),
        _share(benefit.realised.share),
        cells.words(words.goes(benefit)),
        _missions(benefit, missions),
    )


def _class(benefit: Benefit) -> str:
    name = CATEGORY_WORDS[benefit.content["category"]].within(language())
    return f"{name} · {_('disbenefit')}" if benefit.is_disbenefit else name


def _missions(benefit: Benefit, names: Mapping[str, str]) -> Cell:
    if benefit.serving is None:
        return cells.words(_("not recorded"), unknown=True)
    told = [f"{names[mission]} {wording.share(weight)}" for mission, weight in benefit.serving.ties.items()]
    return cells.words(", ".join(told) or _("none"))


def _value(benefit: Benefit, value: float | None) -> Cell:
    if value is None:
        return cells.words(_("not recorded"), unknown=True)
    number = cells.NUMBERS[benefit.measured_as] if benefit.measured_as else Number.COUNT
    return Cell(text=benefit.said(value), value=value, number=number)


def _share(value: float | None) -> Cell:
    if value is None:
        return cells.words(_("not known"), unknown=True)
    return Cell(text=str(wording.share(value)), value=value, number=Number.SHARE)
