"""DevOps: the seed's table as printed with its holes, and where each product stands."""

from llif.metrics.bands import PRINTED_YEAR
from llif.metrics.catalogue import Family
from llif.publishing import vocabulary, wording
from llif.publishing.figures import published_levels
from llif.publishing.pack import cells, differing
from llif.publishing.pack.document import Column, Section, State, Table
from llif.publishing.pack.silence import silent
from llif.publishing.pack.told import DELIVERY, Told
from llif.publishing.words import gettext as _
from llif.publishing.words import named


def section(told: Told) -> Section:
    measured = [told.of(measure, product) for product in told.asked.products for measure in DELIVERY]
    known = sum(each is not None and each.value is not None for each in measured)
    said = _(
        "{known} of {of} figures are measured. A value in a hole of the table is said to be between its levels.",
        known=wording.number(known),
        of=wording.number(len(measured)),
    )
    state = State.UNKNOWN if not known else State.COMPLETE if known == len(measured) else State.PARTLY
    unknown = tuple(silent(told, Family.DELIVERY))
    blocks = (printed(), standing(told))
    told_all = (said, *differing.said(told, *DELIVERY))
    return Section(id="devops", title=_("DevOps"), said=told_all, state=state, blocks=blocks, unknown=unknown)


def printed() -> Table:
    """The published table, a row a measure and a column a level, as the seed prints it."""
    table = next(each for each in published_levels.tables() if each.year == PRINTED_YEAR)
    columns = (
        Column(title=_("Software delivery performance metric"), weight=1.4),
        *(Column(title=vocabulary.level(row.level)) for row in table.rows),
    )
    rows = tuple(
        (
            cells.words(_(vocabulary.MEASURES[measure].name)),
            *(cells.words(row.printed[place]) for row in table.rows),
        )
        for place, measure in enumerate(published_levels.MEASURES)
    )
    about = _("The levels of {year} as printed.", year=table.year)
    return Table(title=_("Levels, {year}", year=table.year), about=about, columns=columns, rows=rows)


def standing(told: Told) -> Table:
    """Each product's four measures with their levels; a product has no overall level."""
    columns = [Column(title=_("Product"), weight=1.6)]
    for measure in DELIVERY:
        columns += [Column(title=_(vocabulary.MEASURES[measure].short), is_number=True), Column(title=_("Level"))]
    rows = []
    for product, about in told.asked.products.items():
        row = [cells.words(named(about.get("name"), product))]
        for measure in DELIVERY:
            figure = told.of(measure, product)
            row += [cells.figure(figure), cells.level(figure)]
        rows.append(tuple(row))
    said = _("The four measures of each product in the period, and the level that the table prints for each.")
    return Table(title=_("Where each product stands"), about=said, columns=tuple(columns), rows=tuple(rows))
