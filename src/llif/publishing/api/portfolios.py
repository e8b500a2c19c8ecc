"""Portfolios, their products and snapshots, and the measures there are."""

from collections.abc import Iterator, Mapping
from typing import Annotated, Any

import pyarrow as pa
from django.http import Http404, HttpRequest, HttpResponse
from ninja import Router

from llif.metrics.catalogue import EVERY
from llif.portfolio import selectors
from llif.publishing import asking, guard, vocabulary
from llif.publishing.api import answers, shapes
from llif.publishing.api.asked import Asked, OfSnapshot, Plain, Tabular, current
from llif.publishing.signed import actor_of
from llif.publishing.words import gettext as _
from llif.terms.errors import N_
from llif.warehouse.snapshots import Snapshot

router = Router()
Told = dict[str, Any]
SHOWN = ("id", "name", "summary", "team", "criticality", "phase", "kind", "published_score")
PRODUCT_COLUMNS: answers.Schema = {
    name: pa.string()
    for name in ("id", "name_en", "name_cy", "summary_en", "summary_cy", "team", "criticality", "phase", "kind")
}
SNAPSHOT_COLUMNS: answers.Schema = {
    "name": pa.string(),
    "as_at": pa.date32(),
    "published_at": answers.UTC_INSTANT,
    "current": pa.bool_(),
}


@router.get("/measures", response=list[shapes.MeasureShape], summary=N_("The measures, and what each means"))
def measures(request: HttpRequest, asked: Annotated[Plain, Asked(...)]) -> HttpResponse:
    return answers.plain(request, lambda: list(_measures()))


def _measures() -> Iterator[Told]:
    for name, measure in EVERY.items():
        said = vocabulary.MEASURES[name]
        yield {
            "measure": name,
            "name": _(said.name),
            "definition": _(said.definition),
            "unit": measure.unit.value,
            "per_kind": measure.by_kind,
            "n_counts": measure.rows.value,
            "least_n": measure.minimum_n,
            "least_of": measure.least_of.value,
            "source": measure.source,
        }


@router.get("/portfolios", response=list[shapes.PortfolioShape], summary=N_("The portfolios that you may see"))
def portfolios(request: HttpRequest, asked: Annotated[Plain, Asked(...)]) -> HttpResponse:
    store, public = asking.snapshots(), selectors.public_portfolios()
    seen = guard.seen(actor_of(request), store.portfolios())
    found = [found for each in seen if (found := store.current(each))]
    told = [_portfolio(each, public.get(each.portfolio, False)) for each in found]
    return answers.plain(request, lambda: told, told)


@router.get("/portfolios/{slug:portfolio}", response=shapes.PortfolioShape, summary=N_("One portfolio"))
def portfolio(request: HttpRequest, portfolio: str, asked: Annotated[Plain, Asked(...)]) -> HttpResponse:
    public = selectors.public_portfolios().get(portfolio, False)
    told = _portfolio(current(portfolio), public)
    return answers.plain(request, lambda: told, told)


def _portfolio(snapshot: Snapshot, public: bool) -> Told:
    about = snapshot.manifest["portfolio"]
    return {
        "id": snapshot.portfolio,
        "name": about["name"],
        "summary": about.get("summary"),
        "public": public,
        "time_zone": about["time_zone"],
        "as_at": asking.last_day(snapshot, about["time_zone"]).isoformat(),
        "snapshot": snapshot.name,
        "products": len(about["products"]),
        "teams": [{"people": None, **each} for each in about.get("teams", [])],
    }


@router.get(
    "/portfolios/{slug:portfolio}/snapshots",
    response=list[shapes.SnapshotShape],
    summary=N_("What was published, the newest last"),
    openapi_extra=answers.TABLE,
)
def snapshots(request: HttpRequest, portfolio: str, asked: Annotated[Tabular, Asked(...)]) -> HttpResponse:
    serving, found = current(portfolio), asking.snapshots().all(portfolio)
    rows = [_snapshot(each, each.name == serving.name) for each in found]

    def told() -> list[Told]:
        dates = ("as_at", "published_at")
        return [{**row, **{name: row[name].isoformat() for name in dates}} for row in rows]

    def columns() -> pa.Table:
        return answers.columns(SNAPSHOT_COLUMNS, rows)

    return answers.table(request, asked, f"{portfolio}-snapshots", told, columns, *(each.name for each in found))


def _snapshot(snapshot: Snapshot, serving: bool) -> Told:
    zone = snapshot.manifest["portfolio"]["time_zone"]
    return {
        "name": snapshot.name,
        "as_at": asking.last_day(snapshot, zone),
        "published_at": snapshot.published_at,
        "current": serving,
    }


@router.get(
    "/portfolios/{slug:portfolio}/products",
    response=list[shapes.ProductShape],
    summary=N_("The products of a portfolio"),
    openapi_extra=answers.TABLE,
)
def products(request: HttpRequest, portfolio: str, asked: Annotated[OfSnapshot, Asked(...)]) -> HttpResponse:
    snapshot = asked.found(portfolio)
    held = snapshot.manifest["portfolio"]["products"]

    def columns() -> pa.Table:
        return answers.columns(PRODUCT_COLUMNS, map(_flat, held))

    return answers.table(
        request, asked, f"{portfolio}-products", lambda: [_product(each) for each in held], columns, snapshot.name
    )


@router.get(
    "/portfolios/{slug:portfolio}/products/{slug:product}", response=shapes.ProductShape, summary=N_("One product")
)
def product(
    request: HttpRequest, portfolio: str, product: str, asked: Annotated[OfSnapshot, Asked(...)]
) -> HttpResponse:
    snapshot = asked.found(portfolio)
    found = next((each for each in snapshot.manifest["portfolio"]["products"] if each["id"] == product), None)
    if found is None:
        raise Http404
    return answers.plain(request, lambda: _product(found), snapshot.name)


def _product(about: Mapping[str, Any]) -> Told:
    return {name: about.get(name) for name in SHOWN}


def _flat(about: Mapping[str, Any]) -> Told:
    parts = {
        f"{name}_{code}": (about.get(name) or {}).get(code) for name in ("name", "summary") for code in ("en", "cy")
    }
    return {name: parts.get(name, about.get(name)) for name in PRODUCT_COLUMNS}
