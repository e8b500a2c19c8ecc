"""What a practice is: a frozen declaration, found by entry point (`llif.practices`). It fetches, stores, shows nothing.

Its rules and the rows of its panels are pure functions of `Evidence`: what is known of one product on one day.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any, Generic, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from llif.portfolio.declared import Words
from llif.portfolio.registers.contract import EntryForm, Register
from llif.portfolio.registers.entries import Recorded
from llif.terms.quantity import Figure
from llif.terms.scorecard import Dimension, Rating

Row = Mapping[str, Any]
Form = TypeVar("Form", bound=EntryForm)


class Settings(BaseModel):
    """A practice's thresholds, each with a default; a portfolio may declare others. Unknown names are refused."""

    model_config = ConfigDict(extra="forbid", frozen=True)


@dataclass(frozen=True)
class Said:
    """A sentence in both languages; `values` fill its `{named}` places and are worded by whoever shows it.

    Dates are given as `date`, counts and numbers as numbers: they are written in the reader's way.
    """

    template: Words
    values: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Piece:
    """One piece of evidence: what it says, of which day, from which source or register, and where to look it up."""

    what: Said
    day: date | None
    source: str
    url: str = ""


@dataclass(frozen=True)
class Verdict:
    """What a rule says of a product on a day.

    `number` is what an acceptance's limit is held against (what it counts is said by the rule's `number`). `unknown`
    counts records that no judgement could be made of: they stand beside the rating and never make it green.
    """

    rating: Rating
    reason: Said
    pieces: tuple[Piece, ...] = ()
    number: float | None = None
    unknown: int = 0

    @property
    def newest(self) -> date | None:
        """The day of the newest piece: the evidence's age is counted from it."""
        return max((piece.day for piece in self.pieces if piece.day), default=None)


@dataclass(frozen=True)
class Evidence:
    """What is known of one product on one day.

    `facts` are the snapshot's rows of the product by fact table; `entries` the standing entries by register; `about`
    the product as the snapshot's manifest describes it; `figures` the practice's measures over the page's period by
    (measure, kind), kind null for all of them: panels have them, rules do not, since a rule is asked of any day. What
    was not known on the day is not in it.
    """

    product: str
    day: date
    facts: Mapping[str, Sequence[Row]] = field(default_factory=dict)
    entries: Mapping[str, Sequence[Recorded]] = field(default_factory=dict)
    about: Row = field(default_factory=dict)
    figures: Mapping[tuple[str, str | None], Figure] = field(default_factory=dict)

    def rows(self, table: str) -> Sequence[Row]:
        return self.facts.get(table, ())

    def recorded(self, register: str) -> Sequence[Recorded]:
        return self.entries.get(register, ())


@dataclass(frozen=True)
class Held(Generic[Form]):
    """A standing entry read by its form: null where what was once recorded fits the form no longer, so is unknown."""

    recorded: Recorded
    form: Form | None

    @property
    def day(self) -> date:
        """The day it was recorded (UTC)."""
        return self.recorded.recorded_at.date()


def held(evidence: Evidence, register: str, form: type[Form]) -> tuple[Held[Form], ...]:
    """The standing entries of a register, typed."""
    return tuple(Held(each, _fitting(each, form)) for each in evidence.recorded(register))


def _fitting(entry: Recorded, form: type[Form]) -> Form | None:
    try:
        return form.model_validate(entry.content)
    except ValidationError:
        return None


Judge = Callable[[Evidence, Any], Verdict]
Turns = Callable[[Evidence, Any], Iterable[date]]


@dataclass(frozen=True)
class RatingRule:
    """A rule that rates one dimension. *No evidence* must give *not assessed*, never green.

    `judge` rates a product on `evidence.day`. `turns` gives the days on which its answer may change although nothing
    new is recorded (a support end, a year before it, …): between two of them, all else equal, it must not change.
    `reads` names the fact tables and registers it looks at.
    """

    name: str
    dimension: Dimension
    title: Words
    about: Words
    reads: tuple[str, ...]
    judge: Judge
    turns: Turns
    number: Words | None = None


@dataclass(frozen=True)
class Question:
    """A maturity question, answered per product on the scale of `registers.own.Level`."""

    id: str
    text: Words
    hint: Words | None = None


class CellKind(StrEnum):
    """How a panel's cell is written."""

    TEXT = "text"
    DAY = "day"
    NUMBER = "number"
    SHARE = "share"
    HOURS = "hours"
    RATING = "rating"
    LINK = "link"


@dataclass(frozen=True)
class Column:
    title: Words
    kind: CellKind = CellKind.TEXT


@dataclass(frozen=True)
class TablePanel:
    """Rows about each product. A cell is a value of its column's kind, `Words`, `Said`, or null for unknown."""

    id: str
    title: Words
    about: Words
    columns: tuple[Column, ...]
    rows: Callable[[Evidence, Any], Iterable[Sequence[object]]]
    empty: Words


@dataclass(frozen=True)
class MeasuresPanel:
    """A row a product, a column a measure (of one kind, or of all where kind is null), with its level if it has one."""

    id: str
    title: Words
    about: Words
    measures: tuple[tuple[str, str | None], ...]


Panel = TablePanel | MeasuresPanel


@dataclass(frozen=True)
class Practice:
    """`id` is the name of its entry point and of its address. `measures` are names of llif's catalogue."""

    id: str
    title: Words
    about: Words
    measures: tuple[str, ...] = ()
    rules: tuple[RatingRule, ...] = ()
    registers: tuple[Register, ...] = ()
    questions: tuple[Question, ...] = ()
    panels: tuple[Panel, ...] = ()
    settings: type[Settings] = Settings
