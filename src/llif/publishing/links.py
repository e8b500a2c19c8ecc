"""Where things are: addresses of pages in a language, and the addresses of static files."""

import functools
import json
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlencode

from django.conf import settings
from django.urls import get_script_prefix, reverse

from llif.publishing import words
from llif.publishing.assets import NAMES

EMPTY: tuple[object, ...] = (None, "", [])
WHOLE = "-"
"""Where a product's id would stand: the portfolio as a whole."""


def to(page: str, *parts: object, query: Mapping[str, object] | None = None) -> str:
    """The address of a page in the language of the page being written. Query values that are empty are left out."""
    path = _path(f"{words.language()}:{page}", get_script_prefix(), parts)
    asked = tuple((name, _held(value)) for name, value in query.items() if value not in EMPTY) if query else ()
    return f"{path}?{_encoded(asked)}" if asked else path


def _held(value: object) -> object:
    return tuple(value) if isinstance(value, list) else value


@functools.lru_cache(maxsize=4096)
def _encoded(asked: tuple[tuple[str, object], ...]) -> str:
    """A page's links carry the same few questions."""
    return urlencode(asked, doseq=True)


def encoded(query: Mapping[str, object]) -> str:
    """A question as an address carries it."""
    return urlencode(query)


def to_register(portfolio: str, register: str) -> str:
    """The list of what stands in a register."""
    return to("register", portfolio, register)


def to_entry(portfolio: str, register: str, key: str, product: str = "", back: str = "") -> str:
    """An entry's own page. *Takes* its product, empty for one about the whole portfolio; and a page to return to."""
    return to("entry", portfolio, register, product or WHOLE, key, query={"next": back})


def to_new_entry(portfolio: str, register: str, back: str = "") -> str:
    """The form of a new entry about the portfolio as a whole. *Takes* the page to return to once it is recorded."""
    return to("new-entry", portfolio, register, WHOLE, query={"next": back})


def to_cell(portfolio: str, product: str = "", dimension: str = "") -> str:
    """A cell of the scorecard with its evidence; the scorecard itself where none is named."""
    return to("cell", portfolio, product, dimension) if product and dimension else to("scorecard", portfolio)


@functools.lru_cache(maxsize=32_768)
def _path(page: str, _prefix: str, parts: tuple[object, ...]) -> str:
    """A page links to the same few places again and again, in each of its rows."""
    return str(reverse(page, args=parts))


def in_other_language(path: str, query: str) -> str:
    """The same page, with the same question, in the other language."""
    bare = path.removeprefix("/cy") or "/"
    other = bare if words.language() == "cy" else f"/cy{path}"
    return f"{other}?{query}" if query else other


def asset(name: str) -> str:
    """The address of a static file by its plain name."""
    return f"{settings.STATIC_URL}{_names(Path(settings.STATIC_ROOT) / NAMES).get(name, name)}"


@functools.cache
def _names(path: Path) -> Mapping[str, str]:
    return dict(json.loads(path.read_text())) if path.is_file() else {}
