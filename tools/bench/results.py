"""What a case found: one row of the table. It times nothing itself."""

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from statistics import median

Json = dict[str, object]


@dataclass(frozen=True)
class Result:
    """`ours` and `theirs` in `unit`. `ratio` is ours to theirs, and `limit` its bound.

    Where `theirs` is null, `limit` is in `unit` too, and `ratio` the share of it that is used.
    """

    name: str
    ours: float
    theirs: float | None
    ratio: float | None
    limit: float | None
    peak_mib: float
    n: int
    unit: str = "s"
    note: str = ""

    @property
    def is_exceeded(self) -> bool:
        if self.limit is None or self.ratio is None:
            return False
        return self.ratio > (1.0 if self.theirs is None else self.limit)

    def to_json(self) -> Json:
        return asdict(self)


def beside(
    name: str,
    ours: Sequence[float],
    theirs: Sequence[float],
    *,
    n: int,
    peak_mib: float,
    limit: float | None = None,
    by: Callable[[Sequence[float]], float] = median,
    note: str = "",
) -> Result:
    """Ours against theirs, in seconds. *Takes* `limit` on their ratio; `by`, how repeats become one number."""
    left, right = by(ours), by(theirs)
    return Result(name, left, right, left / right if right else None, limit, peak_mib, n, note=note)


def within(
    name: str, ours: float, limit: float | None, *, n: int, peak_mib: float, unit: str, note: str = ""
) -> Result:
    """Ours against a limit in its own unit; the ratio is the share of the limit that is used."""
    return Result(name, ours, None, ours / limit if limit else None, limit, peak_mib, n, unit, note)
