"""Reads what was declared, as plain values. Seven queries for a portfolio, or for all of them, however large.

It refuses an id that is not declared.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from django.db.models import Model, QuerySet

from llif.portfolio import declared as values
from llif.portfolio.codes import Criticality, Family, Phase, ProductKind
from llif.portfolio.declared import (
    Declaration,
    DeclaredMission,
    DeclaredPortfolio,
    DeclaredPractice,
    DeclaredProduct,
    DeclaredSource,
    DeclaredTeam,
    PublishedScore,
    Tie,
    Words,
)
from llif.portfolio.errors import choice
from llif.portfolio.models import Claim, Portfolio, Product, Rule, Source, Team
from llif.portfolio.models import Mapping as MappingRow
from llif.terms.errors import N_, InputError
from llif.terms.scorecard import ScoreState
from llif.terms.work import Condition, Kind, KindRule, StateRule, ValueStreamMapping, WorkState

Row = TypeVar("Row", bound=Model)
Grouped = Mapping[int, list[Row]]


def portfolio(slug: str) -> DeclaredPortfolio:
    """One portfolio with all that it holds. *Raises* InputError when there is none of that id."""
    found = portfolios([slug])
    if not found:
        remedy, allowed = choice(slug, portfolio_ids())
        raise InputError(N_("There is no portfolio {found}."), remedy=remedy, found=slug, **allowed)
    return found[0]


def portfolios(slugs: Collection[str] | None = None) -> tuple[DeclaredPortfolio, ...]:
    """The portfolios of these ids, or all, in order of ids, with all that they hold."""
    rows = Portfolio.objects.order_by("slug")
    wanted = rows if slugs is None else rows.filter(slug__in=slugs)
    found = list(wanted)
    return _Reader([row.pk for row in found]).portfolios(found) if found else ()


def portfolio_ids() -> list[str]:
    return list(Portfolio.objects.order_by("slug").values_list("slug", flat=True))


def portfolio_names() -> dict[str, Words]:
    """By id, in the order of the ids."""
    rows = Portfolio.objects.order_by("slug").values_list("slug", "name_en", "name_cy")
    return {slug: Words(en, cy) for slug, en, cy in rows}


def product_names() -> dict[tuple[str, str], Words]:
    """By the ids of portfolio and product."""
    rows = Product.objects.values_list("portfolio__slug", "slug", "name_en", "name_cy")
    return {(portfolio, slug): Words(en, cy) for portfolio, slug, en, cy in rows}


def check_declared(portfolio: str = "", product: str = "") -> None:
    """That a portfolio, and a product of it, are there; empty: all, which always are. *Raises* InputError."""
    if portfolio and portfolio not in (there := portfolio_ids()):
        remedy, allowed = choice(portfolio, there)
        raise InputError(N_("There is no portfolio {found}."), remedy=remedy, found=portfolio, **allowed)
    within = Product.objects.filter(portfolio__slug=portfolio).order_by("slug").values_list("slug", flat=True)
    if portfolio and product and product not in (held := list(within)):
        remedy, allowed = choice(product, held)
        raise InputError(N_("There is no product {found}."), where=portfolio, remedy=remedy, found=product, **allowed)


def public_portfolios() -> dict[str, bool]:
    """Every declared portfolio's id, and whether anybody may see it."""
    return dict(Portfolio.objects.values_list("slug", "public"))


def practices(slug: str) -> list[dict[str, Any]] | None:
    """The practices that a portfolio declares, with their thresholds; null: every one that is installed.

    *Raises* InputError when there is no portfolio of that id.
    """
    found = Portfolio.objects.filter(slug=slug).values_list("practices", flat=True)
    if not found:
        portfolio(slug)
    kept: list[dict[str, Any]] | None = found[0]
    return kept


def source(slug: str) -> DeclaredSource:
    """One source. *Raises* InputError when there is none of that id."""
    found = sources([slug])
    if not found:
        remedy, allowed = choice(slug, source_ids())
        raise InputError(N_("There is no source {found}."), remedy=remedy, found=slug, **allowed)
    return found[0]


def sources(slugs: Collection[str] | None = None) -> tuple[DeclaredSource, ...]:
    """The sources of these ids, or all, in order of ids, whether or not a product claims from them."""
    rows = Source.objects.order_by("slug")
    return tuple(_source(row) for row in (rows if slugs is None else rows.filter(slug__in=slugs)))


def source_ids() -> list[str]:
    return list(Source.objects.order_by("slug").values_list("slug", flat=True))


def declaration(slugs: Collection[str] | None = None) -> Declaration:
    """All that is declared; or these portfolios and the sources they name. *Raises* InputError for an unknown id."""
    if slugs is None:
        return Declaration(sources(), portfolios())
    for slug in set(slugs) - set(portfolio_ids()):
        portfolio(slug)
    found = portfolios(slugs)
    named = {one.id: one for each in found for one in each.sources}
    return Declaration(tuple(named[name] for name in sorted(named)), found)


