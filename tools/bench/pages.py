"""Pages of 500 products whose registers are full: the whole holistic view, the scorecard, steps, risks and benefits.

`…-first` is the first request of a process for a page, after one of another page; the other is the median of the next
ones, warm. `scorecard-reckoned` is every cell with the evidence under it, apart from its page. The issues set a limit
for the holistic view only; the rest is a report.
"""

import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from statistics import median

from tools.bench import apart, page
from tools.bench.flow import ITEMS, PRODUCTS
from tools.bench.results import Json, within

ADDRESSES = {
    "whole": "?show=all",
    "scorecard": "scorecard/",
    "next-steps": "next-steps/",
    "risks": "risks/",
    "benefits": "benefits/",
}
MOST_MS = {"whole": 150.0}
WARM = 9


def case(place: str, scale: float, repeats: int) -> list[Json]:
    items = max(1, round(ITEMS * scale))
    products = min(PRODUCTS, items)
    home = Path(place)
    page.prepared(home, items, max(1, round(page.DEPLOYMENTS * scale)), products)
    apart.run("tools.bench.filling:filled", place, products, **page.serving_environment(home))
    turns = [apart.run("tools.bench.pages:asked", place, **page.serving_environment(home)) for _ in range(repeats)]
    peak = max(turn.peak_mib for turn in turns)
    return [
        within(
            f"pages-{name}",
            median(turn.value[name] for turn in turns),
            MOST_MS.get(name),
            n=products,
            peak_mib=peak,
            unit="ms",
        ).to_json()
        for name in turns[0].value
    ]


def asked(place: str) -> dict[str, float]:
    """Milliseconds by what was asked."""
    ask = page.asking()
    ask(f"/{page.ID}/")
    found = {"scorecard-reckoned": _milliseconds(lambda: _reckoned(place))}
    for name, address in ADDRESSES.items():
        found[f"{name}-first"] = ask(f"/{page.ID}/{address}")
        found[name] = median(ask(f"/{page.ID}/{address}") for _ in range(WARM))
    return found


def _reckoned(place: str) -> None:
    from llif.publishing.figures import windows
    from llif.publishing.scorecard import scorecard

    if not scorecard(windows.snapshot(Path(place), page.ID), now=datetime.now(UTC)).rows:
        raise apart.Failed("the scorecard has no row")


def _milliseconds(act: Callable[[], object]) -> float:
    began = time.perf_counter()
    act()
    return (time.perf_counter() - began) * 1000
