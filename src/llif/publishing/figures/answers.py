"""Figures by what they answer, so that a page finds the one for a cell. It asks; it computes nothing."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from llif.metrics.catalogue import LIVE, MEASURES
from llif.metrics.cells import Cells
from llif.metrics.questions import Question
from llif.publishing.figures import figures
from llif.terms.quantity import Figure, Standing, Unit
from llif.terms.time import Period
from llif.warehouse.snapshots import Snapshot

WHOLE = "all"


class Bar(NamedTuple):
    """A measured figure of which only the value is shown."""

    value: float
    unit: Unit


class Answers:
    """Figures of one snapshot by measure, product (null: the whole portfolio), period and kind (null: all kinds)."""

    def __init__(self, found: Iterable[Figure] = ()) -> None:
        self._found: list[Mapping[figures.Key, Figure]] = []
        self.add(found)

    def add(self, found: Iterable[Figure]) -> None:
        """Figures made elsewhere."""
        self._found.append(
            {
                (each.measure, each.product, Period(each.period_start, each.period_end), each.kind): each
                for each in found
            }
        )

    def ask(
        self,
        snapshot: Snapshot,
        measures: Sequence[str],
        periods: Sequence[Period],
        *,
        scope: str = "product",
        only: Sequence[str] | None = None,
        kinds: bool = False,
        known_at: datetime | None = None,
    ) -> None:
        """*Takes* what `figures.ask` takes."""
        computed = [name for name in measures if name not in LIVE]
        if computed:
            self._found.append(
                figures.by_cell(snapshot, computed, periods=periods, scope=scope, only=only, kinds=kinds)
            )
        self.add(figures.of_live(snapshot, measures, periods, scope=scope, only=only, known_at=known_at))

    def ask_together(self, snapshot: Snapshot, questions: Sequence[Question]) -> None:
        """Several questions, side by side."""
        self._found.extend(figures.together(snapshot, questions))

    def get(self, measure: str, product: str | None, period: Period, kind: str | None = None) -> Figure | None:
        key = (measure, product, period, kind)
        for cells in reversed(self._found):
            found = cells.get(key)
            if found is not None:
                return found
        return None

    def glance(self, measure: str, product: str | None, period: Period) -> tuple[Standing, float | None] | None:
        """A figure's standing and value alone, which is quicker for hundreds; null where nothing was asked."""
        key = (measure, product, period, None)
        for cells in reversed(self._found):
            if isinstance(cells, Cells):
                if (glance := cells.glance(key)) is not None:
                    return glance
            elif key in cells:
                return cells[key].standing, cells[key].value
        return None

    def column(self, measure: str, period: Period) -> Mapping[str, tuple[Standing, float | None]]:
        """The standing and value of every product asked, at once: quickest for hundreds; empty where none was asked."""
        for cells in reversed(self._found):
            if isinstance(cells, Cells) and cells.has_column(measure, period):
                return cells.column(measure, period)
        return {}

    def bars(self, measure: str, product: str, periods: Sequence[Period]) -> list[Figure | Bar]:
        """A product's figures of consecutive periods, of a measured one no more than its value."""
        unit, found = MEASURES[measure].unit, []
        for period in periods:
            glance = self.glance(measure, product, period)
            bar = Bar(glance[1], unit) if glance and glance[1] is not None else self.get(measure, product, period)
            if bar is not None:
                found.append(bar)
        return found

    def series(
        self, measure: str, product: str | None, periods: Sequence[Period], kind: str | None = None
    ) -> list[Figure]:
        """The figures of consecutive periods, those that were answered."""
        found = (self.get(measure, product, period, kind) for period in periods)
        return [figure for figure in found if figure is not None]
