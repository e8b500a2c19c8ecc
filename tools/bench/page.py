"""The holistic page's server time on a published snapshot of 500 products, with a process already serving.

`first` is the first request after a publish, `period` asks for days never asked before, `repeat` asks again. The
snapshot is published by `pipeline.publish` from a landing; each further one holds the same facts under a new name.
"""

import gc
import os
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median

from llif.pipeline.publish import publish
from llif.portfolio.codes import Criticality
from llif.portfolio.declared import Claim, DeclaredPortfolio, DeclaredProduct, DeclaredSource, DeclaredTeam, Words
from llif.warehouse.snapshots import Snapshot, Snapshots
from tools.bench import apart, laying, records, subject
from tools.bench.flow import ITEMS, PRODUCTS
from tools.bench.results import Json, within

ID = "bench"
DEPLOYMENTS = 500_000
MOST_MS = {"first": 500.0, "period": 250.0, "repeat": 100.0}
SOURCES = {"jira": ("work_items", "status_changes"), "git": ("deployments", "deployed_changes", "changes")}
FILTERS = {"": "", "-team": "team=team-3"}


def case(place: str, scale: float, repeats: int) -> list[Json]:
    home, items = Path(place), max(1, round(ITEMS * scale))
    products = min(PRODUCTS, items)
    published = None
    if Snapshots(home).current(ID) is None:
        _land(home, items, max(1, round(DEPLOYMENTS * scale)), products)
        published = apart.run("tools.bench.page:publishing", place, products)
    environment = {
        "LLIF_HOME": place,
        "LLIF_ALLOWED_HOSTS": "testserver",
        "DJANGO_SETTINGS_MODULE": "llif.config.settings",
    }
    served = apart.run("tools.bench.page:serving", place, repeats, **environment)
    found = [
        within(
            f"page-{name}",
            median(took),
            MOST_MS[name.partition("-")[0]],
            n=products,
            peak_mib=served.peak_mib,
            unit="ms",
        )
        for name, took in served.value.items()
    ]
    if published:
        took, note = float(published.value), "newest versions, facts and writing; a report"
        found.append(within("page-publish", took, None, n=items, peak_mib=published.peak_mib, unit="s", note=note))
    return [each.to_json() for each in found]


def _land(home: Path, items: int, deployments: int, products: int) -> None:
    records.work(home / "made", items, products)
    records.deliveries(home / "made", deployments, products)
    for source, tables in SOURCES.items():
        for table in tables:
            laying.lay(home / "made", home, table=table, source=source)


def publishing(place: str, products: int) -> float:
    """Seconds of a whole publish."""
    began = time.perf_counter()
    publish(declared(products), home=Path(place), now=subject.AS_AT, fingerprint="bench")
    return time.perf_counter() - began


def declared(products: int) -> DeclaredPortfolio:
    return DeclaredPortfolio(
        ID,
        Words("Bench", "Mainc"),
        time_zone=subject.ZONE,
        teams=tuple(DeclaredTeam(f"team-{i}", Words(f"Team {i}", f"Tîm {i}")) for i in range(subject.TEAMS)),
        products=tuple(_product(number) for number in range(products)),
        mappings={subject.MAPPING.id: subject.MAPPING},
        sources=tuple(DeclaredSource(source, "tables", {}, Path()) for source in SOURCES),
    )


def _product(number: int) -> DeclaredProduct:
    levels = list(Criticality)
    service = (Claim("git", f"service-{number}"),)
    return DeclaredProduct(
        f"product-{number}",
        Words(f"Product {number}", f"Cynnyrch {number}"),
        team=f"team-{number % subject.TEAMS}",
        criticality=levels[number % len(levels)],
        mapping=subject.MAPPING.id,
        work=(Claim("jira", f"container-{number}"),),
        services=service,
        repositories=service,
    )


def serving(place: str, repeats: int) -> dict[str, list[float]]:
    """Milliseconds by what was asked, with and without a filter by team, after some requests to an earlier snapshot."""
    ask = _asking()
    for address in (f"/{ID}/", f"/cy/{ID}/", f"/{ID}/?days=77"):
        ask(address)
    gc.collect()
    gc.freeze()  # as `llif serve` does once it is warm
    found: dict[str, list[float]] = {}
    for name, query in FILTERS.items():
        for turn in range(repeats):
            again(Path(place), turn)
            other = f"/{ID}/?{query}&days={40 + turn}"
            for what, address in (("first", f"/{ID}/?{query}"), ("period", other), ("repeat", other)):
                found.setdefault(what + name, []).append(ask(address))
    return found


def _asking() -> Callable[[str], float]:
    import django

    django.setup()
    from django.test import Client

    client = Client()

    def ask(address: str) -> float:
        began = time.perf_counter()
        answer = client.get(address)
        took = (time.perf_counter() - began) * 1000
        if answer.status_code != 200 or b"product-1" not in answer.content:
            raise apart.Failed(f"{address} answered {answer.status_code}")
        return took

    return ask


def again(home: Path, turn: int) -> Snapshot:
    """The current facts, published once more under a new name."""
    snapshots = Snapshots(home)
    current = snapshots.current(ID)
    if current is None:
        raise apart.Failed("nothing is published")
    about, now = dict(current.manifest), datetime.now(UTC) + timedelta(seconds=turn)
    tables = about.pop("tables")
    with snapshots.writing(ID, as_at=current.as_at, manifest=about, now=now) as draft:
        for name in tables:
            os.link(current.path / f"{name}.parquet", draft.folder / f"{name}.parquet")
        draft.tables.update(tables)
    return snapshots.named(ID, str(draft.name))
