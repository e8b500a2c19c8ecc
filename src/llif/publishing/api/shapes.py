"""The shapes of answers, for the document: what a program may rely on."""

from datetime import date, datetime
from typing import Any

from pydantic import BaseModel, ConfigDict, Field
from typing_extensions import TypedDict


class Shape(BaseModel):
    model_config = ConfigDict(extra="forbid")


class InTwoLanguages(Shape):
    en: str
    cy: str


class Fault(Shape):
    field: str
    what: str


class EntryShape(TypedDict):
    """A version of an entry; `content` is null where it was withdrawn."""

    __pydantic_config__ = ConfigDict(extra="forbid")  # type: ignore[misc]

    register: str
    product: str | None
    key: str | None
    version: int
    content: dict[str, Any] | None
    recorded_at: datetime
    recorded_by: str


class Problem(Shape):
    """What was wrong, where, and what to do; faults by field; and the version that stands, where two wrote at once."""

    status: int
    what: str
    where: str
    remedy: str
    faults: list[Fault] = []
    theirs: EntryShape | None = None


class MeasureShape(Shape):
    """`n_counts` is what n of its figures counts; below `least_n` of `least_of` there is no value."""

    measure: str
    name: str
    definition: str
    unit: str
    per_kind: bool
    n_counts: str
    least_n: int
    least_of: str
    source: str


class TeamShape(Shape):
    """`people` is how many they are, or null: not recorded."""

    id: str
    name: InTwoLanguages
    people: int | None


class PortfolioShape(Shape):
    id: str
    name: InTwoLanguages
    summary: InTwoLanguages | None
    public: bool
    time_zone: str
    as_at: date
    snapshot: str
    products: int
    teams: list[TeamShape]


class SnapshotShape(Shape):
    name: str
    as_at: date
    published_at: datetime
    current: bool


class PublishedScoreShape(Shape):
    state: str
    score: int | None
    place: int | None
    source: InTwoLanguages
    dated: date | None


class ProductShape(Shape):
    id: str
    name: InTwoLanguages
    summary: InTwoLanguages | None
    team: str | None
    criticality: str
    phase: str
    kind: str
    published_score: PublishedScoreShape | None


class FigureShape(Shape):
    """A figure: hours, shares of 0 to 1, items, a count per day, or money in the currency that `unit` names.

    `value` is null unless `state` is measured.
    """

    portfolio: str
    product: str | None
    team: str | None = None
    measure: str
    kind: str | None
    period_start: datetime
    period_end: datetime
    value: float | None
    unit: str
    n: int
    low: float | None
    high: float | None
    state: str
    level: str | None
    snapshot: str


class EvidenceShape(Shape):
    """The rows that a figure was made from, the newest first; `counted` says which of them a share counts."""

    total: int
    offset: int
    columns: list[str]
    rows: list[dict[str, str | float | bool | None]]


class PieceShape(Shape):
    what: str
    day: date | None
    source: str
    url: str | None


class RatingShape(Shape):
    rating: str
    by: str | None
    rule: str | None
    reason: str | None
    evidence: list[PieceShape]
    age_days: int | None
    review_on: date | None
    state: str
    rule_rating: str | None
    unknown: int
    disagrees: bool
    accepted_until: date | None


class ScoreShape(Shape):
    """A product's score, 0 best and 10 worst, and its ratings by dimension."""

    product: str
    criticality: str
    score: int | None
    score_state: str
    rated: int
    score_low: int
    score_high: int
    accepted: int
    published_score: int | str | None
    published_source: str | None
    ratings: dict[str, RatingShape]


class VerdictShape(Shape):
    rule: str
    title: str
    about: str
    rating: str
    reason: str
    evidence: list[PieceShape]
    number: float | None
    unknown: int


class SpellShape(Shape):
    rating: str
    state: str
    first: date
    last: date


class ClockShape(Shape):
    rating: str
    since: date
    days: int
    allowed: int | None
    left: int | None
    is_paused: bool


class AcceptanceShape(Shape):
    until: date
    worst: str
    limit: float | None
    reason: str
    owner: str
    work: str | None
    ended: str | None
    ended_on: date | None


class CellShape(Shape):
    """One dimension of one product: what every rule says, whose word it is, since when, and until when."""

    product: str
    dimension: str
    current: RatingShape
    verdicts: list[VerdictShape]
    acceptance: AcceptanceShape | None
    clock: ClockShape | None
    spells: list[SpellShape]
    judgements: list[EntryShape]


class FieldShape(Shape):
    name: str
    label: str
    hint: str | None
    required: bool
    choices: dict[str, str]


class RegisterShape(Shape):
    """A register: what belongs there, what an entry is about and told apart by, and its fields."""

    name: str
    title: str
    about: str
    over: str
    keyed: str
    keys: list[str] = Field(description="The keys there are, where they are few.")
    fields: list[FieldShape]


class EntryWithHistory(Shape):
    entry: EntryShape
    history: list[EntryShape]


class AuditShape(Shape):
    """One write: who, when, through which door, on what, and how it stood before and after."""

    sequence: int
    at: datetime
    actor: str
    via: str
    origin: str
    action: str
    object: str
    before: Any
    after: Any
    hash: str
