"""What pydantic found, in llif's words: the place, what stands there, what is allowed."""

import re
import types
import typing
from collections.abc import Iterator, Mapping, Sequence

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from llif.portfolio.declaration import time_zones
from llif.portfolio.errors import DeclarationError, choice
from llif.portfolio.yaml_places import Document, Path
from llif.terms.errors import N_

Wording = tuple[str, str | None]

WORDINGS: Mapping[str, Wording] = {
    "string_type": (N_("must be text; found {found}."), N_("Put it in quotation marks if it is meant as text.")),
    "int_type": (N_("must be a whole number; found {found}."), None),
    "tuple_type": (N_("must be a list; found {found}."), N_("Begin each entry with a dash, or write [a, b].")),
    "model_type": (N_("must hold named values; found {found}."), None),
    "dict_type": (N_("must hold named values; found {found}."), None),
    "blank": (N_("must not be blank."), None),
    "string_pattern_mismatch": (
        N_("{found} cannot be an id."),
        N_("Allowed: lower-case letters a to z, digits and hyphens, such as pay-connector."),
    ),
    "reserved": (
        N_("{found} is a word of the pages' own addresses."),
        N_("Choose another id, such as {found}-product."),
    ),
    "string_too_long": (N_("is longer than {max_length} characters."), None),
    "too_short": (N_("must name at least {min_length}."), None),
    "greater_than_equal": (N_("must be {ge} or more; found {found}."), None),
    "less_than_equal": (N_("must be {le} or less; found {found}."), None),
    "day": (N_("must be a day; found {found}."), N_("Write it as year-month-day: 2021-03-31.")),
    "score_state": (
        N_("must have a score exactly when its state is “scored”."),
        N_("Give a score of 0 to 10, or the state “not applicable” or “not assessed” without one."),
    ),
    "not_in_order": (N_("{low} must not be more than {high}."), None),
    "greater_than": (N_("must be more than {gt}; found {found}."), None),
    "float_type": (N_("must be a number; found {found}."), None),
    "float_parsing": (N_("must be a number; found {found}."), None),
    "bool_type": (N_("must be yes or no; found {found}."), N_("Write true or false.")),
    "date_parsing": (N_("must be a day; found {found}."), N_("Write it as year-month-day: 2021-03-31.")),
    "date_from_datetime_parsing": (N_("must be a day; found {found}."), N_("Write it as year-month-day: 2021-03-31.")),
    "date_from_datetime_inexact": (N_("must be a day; found {found}."), N_("Write it as year-month-day: 2021-03-31.")),
}
OTHER: Wording = (N_("cannot be used: {message}; found {found}."), None)


def worded(
    error: ValidationError, model: type[BaseModel], document: Document, at: Path = ()
) -> Iterator[DeclarationError]:
    """Each fault pydantic found in the value at `at`, with its place in the file."""
    for detail in error.errors(include_url=False):
        yield _one(detail, model, document, at)


def _one(detail: ErrorDetails, model: type[BaseModel], document: Document, at: Path) -> DeclarationError:
    path = _written_at(document, (*at, *detail["loc"]))
    what, remedy, values = said(detail, model, found(document, path))
    place = document.place(path, of_key=detail["type"] == "extra_forbidden")
    return DeclarationError(what, place=place, field=document.name(path), remedy=remedy, **values)


def _written_at(document: Document, path: Path) -> Path:
    """A single text where several may stand is read as a list of one, which the file does not show."""
    alone = path[-1:] == (0,) and path[:-1] in document.written
    return path[:-1] if alone else path


def said(detail: ErrorDetails, model: type[BaseModel], found: str) -> tuple[str, str | None, dict[str, object]]:
    """What is wrong with a value of a form. *Gives* what and the remedy as templates, and their values."""
    kind, location = detail["type"], detail["loc"]
    if kind == "missing":
        return N_("is missing."), None, {}
    if kind == "extra_forbidden":
        remedy, values = choice(str(location[-1]), fields_at(model, location[:-1]))
        return N_("there is no such field."), remedy, {**values}
    if kind in ("enum", "literal_error"):
        remedy, values = choice(found, re.findall(r"'([^']*)'", str(detail.get("ctx", {}).get("expected"))))
        return N_("{found} is not allowed here."), remedy, {"found": found, **values}
    if kind == "time_zone":
        remedy, values = choice(found, time_zones())
        return N_("{found} is not a time zone."), remedy, {"found": found, **values}
    if kind not in WORDINGS:
        return *OTHER, {"found": found, "message": detail["msg"].removeprefix("Value error, ")}
    return *WORDINGS[kind], {**detail.get("ctx", {}), "found": found}


def found(document: Document, path: Path) -> str:
    """What stands at a path, as the file writes it."""
    if path in document.written:
        return document.written[path][:80] or N_("nothing")
    value = document.at(path)
    return N_("a list") if isinstance(value, list) else N_("named values") if isinstance(value, dict) else N_("nothing")


def fields_at(model: type[BaseModel], location: Sequence[str | int]) -> list[str]:
    """The names of the fields at a location inside a form; empty where the location leads out of it."""
    at: type[BaseModel] | None = model
    for step in location:
        if isinstance(step, str) and at is not None:
            at = _inside(at, step)
    return [info.alias or name for name, info in at.model_fields.items()] if at is not None else []


def _inside(model: type[BaseModel], field: str) -> type[BaseModel] | None:
    found = (info for name, info in model.model_fields.items() if field in (name, info.alias))
    return next((_form(info.annotation) for info in found), None)


def _form(annotation: object) -> type[BaseModel] | None:
    if isinstance(annotation, type) and not isinstance(annotation, types.GenericAlias):
        return annotation if issubclass(annotation, BaseModel) else None
    return next(filter(None, map(_form, typing.get_args(annotation))), None)
