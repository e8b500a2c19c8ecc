"""The facts the scorecard's rules read: which lifecycle a component meets, what an answer counts as, whose it is."""

import os
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import ibis.backends
import ibis.expr.types as ir
import pyarrow as pa
import pytest
from engine import READ, built, landed_tables
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from portfolios import BEGINS, EDGES, ZONE, Dice, row

from llif.metrics import facts
from llif.metrics.evidence_rows import by_product, grouped
from llif.metrics.facts import components, identity, service
from llif.metrics.reading import Claim, PortfolioReading, ProductReading
from oracle import evidence
from oracle.records import Landed

AS_AT = datetime(2021, 7, 1, 12, tzinfo=UTC)
ONE = ProductReading("one", services=(Claim("s", "*"),), components=(Claim("sbom", "app"),))
READING = PortfolioReading("p", AS_AT, ZONE, (ONE,), lifecycles=("eol",))
Rows = Mapping[str, list[dict[str, Any]]]
World = tuple[PortfolioReading, Rows]
LONG = int(os.environ.get("LLIF_EXAMPLES", "40"))
COMMON = settings(deadline=None, derandomize=True, suppress_health_check=list(HealthCheck), print_blob=False)


def component(name: str, **told: Any) -> dict[str, Any]:
    return {**row("components", "sbom", name, container="app", **told), "name": name}


def lifecycle(product: str, cycle: str, ends: date | None = None, supported: bool | None = None) -> dict[str, Any]:
    told = {"product": product, "cycle": cycle, "support_ends": ends, "is_supported": supported}
    return row("lifecycles", "eol", f"{product}:{cycle}", **told)


def identifier(product: str, kind: str, value: str) -> dict[str, Any]:
    return row("lifecycle_identifiers", "eol", f"{product}:{value}", product=product, kind=kind, value=value)


LIFECYCLES = {
    "lifecycles": [
        lifecycle("laravel", "7", date(2021, 3, 3)),
        lifecycle("laravel", "6", supported=True),
        lifecycle("dropwizard", "1.3", date(2020, 12, 31)),
        lifecycle("dropwizard", "1.30", supported=True),
        lifecycle("dropwizard", "1", supported=False),
        lifecycle("windows-server", "2012-R2", date(2023, 10, 10)),
        lifecycle("windows-server", "2012"),
    ],
    "lifecycle_identifiers": [
        identifier("laravel", "purl", "pkg:composer/laravel/framework"),
        identifier("laravel", "cpe", "cpe:/a:laravel:laravel"),
        identifier("dropwizard", "purl", "pkg:maven/io.dropwizard/dropwizard-core"),
        identifier("dropwizard", "repology", "dropwizard"),
    ],
}
CORE = "pkg:maven/io.dropwizard/dropwizard-core"


MEETINGS: Sequence[tuple[dict[str, Any], tuple[str | None, ...]]] = (
    ({"purl": "pkg:composer/laravel/framework@v7.30.6"}, ("purl", "laravel", "7", "ends")),
    ({"purl": "pkg:composer/laravel/framework@6.20.44?x=y"}, ("purl", "laravel", "6", "supported")),
    ({"purl": "pkg:composer/laravel/tinker@7.1"}, (None, None, None, None)),
    ({"purl": f"{CORE}@1.3.15"}, ("purl", "dropwizard", "1.3", "ends")),
    ({"purl": f"{CORE}?type=jar", "version": "1.30.1"}, ("purl", "dropwizard", "1.30", "supported")),
    ({"purl": f"{CORE}@1.31"}, ("purl", "dropwizard", "1", "ended")),
    ({"purl": f"{CORE}@1"}, ("purl", "dropwizard", "1", "ended")),
    ({"purl": f"{CORE}@2.0"}, ("purl", "dropwizard", None, None)),
    ({"purl": f"{CORE}@13"}, ("purl", "dropwizard", None, None)),
    ({"purl": CORE}, ("purl", "dropwizard", None, None)),
    ({"purl": "no package", "version": "7"}, (None, None, None, None)),
    ({"cpe": "cpe:2.3:a:laravel:laravel:6.1:*:*:*:*:*:*:*"}, ("identifier", "laravel", "6", "supported")),
    ({"cpe": "cpe:2.3:a:other:laravel:6.1:*:*:*:*:*:*:*"}, (None, None, None, None)),
    ({"lifecycle": "windows-server", "version": "2012-R2"}, ("name", "windows-server", "2012-R2", "ends")),
    ({"lifecycle": "windows-server", "version": "2012"}, ("name", "windows-server", "2012", None)),
    ({"lifecycle": "windows", "version": "2012"}, (None, None, None, None)),
    ({"lifecycle": "laravel", "purl": f"{CORE}@1.3", "version": "7.1"}, ("name", "laravel", "7", "ends")),
    ({"version": "7"}, (None, None, None, None)),
)
"""What a component called laravel says of itself; how it is matched, to which lifecycle and cycle; how that stands."""


