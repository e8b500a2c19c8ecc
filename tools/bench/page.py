"""The holistic page's server time on a published snapshot of 500 products, with a process already serving.

`first` is the first request after a publish, `period` asks for days never asked before, `repeat` asks again. The
snapshot is published by `pipeline.publish` from a landing; each further one holds the same facts under a new name.
"""

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
    published = prepared(home, items, max(1, round(DEPLOYMENTS * scale)), products)
    served = apart.run("tools.bench.page:serving", place, repeats, **serving_environment(home))
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


def prepared(home: Path, items: int, deployments: int, products: int) -> apart.Ran | None:
    """The portfolio, landed and published unless it is there already. *Gives* how the publish went, if it ran."""
    if Snapshots(home).current(ID) is not None:
        return None
    home.mkdir(parents=True, exist_ok=True)
    _land(home, items, deployments, products)
    return apart.run("tools.bench.page:publishing", str(home), products)


def serving_environment(home: Path) -> dict[str, str]:
    return {
        "LLIF_HOME": str(home),
        "LLIF_DATABASE_URL": "",
        "LLIF_ALLOWED_HOSTS": "testserver",
        "DJANGO_SETTINGS_MODULE": "llif.config.settings",
    }


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
    ask = asking()
    from llif.publishing.warming import settle

    for address in (f"/{ID}/", f"/cy/{ID}/", f"/{ID}/?days=77"):
        ask(address)
    settle()
    found: dict[str, list[float]] = {}
    for name, query in FILTERS.items():
        for turn in range(repeats):
            again(Path(place), turn)
            other = f"/{ID}/?{query}&days={40 + turn}"
            for what, address in (("first", f"/{ID}/?{query}"), ("period", other), ("repeat", other)):
                found.setdefault(what + name, []).append(ask(address))
            settle()  # as `llif serve` does after each publish
    return found


def portfolio_ready() -> None:
    """Django is set up, and the portfolio is declared and public."""
    from llif.cli.home import prepare

    prepare()
    from llif.portfolio.models import Portfolio

    told = {"name_en": "Bench", "name_cy": "Mainc", "time_zone": subject.ZONE, "window_days": 90}
    Portfolio.objects.update_or_create(slug=ID, defaults={**told, "public": True})


def asking() -> Callable[[str], float]:
    """Asks the pages for an address, and says how many milliseconds the answer took."""
    portfolio_ready()
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
