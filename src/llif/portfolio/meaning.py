"""From the form of a file to declared values, in order of ids. It expects a form without faults."""

from collections.abc import Iterable
from pathlib import Path

from llif.portfolio.declaration import (
    ContainerForm,
    FileForm,
    MappingForm,
    PortfolioForm,
    ProductForm,
    RepositoryForm,
    RuleForm,
    ServiceForm,
    SourceForm,
    TeamForm,
    WordsForm,
)
from llif.portfolio.declared import (
    Claim,
    Declaration,
    DeclaredPortfolio,
    DeclaredProduct,
    DeclaredSource,
    DeclaredTeam,
    Words,
)
from llif.terms.work import Condition, KindRule, StateRule, ValueStreamMapping


def meant(form: FileForm, folder: Path) -> Declaration:
    """The declaration of a file that lies in `folder`."""
    sources = tuple(_source(source, folder) for source in sorted(form.sources, key=lambda one: one.id))
    portfolios = sorted(form.portfolios, key=lambda one: one.id)
    return Declaration(sources, tuple(_portfolio(portfolio, sources) for portfolio in portfolios))


def _source(form: SourceForm, folder: Path) -> DeclaredSource:
    base = (folder / form.base if form.base else folder).resolve()
    return DeclaredSource(form.id, form.connector, form.settings, base)


def _portfolio(form: PortfolioForm, sources: tuple[DeclaredSource, ...]) -> DeclaredPortfolio:
    products = tuple(_product(product) for product in sorted(form.products, key=lambda one: one.id))
    named = {claim.source for product in products for claim in product.claims}
    mappings = sorted(form.mappings, key=lambda one: one.id)
    return DeclaredPortfolio(
        id=form.id,
        name=_words(form.name),
        summary=_words_or_none(form.summary),
        attribution=_words_or_none(form.attribution),
        time_zone=form.time_zone,
        as_at=form.as_at,
        window_days=form.window_days,
        teams=tuple(_team(team) for team in sorted(form.teams, key=lambda one: one.id)),
        products=products,
        mappings={mapping.id: _mapping(mapping) for mapping in mappings},
        levels={mapping.id: mapping.levels for mapping in mappings if mapping.levels},
        sources=tuple(source for source in sources if source.id in named),
    )


def _team(form: TeamForm) -> DeclaredTeam:
    return DeclaredTeam(form.id, _words(form.name))


def _product(form: ProductForm) -> DeclaredProduct:
    return DeclaredProduct(
        id=form.id,
        name=_words(form.name),
        summary=_words_or_none(form.summary),
        team=form.team,
        criticality=form.criticality,
        phase=form.phase,
        kind=form.kind,
        mapping=form.mapping,
        not_applicable=tuple(sorted(form.not_applicable)),
        work=_claims(form.work),
        services=_claims(form.services),
        repositories=_claims(form.repositories),
    )


def _claims(forms: Iterable[ContainerForm | ServiceForm | RepositoryForm]) -> tuple[Claim, ...]:
    return tuple(sorted(Claim(form.source, _part(form)) for form in forms))


def _part(form: ContainerForm | ServiceForm | RepositoryForm) -> str:
    if isinstance(form, ContainerForm):
        return form.container
    return form.service if isinstance(form, ServiceForm) else form.repository


def _mapping(form: MappingForm) -> ValueStreamMapping:
    return ValueStreamMapping(
        id=form.id,
        kinds=tuple(KindRule(_condition(rule), rule.is_) for rule in form.kinds),
        states=tuple(StateRule(_condition(rule), rule.is_) for rule in form.states),
        counts=form.counts,
        production=form.production,
        neglected_after_days=form.neglected_after_days,
        incident_window_hours=form.incident_window_hours,
        count_reverts=form.count_reverts,
    )


def _condition(form: RuleForm) -> Condition:
    return Condition(form.type, form.tag, form.status, form.resolution)


def _words(form: WordsForm) -> Words:
    return Words(form.en, form.cy)


def _words_or_none(form: WordsForm | None) -> Words | None:
    return None if form is None else _words(form)