@pytest.fixture(scope="module")
def met(session: ibis.backends.BaseBackend) -> Sequence[dict[str, Any]]:
    """The components of `MEETINGS` in their order, each in a container of its own, beside the lifecycles."""
    listed = [component("laravel", **told) for told, _met in MEETINGS]
    apart = [{**each, "id": f"{place:02}", "container": f"{place:02}"} for place, each in enumerate(listed)]
    owner = ProductReading("one", components=(Claim("sbom", "*"),))
    reading = replace(READING, products=(owner,))
    rows = built(session, {**LIFECYCLES, "components": apart}, reading)["components"].to_pyarrow().to_pylist()
    return sorted(rows, key=lambda row: row["container"])


@pytest.mark.parametrize("place", range(len(MEETINGS)), ids=lambda place: str(MEETINGS[place][0]))
def test_a_component_meets_a_lifecycle(met: Sequence[dict[str, Any]], place: int) -> None:
    """Its own name is never taken for the lifecycle's: the component is called laravel in each case."""
    found = met[place]
    assert len(met) == len(MEETINGS)
    assert tuple(found[name] for name in ("matched_by", "lifecycle", "cycle", "support")) == MEETINGS[place][1]
    assert (found["support_ends"] is not None) == (found["support"] == "ends")


def test_a_component_that_is_listed_after_as_at_is_not_known_then(session: ibis.backends.BaseBackend) -> None:
    late = component("late", listed_at=AS_AT + timedelta(seconds=1))
    held = built(session, {"components": [late, component("now", listed_at=AS_AT)]}, READING)
    rows = held["components"].to_pyarrow().to_pylist()
    assert [(each["component"], each["observed_on"]) for each in rows] == [("now", date(2021, 7, 1))]


@pytest.mark.parametrize(
    ("text", "key", "version"),
    [
        ("pkg:npm/%40angular/core@17.1.0", "npm/@angular/core", "17.1.0"),
        ("pkg:PyPI/Django_Ninja@1", "pypi/django-ninja", "1"),
        ("pkg:deb/ubuntu/python3.6?arch=amd64", "deb/ubuntu/python3.6", None),
        ("pkg:github/Dropwizard/Dropwizard", "github/dropwizard/dropwizard", None),
        ("dropwizard", None, None),
        ("", None, None),
        (None, None, None),
    ],
)
def test_a_package_url_s_key(text: str | None, key: str | None, version: str | None) -> None:
    assert identity.of_purl(text) == (key, version)


@pytest.mark.parametrize(
    ("text", "key", "version"),
    [
        ("cpe:/a:laravel:laravel", "a:laravel:laravel", None),
        ("cpe:2.3:a:python:python:3.12:*:*:*:*:*:*:*", "a:python:python", "3.12"),
        (r"cpe:2.3:a:x\:y:z:-:*:*:*:*:*:*:*", "a:x:y:z", None),
        ("cpe:/a:only", None, None),
        ("laravel", None, None),
    ],
)
def test_a_cpe_s_key(text: str, key: str | None, version: str | None) -> None:
    assert identity.of_cpe(text) == (key, version)


def answer(number: int, score: float | None, best: str | None = "lowest", at: datetime = BEGINS) -> dict[str, Any]:
    told = {"service": "desk", "answered_at": at, "score": score, "scale_min": 1.0, "scale_max": 5.0, "best": best}
    return row("survey_responses", "s", str(number), **told)


@pytest.mark.parametrize(
    ("best", "scores", "counted"),
    [
        ("lowest", [1, 2, 3, 4, 5], (5, 2, 0)),
        ("highest", [1, 2, 3, 4, 5], (5, 2, 0)),
        ("lowest", [1, 6, 7, None], (1, 1, 3)),
        ("highest", [1, 1, 0, 5], (3, 1, 1)),
        ("least", [1, 2], (0, 0, 2)),
        (None, [1, 2], (0, 0, 2)),
    ],
)
def test_answers(
    session: ibis.backends.BaseBackend, best: str | None, scores: list[float | None], counted: tuple[int, int, int]
) -> None:
    made = [answer(number, score, best) for number, score in enumerate(scores)]
    (found,) = built(session, {"survey_responses": made}, READING)["answers"].to_pyarrow().to_pylist()
    assert (found["n"], found["best"], found["unlisted"]) == counted


