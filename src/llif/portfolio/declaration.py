"""The form of a declaration file: its fields, their types, their defaults. What refers to what is checked elsewhere.

Text must be text: a bare `NO` or `12` is refused rather than guessed at.
"""

from datetime import date
from functools import lru_cache
from typing import Annotated, Any, Literal
from zoneinfo import available_timezones

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from llif.portfolio.codes import (
    DEFAULT_DISCOUNT_RATE,
    DEFAULT_TIME_ZONE,
    DEFAULT_WINDOW_DAYS,
    RESERVED,
    Criticality,
    Family,
    Phase,
    ProductKind,
)
from llif.terms.scorecard import ScoreState
from llif.terms.work import Kind, WorkState

ID = r"^[a-z0-9-]+$"


@lru_cache
def time_zones() -> tuple[str, ...]:
    return tuple(sorted(available_timezones()))


def _zone(name: str) -> str:
    if name not in time_zones():
        raise PydanticCustomError("time_zone", "unknown time zone")
    return name


def _day(value: object) -> object:
    """Pydantic would also take a number of seconds for a date."""
    if not isinstance(value, str):
        raise PydanticCustomError("day", "not a day")
    return value.strip()


def _words(text: str) -> str:
    if not text.strip():
        raise PydanticCustomError("blank", "blank")
    return text.strip()


def _given(text: str) -> str:
    if not text.strip():
        raise PydanticCustomError("blank", "blank")
    return text


def _addressable(name: str) -> str:
    if name in RESERVED:
        raise PydanticCustomError("reserved", "reserved")
    return name


def _several(value: object) -> object:
    return [value] if isinstance(value, (str, int, float)) else value


Text = Annotated[str, Field(strict=True, max_length=10_000), AfterValidator(_words)]
Name = Annotated[str, Field(strict=True, max_length=500), AfterValidator(_given)]
Id = Annotated[str, Field(strict=True, pattern=ID, max_length=100)]
AddressId = Annotated[Id, AfterValidator(_addressable)]
Names = Annotated[tuple[Name, ...], BeforeValidator(_several)]
SomeNames = Annotated[tuple[Name, ...], Field(min_length=1)]
Day = Annotated[date, BeforeValidator(_day)]
Days = Annotated[int, Field(strict=True, ge=1, le=3660)]
Zone = Annotated[str, Field(strict=True), AfterValidator(_zone)]
RuleKind = Literal[Kind.FEATURE, Kind.DEFECT, Kind.DEBT, Kind.RISK, Kind.IGNORE]


class Form(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=False)


class WordsForm(Form):
    en: Text
    cy: Text


class SourceForm(Form):
    id: Id
    connector: Annotated[str, Field(strict=True)]
    settings: dict[str, Any] = {}
    base: Name | None = None


class TeamForm(Form):
    """`people` counts them; who they are is nobody's business here."""

    id: Id
    name: WordsForm
    people: Annotated[int, Field(strict=True, ge=0, le=10_000)] | None = None


class MissionForm(Form):
    id: Id
    name: WordsForm


class TieForm(Form):
    """How much of a product serves a mission, as a share of 0 to 1."""

    mission: Id
    weight: Annotated[float, Field(gt=0, le=1)]


class RuleForm(Form):
    type: Names = ()
    tag: Names = ()
    status: Names = ()
    resolution: Names = ()


class KindRuleForm(RuleForm):
    is_: RuleKind = Field(alias="is")


class StateRuleForm(RuleForm):
    is_: WorkState = Field(alias="is")


class MappingForm(Form):
    id: Id
    counts: Names = ()
    levels: tuple[SomeNames, ...] = ()
    kinds: tuple[KindRuleForm, ...] = ()
    states: tuple[StateRuleForm, ...] = ()
    production: Annotated[Names, Field(min_length=1)] = ("production",)
    neglected_after_days: Days = 30
    incident_window_hours: Annotated[int, Field(strict=True, ge=1, le=720)] | None = None
    count_reverts: Annotated[bool, Field(strict=True)] = False


class ContainerForm(Form):
    source: Id
    container: Name


class ServiceForm(Form):
    source: Id
    service: Name


class RepositoryForm(Form):
    source: Id
    repository: Name


class PublishedScoreForm(Form):
    """A score carried over from a document; `place` is the product's row in it."""

    state: ScoreState = ScoreState.SCORED
    score: Annotated[int, Field(strict=True, ge=0, le=10)] | None = None
    place: Annotated[int, Field(strict=True, ge=1)] | None = None
    source: WordsForm
    dated: Day | None = None

    @model_validator(mode="after")
    def _score_or_state(self) -> "PublishedScoreForm":
        if (self.score is not None) != (self.state is ScoreState.SCORED):
            raise PydanticCustomError("score_state", "a score and its state disagree")
        return self


class PracticeForm(Form):
    id: Id
    settings: dict[str, Any] = {}


class ReactionForm(Form):
    """Days in which a cell of a colour is to be mended, by criticality."""

    red: dict[Criticality, Days] = {}
    amber: dict[Criticality, Days] = {}


class ProductForm(Form):
    id: AddressId
    name: WordsForm
    summary: WordsForm | None = None
    team: Id | None = None
    criticality: Criticality = Criticality.UNKNOWN
    phase: Phase = Phase.LIVE
    kind: ProductKind = ProductKind.PRODUCT
    mapping: Id | None = None
    not_applicable: tuple[Family, ...] = ()
    work: tuple[ContainerForm, ...] = ()
    services: tuple[ServiceForm, ...] = ()
    repositories: tuple[RepositoryForm, ...] = ()
    components: tuple[ContainerForm, ...] = ()
    costs: tuple[ContainerForm, ...] = ()
    serves: tuple[TieForm, ...] | None = None
    expectation_target: Annotated[float, Field(gt=0, le=1)] | None = None
    published_score: PublishedScoreForm | None = None


class PortfolioForm(Form):
    id: AddressId
    name: WordsForm
    summary: WordsForm | None = None
    attribution: WordsForm | None = None
    time_zone: Zone = DEFAULT_TIME_ZONE
    as_at: Day | None = None
    window_days: Days = DEFAULT_WINDOW_DAYS
    public: Annotated[bool, Field(strict=True)] = False
    practices: tuple[PracticeForm, ...] | None = None
    lifecycles: tuple[Id, ...] = ()
    reaction_days: ReactionForm = ReactionForm()
    vision: WordsForm | None = None
    drivers: tuple[WordsForm, ...] = ()
    missions: tuple[MissionForm, ...] = ()
    discount_rate: Annotated[float, Field(ge=0, le=1)] = DEFAULT_DISCOUNT_RATE
    teams: tuple[TeamForm, ...] = ()
    mappings: tuple[MappingForm, ...] = ()
    products: tuple[ProductForm, ...] = ()


class FileForm(Form):
    llif: Annotated[int, Field(strict=True, ge=1, le=1)]
    sources: tuple[SourceForm, ...] = ()
    portfolios: tuple[PortfolioForm, ...] = ()
