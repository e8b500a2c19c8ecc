"""What applying a declaration would change: described things compared, field by field. It writes nothing."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from llif.portfolio import described
from llif.portfolio.declared import Declaration, DeclaredPortfolio
from llif.portfolio.described import Described

NONE_IS_SAID = ("practices", "serves")
"""Fields in which an empty list says something that their absence does not."""


class Action(StrEnum):
    CREATE = "create"
    CHANGE = "change"
    REMOVE = "remove"


class Thing(StrEnum):
    """In the order in which they can be created: each leans only on those before it."""

    SOURCE = "source"
    PORTFOLIO = "portfolio"
    TEAM = "team"
    MAPPING = "mapping"
    PRODUCT = "product"


@dataclass(frozen=True)
class Key:
    """A thing's name; `portfolio` is empty for a source, and its own id for a portfolio."""

    thing: Thing
    portfolio: str
    id: str

    def __str__(self) -> str:
        alone = self.thing in (Thing.SOURCE, Thing.PORTFOLIO)
        return f"{self.thing}:{self.id}" if alone else f"{self.thing}:{self.portfolio}/{self.id}"


@dataclass(frozen=True)
class FieldChange:
    """`field` is a field of the file, such as `phase` or `name.cy`; None: it was not, or is no more."""

    field: str
    old: object
    new: object


@dataclass(frozen=True)
class Change:
    action: Action
    key: Key
    before: Described | None
    after: Described | None

    @property
    def fields(self) -> tuple[FieldChange, ...]:
        """What differs, field by field; for a thing created or removed all its fields that hold something."""
        old, new = _flat(self.before or {}), _flat(self.after or {})
        names = [*old, *(name for name in new if name not in old)]
        pairs = ((name, old.get(name), new.get(name)) for name in names)
        return tuple(FieldChange(*pair) for pair in pairs if not described.same(pair[1], pair[2]))


@dataclass(frozen=True)
class Plan:
    """What would change, in the order in which it is written; false when nothing would."""

    changes: tuple[Change, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.changes)

    def of(self, action: Action) -> tuple[Change, ...]:
        return tuple(change for change in self.changes if change.action is action)


def compared(stored: Declaration, wanted: Declaration) -> Plan:
    """From what is stored to what is wanted. Sources and portfolios that are not in `wanted` are left alone."""
    old, new = things(stored), things(wanted)
    portfolios = {portfolio.id for portfolio in wanted.portfolios}
    written = [_written(key, old.get(key), after) for key, after in new.items() if _differs(old.get(key), after)]
    gone = [key for key in old if key not in new and key.thing is not Thing.SOURCE and key.portfolio in portfolios]
    removed = [Change(Action.REMOVE, key, old[key], None) for key in gone]
    order = list(Thing)
    written.sort(key=lambda change: order.index(change.key.thing))
    removed.sort(key=lambda change: -order.index(change.key.thing))
    return Plan((*written, *removed))


def _differs(before: Described | None, after: Described) -> bool:
    return before is None or not described.same(before, after)


def _written(key: Key, before: Described | None, after: Described) -> Change:
    return Change(Action.CREATE if before is None else Action.CHANGE, key, before, after)


def things(declaration: Declaration) -> Mapping[Key, Described]:
    """Every declared thing by its name."""
    found = {Key(Thing.SOURCE, "", one.id): described.source(one) for one in declaration.sources}
    for portfolio in declaration.portfolios:
        found.update(_of_portfolio(portfolio))
    return found


def _of_portfolio(portfolio: DeclaredPortfolio) -> Iterator[tuple[Key, Described]]:
    yield Key(Thing.PORTFOLIO, portfolio.id, portfolio.id), described.portfolio(portfolio)
    for team in portfolio.teams:
        yield Key(Thing.TEAM, portfolio.id, team.id), described.team(team)
    for name, mapping in portfolio.mappings.items():
        yield Key(Thing.MAPPING, portfolio.id, name), described.mapping(mapping, portfolio.levels.get(name, ()))
    for product in portfolio.products:
        yield Key(Thing.PRODUCT, portfolio.id, product.id), described.product(product)


def _flat(told: Mapping[str, object]) -> dict[str, object]:
    """Named values within named values by their joint name; what is empty is left out."""
    flat: dict[str, object] = {}
    for name, value in told.items():
        inside = {f"{name}.{key}": one for key, one in value.items()} if isinstance(value, dict) else {name: value}
        flat.update({key: one for key, one in inside.items() if one is not None and (one != [] or key in NONE_IS_SAID)})
    return flat