def test_an_answer_belongs_to_the_local_day(session: ibis.backends.BaseBackend) -> None:
    """23:30 UTC in June is the next day in London; in January it is not."""
    instants = [datetime(2021, 6, 1, 23, 30, tzinfo=UTC), datetime(2021, 1, 5, 23, 30, tzinfo=UTC)]
    made = [answer(number, 1, at=at) for number, at in enumerate(instants)]
    rows = built(session, {"survey_responses": made}, READING)["answers"].to_pyarrow().to_pylist()
    assert sorted(each["day"] for each in rows) == [date(2021, 1, 5), date(2021, 6, 2)]


def test_facts_without_their_tables_are_empty_and_of_the_same_columns(session: ibis.backends.BaseBackend) -> None:
    """The command that looks at a clone lands no such table; a portfolio without sources has none."""
    known = built(session, {}, READING)
    few = {name: session.table(f"landed_{name}") for name in READ[:6]}
    without = facts.build(few, READING, lambda name, rows: session.create_table(f"w_{name}", rows, overwrite=True))
    for name in ("components", "answers", "service_levels"):
        assert without[name].to_pyarrow().num_rows == known[name].to_pyarrow().num_rows == 0
        assert without[name].schema() == known[name].schema()


def test_rows_by_product_keep_every_row_under_its_product() -> None:
    rows = [{"product": name, "n": number} for number, name in enumerate("abcab")]
    assert grouped(pa.Table.from_pylist(rows)) == {
        name: [each for each in rows if each["product"] == name] for name in "abc"
    }
    assert by_product({}, "components") == {}


def test_freshness_tells_of_days_with_answers_and_levels(session: ibis.backends.BaseBackend) -> None:
    level = row("service_levels", "s", "l", service="desk", objective="o", day=date(2021, 6, 30), good=1.0, total=2.0)
    held = built(session, {"survey_responses": [answer(1, 1)], "service_levels": [level]}, READING)
    spoken = {each["family"]: each for each in held["freshness"].to_pyarrow().to_pylist()}
    assert {family: each["is_silent"] for family, each in spoken.items()} == {"answers": True, "service_levels": False}


# --- against the oracle ---

PURLS = (None, "pkg:npm/a", "pkg:npm/a@1.3.15", "pkg:npm/b@v2.0?x=y", "pkg:npm/c@1.30", "nonsense")
CPES = (None, None, "cpe:2.3:a:a:a:1.3:*:*:*:*:*:*:*", "cpe:2.3:a:b:b:*:*:*:*:*:*:*:*")
VERSIONS = (None, None, "1.3.15", "1.30", "v2.0.1", "1:2.0", "13", "2012-R2", "")
CYCLES = ("1", "1.3", "1.30", "2", "2.0", "v2", "2012", "2012-R2")
NAMES = ("a", "b", "c")


@st.composite
def worlds(draw: st.DrawFn) -> World:
    dice = Dice(draw(st.integers(0, 2**32 - 1)))
    sizes = {name: draw(st.integers(0, most)) for name, most in (("components", 60), ("answers", 150), ("levels", 60))}
    sources = dice.choice([(), ("e1",), ("e1", "e2"), ("e2", "e1")])
    products = tuple(_product(dice, number) for number in range(draw(st.integers(1, 3))))
    as_at = dice.choice([BEGINS + timedelta(days=dice.randrange(300), minutes=dice.randrange(1440)), *EDGES])
    made: Rows = {
        "components": [_component(dice, number) for number in range(sizes["components"])],
        "lifecycles": [_lifecycle(dice, source, name, cycle) for source in ("e1", "e2") for name in NAMES
                       for cycle in CYCLES if dice.random() < 0.5],
        "lifecycle_identifiers": _identifiers(dice),
        "survey_responses": [_answer(dice, number) for number in range(sizes["answers"])],
        "service_levels": [_level(dice, number) for number in range(sizes["levels"])],
    }  # fmt: skip
    return PortfolioReading("p", as_at, ZONE, products, lifecycles=sources), made


def _product(dice: Dice, number: int) -> ProductReading:
    names = ("x", "y", "*")
    services = tuple(Claim("s", name) for name in names if dice.random() < 0.4)
    return ProductReading(
        f"p{number}", services=services, components=tuple(Claim("i", name) for name in names if dice.random() < 0.5)
    )


