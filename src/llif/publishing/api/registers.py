"""Registers and their entries, every one alike: read, recorded on the version that was seen, withdrawn.

`ratings` is the register of that name under a shorter address.
"""

from collections.abc import Mapping
from typing import Annotated, Any

import pyarrow as pa
from django.http import HttpRequest, HttpResponse
from ninja import Body, Router
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from llif.access.actor import Actor
from llif.access.permissions import check_rate, rated
from llif.pipeline.reading import end_of_day
from llif.portfolio.registers import own
from llif.portfolio.registers import recorded as entries
from llif.portfolio.registers.contract import Register
from llif.portfolio.registers.contract import told as fields_of
from llif.portfolio.registers.entries import Place, Recorded
from llif.practices.recording import Write, record
from llif.publishing.api import answers, places, shapes
from llif.publishing.api.asked import Asked, Day, Plain, Tabular, Text, current
from llif.publishing.api.entry_record import recorded
from llif.publishing.api.places import Kept
from llif.publishing.api.problems import NotThere
from llif.publishing.signed import actor_of
from llif.publishing.words import language
from llif.terms.errors import N_

router = Router()
Told = dict[str, Any]
LARGEST_VERSION = 2**31 - 1
RATINGS = own.RATINGS.name
Version = Annotated[int, Field(ge=0, le=LARGEST_VERSION)]
FIRST: answers.Schema = {**dict.fromkeys(("register", "product", "key"), pa.string()), "version": pa.int64()}
LAST: answers.Schema = {"recorded_at": answers.UTC_INSTANT, "recorded_by": pa.string()}


class EntriesAsked(Tabular):
    as_at: Day = Field(None, description=N_("As had been recorded by the end of that day."))


class PlaceAsked(Plain):
    product: Text = Field(None, description=N_("The product; none in a register about the whole portfolio."))
    key: Text = Field(None, description=N_("What tells its entries apart: a dimension, a question, a team, an id."))


class Withdrawing(Plain):
    based_on: Version = Field(description=N_("The version that was seen."))


class WithdrawingAt(PlaceAsked, Withdrawing):
    """Which entry, and which version of it was seen."""


def _whole(given: object) -> object:
    """A version as JSON writes a whole number; true is none."""
    if isinstance(given, bool) or not isinstance(given, int):
        raise ValueError(given)
    return given


class Written(BaseModel):
    """An entry to record: the version that was seen (0: none), and its content by field."""

    model_config = ConfigDict(extra="forbid")

    based_on: Annotated[int, Field(ge=0, le=LARGEST_VERSION), BeforeValidator(_whole)]
    content: dict[str, Any]


RECORDED = {200: shapes.EntryShape, 201: shapes.EntryShape}


@router.get(
    "/portfolios/{slug:portfolio}/registers",
    response=list[shapes.RegisterShape],
    summary=N_("The registers that a portfolio keeps, with their fields"),
)
def registers(request: HttpRequest, portfolio: str, asked: Annotated[Plain, Asked(...)]) -> HttpResponse:
    snapshot = current(portfolio)
    return answers.plain(request, lambda: [_register(each) for each in places.every(snapshot).values()], snapshot.name)


def _register(kept: Kept) -> Told:
    register, code = kept.register, language()
    return {
        "name": kept.name,
        "title": register.title.within(code),
        "about": register.about.within(code),
        "over": register.over.value,
        "keyed": register.keyed.value,
        "keys": list(kept.keys),
        "fields": [
            {
                "name": name,
                "label": told.label.within(code),
                "hint": told.hint.within(code) if told.hint else None,
                "required": register.form.model_fields[name].is_required(),
                "choices": {value: words.within(code) for value, words in told.choices.items()},
            }
            for name, told in fields_of(register.form)
        ],
    }


@router.get(
    "/portfolios/{slug:portfolio}/registers/{slug:register_name}/entries",
    response=list[shapes.EntryShape],
    summary=N_("The entries that stand in a register"),
    openapi_extra=answers.TABLE,
)
def listed(
    request: HttpRequest, portfolio: str, register_name: str, asked: Annotated[EntriesAsked, Asked(...)]
) -> HttpResponse:
    return _listed(request, portfolio, register_name, asked)


@router.get(
    "/portfolios/{slug:portfolio}/ratings",
    response=list[shapes.EntryShape],
    summary=N_("People's ratings that stand"),
    openapi_extra=answers.TABLE,
)
def ratings(request: HttpRequest, portfolio: str, asked: Annotated[EntriesAsked, Asked(...)]) -> HttpResponse:
    return _listed(request, portfolio, RATINGS, asked)


def _listed(request: HttpRequest, portfolio: str, register: str, asked: EntriesAsked) -> HttpResponse:
    snapshot = current(portfolio)
    kept = places.kept(snapshot, register)
    zone = snapshot.manifest["portfolio"]["time_zone"]
    known_at = end_of_day(asked.as_at, zone) if asked.as_at else None

    def found() -> tuple[Recorded, ...]:
        return entries.newest(portfolio, register=register, known_at=known_at)

    def columns() -> pa.Table:
        return _columns(kept, found())

    tag = (snapshot.name, entries.last_write(portfolio))
    return answers.table(
        request, asked, f"{portfolio}-{register}", lambda: [recorded(each) for each in found()], columns, *tag
    )


