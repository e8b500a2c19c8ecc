"""Declared values as a declaration file: stable order, defaults left out, no comments. Reading it gives them back."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path

import yaml

from llif.portfolio import described
from llif.portfolio.codes import (
    DEFAULT_DISCOUNT_RATE,
    DEFAULT_TIME_ZONE,
    DEFAULT_WINDOW_DAYS,
    Criticality,
    Phase,
    ProductKind,
)
from llif.portfolio.declared import Declaration, DeclaredPortfolio, DeclaredProduct, DeclaredSource
from llif.terms.scorecard import ScoreState

WIDTH = 110
DEFAULTS: dict[str, object] = {
    "time_zone": DEFAULT_TIME_ZONE,
    "window_days": DEFAULT_WINDOW_DAYS,
    "discount_rate": DEFAULT_DISCOUNT_RATE,
    "criticality": Criticality.UNKNOWN.value,
    "phase": Phase.LIVE.value,
    "kind": ProductKind.PRODUCT.value,
    "production": ["production"],
    "neglected_after_days": 30,
    "count_reverts": False,
    "public": False,
    "state": ScoreState.SCORED.value,
}


def written(declaration: Declaration, folder: Path | None = None) -> str:
    """The file's text. *Takes* the folder it will lie in: a source whose paths start there need not say so."""
    document: dict[str, object] = {"llif": 1}
    document["sources"] = [_source(source, folder) for source in declaration.sources]
    document["portfolios"] = [_portfolio(portfolio) for portfolio in declaration.portfolios]
    filled = {name: value for name, value in document.items() if value}
    return yaml.dump(filled, Dumper=_Plain, sort_keys=False, allow_unicode=True, width=WIDTH)


class _Plain(yaml.SafeDumper):
    """Without anchors, which people do not expect in a file they will edit, and with indented lists."""

    def ignore_aliases(self, data: object) -> bool:
        return True

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, False)


def _source(source: DeclaredSource, folder: Path | None) -> described.Described:
    told = described.source(source)
    if folder is not None and source.base == folder.resolve():
        del told["base"]
    return _pruned(told)


def _portfolio(portfolio: DeclaredPortfolio) -> described.Described:
    told = described.portfolio(portfolio)
    if portfolio.as_at:
        told["as_at"] = date.fromisoformat(portfolio.as_at.isoformat())
    told["teams"] = _all(described.team(team) for team in portfolio.teams)
    levels = portfolio.levels
    told["mappings"] = _all(described.mapping(one, levels.get(name, ())) for name, one in portfolio.mappings.items())
    told["products"] = [_product(product) for product in portfolio.products]
    kept = _pruned(told)
    if portfolio.practices is not None:  # none switched on is not the same as nothing said
        kept["practices"] = _all(described.practice(one) for one in portfolio.practices)
    return kept


def _product(product: DeclaredProduct) -> described.Described:
    told, published = described.product(product), described.published_score(product.published_score)
    kept = _pruned({**told, "published_score": published and _pruned(published)})
    if product.serves == ():  # it serves none, which is not the same as nothing said
        kept["serves"] = []
    return kept


def _all(entries: Iterable[described.Described]) -> list[object]:
    return [_pruned(entry) for entry in entries]


def _pruned(entry: described.Described) -> described.Described:
    return {name: value for name, value in entry.items() if value not in (None, [], {}) and value != DEFAULTS.get(name)}
