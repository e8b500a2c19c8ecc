"""Intervals against published values, against simulation-free laws, and on real commit graphs."""

import csv
import gzip
import re
from collections.abc import Iterator
from datetime import datetime
from fractions import Fraction
from math import comb
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from llif.metrics.intervals import (
    clustered_ranks,
    dispersion,
    median_ranks,
    percentile,
    poisson,
    spread_ranks,
    wilson,
)


@pytest.mark.parametrize(
    ("k", "n", "low", "high"),
    [
        (0, 10, 0.0, 0.2775),
        (1, 10, 0.0179, 0.4042),
        (5, 10, 0.2366, 0.7634),
        (10, 10, 0.7225, 1.0),
        (15, 148, 0.0624, 0.1605),
        (81, 263, 0.2553, 0.3662),  # Newcombe 1998, table I, method 3
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_wilson_gives_the_published_limits(k: int, n: int, low: float, high: float) -> None:
    assert [float(end) for end in wilson(k, n)] == pytest.approx([low, high], abs=6e-5)


def test_wilson_takes_a_table_and_has_no_interval_for_nothing() -> None:
    low, high = wilson(np.array([0, 5, 0]), np.array([10, 10, 0]))
    assert low == pytest.approx([0.0, 0.2366, np.nan], abs=1e-4, nan_ok=True)
    assert high == pytest.approx([0.2775, 0.7634, np.nan], abs=1e-4, nan_ok=True)


def test_wilson_refuses_more_hits_than_trials() -> None:
    with pytest.raises(ValueError, match="0 ≤ k ≤ n"):
        wilson([1, 4], [2, 3])


@given(st.integers(1, 10**6).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_wilson_lies_within_0_and_1_and_holds_the_rate(counts: tuple[int, int]) -> None:
    k, n = counts
    low, high = wilson(k, n)
    assert 0 <= low <= k / n <= high <= 1
    mirrored = wilson(n - k, n)
    assert (1 - float(mirrored[1]), 1 - float(mirrored[0])) == pytest.approx((float(low), float(high)), abs=1e-12)


@pytest.mark.parametrize(
    ("count", "low", "high"),
    [(0, 0.0, 3.689), (1, 0.0253, 5.572), (5, 1.623, 11.668), (10, 4.795, 18.390), (100, 81.364, 121.627)],
)
def test_poisson_gives_the_exact_limits(count: int, low: float, high: float) -> None:
    assert [float(end) for end in poisson(count)] == pytest.approx([low, high], abs=6e-4)


def test_poisson_widens_both_arms_for_bursts_and_never_narrows() -> None:
    low, high = poisson(np.array([100, 100, 100, 10]), np.array([4.0, 0.2, np.nan, 9.0]))
    assert low == pytest.approx([100 - 2 * 18.636, 81.364, 81.364, 0.0], abs=1e-2)
    assert high == pytest.approx([100 + 2 * 21.627, 121.627, 121.627, 10 + 3 * 8.390], abs=1e-2)


def test_dispersion_counts_empty_weeks_and_is_unknown_for_too_few() -> None:
    assert dispersion([0, 4, 0, 4]) == pytest.approx((16 / 3) / 2)
    assert dispersion([3, 3, 3]) == 0
    assert np.isnan([dispersion([5]), dispersion([]), dispersion([0, 0])]).all()


@pytest.mark.parametrize(
    ("n", "low", "high"),
    [(0, 0, 0), (5, 5, 5), (6, 0, 5), (9, 1, 7), (10, 1, 8), (20, 5, 14), (25, 7, 17), (50, 17, 32), (100, 39, 60)],
)
def test_median_ranks_are_those_of_the_tables(n: int, low: int, high: int) -> None:
    assert [int(end) for end in median_ranks(n)] == [low, high]


@given(st.integers(6, 400))
def test_median_ranks_cover_at_least_95_percent_and_no_tighter_pair_does(n: int) -> None:
    low, high = (int(end) for end in median_ranks(n))
    assert low + high == n - 1
    assert outside(n, low) <= 0.05 < outside(n, low + 1)


def outside(n: int, rank: int) -> float:
    """The chance that the median lies outside the values of 0-based rank `rank` from either end."""
    return float(Fraction(2 * sum(comb(n, below) for below in range(rank + 1)), 2**n))


def test_median_ranks_take_a_table() -> None:
    low, high = median_ranks(np.array([10, 3, 100]))
    assert (low.tolist(), high.tolist()) == ([1, 3, 39], [8, 3, 60])


def test_clustered_ranks_of_single_changes_are_the_usual_normal_ranks() -> None:
    below = np.repeat([1, 0], 50)
    assert clustered_ranks(100, np.ones(100), below) == (39, 60)


def test_one_change_per_deployment_is_narrower_than_whole_deployments_on_one_side() -> None:
    mixed = clustered_ranks(100, [10] * 10, [5] * 10)
    split = clustered_ranks(100, [10] * 10, [10] * 5 + [0] * 5)
    assert mixed == (49, 50)
    assert split == (18, 81)


def test_clustered_ranks_stay_within_the_series_and_groups_may_be_empty() -> None:
    assert clustered_ranks(20, [10, 10], [10, 0]) == (0, 19)
    low, high = spread_ranks(np.array([100, 0]), np.array([25.0, 0.0]))
    assert (low.tolist(), high.tolist()) == ([39, 0], [60, 0])


def test_clusters_must_add_up() -> None:
    with pytest.raises(ValueError, match="add up to n"):
        clustered_ranks(10, [4, 5], [2, 2])


@pytest.mark.parametrize(
    ("values", "share", "expected"),
    [([1, 2, 3, 4], 0.5, 2.5), ([1, 2, 3, 4, 5], 0.85, 4.4), ([7], 0.9, 7.0), ([4, 1], 0.75, 3.25)],
)
def test_percentiles_are_linear(values: list[float], share: float, expected: float) -> None:
    assert percentile(values, share) == pytest.approx(expected)


def test_there_is_no_percentile_of_nothing() -> None:
    assert np.isnan(percentile([], 0.5))


REAL = [
    ("alphagov__pay-connector", r"^alpha_production-", 5721, 0.8615, 0.82, 0.91),
    ("nhsuk__nhsuk-frontend", r"^v?\d+\.\d+\.\d+$", 6196, 19.0504, 7.07, 38.94),
    ("NHSDigital__manage-vaccinations-in-schools", r"^v\d+(\.\d+)+$", 10211, 3.1039, 2.33, 4.02),
]


@pytest.mark.parametrize(("repository", "pattern", "n", "median", "low", "high"), REAL)
def test_the_clustered_interval_of_real_lead_times(
    shared_data: Path, repository: str, pattern: str, n: int, median: float, low: float, high: float
) -> None:
    deployments = [np.array(days) for days in lead_times(shared_data / "git", repository, pattern) if days]
    series = np.sort(np.concatenate(deployments))
    middle = percentile(series, 0.5)
    sizes, below = [len(days) for days in deployments], [int((days <= middle).sum()) for days in deployments]
    low_rank, high_rank = clustered_ranks(len(series), sizes, below)
    assert (len(series), round(middle, 4)) == (n, median)
    assert (round(series[low_rank], 2), round(series[high_rank], 2)) == (low, high)


def lead_times(folder: Path, repository: str, pattern: str) -> Iterator[list[float]]:
    """Days from commit to tag, a list for each deployment but the first; a commit counts in the first that holds it."""
    commits = {row["sha"]: row for row in rows(folder / f"{repository}.commits.csv.gz")}
    tags = [row for row in rows(folder / f"{repository}.tags.csv.gz") if re.search(pattern, row["tag"])]
    seen: set[str] = set()
    for order, tag in enumerate(sorted(tags, key=lambda row: (instant(row["tag_time"]), row["tag"]))):
        at, found, ahead = instant(tag["tag_time"]), [], [tag["commit_sha"]]
        while ahead:
            sha = ahead.pop()
            if sha in commits and sha not in seen:
                seen.add(sha)
                ahead += commits[sha]["parents"].split()
                found.append((at - instant(commits[sha]["commit_time"])).total_seconds() / 86400)
        if order:
            yield found


def rows(path: Path) -> list[dict[str, str]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return list(csv.DictReader(lines))


def instant(text: str) -> datetime:
    return datetime.fromisoformat(text)
