"""What an address asks: its parameters, each of a plain type. One that is unknown, or given twice, is refused."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Annotated, Any

from django.http import Http404, HttpRequest
from ninja import NinjaAPI
from ninja.params.models import Query, QueryModel
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema
from pydantic_core import PydanticCustomError

from llif.portfolio.registers.contract import UNPRINTABLE
from llif.publishing import asking
from llif.publishing.words import gettext as _
from llif.terms.errors import N_, InputError
from llif.terms.time import Grain
from llif.terms.work import Kind
from llif.warehouse.snapshots import Snapshot

FIRST_YEAR, LAST_YEAR = 1970, 2200
LONGEST = 200
MOST_ROWS = 10_000
JSON, CSV, PARQUET = "json", "csv", "parquet"


class _Strict(QueryModel):
    @classmethod
    def get_request_data(
        cls, request: HttpRequest, api: NinjaAPI, path_params: dict[str, Any]
    ) -> dict[str, Any] | None:
        known: Mapping[str, Any] = getattr(cls, "__ninja_flatten_map__", {})
        several = getattr(cls, "__ninja_collection_fields__", ())
        for name, values in request.GET.lists():
            if name not in known:
                raise InputError(
                    N_("There is no parameter {name}."),
                    remedy=N_("There are: {known}."),
                    name=name,
                    known=", ".join(known) or "–",
                )
            if len(values) > 1 and name not in several:
                raise InputError(N_("Give {name} once."), name=name)
        return super().get_request_data(request, api, path_params)


class Asked(Query):  # type: ignore[misc]
    """Marks a form as the parameters of an address."""

    _model = _Strict

    @classmethod
    def _param_source(cls) -> str:
        return "query"


def _day(given: object) -> date:
    try:
        found = date.fromisoformat(given) if isinstance(given, str) and len(given) == 10 else None
    except ValueError:
        found = None
    if found is None or not FIRST_YEAR <= found.year <= LAST_YEAR:
        said = _("Write a day as year-month-day, from 1970 to 2200: 2021-03-31.")
        raise PydanticCustomError("day", "day", {"said": said})
    return found


def _printable(given: object) -> object:
    """Text that a database can be asked for."""
    if not isinstance(given, str) or UNPRINTABLE.search(given) or not 1 <= len(given) <= LONGEST:
        said = _("Write 1 to 200 characters that can be printed.")
        raise PydanticCustomError("printable", "printable", {"said": said})
    return given


def one_of(values: Iterable[str]) -> WithJsonSchema:
    """The words that may be given, for the document."""
    return WithJsonSchema({"type": "string", "enum": [str(each) for each in values]})


def chosen(values: Iterable[str]) -> AfterValidator:
    """Refuses a word that is none of these."""
    allowed = frozenset(values)

    def check(given: str | None) -> str | None:
        if given is not None and given not in allowed:
            raise PydanticCustomError("literal_error", "none of those offered")
        return given

    return AfterValidator(check)


TEXT: dict[str, Any] = {"type": "string", "minLength": 1, "maxLength": LONGEST, "pattern": r"^[^\x00-\x1f\x7f]+$"}
Day = Annotated[date | None, BeforeValidator(_day), WithJsonSchema({"type": "string", "format": "date"})]
Text = Annotated[str | None, BeforeValidator(_printable), WithJsonSchema(TEXT)]
Given = Annotated[str, BeforeValidator(_printable), WithJsonSchema(TEXT)]
Format = Annotated[str | None, chosen((JSON, CSV, PARQUET)), one_of((JSON, CSV, PARQUET))]
Language = Annotated[str | None, chosen(("en", "cy")), one_of(("en", "cy"))]
ByGrain = Annotated[Grain | None, one_of(Grain)]
OfKind = Annotated[Kind, one_of(Kind)]


class Plain(BaseModel):
    """What every address may be asked."""

    model_config = ConfigDict(frozen=True, populate_by_name=True)

    lang: Language = Field(None, description=N_("The language of words and messages; else Accept-Language says it."))


class Tabular(Plain):
    format: Format = Field(None, description=N_("JSON, or the whole table as CSV or Parquet; else Accept says it."))


class OfSnapshot(Tabular):
    as_at: Day = Field(None, description=N_("As published as at that day or before."))
    snapshot: Text = Field(None, description=N_("As published in this snapshot."))

    def found(self, portfolio: str) -> Snapshot:
        """The snapshot asked for. *Raises* Http404 where nothing of the portfolio was published, else InputError."""
        given = {"snapshot": self.snapshot or "", "as_at": self.as_at.isoformat() if self.as_at else ""}
        return asking.chosen_snapshot(portfolio, given)


class Paged(Plain):
    offset: int = Field(0, ge=0, le=10_000_000, description=N_("Rows to leave out at the beginning."))
    limit: int = Field(100, ge=1, le=MOST_ROWS, description=N_("Rows to give at most."))


def current(portfolio: str) -> Snapshot:
    """*Raises* Http404 where nothing of the portfolio was published."""
    found = asking.snapshots().current(portfolio)
    if found is None:
        raise Http404
    return found
