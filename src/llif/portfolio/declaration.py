"""The form of a declaration file: its fields, their types, their defaults. What refers to what is checked elsewhere.

Text must be text: a bare `NO` or `12` is refused rather than guessed at.
"""

from datetime import date
from functools import lru_cache
from typing import Annotated, Any, Literal
from zoneinfo import available_timezones

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field
from pydantic_core import PydanticCustomError

from llif.portfolio.codes import (
    DEFAULT_TIME_ZONE,
    DEFAULT_WINDOW_DAYS,
    RESERVED,
    Criticality,
    Family,
    Phase,
    ProductKind,
)
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
    id: Id
    name: WordsForm


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


class PortfolioForm(Form):
    id: AddressId
    name: WordsForm
    summary: WordsForm | None = None
    attribution: WordsForm | None = None
    time_zone: Zone = DEFAULT_TIME_ZONE
    as_at: Day | None = None
    window_days: Days = DEFAULT_WINDOW_DAYS
    teams: tuple[TeamForm, ...] = ()
    mappings: tuple[MappingForm, ...] = ()
    products: tuple[ProductForm, ...] = ()


class FileForm(Form):
    llif: Annotated[int, Field(strict=True, ge=1, le=1)]
    sources: tuple[SourceForm, ...] = ()
    portfolios: tuple[PortfolioForm, ...] = ()
