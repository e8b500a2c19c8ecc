"""Figures by what they answer, so that a page finds the one for a cell. It asks; it computes nothing."""

from collections.abc import Iterable, Mapping, Sequence

from llif.metrics.questions import Question
from llif.publishing import figures
from llif.terms.quantity import Figure
from llif.terms.time import Period
from llif.warehouse.snapshots import Snapshot

WHOLE = "all"


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
    ) -> None:
        self._found.append(figures.by_cell(snapshot, measures, periods=periods, scope=scope, only=only, kinds=kinds))

    def ask_together(self, snapshot: Snapshot, questions: Sequence[Question]) -> None:
        """Several questions, side by side."""
        self._found.extend(figures.together(snapshot, questions))

    def get(self, measure: str, product: str | None, period: Period, kind: str | None = None) -> Figure | None:
        key = (measure, product, period, kind)
        return next((cells[key] for cells in reversed(self._found) if key in cells), None)

    def series(
        self, measure: str, product: str | None, periods: Sequence[Period], kind: str | None = None
    ) -> list[Figure]:
        """The figures of consecutive periods, those that were answered."""
        found = (self.get(measure, product, period, kind) for period in periods)
        return [figure for figure in found if figure is not None]