def _at(dice: Dice) -> datetime:
    return dice.choice([*EDGES, BEGINS + timedelta(minutes=dice.randrange(300 * 1440))])


def _component(dice: Dice, number: int) -> dict[str, Any]:
    told = {
        "container": dice.choice("xyz"),
        "version": dice.choice(VERSIONS),
        "purl": dice.choice(PURLS),
        "cpe": dice.choice(CPES),
        "lifecycle": dice.choice([None, None, None, "a", "c", "zz"]),
        "listed_at": dice.choice([None, _at(dice)]),
    }
    return {**row("components", "i", str(number), **told), "name": dice.choice("abc")}


def _lifecycle(dice: Dice, source: str, name: str, cycle: str) -> dict[str, Any]:
    ends, supported = dice.choice([(date(2021, 5, 1), None), (None, True), (None, False), (None, None)])
    told = {"product": name, "cycle": cycle, "support_ends": ends, "is_supported": supported}
    return row("lifecycles", source, f"{name}:{cycle}", **told)


def _identifiers(dice: Dice) -> list[dict[str, Any]]:
    told = [("a", "purl", "pkg:npm/a"), ("b", "purl", "pkg:npm/b"), ("b", "purl", "pkg:npm/a"), ("c", "repology", "c"),
            ("a", "cpe", "cpe:/a:a:a"), ("c", "cpe", "cpe:2.3:a:b:b"), ("c", "purl", "cpe:/a:a:a")]  # fmt: skip
    return [
        row("lifecycle_identifiers", source, f"{name}:{value}", product=name, kind=kind, value=value)
        for source in ("e1", "e2")
        for name, kind, value in told
        if dice.random() < 0.6
    ]


def _answer(dice: Dice, number: int) -> dict[str, Any]:
    return row(
        "survey_responses",
        dice.choice(["s", "other"]),
        str(number),
        service=dice.choice("xyz"),
        instrument=dice.choice([None, "fft"]),
        answered_at=_at(dice),
        score=dice.choice([None, 0.0, 1.0, 1.5, 2.0, 3.0, 4.0, 5.0, 7.0]),
        scale_min=dice.choice([None, 1.0, 1.0, 1.0]),
        scale_max=dice.choice([None, 5.0, 5.0, 5.0]),
        best=dice.choice([None, "lowest", "highest", "top"]),
    )


def _level(dice: Dice, number: int) -> dict[str, Any]:
    total = dice.randrange(5)
    told = {"objective": dice.choice("op"), "day": _at(dice).date(), "good": float(dice.randrange(total + 1))}
    return row("service_levels", "s", str(number), service=dice.choice("xyz"), total=float(total), **told)


@given(world=worlds())
@settings(COMMON, max_examples=8)
def test_the_engine_s_facts_equal_the_oracle_s(session: ibis.backends.BaseBackend, world: World) -> None:
    compare(session, world)


@pytest.mark.engine
@given(world=worlds())
@settings(COMMON, max_examples=LONG, derandomize="LLIF_EXAMPLES" not in os.environ)
def test_the_engine_s_facts_equal_the_oracle_s_at_length(session: ibis.backends.BaseBackend, world: World) -> None:
    compare(session, world)


def compare(session: ibis.backends.BaseBackend, world: World) -> None:
    reading, rows = world
    held, landed = evidence_alone(session, rows, reading), Landed(rows)
    for name, expected in (
        ("components", evidence.components(landed, reading)),
        ("answers", evidence.answers(landed, reading)),
        ("service_levels", evidence.service_levels(landed, reading)),
    ):
        found = held[name].to_pyarrow().to_pylist()
        assert sorted(map(_told, found)) == sorted(map(_told, expected)), name


def evidence_alone(session: ibis.backends.BaseBackend, rows: Rows, reading: PortfolioReading) -> dict[str, ir.Table]:
    """These three facts without the others, whose compiling takes most of the time."""

    def keep(name: str, table: ir.Table) -> ir.Table:
        return session.create_table(f"kept_{name}", table, overwrite=True)

    landed = landed_tables(session, rows)
    return {
        "components": keep("fact_components", components.components(landed, reading, keep)),
        "answers": keep("fact_answers", service.answers(landed, reading)),
        "service_levels": keep("fact_levels", service.service_levels(landed, reading)),
    }


def _told(fact: Mapping[str, Any]) -> str:
    return repr(sorted(fact.items()))
