"""Figures of a question, each made when it is first looked at: a page of fifty rows makes no figures of five hundred.

What the engine has to say is asked at once, so that a figure made later, in any thread, asks nothing.
"""

import math
from collections.abc import Iterator, Mapping
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
Place = tuple[str, str, int, str | None]
Glance = tuple[Standing, float | None]


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
        self._whole = workings.context.portfolio if question.scope is Scope.PORTFOLIO else None
        self._made: dict[Place, Figure] = {}
        self._columns: dict[tuple[str, int], Mapping[str, Glance]] = {}

    def __getitem__(self, cell: Cell) -> Figure:
        place = self._place(cell)
        if place is None:
            raise KeyError(cell)
        return self._figure(place)

    def get(self, cell: Cell, default: Any = None) -> Any:
        """Without an exception where there is none: a page looks into several answers for each of its cells."""
        place = self._place(cell)
        return default if place is None else self._figure(place)

    def glance(self, cell: Cell) -> Glance | None:
        """A figure's standing and value alone; null for a cell there is not."""
        place = self._place(cell)
        return None if place is None else self._glance(place)

    def has_column(self, name: str, period: Period) -> bool:
        """Whether products were asked for a measure of a period."""
        return self._workings.question.scope is Scope.PRODUCT and name in self._estimates and period in self._numbers

    def column(self, name: str, period: Period) -> Mapping[str, Glance]:
        """Every member's standing and value, worked out once: to sort hundreds, and to look for what stands out.

        *Raises* KeyError for a measure or a period that was not asked.
        """
        key = (name, self._numbers[period])
        if key not in self._columns:
            self._columns[key] = {member: self._glance((name, member, key[1], None)) for member in self._members}
        return self._columns[key]

    def _glance(self, place: Place) -> Glance:
        name, owner, number, kind = place
        workings, asked, products = self._workings, measure(name), self._members[owner]
        tally, estimate = self._estimates[name]
        reason, _measured_in = standing.reason(workings.standings(asked, owner, products, number), kind)
        if reason is not Standing.TOO_FEW:
            return reason, None
        found = tally.index.get((key_of(workings.question, owner), number, kind))
        is_silent = found is None and workings.silent_since(asked.family, owner, products) is not None
        return read(asked, reason, estimate, found, is_silent=is_silent)

    def __contains__(self, cell: object) -> bool:
        """Without making the figure."""
        return isinstance(cell, tuple) and len(cell) == 4 and self._place(cell) is not None

    def _place(self, cell: Cell) -> Place | None:
        """Where a cell stands here; null where it was not asked. What tells soonest is looked at first."""
        name, member, period, kind = cell
        owner = self._whole if member is None else member
        if name not in self._estimates or owner is None or owner not in self._members:
            return None
        number = self._numbers.get(period)
        if number is None or (kind is not None and kind not in self._kinds(name)):
            return None
        return name, owner, number, kind

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

    def _figure(self, place: Place) -> Figure:
        made = self._made.get(place)
        if made is None:
            name, owner, number, kind = place
            tally, estimate = self._estimates[name]
            empty = _Empty.of(measure(name), owner, self._members[owner], number, self._workings)
            found = tally.index.get((key_of(self._workings.question, owner), number, kind))
            made = self._made[place] = empty.filled(kind, estimate, found)
        return made


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
        reason, measured_in = standing.reason(self.standings, kind)
        figure = partial(self._figure, kind, measured_in)
        stands, value = read(self.asked, reason, estimate, place, is_silent=self.frame["stale_since"] is not None)
        if place is None or reason is not Standing.TOO_FEW:
            return figure(stands, value=value)
        n = int(estimate.n[place])
        if value is None:
            return figure(stands, n=n)
        row = self.asked.level_row
        return figure(
            stands,
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


def read(
    asked: Measure, reason: Standing, estimate: Estimate, place: int | None, *, is_silent: bool
) -> tuple[Standing, float | None]:
    """The standing of a figure, and its value where it is measured.

    *Takes* the reason why there is no value yet (*too few*: none but that), and its place in the estimate, null where
    nothing was counted: for counts that is a true 0; a frequency was then observed over no time.
    """
    if reason is not Standing.TOO_FEW:
        return reason, None
    if place is None:
        return _absent(asked, is_silent)
    value = float(estimate.value[place])
    enough = estimate.enough[place] >= asked.minimum_n and not math.isnan(value)
    return (Standing.MEASURED, value) if enough else (reason, None)


def _absent(asked: Measure, is_silent: bool) -> tuple[Standing, float | None]:
    if asked.name in COUNTED:
        return Standing.MEASURED, 0.0
    if asked.name == "deployment_frequency":
        return (Standing.STALE if is_silent else Standing.NOT_MEASURED), None
    return Standing.TOO_FEW, None


def _known(bound: float) -> float | None:
    return None if math.isnan(bound) else bound
