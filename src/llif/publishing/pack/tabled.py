"""The numbers of a chart as a table: it stands beside the chart in every format."""

from llif.publishing import wording
from llif.publishing.pack.document import Cell, Chart, Column, Table
from llif.publishing.words import gettext as _


def of(chart: Chart) -> Table:
    """A row a category, a column a series."""
    columns = (Column(title="", weight=1.5), *(Column(title=series.name, is_number=True) for series in chart.series))
    rows = tuple(
        (Cell(text=category), *(_cell(series.values[place]) for series in chart.series))
        for place, category in enumerate(chart.categories)
    )
    return Table(title=chart.title, about=f"{chart.about} ({chart.unit})", columns=columns, rows=rows)


def _cell(value: float | None) -> Cell:
    if value is None:
        return Cell(text=_("not known"))
    return Cell(text=wording.number(value, 1), value=value)
