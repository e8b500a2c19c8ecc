"""From the text of a file to a declaration, or to all its faults at once. It reads no database and no connector.

What connectors there are, and the form of their settings, is given: by default their names are those of the entry
points, and settings are taken as they stand.
"""

from collections.abc import Collection, Iterator, Mapping
from importlib.metadata import entry_points
from pathlib import Path

from pydantic import BaseModel, ValidationError

from llif.portfolio.declaration import FileForm
from llif.portfolio.declared import Declaration
from llif.portfolio.errors import DeclarationError, DeclarationErrors, choice
from llif.portfolio.meaning import meant
from llif.portfolio.references import entries, faults
from llif.portfolio.wording import worded
from llif.portfolio.yaml_places import Document
from llif.portfolio.yaml_places import Path as At
from llif.portfolio.yaml_places import read as read_yaml
from llif.terms.errors import N_, InputError

Connectors = Mapping[str, type[BaseModel] | None]
"""The form of settings by the name of a connector or a practice; null: settings are taken as they stand."""


def installed_connectors() -> Connectors:
    """The names of the connectors there are, without loading any."""
    return _installed("llif.connectors")


def installed_practices() -> Connectors:
    """The names of the practices there are, without loading any."""
    return _installed("llif.practices")


def _installed(group: str) -> Connectors:
    return {point.name: None for point in entry_points(group=group)}


def read_file(
    path: Path,
    *,
    connectors: Connectors | None = None,
    practices: Connectors | None = None,
    known_sources: Collection[str] = (),
) -> Declaration:
    """A declaration from a file.

    *Takes* the settings model of each connector and each practice, by name, and the ids of sources declared by other
    files.
    *Raises* InputError when the file cannot be opened, DeclarationErrors for what is wrong inside it.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        remedy = N_("Name a declaration file that exists and can be read.")
        raise InputError(
            N_("cannot be read: {reason}."), where=str(path), remedy=remedy, reason=error.strerror
        ) from error
    return parse(content, path=path, connectors=connectors, practices=practices, known_sources=known_sources)


def parse(
    content: bytes | str,
    *,
    path: Path,
    connectors: Connectors | None = None,
    practices: Connectors | None = None,
    known_sources: Collection[str] = (),
) -> Declaration:
    """A declaration from a file's content. `path` names it in messages; relative paths start at its folder.

    *Raises* DeclarationErrors, all of them together.
    """
    encoded = content.encode("utf-8", "surrogatepass") if isinstance(content, str) else content
    document = read_yaml(encoded, str(path))
    known = installed_connectors() if connectors is None else connectors
    followed = installed_practices() if practices is None else practices
    settings = [*_connectors(document, known), *_practices(document, followed)]
    errors = [*document.errors, *_form(document), *settings, *faults(document, known_sources)]
    if errors:
        raise DeclarationErrors(errors)
    return meant(FileForm.model_validate(document.value), path.parent)


def _form(document: Document) -> Iterator[DeclarationError]:
    try:
        FileForm.model_validate(document.value)
    except ValidationError as error:
        yield from worded(error, FileForm, document)


def _connectors(document: Document, known: Connectors) -> Iterator[DeclarationError]:
    for path, source in entries(document.value, (), "sources"):
        yield from _named(document, (*path, "connector"), N_("there is no connector {found}."), known)
        yield from _settings(document, path, known.get(_text(source.get("connector"))))


def _practices(document: Document, known: Connectors) -> Iterator[DeclarationError]:
    for path, portfolio in entries(document.value, (), "portfolios"):
        for at, practice in entries(portfolio, path, "practices"):
            yield from _named(document, (*at, "id"), N_("there is no practice {found}."), known)
            yield from _settings(document, at, known.get(_text(practice.get("id"))))


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _named(document: Document, at: At, what: str, known: Connectors) -> Iterator[DeclarationError]:
    name = document.at(at)
    if isinstance(name, str) and name not in known:
        remedy, values = choice(name, sorted(known))
        place, field = document.place(at), document.name(at)
        yield DeclarationError(what, place=place, field=field, remedy=remedy, found=name, **values)


def _settings(document: Document, path: At, model: type[BaseModel] | None) -> Iterator[DeclarationError]:
    at = (*path, "settings")
    settings = document.at(at)
    if model is None or not isinstance(settings, dict | None):
        return
    try:
        model.model_validate(settings or {})
    except ValidationError as error:
        yield from worded(error, model, document, at)
