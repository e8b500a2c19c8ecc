"""The picture of a team's steps between project and product."""

from typing import Any

import altair as alt

from llif.portfolio.mindset.assessments import Assessed
from llif.portfolio.registers.mindset import HIGHEST, LOWEST, PAIRS
from llif.publishing.figures import charts
from llif.publishing.figures.charts import BLUE, GREY, HEIGHT, INK, WIDTH
from llif.publishing.words import gettext as _
from llif.publishing.words import language


def steps(team: Assessed) -> str:
    """A row for each pair: where it was first, where it is now, and the way between."""
    rows = [row for number, _pair in enumerate(PAIRS) for row in _steps(team, number)]
    ways = [row for number, _pair in enumerate(PAIRS) for row in _ways(team, number)]
    order = [pair.short.within(language()) for pair in PAIRS]
    y = alt.Y("pair:N", sort=order, title=None, axis=alt.Axis(ticks=False, domain=False, labelFontSize=14))
    title = _("1: project mindset – 5: product mindset")
    scale = alt.Scale(domain=[LOWEST - 0.2, HIGHEST + 0.2], nice=False)
    x = alt.X("step:Q", scale=scale, axis=alt.Axis(values=[1, 2, 3, 4, 5], format="d", grid=True, title=title))
    way = _over(ways).mark_rule(color=GREY, strokeWidth=3).encode(x=x, x2="until:Q", y=y)
    first = _over([row for row in rows if not row["latest"]]).mark_point(size=90, color=INK, fill="white", opacity=1)
    latest = _over([row for row in rows if row["latest"]]).mark_point(filled=True, size=130, color=BLUE, opacity=1)
    layers = [way, first.encode(x=x, y=y), latest.encode(x=x, y=y)]
    return charts.finished(alt.layer(*layers).properties(width=WIDTH - 60, height=HEIGHT + 40))


def _steps(team: Assessed, number: int) -> list[dict[str, Any]]:
    """The first and the latest step of a pair; one alone where there is one."""
    pair = PAIRS[number]
    ends = [team.forms[0], team.forms[-1]] if len(team.forms) > 1 else list(team.forms)
    told = [{"pair": pair.short.within(language()), "step": form.step(pair.id)} for form in ends]
    return [{**row, "latest": place == len(told) - 1} for place, row in enumerate(told)]


def _ways(team: Assessed, number: int) -> list[dict[str, Any]]:
    ends = _steps(team, number)
    return [{**ends[0], "until": ends[-1]["step"]}] if len(ends) > 1 else []


def _over(rows: list[dict[str, Any]]) -> Any:
    return alt.Chart(alt.InlineData(values=rows))
