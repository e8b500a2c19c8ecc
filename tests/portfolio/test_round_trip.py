"""Laws over generated declarations: what is exported reads back as it was, from any database, byte for byte."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from string import ascii_lowercase

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from llif.access import audit
from llif.access.actor import COMMAND_LINE
from llif.portfolio import selectors, services
from llif.portfolio.changes import compared
from llif.portfolio.codes import RESERVED, Criticality, Family, Phase, ProductKind
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
from llif.portfolio.described import same
from llif.portfolio.export import written
from llif.portfolio.reading import parse
from llif.portfolio.yaml_places import as_kept
from llif.terms.scorecard import ScoreState
from llif.terms.work import Condition, Kind, KindRule, StateRule, ValueStreamMapping, WorkState
from tests.portfolio.conftest import FILE

AWKWARD = [
    "NO",
    "yes",
    "~",
    "null",
    "1",
    "1e3",
    "0x1F",
    "2021-03-31",
    "12:30",
    "- a",
    "a: b",
    "#x",
    "*",
    "&a",
    "<<",
    "=",
]
CONNECTORS = {"git": None, "tables": None}
BASE = Path("/srv/products").resolve()

letters = st.characters(blacklist_categories=["Cc", "Cs"], blacklist_characters="\ufffe\uffff")
texts = st.one_of(st.sampled_from(AWKWARD), st.text(letters | st.sampled_from("\n\t"), min_size=1, max_size=30))
names = texts.filter(str.strip)
words = st.builds(Words, names.map(str.strip), names.map(str.strip))
# Words of the pages' own addresses are no ids; a test of faults says that they are refused.
ids = st.text(ascii_lowercase + "0123456789-", min_size=1, max_size=6).filter(lambda each: each not in RESERVED)
name_lists = st.lists(names, max_size=3).map(tuple)
conditions = st.builds(Condition, name_lists, name_lists, name_lists, name_lists)
kinds = st.builds(KindRule, conditions, st.sampled_from([kind for kind in Kind if kind is not Kind.UNMAPPED]))
states = st.builds(StateRule, conditions, st.sampled_from(WorkState))
numbers = st.floats(allow_nan=False, allow_infinity=False, max_value=1e200, min_value=-1e200).map(as_kept)
scalars = st.none() | st.booleans() | st.integers(-(10**30), 10**30) | numbers | texts
settings_values = st.recursive(
    scalars, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(names, inner, max_size=3), max_leaves=6
)


published_scores = st.builds(
    lambda score, source, day, place: PublishedScore(
        ScoreState.SCORED if score is not None else ScoreState.NOT_ASSESSED, score, source, day, place
    ),
    st.none() | st.integers(0, 10),
    words,
    st.none() | st.dates(date(1990, 1, 1), date(2100, 1, 1)),
    st.none() | st.integers(1, 99),
)
days_allowed = st.dictionaries(st.sampled_from([one.value for one in Criticality]), st.integers(1, 3660), min_size=1)


def unique(of: st.SearchStrategy[str], most: int) -> st.SearchStrategy[list[str]]:
    return st.lists(of, max_size=most, unique=True).map(sorted)


@st.composite
def claims(draw: st.DrawFn, sources: list[str]) -> tuple[Claim, ...]:
    if not sources:
        return ()
    one = st.builds(Claim, st.sampled_from(sources), names.filter(lambda part: part != "*"))
    return tuple(sorted(draw(st.lists(one, max_size=3, unique=True))))


@st.composite
def ties(draw: st.DrawFn, missions: list[str]) -> tuple[Tie, ...] | None:
    """Weights of whole twentieths, so that any three of them sum to a whole at most."""
    of_missions = st.sets(st.sampled_from(missions), max_size=3) if missions else st.just(set[str]())
    served = draw(st.none() | of_missions)
    return None if served is None else tuple(Tie(one, draw(st.integers(1, 6)) / 20) for one in sorted(served))


@st.composite
def products(
    draw: st.DrawFn, name: str, teams: list[str], mappings: list[str], sources: list[str], missions: list[str]
) -> DeclaredProduct:
    return DeclaredProduct(
        id=name,
        name=draw(words),
        summary=draw(st.none() | words),
        team=draw(st.sampled_from([None, *teams])),
        criticality=draw(st.sampled_from(Criticality)),
        phase=draw(st.sampled_from(Phase)),
        kind=draw(st.sampled_from(ProductKind)),
        mapping=draw(st.sampled_from([None, *mappings])),
        not_applicable=tuple(sorted(draw(st.sets(st.sampled_from(Family))))),
        work=draw(claims(sources)),
        services=draw(claims(sources)),
        repositories=draw(claims(sources)),
        components=draw(claims(sources)),
        costs=draw(claims(sources)),
        serves=draw(ties(missions)),
        expectation_target=draw(st.none() | st.floats(0, 1, exclude_min=True).map(as_kept)),
        published_score=draw(st.none() | published_scores),
    )


@st.composite
def mappings(draw: st.DrawFn, name: str) -> ValueStreamMapping:
    return ValueStreamMapping(
        id=name,
        kinds=draw(st.lists(kinds, max_size=3).map(tuple)),
        states=draw(st.lists(states, max_size=3).map(tuple)),
        counts=draw(st.sampled_from([(), ("Story", "Bug"), ("Epic",)])),
        production=draw(st.lists(names, min_size=1, max_size=2).map(tuple)),
        neglected_after_days=draw(st.integers(1, 3660)),
        incident_window_hours=draw(st.none() | st.integers(1, 720)),
        count_reverts=draw(st.booleans()),
    )


@st.composite
def portfolios(draw: st.DrawFn, name: str, sources: list[DeclaredSource]) -> DeclaredPortfolio:
    teams, of_mappings = draw(unique(ids, 2)), draw(unique(ids, 2))
    known = [source.id for source in sources]
    missions = draw(st.lists(ids, max_size=3, unique=True))
    held = tuple(draw(products(one, teams, of_mappings, known, missions)) for one in draw(unique(ids, 3)))
    lifecycles = tuple(sorted(draw(st.sets(st.sampled_from(known)))) if known else ())
    used = {claim.source for product in held for claim in product.claims}.union(lifecycles)
    followed = st.builds(DeclaredPractice, st.just("devops"), st.dictionaries(names, settings_values, max_size=2))
    leveled = (("Epic",), ("Story", "Bug"))
    return DeclaredPortfolio(
        id=name,
        name=draw(words),
        summary=draw(st.none() | words),
        attribution=draw(st.none() | words),
        time_zone=draw(st.sampled_from(["Europe/London", "UTC", "Asia/Kolkata"])),
        as_at=draw(st.none() | st.dates(date(1990, 1, 1), date(2100, 1, 1))),
        window_days=draw(st.integers(1, 3660)),
        teams=tuple(DeclaredTeam(one, draw(words), draw(st.none() | st.integers(0, 10_000))) for one in teams),
        products=held,
        mappings={one: draw(mappings(one)) for one in of_mappings},
        levels={one: leveled for one in of_mappings if draw(st.booleans())},
        sources=tuple(source for source in sources if source.id in used),
        public=draw(st.booleans()),
        practices=draw(st.none() | st.lists(followed, max_size=1).map(tuple)),
        lifecycles=lifecycles,
        discount_rate=draw(st.floats(0, 1).map(as_kept)),
        vision=draw(st.none() | words),
        drivers=tuple(draw(st.lists(words, max_size=2))),
        missions=tuple(DeclaredMission(one, draw(words)) for one in missions),
        reaction_days={name: draw(days_allowed) for name in ("red", "amber") if draw(st.booleans())},
    )


@st.composite
def declarations(draw: st.DrawFn) -> Declaration:
    given_settings = st.dictionaries(names, settings_values, max_size=3)
    connectors = st.sampled_from(sorted(CONNECTORS))
    sources = [DeclaredSource(one, draw(connectors), draw(given_settings), BASE) for one in draw(unique(ids, 3))]
    return Declaration(tuple(sources), tuple(draw(portfolios(one, sources)) for one in draw(unique(ids, 2))))


def read(text: str) -> Declaration:
    return parse(text, path=FILE, connectors=CONNECTORS, practices={"devops": None})


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(declarations())
def test_a_written_file_reads_back_as_it_was(declaration: Declaration) -> None:
    again = read(written(declaration))
    assert again == declaration
    assert not compared(declaration, again)


@pytest.mark.django_db(transaction=True)
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(declarations(), declarations())
def test_whatever_stood_before_the_stored_round_trip_is_exact(before: Declaration, after: Declaration) -> None:
    services.apply(before, by=COMMAND_LINE)
    services.apply(after, by=COMMAND_LINE)
    kept = [one.id for one in after.portfolios]
    assert selectors.portfolios(kept) == after.portfolios
    text = services.export()
    assert not services.plan(read(text))
    assert not services.apply(read(text), by=COMMAND_LINE)
    assert services.export() == text
    assert audit.verify() == []


@pytest.mark.parametrize(("one", "other"), [(1, True), (1, 1.0), (0, False), ("1", 1), (None, False)])
def test_values_that_python_takes_for_equal_are_told_apart(one: object, other: object) -> None:
    assert not same({"a": one}, {"a": other})
    assert same({"a": one}, {"a": one})


def test_a_settings_change_from_one_to_true_is_a_change(whole_file: str, read: Callable[[str], Declaration]) -> None:
    before, after = read(whole_file), read(whole_file.replace("2.5, true", "2.5, 1"))
    (change,) = compared(before, after).changes
    assert str(change.key) == "source:jira"
    assert [field.field for field in change.fields] == ["settings.pages"]
