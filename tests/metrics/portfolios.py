"""Portfolios and histories made up for the comparison with the oracle: every oddity of a real tool, often.

Hypothesis draws the sizes and a seed, so that a failing example shrinks to few rows; the rows come from the seed.
"""

import random
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from hypothesis import strategies as st

from llif.metrics.questions import Context, Question, Scope, context
from llif.metrics.reading import Claim, PortfolioReading, ProductReading
from llif.terms.records import columns
from llif.terms.time import Grain, Period, periods, span
from llif.terms.work import Condition, Kind, KindRule, StateRule, ValueStreamMapping, WorkState

ZONE = "Europe/London"
BEGINS = datetime(2021, 1, 1, tzinfo=UTC)
DAYS = 330
# the hours around both changes of the clock, and midnights in each: where a wrong zone shows
EDGES = (
    datetime(2021, 3, 28, 0, tzinfo=UTC),
    datetime(2021, 3, 28, 1, tzinfo=UTC),
    datetime(2021, 3, 31, 23, tzinfo=UTC),
    datetime(2021, 4, 4, 23, tzinfo=UTC),
    datetime(2021, 10, 31, 0, tzinfo=UTC),
    datetime(2021, 10, 31, 1, tzinfo=UTC),
    datetime(2021, 11, 1, 0, tzinfo=UTC),
)
TYPES = ("Story", "Bug", "Task", "Epic", "Spike", " bug ")
TAGS = ("tech-debt", "Security", " Hotfix ", "other")
STATUSES = ("Open", "Ready", "In Progress", "in review", "Resolved", "Closed", "Nowhere")
RESOLUTIONS = (None, None, "Fixed", "Won't Fix")
WORK, CODE, CALLS = "jira", "git", "desk"
CONTAINERS, SERVICES = ("ALPHA", "BETA"), ("api", "web")
KEYS = ("ABC-1", "ABC-2", "K-1", "K-2", "XY-9")
"""Of commits; a tracker may know those that begin with K."""
Rows = dict[str, list[dict[str, Any]]]


@dataclass(frozen=True)
class World:
    """A portfolio, what its tools recorded, and what is asked of it."""

    reading: PortfolioReading
    rows: Rows
    context: Context
    questions: tuple[Question, ...]


class Dice(random.Random):
    """Made-up choices, and the days in which anything happens."""

    days = DAYS


