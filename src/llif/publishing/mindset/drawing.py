"""The picture of a team's movement over time between project and product: a small chart for each pair."""

from typing import Any

import altair as alt

from llif.portfolio.mindset.assessments import Assessed
from llif.portfolio.registers.mindset import HIGHEST, LOWEST, PAIRS
from llif.publishing.figures import charts
from llif.publishing.figures.charts import BLUE
from llif.publishing.words import gettext as _
from llif.publishing.words import language

ACROSS, WIDTH, HEIGHT = 3, 172, 100
"""How many charts stand side by side, and how wide and high each is."""


def steps(team: Assessed) -> str:
    """Every assessment of every pair, by its day."""
    order = [pair.short.within(language()) for pair in PAIRS]
    days = alt.Axis(format="%b %Y", labelAngle=0, labelOverlap=True, tickCount=3, grid=False, title=None)
    values = alt.Axis(values=[*range(LOWEST, HIGHEST + 1)], format="d", grid=True, title=None)
    domain = alt.Scale(domain=[LOWEST - 0.3, HIGHEST + 0.3], nice=False)
    line = (
        alt.Chart(alt.InlineData(values=_rows(team)))
        .mark_line(color=BLUE, strokeWidth=2, point={"filled": True, "size": 70, "color": BLUE})
        .encode(x=alt.X("day:T", axis=days), y=alt.Y("step:Q", scale=domain, axis=values))
        .properties(width=WIDTH, height=HEIGHT)
    )
    above = alt.Header(
        title=_("1: project mindset – 5: product mindset"), labelFontSize=14, titleFontSize=14, titleFontWeight="normal"
    )
    return charts.finished(line.facet(facet=alt.Facet("pair:N", sort=order, header=above), columns=ACROSS))


def _rows(team: Assessed) -> list[dict[str, Any]]:
    return [
        {"pair": pair.short.within(language()), "day": form.assessed_on.isoformat(), "step": form.step(pair.id)}
        for form in team.forms
        for pair in PAIRS
    ]
