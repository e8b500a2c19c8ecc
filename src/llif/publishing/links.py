"""Where things are: addresses of pages in a language, and the addresses of static files."""

import functools
import json
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlencode

from django.conf import settings
from django.urls import reverse

from llif.publishing import words
from llif.publishing.assets import NAMES


def to(page: str, *parts: str, query: Mapping[str, object] | None = None) -> str:
    """The address of a page in the language of the page being written. Query values that are empty are left out."""
    path = reverse(f"{words.language()}:{page}", args=parts)
    asked = {name: value for name, value in (query or {}).items() if value not in (None, "", [])}
    return f"{path}?{urlencode(asked, doseq=True)}" if asked else path


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