@st.composite
def worlds(draw: st.DrawFn, measures: tuple[str, ...]) -> World:
    """*Takes* the measures to ask for."""
    dice = Dice(draw(st.integers(0, 2**32 - 1)))
    dice.days = 135 if dice.random() < 0.3 else DAYS  # an early end of all records: silence
    sizes = {name: draw(st.integers(0, 4) | st.integers(most // 2, most)) for name, most in MOST.items()}
    reading = _reading(dice, draw(st.integers(1, 3)))
    suppliers = frozenset(each.id for each in reading.products if dice.random() < 0.15)
    declared = {
        each.id: frozenset({dice.choice(["flow", "delivery", "service"])})
        for each in reading.products
        if dice.random() < 0.1
    }
    kinds = draw(st.booleans())
    asked = tuple(
        Question(measures, _periods(dice, grains), scope, kinds=kinds)
        for scope, grains in zip(TOLD_APART, dice.sample(GRAINS, len(GRAINS)), strict=True)
    )
    return World(reading, _rows(dice, sizes), context(reading, "s1", suppliers, declared), asked)


TOLD_APART = (Scope.PRODUCT, Scope.TEAM, Scope.PORTFOLIO)
"""The scopes that the oracle knows; a group of products is held to a team's and to its items elsewhere."""
MOST = {"work_items": 160, "changes": 150, "deployments": 120, "incidents": 120}


def _instant(dice: Dice) -> datetime:
    if dice.random() < 0.1:
        return dice.choice(EDGES)
    if dice.random() < 0.5:  # a busy season, so that medians have enough
        return BEGINS + timedelta(days=dice.randrange(70, 130), minutes=dice.randrange(1440))
    return BEGINS + timedelta(minutes=dice.randrange(dice.days * 1440))


def _reading(dice: Dice, count: int) -> PortfolioReading:
    mappings = [_mapping(dice, f"m{number}") for number in range(count)]
    shared = dice.random() < 0.5
    products = tuple(
        _shared(dice, number, dice.choice(mappings)) if shared else _own(dice, number, mapping)
        for number, mapping in enumerate(mappings)
    )
    as_at = dice.choice([BEGINS + timedelta(days=dice.randrange(60, DAYS), minutes=dice.randrange(1440)), *EDGES])
    if dice.random() < 0.6:
        as_at = BEGINS + timedelta(days=150)
    tickets = frozenset({CODE}) if dice.random() < 0.5 else frozenset()
    return PortfolioReading("p", as_at, ZONE, products, tickets)


def _shared(dice: Dice, number: int, mapping: ValueStreamMapping) -> ProductReading:
    """Any claims, the same as its neighbours' or all of a source, by its own mapping or a neighbour's."""
    return ProductReading(
        f"product-{number}",
        dice.choice([None, "red", "blue"]),
        mapping,
        _some(dice, WORK, CONTAINERS),
        _some(dice, CODE, SERVICES) + _some(dice, CALLS, SERVICES),
        _some(dice, CODE, SERVICES),
    )


def _own(dice: Dice, number: int, mapping: ValueStreamMapping) -> ProductReading:
    """Claims that no neighbour has, and a mapping of its own."""
    if number >= len(SERVICES):
        return ProductReading(f"product-{number}", dice.choice([None, "red"]), mapping)
    work = (Claim(WORK, CONTAINERS[number]),) if dice.random() < 0.8 else ()
    name = SERVICES[number]
    return ProductReading(
        f"product-{number}",
        dice.choice([None, "red", "blue"]),
        mapping,
        work,
        (Claim(CODE, name), Claim(CALLS, name)),
        (Claim(CODE, name),) if dice.random() < 0.7 else (),
    )


def _some(dice: Dice, source: str, names: tuple[str, ...]) -> tuple[Claim, ...]:
    if dice.random() < 0.2:
        return (Claim(source, "*"), Claim(source, names[0]))
    return tuple(Claim(source, name) for name in names if dice.random() < 0.6)


def _mapping(dice: Dice, name: str) -> ValueStreamMapping:
    kinds = [
        KindRule(Condition(tags=("tech-debt",)), Kind.DEBT),
        KindRule(Condition(types=("bug", "Task"), tags=("security", "hotfix")), Kind.RISK),
        KindRule(Condition(types=("BUG",)), Kind.DEFECT),
        KindRule(Condition(types=("Story",), resolutions=("fixed",)), Kind.FEATURE),
        KindRule(Condition(types=("story ", "Epic")), Kind.FEATURE),
        KindRule(Condition(types=("spike",)), Kind.IGNORE),
        KindRule(Condition(types=("ticket",), tags=("fix",)), Kind.DEFECT),
        KindRule(Condition(types=("ticket",), statuses=("in production",)), Kind.FEATURE),
    ]
    states = [
        StateRule(Condition(statuses=("closed", "resolved"), resolutions=("won't fix",)), WorkState.CANCELLED),
        StateRule(Condition(statuses=("Closed", "Resolved")), WorkState.DONE),
        StateRule(Condition(statuses=("open",)), WorkState.NEW),
        StateRule(Condition(statuses=("ready",)), WorkState.WAITING),
        StateRule(Condition(statuses=("in progress", "In Review")), WorkState.ACTIVE),
    ]
    return ValueStreamMapping(
        name,
        tuple(rule for rule in kinds if dice.random() < 0.8),
        tuple(rule for rule in states if dice.random() < 0.9),
        dice.choice([(), (), ("story", "bug", "spike"), ("Epic", "Bug")]),
        dice.choice([("production",), ("Production ", "live"), ("production", "live")]),
        incident_window_hours=dice.choice([None, None, 24.0, 72.5]),
        count_reverts=dice.random() < 0.3,
    )


def _periods(dice: Dice, grains: tuple[Grain, ...]) -> tuple[Period, ...]:
    grain = dice.choice(grains)
    day = (dice.choice([BUSY, BUSY, BUSY, *EDGES]) + timedelta(days=dice.randrange(-30, 30))).date()
    found = periods(day, day + timedelta(days=1 + dice.randrange(4) * LENGTH[grain]), grain, ZONE)[:5]
    if dice.random() < 0.3:
        found.append(span(date(2021, 1, 1), date(2022, 1, 1), ZONE))
    return tuple(dict.fromkeys(found))


BUSY = BEGINS + timedelta(days=100)
GRAINS = (
    (Grain.DAY, Grain.WEEK),
    (Grain.MONTH, Grain.QUARTER, Grain.FINANCIAL_QUARTER),
    (Grain.QUARTER, Grain.YEAR, Grain.FINANCIAL_YEAR),
)
LENGTH = {
    Grain.DAY: 1,
    Grain.WEEK: 7,
    Grain.MONTH: 31,
    Grain.QUARTER: 92,
    Grain.YEAR: 100,
    Grain.FINANCIAL_QUARTER: 92,
    Grain.FINANCIAL_YEAR: 100,
}


def _rows(dice: Dice, sizes: dict[str, int]) -> Rows:
    rows: Rows = {name: [] for name in ("work_items", "status_changes", "changes", "deployments", "deployed_changes")}
    for number in range(sizes["work_items"]):
        history = _history(dice, f"i{number}")
        rows["work_items"].append(_item(dice, number, sizes["work_items"], history))
        rows["status_changes"].extend(history)
    rows["changes"] = [_change(dice, number) for number in range(sizes["changes"])]
    rows["deployments"] = [_deployment(dice, number) for number in range(sizes["deployments"])]
    rows["deployed_changes"] = _contents(dice, rows["changes"], rows["deployments"])
    rows["incidents"] = [_incident(dice, number, rows) for number in range(sizes["incidents"])]
    for each in rows.values():
        dice.shuffle(each)  # tools do not promise an order
    return rows


def row(table: str, source: str, name: str, **values: Any) -> dict[str, Any]:
    """A landed row with every column of its table."""
    return {**dict.fromkeys(columns(table)), "source": source, "id": name, "observed_at": BEGINS, **values}


def _history(dice: Dice, item: str) -> list[dict[str, Any]]:
    instants = sorted(_instant(dice) for _ in range(dice.choice([0, 1, 2, 2, 3, 3, 4, 5, 7])))
    if dice.random() < 0.5:  # quick work, most of it in the busy season
        instants = [instants[0] + timedelta(hours=7 * place) for place in range(len(instants))] if instants else []
    if len(instants) > 1 and dice.random() < 0.3:
        instants[1] = instants[0]
    kind, tags = dice.choice(TYPES), dice.sample(TAGS, dice.choice([0, 0, 1, 2]))
    tells_types = dice.random() < 0.9
    found = []
    for place, at in enumerate(instants):
        if dice.random() < 0.15:
            kind = dice.choice(TYPES)
        status = STATUSES[min(place, 5)] if dice.random() < 0.6 else dice.choice(STATUSES)
        if place == len(instants) - 1 and dice.random() < 0.5:
            status = dice.choice(["Resolved", "Closed"])
        made = row("status_changes", WORK, f"{item}-{place}", item_id=item, changed_at=at, sequence=place)
        found.append({**made, "status": status, "type": kind if tells_types else None, "tags": tags or None})
        found[-1]["resolution"] = dice.choice(RESOLUTIONS)
    return found


def _item(dice: Dice, number: int, count: int, history: list[dict[str, Any]]) -> dict[str, Any]:
    created = _instant(dice) if dice.random() < 0.2 else None
    if history and dice.random() < 0.6:
        created = history[0]["changed_at"] - timedelta(seconds=dice.choice([0, 0, 60, 61, 90_000]))
    return row(
        "work_items",
        WORK,
        f"i{number}",
        key=f"K-{number}",
        container=dice.choice(CONTAINERS),
        type=(history[-1]["type"] if history else None) or dice.choice(TYPES),
        tags=dice.choice([None, [], ["tech-debt"], ["security"]]),
        parent_id=f"i{dice.randrange(number + 1, count + 1)}" if dice.random() < 0.15 else None,
        created_at=created,
    )


def _change(dice: Dice, number: int) -> dict[str, Any]:
    reverts = f"c{dice.randrange(number)}" if number and dice.random() < 0.15 else None
    return row(
        "changes",
        CODE,
        f"c{number}",
        repository=dice.choice(SERVICES),
        committed_at=_instant(dice),
        item_keys=dice.sample(KEYS, dice.choice([0, 1, 1, 2])) or None,
        reverts_change_id=reverts,
        conventional_type=dice.choice([None, "feat", "fix"]),
    )


def _deployment(dice: Dice, number: int) -> dict[str, Any]:
    return row(
        "deployments",
        CODE,
        f"d{number}",
        service=dice.choice(SERVICES),
        environment=dice.choice(["production", "production", " Production", "live", "staging", None]),
        finished_at=_instant(dice),
        outcome=dice.choice(["succeeded", "succeeded", "unknown", None, None, "failed", "rolled_back"])
        if number % 2
        else None,
        version=f"v{number}",
        revision=f"r{dice.randrange(8)}",
        is_unplanned=dice.choice([None, True, False]),
    )


def _contents(dice: Dice, changes: list[dict[str, Any]], made: list[dict[str, Any]]) -> list[dict[str, Any]]:
    pairs = {
        (deployment["id"], change["id"])
        for change in changes
        for deployment in dice.sample(made, min(len(made), dice.choice([0, 1, 1, 2, 3])))
    }
    if made:
        pairs.add((dice.choice(made)["id"], "never-landed"))
    return [
        row("deployed_changes", CODE, f"{deployment}:{change}", deployment_id=deployment, change_id=change)
        for deployment, change in sorted(pairs)
    ]


def _incident(dice: Dice, number: int, rows: Rows) -> dict[str, Any]:
    opened, made, changes = _instant(dice), rows["deployments"], rows["changes"]
    if made and dice.random() < 0.3:
        opened = dice.choice(made)["finished_at"] + timedelta(hours=dice.choice([0, 1, 24, 25]))
    deployment = dice.choice(made)[dice.choice(["id", "version", "revision"])] if made else None
    return row(
        "incidents",
        dice.choice([CODE, CALLS]),
        f"n{number}",
        service=dice.choice(SERVICES),
        opened_at=opened,
        restored_at=opened + timedelta(minutes=dice.randrange(20_000)) if dice.random() < 0.8 else None,
        is_user_impacting=dice.choice([None, True, True, False]),
        caused_by_deployment=deployment if dice.random() < 0.2 else None,
        caused_by_change=dice.choice(changes)["id"] if changes and dice.random() < 0.1 else None,
        cancelled=dice.choice([None, False, False, True]),
    )
