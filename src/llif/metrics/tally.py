"""A small aggregated table, as columns of numbers with an index. What the engine gives and figures are made from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from llif.metrics import intervals

Column = npt.NDArray[np.float64]
Key = tuple[str, int, str | None]


@dataclass(frozen=True)
class Tally:
    """`index` leads from (member, period number, kind or null for all) to a place in each column."""

    index: Mapping[Key, int]
    columns: Mapping[str, Column]
    series: Mapping[str, tuple[Column, npt.NDArray[np.int64]]]

    def __getitem__(self, column: str) -> Column:
        return self.columns[column]

    def ranked(self, column: str, ranks: npt.NDArray[np.int64]) -> Column:
        """Each group's value of that rank in a sorted series; NaN where the rank is past its end."""
        values, offsets = self.series[column]
        size = np.diff(offsets)
        place = offsets[:-1] + np.minimum(ranks, np.maximum(size - 1, 0))
        inside = (ranks < size) & (size > 0)
        return np.where(inside, values[np.where(inside, place, 0)] if values.size else np.nan, np.nan)

    def percentile(self, column: str, share: float) -> Column:
        """Each group's percentile of a sorted series, linear between the two nearest ranks; NaN of an empty one."""
        _values, offsets = self.series[column]
        place = np.maximum(np.diff(offsets) - 1, 0) * share
        below = np.floor(place).astype(np.int64)
        low, high = self.ranked(column, below), self.ranked(column, np.ceil(place).astype(np.int64))
        found: Column = low + (high - low) * (place - below)
        return found


@dataclass(frozen=True)
class Estimate:
    """A measure's values by place in a tally; NaN is "no value". `enough` is what is held against the minimum."""

    value: Column
    n: Column
    low: Column
    high: Column
    enough: Column


def gathered(found: Sequence[pa.Table]) -> Tally:
    """A tally of aggregates that share their columns.

    *Takes* tables with member, period, kind (text or null), numbers, sorted lists.
    """
    table = pa.concat_tables([each.cast(found[0].schema) for each in found]).combine_chunks()
    keys = zip(*[table.column(name).to_pylist() for name in ("member", "period", "kind")], strict=True)
    index: dict[Key, int] = {(member, period, kind): place for place, (member, period, kind) in enumerate(keys)}
    columns: dict[str, Column] = {}
    series: dict[str, tuple[Column, npt.NDArray[np.int64]]] = {}
    for name in table.column_names:
        if name in ("member", "period", "kind"):
            continue
        column: Any = table.column(name).combine_chunks()
        if pa.types.is_list(column.type):
            series[name] = _series(column)
        else:
            columns[name] = column.cast("float64").to_numpy(zero_copy_only=False)
    return Tally(index, columns, series)


def _series(column: Any) -> tuple[Column, npt.NDArray[np.int64]]:
    sizes = np.nan_to_num(column.value_lengths().to_numpy(zero_copy_only=False)).astype(np.int64)
    values = column.flatten().cast("float64").to_numpy(zero_copy_only=False)
    return values, np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64)


def share(hits: Column, n: Column) -> Estimate:
    """A rate with Wilson's interval; no value where n is 0."""
    low, high = intervals.wilson(hits, n)
    with np.errstate(invalid="ignore"):
        return Estimate(np.where(n > 0, hits / np.where(n > 0, n, 1), np.nan), n, low, high, n)


def bare(value: Column, n: Column) -> Estimate:
    """A value without an interval."""
    nothing = np.full_like(value, np.nan)
    return Estimate(value, n, nothing, nothing, n)