def _columns(kept: Kept, found: tuple[Recorded, ...]) -> pa.Table:
    fields = dict.fromkeys(kept.register.form.model_fields, pa.string())
    rows = ({**recorded(each), "recorded_at": each.recorded_at, **_texts(each.content or {})} for each in found)
    return answers.columns({**FIRST, **fields, **LAST}, rows)


def _texts(content: Mapping[str, Any]) -> dict[str, str | None]:
    return {name: None if value is None else str(value) for name, value in content.items()}


@router.get(
    "/portfolios/{slug:portfolio}/registers/{slug:register_name}/entry",
    response=shapes.EntryWithHistory,
    summary=N_("One entry with its history"),
)
def entry(
    request: HttpRequest, portfolio: str, register_name: str, asked: Annotated[PlaceAsked, Asked(...)]
) -> HttpResponse:
    return _one(request, portfolio, register_name, asked.product, asked.key)


@router.get(
    "/portfolios/{slug:portfolio}/ratings/{slug:product}/{slug:dimension}",
    response=shapes.EntryWithHistory,
    summary=N_("A person's rating of one dimension, with its history"),
)
def rating(
    request: HttpRequest, portfolio: str, product: str, dimension: str, asked: Annotated[Plain, Asked(...)]
) -> HttpResponse:
    return _one(request, portfolio, RATINGS, product, dimension)


def _one(request: HttpRequest, portfolio: str, register: str, product: str | None, key: str | None) -> HttpResponse:
    place = places.kept(current(portfolio), register).place(product, key)
    history = entries.history(place)
    if not history:
        raise _nothing(place)

    def told() -> Told:
        return {"entry": recorded(history[-1]), "history": [recorded(each) for each in history]}

    return answers.plain(request, told, history[-1].version)


@router.put(
    "/portfolios/{slug:portfolio}/registers/{slug:register_name}/entry",
    response=RECORDED,
    summary=N_("Record an entry, on the version that was seen"),
)
def put_entry(
    request: HttpRequest,
    portfolio: str,
    register_name: str,
    asked: Annotated[PlaceAsked, Asked(...)],
    written: Annotated[Written, Body(...)],
) -> HttpResponse:
    return _put(request, portfolio, register_name, asked.product, asked.key, written)


@router.put(
    "/portfolios/{slug:portfolio}/ratings/{slug:product}/{slug:dimension}",
    response=RECORDED,
    summary=N_("Record a rating, on the version that was seen"),
)
def put_rating(
    request: HttpRequest,
    portfolio: str,
    product: str,
    dimension: str,
    asked: Annotated[Plain, Asked(...)],
    written: Annotated[Written, Body(...)],
) -> HttpResponse:
    return _put(request, portfolio, RATINGS, product, dimension, written)


def _put(
    request: HttpRequest, portfolio: str, register: str, product: str | None, key: str | None, written: Written
) -> HttpResponse:
    actor = actor_of(request)
    kept = places.kept(current(portfolio), register)
    _check_may(actor, kept.register, portfolio, product)
    place = kept.place(product, key)
    before = entries.standing(place)
    found = record(Write(kept.register, place, written.content, written.based_on), by=actor)
    is_new = before is None or before.content is None
    return answers.written(recorded(found), 201 if is_new else 200)


def _check_may(actor: Actor, register: Register, portfolio: str, product: str | None) -> None:
    """Of an entry that names products the door of recording asks, product by product; else it is the place's own."""
    if not (register.names_products and rated(actor, portfolio)):
        check_rate(actor, portfolio, product or "")


@router.delete(
    "/portfolios/{slug:portfolio}/registers/{slug:register_name}/entry",
    response=shapes.EntryShape,
    summary=N_("Withdraw an entry; its history stays"),
)
def withdraw_entry(
    request: HttpRequest, portfolio: str, register_name: str, asked: Annotated[WithdrawingAt, Asked(...)]
) -> HttpResponse:
    return _withdraw(request, portfolio, register_name, asked.product, asked.key, asked.based_on)


@router.delete(
    "/portfolios/{slug:portfolio}/ratings/{slug:product}/{slug:dimension}",
    response=shapes.EntryShape,
    summary=N_("Withdraw a rating; its history stays"),
)
def withdraw_rating(
    request: HttpRequest, portfolio: str, product: str, dimension: str, asked: Annotated[Withdrawing, Asked(...)]
) -> HttpResponse:
    return _withdraw(request, portfolio, RATINGS, product, dimension, asked.based_on)


def _withdraw(
    request: HttpRequest, portfolio: str, register: str, product: str | None, key: str | None, based_on: int
) -> HttpResponse:
    actor = actor_of(request)
    kept = places.kept(current(portfolio), register)
    _check_may(actor, kept.register, portfolio, product)
    place = kept.place(product, key)
    before = entries.standing(place)
    if before is None or before.content is None:
        raise _nothing(place)
    return answers.written(recorded(record(Write(kept.register, place, None, based_on), by=actor)), 200)


def _nothing(place: Place) -> NotThere:
    return NotThere(N_("Nothing stands there."), where=str(place), remedy=N_("Record it on version 0."))
