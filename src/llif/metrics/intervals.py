"""95 % intervals and percentiles: how sure a figure is, by arithmetic alone.

It refuses to know what a value means, and gives no interval where none can be had at 95 % (NaN, or a rank outside the
series). The functions that a table of many groups calls take and give arrays. Source: DEFINITIONS section 2,
*Uncertainty*.
"""

import numpy as np
import numpy.typing as npt
from scipy import special  # `scipy.stats` takes longer to load than most commands to run

Floats = npt.NDArray[np.float64]
Ranks = npt.NDArray[np.int64]

CONFIDENCE = 0.95
TAIL = (1 - CONFIDENCE) / 2
Z = float(special.ndtri(1 - TAIL))
Z_RANKS = 1.96


def wilson(k: npt.ArrayLike, n: npt.ArrayLike) -> tuple[Floats, Floats]:
    """Wilson's interval for a rate of k of n.

    *Takes* counts, 0 ≤ k ≤ n. *Gives* low and high. *Unit* share, 0 to 1; NaN where n is 0. *Raises* ValueError for
    counts out of that order. *Source* Wilson 1927, without continuity correction.
    """
    hits, total = _floats(k), _floats(n)
    if np.any(hits < 0) or np.any(hits > total):
        raise ValueError("a rate needs 0 ≤ k ≤ n")
    size = np.where(total > 0, total, np.nan)
    share, pull = hits / size, Z**2 / size
    centre = (share + pull / 2) / (1 + pull)
    half = Z * np.sqrt(share * (1 - share) / size + pull / (4 * size)) / (1 + pull)
    low, high = np.minimum(centre - half, share), np.maximum(centre + half, share)
    return np.where(hits == 0, share, np.maximum(low, 0.0)), np.where(hits == total, share, np.minimum(high, 1.0))


def poisson(count: npt.ArrayLike, variance_over_mean: npt.ArrayLike = 1.0) -> tuple[Floats, Floats]:
    """The exact (chi-square) Poisson interval of a count, widened for bursts.

    Each arm (count − low, high − count) is multiplied by √max(1, variance ÷ mean of the weekly counts); low stops at 0.
    *Takes* counts and their `dispersion` (NaN, unknown, widens nothing). *Gives* low and high. *Unit* counts: divide
    by the observed days for a frequency. *Source* Garwood 1936.
    """
    seen = _floats(count)
    widen = np.sqrt(np.fmax(1.0, _floats(variance_over_mean)))
    least = np.where(seen > 0, special.gammaincinv(np.maximum(seen, 1), TAIL), 0.0)
    most = special.gammaincinv(seen + 1, 1 - TAIL)
    return np.maximum(0.0, seen - (seen - least) * widen), seen + (most - seen) * widen


def dispersion(weekly: npt.ArrayLike) -> float:
    """Variance ÷ mean of the counts of whole weeks, empty weeks included (1 for a Poisson process).

    The variance is the sample's (n − 1). *Gives* NaN below two weeks, or where nothing happened in any.
    """
    counts = _floats(weekly)
    if counts.size < 2 or counts.mean() == 0:
        return float("nan")
    return float(counts.var(ddof=1) / counts.mean())


def median_ranks(n: npt.ArrayLike) -> tuple[Ranks, Ranks]:
    """Ranks (0-based) of the order statistics that bound the median of n independent values.

    The rule: with X ~ Binomial(n, ½), the low end is the l-th smallest value for the greatest l with P(X < l) ≤ 2.5 %,
    the high end the l-th greatest; so 95 % is a floor of the coverage. *Gives* ranks l − 1 and n − l. Below n = 6 no
    such interval exists: both ranks are n, one past the last value.
    """
    size = np.asarray(n, dtype=np.int64)
    if np.any(size < 0):
        raise ValueError("a number of values is not negative")
    nth = np.where(size > 0, _binomial_quantile(np.maximum(size, 1)), 0).astype(np.int64)
    return np.where(nth > 0, nth - 1, size), np.where(nth > 0, size - nth, size)


def _binomial_quantile(n: Ranks) -> Floats:
    """The least l with P(X ≤ l) ≥ 2.5 % of X ~ Binomial(n, ½)."""
    near = np.ceil(special.bdtrik(TAIL, n, 0.5))
    below = np.maximum(near - 1, 0)
    return np.where(special.bdtr(below, n, 0.5) >= TAIL, below, near)


def clustered_ranks(n: npt.ArrayLike, m: npt.ArrayLike, k: npt.ArrayLike) -> tuple[int, int]:
    """Ranks (0-based) that bound the median of n values that come in clusters: the changes of deployments.

    *Takes* for each deployment its number of changes `m`, and of those at or below the median, `k`; Σ m = n. *Gives*
    the ranks of `spread_ranks`. *Raises* ValueError where the clusters do not add up.
    """
    sizes, below = _floats(m), _floats(k)
    if sizes.sum() != int(np.asarray(n)) or np.any(below > sizes) or np.any(below < 0):
        raise ValueError("clusters add up to n, and hold at least as many values as lie below the median")
    low, high = spread_ranks(n, ((below - sizes / 2) ** 2).sum())
    return int(low), int(high)


def spread_ranks(n: npt.ArrayLike, spread: npt.ArrayLike) -> tuple[Ranks, Ranks]:
    """`clustered_ranks` for a table of groups: *takes* each group's n and spread Σ (k − m/2)² over its clusters.

    Ranks n/2 ± 1.96·√spread, counted from 1, the low rounded down and the high up to n/2 + 1.96·√spread + 1, so the
    two are the same distance from the ends. *Gives* 0-based ranks, kept within the series; n (one past the last) where
    it is empty.
    """
    size = np.asarray(n, dtype=np.int64)
    nth = np.floor(size / 2 - Z_RANKS * np.sqrt(_floats(spread))).astype(np.int64)
    low = np.maximum(nth - 1, 0)
    return np.where(size > 0, low, size), np.where(size > 0, size - 1 - low, size)


def percentile(values: npt.ArrayLike, share: float) -> float:
    """The linear-interpolated percentile: `share` 0.5 is the median. *Gives* NaN for no values."""
    series = _floats(values)
    return float(np.quantile(series, share, method="linear")) if series.size else float("nan")


def _floats(values: npt.ArrayLike) -> Floats:
    return np.asarray(values, dtype=np.float64)