class _Reader:
    """The rows of several portfolios, read once and grouped by what they belong to."""

    def __init__(self, portfolios: list[int]) -> None:
        within = {"portfolio__in": portfolios}
        self.teams = _grouped(Team.objects.filter(**within).order_by("slug"), "portfolio_id")
        self.mappings = _grouped(MappingRow.objects.filter(**within).order_by("slug"), "portfolio_id")
        rules = Rule.objects.filter(mapping__portfolio__in=portfolios)
        self.rules = _grouped(rules.order_by("gives", "position"), "mapping_id")
        self.products = _grouped(Product.objects.filter(**within).order_by("slug"), "portfolio_id")
        self.claims = _grouped(Claim.objects.filter(product__portfolio__in=portfolios), "product_id")
        self.sources = sources()

    def portfolios(self, rows: list[Portfolio]) -> tuple[DeclaredPortfolio, ...]:
        return tuple(self.portfolio(row) for row in rows)

    def portfolio(self, row: Portfolio) -> DeclaredPortfolio:
        mappings = self.mappings.get(row.pk, [])
        products = self.all_products(row)
        used = {claim.source for product in products for claim in product.claims}.union(row.lifecycles)
        return DeclaredPortfolio(
            id=row.slug,
            name=Words(row.name_en, row.name_cy),
            summary=_words(row.summary_en, row.summary_cy),
            attribution=_words(row.attribution_en, row.attribution_cy),
            time_zone=row.time_zone,
            as_at=row.as_at,
            window_days=row.window_days,
            teams=tuple(
                DeclaredTeam(team.slug, Words(team.name_en, team.name_cy), team.people)
                for team in self.teams.get(row.pk, [])
            ),
            products=products,
            mappings={one.slug: _mapping(one, self.rules.get(one.pk, [])) for one in mappings},
            levels={one.slug: tuple(tuple(level) for level in one.levels) for one in mappings if one.levels},
            sources=tuple(one for one in self.sources if one.id in used),
            public=row.public,
            practices=_practices(row.practices),
            lifecycles=tuple(row.lifecycles),
            reaction_days=row.reaction_days,
            vision=_words(row.vision_en, row.vision_cy),
            drivers=tuple(Words(**each) for each in row.drivers),
            discount_rate=row.discount_rate,
            missions=tuple(DeclaredMission(each["id"], Words(**each["name"])) for each in row.missions),
        )

    def all_products(self, row: Portfolio) -> tuple[DeclaredProduct, ...]:
        teams = {team.pk: team.slug for team in self.teams.get(row.pk, [])}
        mappings = {mapping.pk: mapping.slug for mapping in self.mappings.get(row.pk, [])}
        return tuple(
            _product(one, teams, mappings, self.claims.get(one.pk, [])) for one in self.products.get(row.pk, [])
        )


def _grouped(rows: QuerySet[Row], by: str) -> Grouped[Row]:
    groups: dict[int, list[Row]] = defaultdict(list)
    for row in rows:
        groups[getattr(row, by)].append(row)
    return groups


def _source(row: Source) -> DeclaredSource:
    return DeclaredSource(row.slug, row.connector, row.settings, Path(row.base))


def _product(
    row: Product, teams: Mapping[int, str], mappings: Mapping[int, str], claims: list[Claim]
) -> DeclaredProduct:
    return DeclaredProduct(
        id=row.slug,
        name=Words(row.name_en, row.name_cy),
        summary=_words(row.summary_en, row.summary_cy),
        team=teams[row.team_id] if row.team_id else None,
        criticality=Criticality(row.criticality),
        phase=Phase(row.phase),
        kind=ProductKind(row.kind),
        mapping=mappings[row.mapping_id] if row.mapping_id else None,
        not_applicable=tuple(Family(one) for one in row.not_applicable),
        work=_claims(claims, Claim.WORK),
        services=_claims(claims, Claim.SERVICE),
        repositories=_claims(claims, Claim.REPOSITORY),
        components=_claims(claims, Claim.COMPONENTS),
        costs=_claims(claims, Claim.COSTS),
        serves=None if row.serves is None else tuple(Tie(each["mission"], each["weight"]) for each in row.serves),
        expectation_target=row.expectation_target,
        published_score=_published(row.published_score),
    )


def _practices(kept: list[dict[str, Any]] | None) -> tuple[DeclaredPractice, ...] | None:
    return None if kept is None else tuple(DeclaredPractice(one["id"], one["settings"]) for one in kept)


def _published(kept: dict[str, Any] | None) -> PublishedScore | None:
    if kept is None:
        return None
    day = date.fromisoformat(kept["dated"]) if kept["dated"] else None
    return PublishedScore(ScoreState(kept["state"]), kept["score"], Words(**kept["source"]), day, kept["place"])


def _claims(claims: list[Claim], family: str) -> tuple[values.Claim, ...]:
    """Sorted here: databases order text by their own collation."""
    return tuple(sorted(values.Claim(claim.source_id, claim.part) for claim in claims if claim.family == family))


def _mapping(row: MappingRow, rules: Iterable[Rule]) -> ValueStreamMapping:
    rules = list(rules)
    return ValueStreamMapping(
        id=row.slug,
        kinds=tuple(KindRule(_condition(one), Kind(one.outcome)) for one in rules if one.gives == Rule.KIND),
        states=tuple(StateRule(_condition(one), WorkState(one.outcome)) for one in rules if one.gives == Rule.STATE),
        counts=tuple(row.counts),
        production=tuple(row.production),
        neglected_after_days=row.neglected_after_days,
        incident_window_hours=row.incident_window_hours,
        count_reverts=row.count_reverts,
    )


def _condition(row: Rule) -> Condition:
    return Condition(tuple(row.types), tuple(row.tags), tuple(row.statuses), tuple(row.resolutions))


def _words(en: str, cy: str) -> Words | None:
    return Words(en, cy) if en or cy else None
