"""Figures of a question, each made when it is first looked at: a page of fifty rows makes no figures of five hundred.

What the engine has to say is asked at once, so that a figure made later, in any thread, asks nothing.
"""

import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from llif.metrics import standing
from llif.metrics.catalogue import Measure, measure
from llif.metrics.levels import level
from llif.metrics.questions import ProductContext, Scope
from llif.metrics.tally import Estimate
from llif.metrics.workings import Workings, key_of, members_of
from llif.terms.quantity import Figure, Standing
from llif.terms.time import Period
from llif.terms.work import KINDS_SHOWN

Cell = tuple[str, str | None, Period, str | None]


class Cells(Mapping[Cell, Figure]):
    """Figures by measure, member (null: the portfolio), period and kind (null: all kinds).

    *Raises* InputError, at once, for a measure there is not.
    """

    def __init__(self, workings: Workings) -> None:
        question = workings.question
        self._workings = workings
        self._estimates = {name: workings.estimate(measure(name)) for name in question.measures}
        self._members = members_of(question, workings.context)
        self._numbers = {period: number for number, period in enumerate(question.periods)}
        self._made: dict[Cell, Figure] = {}

    def __getitem__(self, cell: Cell) -> Figure:
        if cell not in self._made:
            self._made[cell] = self._figure(*cell)
        return self._made[cell]

    def __contains__(self, cell: object) -> bool:
        """Without making the figure."""
        if not isinstance(cell, tuple) or len(cell) != 4 or cell[0] not in self._estimates:
            return False
        _name, member, period, kind = cell
        return self._owner(member) in self._members and period in self._numbers and kind in self._kinds(cell[0])

    def _owner(self, member: str | None) -> str | None:
        whole = self._workings.question.scope is Scope.PORTFOLIO
        return self._workings.context.portfolio if whole and member is None else member

    def __iter__(self) -> Iterator[Cell]:
        """Measures, then members, periods and kinds, in the question's order."""
        whole = self._workings.question.scope is Scope.PORTFOLIO
        for name in self._estimates:
            for member in self._members:
                for period in self._numbers:
                    for kind in self._kinds(name):
                        yield name, None if whole else member, period, kind

    def __len__(self) -> int:
        kinds = sum(len(self._kinds(name)) for name in self._estimates)
        return kinds * len(self._members) * len(self._numbers)

    def _kinds(self, name: str) -> tuple[str | None, ...]:
        asked = self._workings.question.kinds and measure(name).by_kind
        return (None, *[kind.value for kind in KINDS_SHOWN]) if asked else (None,)

    def _figure(self, name: str, member: str | None, period: Period, kind: str | None) -> Figure:
        if (name, member, period, kind) not in self:
            raise KeyError((name, member, period, kind))
        workings, owner, number = self._workings, str(self._owner(member)), self._numbers[period]
        tally, estimate = self._estimates[name]
        empty = _Empty.of(measure(name), owner, self._members[owner], number, workings)
        return empty.filled(kind, estimate, tally.index.get((key_of(workings.question, owner), number, kind)))


COUNTED = frozenset({"flow_velocity", "flow_load", "flow_load_mean"})


@dataclass(frozen=True)
class _Empty:
    """A figure before its value: who, when, and what stands against it."""

    asked: Measure
    frame: Mapping[str, Any]
    standings: standing.Counts

    @classmethod
    def of(
        cls,
        asked: Measure,
        member: str,
        products: tuple[ProductContext, ...],
        number: int,
        workings: Workings,
    ) -> "_Empty":
        question, context = workings.question, workings.context
        period = question.periods[number]
        frame = {
            "portfolio": context.portfolio,
            "product": member if question.scope is Scope.PRODUCT else None,
            "team": member if question.scope is Scope.TEAM else None,
            "measure": asked.name,
            "period_start": period.start,
            "period_end": period.end,
            "unit": asked.unit,
            "snapshot": context.snapshot,
            "stale_since": workings.silent_since(asked.family, member, products),
            "of": len(products),
            "stale_in": workings.silent_in(asked.family, member, products, number),
        }
        return cls(asked, frame, workings.standings(asked, member, products, number))

    def filled(self, kind: str | None, estimate: Estimate, place: int | None) -> Figure:
        """The figure with its value, if nothing stands against it and there is enough to go on."""
        reason, measured_in = self._reason(kind)
        figure = partial(self._figure, kind, measured_in)
        if reason is not Standing.TOO_FEW:
            return figure(reason)
        if place is None:
            return self._absent(figure)
        n, value = int(estimate.n[place]), float(estimate.value[place])
        if estimate.enough[place] < self.asked.minimum_n or math.isnan(value):
            return figure(reason, n=n)
        row = self.asked.level_row
        return figure(
            Standing.MEASURED,
            value=value,
            n=n,
            low=_known(float(estimate.low[place])),
            high=_known(float(estimate.high[place])),
            level=str(level(row, value)) if row else None,
        )

    def _figure(
        self,
        kind: str | None,
        measured_in: int,
        standing: Standing,
        *,
        value: float | None = None,
        n: int = 0,
        low: float | None = None,
        high: float | None = None,
        level: str | None = None,
    ) -> Figure:
        return Figure(
            **self.frame,
            kind=kind,
            value=value,
            n=n,
            low=low,
            high=high,
            standing=standing,
            level=level,
            measured_in=measured_in,
        )

    def _reason(self, kind: str | None) -> tuple[Standing, int]:
        """Why there is no value of a kind yet, *too few* if any product may have one; and how many may."""
        found = [(standing.of_kind(judged, kinds, kind), count) for (judged, kinds), count in self.standings.items()]
        measured_in = sum(count for judged, count in found if judged is Standing.MEASURED)
        return Standing.TOO_FEW if measured_in else standing.nearest(judged for judged, _count in found), measured_in

    def _absent(self, figure: Callable[..., Figure]) -> Figure:
        """No row: nothing was counted, which for counts is a true 0; a frequency was observed over no time."""
        if self.asked.name in COUNTED:
            return figure(Standing.MEASURED, value=0.0)
        if self.asked.name == "deployment_frequency":
            return figure(Standing.STALE if self.frame["stale_since"] else Standing.NOT_MEASURED)
        return figure(Standing.TOO_FEW)


def _known(bound: float) -> float | None:
    return None if math.isnan(bound) else bound
