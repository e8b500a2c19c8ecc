"""From the form of a file to declared values, in order of ids. It expects a form without faults."""

from collections.abc import Iterable
from pathlib import Path

from llif.portfolio.declaration import (
    ContainerForm,
    FileForm,
    MappingForm,
    MissionForm,
    PortfolioForm,
    ProductForm,
    PublishedScoreForm,
    ReactionForm,
    RepositoryForm,
    RuleForm,
    ServiceForm,
    SourceForm,
    TeamForm,
    TieForm,
    WordsForm,
)
from llif.portfolio.declared import (
    Claim,
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
    named = {claim.source for product in products for claim in product.claims}.union(form.lifecycles)
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
        public=form.public,
        practices=_practices(form),
        lifecycles=tuple(sorted(form.lifecycles)),
        reaction_days=_reaction(form.reaction_days),
        vision=_words_or_none(form.vision),
        drivers=tuple(_words(each) for each in form.drivers),
        missions=tuple(_mission(each) for each in form.missions),
        discount_rate=form.discount_rate,
    )


def _practices(form: PortfolioForm) -> tuple[DeclaredPractice, ...] | None:
    if form.practices is None:
        return None
    return tuple(DeclaredPractice(one.id, one.settings) for one in sorted(form.practices, key=lambda one: one.id))


def _reaction(form: ReactionForm) -> dict[str, dict[str, int]]:
    by_rating = {"red": form.red, "amber": form.amber}
    return {name: {level.value: days[level] for level in sorted(days)} for name, days in by_rating.items() if days}


def _team(form: TeamForm) -> DeclaredTeam:
    return DeclaredTeam(form.id, _words(form.name), form.people)


def _mission(form: MissionForm) -> DeclaredMission:
    return DeclaredMission(form.id, _words(form.name))


def _ties(forms: tuple[TieForm, ...] | None) -> tuple[Tie, ...] | None:
    return None if forms is None else tuple(sorted(Tie(form.mission, form.weight) for form in forms))


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
        components=_claims(form.components),
        costs=_claims(form.costs),
        serves=_ties(form.serves),
        expectation_target=form.expectation_target,
        published_score=_published(form.published_score),
    )


def _published(form: PublishedScoreForm | None) -> PublishedScore | None:
    if form is None:
        return None
    return PublishedScore(form.state, form.score, _words(form.source), form.dated, form.place)


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
