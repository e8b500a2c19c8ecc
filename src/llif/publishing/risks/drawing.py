"""Pictures of risks: the score of one over time, and how many of a register stood open in each band."""

from collections.abc import Sequence
from typing import Any

import altair as alt

from llif.portfolio.risks.bands import LAST_OF, Band
from llif.portfolio.risks.over_time import Standing
from llif.portfolio.risks.reading import Point
from llif.publishing import wording
from llif.publishing.figures import charts
from llif.publishing.figures.charts import BLUE, FAINT_HATCHED, HEIGHT, INK, WIDTH
from llif.publishing.risks.risk_words import BANDS
from llif.publishing.words import gettext as _

MOST = 25
COLOURS = {Band.LOW: "#78be20", Band.MODERATE: "#ffb81c", Band.HIGH: "#d5611c", Band.EXTREME: "#7c1a13"}


def score(points: Sequence[Point], target: int) -> str:
    """The score by day as steps, with the edges of the bands and the target dashed."""
    rows = [{"day": point.day.isoformat(), "score": point.score} for point in points]
    base = alt.Chart(alt.InlineData(values=rows))
    axis = alt.Axis(format="%-d %b %Y", labelAngle=0, grid=False, tickCount=5, labelOverlap=True, title=None)
    x = alt.X("day:T", axis=axis)
    edges = [0, *LAST_OF.values()]
    ticks = alt.Axis(values=edges, grid=True, title=_("Score"))
    y = alt.Y("score:Q", scale=alt.Scale(domain=[0, MOST]), axis=ticks)
    line = base.mark_line(interpolate="step-after", color=BLUE, strokeWidth=2).encode(x=x, y=y)
    dots = base.mark_point(filled=True, size=70, opacity=1, color=BLUE).encode(x=x, y=y)
    aim = alt.Chart(alt.InlineData(values=[{"at": target}])).mark_rule(color=INK, strokeDash=[4, 4]).encode(y="at:Q")
    return charts.finished(alt.layer(aim, line, dots).properties(width=WIDTH, height=HEIGHT))


def register(found: Sequence[Standing]) -> str:
    """The open risks of each day as one bar, the gravest at the foot; a day of which nothing is known is hatched."""
    order = list(reversed(Band))
    names = {each: _(BANDS[each]) for each in order}
    x = alt.X("day:O", axis=alt.Axis(labelAngle=0, labelOverlap=True, grid=False, title=None), sort=None)
    days = [wording.short_day(each.day) for each in found]
    rows = [
        {"day": day, "band": names[each], "place": place, "open": count}
        for day, standing in zip(days, found, strict=True)
        for place, each in enumerate(order)
        if standing.by_band and (count := standing.by_band[each])
    ]
    scale = alt.Scale(domain=list(names.values()), range=[COLOURS[each] for each in order])
    bars = (
        _over(rows)
        .mark_bar()
        .encode(
            x=x,
            y=alt.Y("sum(open):Q", title=_("Open risks"), axis=alt.Axis(tickMinStep=1, format="d")),
            color=alt.Color("band:N", scale=scale, legend=alt.Legend(title=None, orient="top")),
            order=alt.Order("place:Q"),
        )
    )
    unknown = [{"day": day} for day, standing in zip(days, found, strict=True) if standing.by_band is None]
    hatched = _over(unknown).mark_bar(color=FAINT_HATCHED, opacity=1).encode(x=x, y=alt.value(0), y2=alt.value(HEIGHT))
    domain = alt.Scale(domain=days)
    layers = [each.encode(x=x.scale(domain)) for each in ([hatched, bars] if unknown else [bars])]
    return charts.finished(alt.layer(*layers).properties(width=WIDTH, height=HEIGHT))


def _over(rows: list[dict[str, Any]]) -> Any:
    return alt.Chart(alt.InlineData(values=rows))
