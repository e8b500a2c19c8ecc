"""The board pack: its document, then each format; of 26 products, and of 500, with their registers full.

Together, what `llif pack` does in all four formats: telling the document, and rendering it. Each is timed once a turn,
in a process that has done nothing else; medians are given.
"""

import time
from datetime import UTC, datetime
from pathlib import Path
from statistics import median

from tools.bench import apart, page
from tools.bench.flow import ITEMS, PRODUCTS
from tools.bench.results import Json, Result, within

MOST_S = {26: 10.0, PRODUCTS: 60.0}
NAMES = ("document", "pptx", "pdf", "xlsx", "html")


def case(place: str, scale: float, repeats: int) -> list[Json]:
    found: list[Result] = []
    for products, most in MOST_S.items():
        home = Path(place) / str(products)
        items = max(products, round(ITEMS * scale * products / PRODUCTS))
        deployments = max(products, round(page.DEPLOYMENTS * scale * products / PRODUCTS))
        page.prepared(home, items, deployments, products)
        apart.run("tools.bench.filling:filled", str(home), products, **page.serving_environment(home))
        found += _measured(home, products, most, repeats)
    return [each.to_json() for each in found]


def _measured(home: Path, products: int, most: float, repeats: int) -> list[Result]:
    turns = [
        apart.run("tools.bench.pack:writing", str(home), **page.serving_environment(home)) for _turn in range(repeats)
    ]
    peak = max(turn.peak_mib for turn in turns)
    parts = {name: median(turn.value[name] for turn in turns) for name in NAMES}
    steps = min(turn.value["steps"] for turn in turns)
    note = f"the document and every format; progress told {steps:.0f} times"
    whole = within(f"pack-{products}", sum(parts.values()), most, n=products, peak_mib=peak, unit="s", note=note)
    shares = [
        within(f"pack-{products}-{name}", took, None, n=products, peak_mib=peak, unit="s", note="a part of it")
        for name, took in parts.items()
    ]
    return [whole, *shares]


def writing(place: str) -> dict[str, float]:
    """Seconds of the document and of each format, and how often progress was told."""
    page.portfolio_ready()
    from llif.publishing.figures import windows
    from llif.publishing.pack import formats, told, writing
    from llif.publishing.words import speaking

    steps = 0

    def progress(_title: str, _done: int, _of: int) -> None:
        nonlocal steps
        steps += 1

    took: dict[str, float] = {}
    began = time.perf_counter()
    with speaking("en"):
        asked = told.told(windows.snapshot(Path(place), page.ID), now=datetime.now(UTC))
        document = writing.document(asked, progress)
    took["document"] = time.perf_counter() - began
    for form in formats.Format:
        began = time.perf_counter()
        if not formats.rendered(document, form):
            raise apart.Failed(f"{form} is empty")
        took[form.value] = time.perf_counter() - began
    if not steps:
        raise apart.Failed("no progress was told")
    return {**took, "steps": float(steps)}
