"""The language of the page being written: messages, and which language it is.

A message is an English template with `{named}` places, everywhere in the project. It refuses nothing: a message without
Welsh reads English, and `tools.words` fails the build for it. The catalogue is read from the .po file itself, so that
there is no compiled copy to go stale.
"""

import functools
import gettext as gettext_module
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path

from babel import Locale
from babel.messages.pofile import read_po
from babel.numbers import format_decimal

LANGUAGES: Mapping[str, str] = {"en": "English", "cy": "Cymraeg"}
LOCALES: Mapping[str, Locale] = {"en": Locale("en", "GB"), "cy": Locale("cy", "GB")}
CATALOGUES = Path(__file__).resolve().parent / "locale"
WELSH_PLURALS = "nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n==3 ? 3 : n==6 ? 4 : 5)"

_language: ContextVar[str] = ContextVar("llif_language", default="en")


def language() -> str:
    """`en` or `cy`."""
    return _language.get()


def locale() -> Locale:
    """Babel's rules for numbers and dates in the language of the page."""
    return LOCALES[language()]


@contextmanager
def speaking(code: str) -> Iterator[None]:
    """Everything inside is written in this language."""
    token = _language.set(code)
    try:
        yield
    finally:
        _language.reset(token)


def gettext(template: str, **values: object) -> str:
    """A message in the language of the page. *Takes* its English template and the values of its places."""
    return translate(template).format(**values) if values else translate(template)


def ngettext(singular: str, plural: str, n: int, **values: object) -> str:
    """A counted message; `{n}` is the number, written as the language writes it."""
    template = typed(_catalogue(language()).ngettext(singular, plural, n))
    return template.format(n=format_decimal(n, locale=locale()), **values)


def translate(template: str) -> str:
    """A template in the language of the page, its places left open: for `LlifError.render`."""
    return typed(_catalogue(language()).gettext(template))


def typed(template: str) -> str:
    """A message that says what to type, `“llif publish”`, as whoever started llif types it: `“python3 run publish”`."""
    return template.replace("“llif ", f"“{started()} ") if "“llif " in template else template


def started() -> str:
    """What was typed to start llif, before the verb."""
    return os.environ.get("LLIF_TYPED", "llif")


def named(names: Mapping[str, str] | str | None, otherwise: str = "") -> str:
    """A declared name in the language of the page, or in English where no Welsh was declared."""
    if not names:
        return otherwise
    if isinstance(names, str):
        return names
    return names.get(language()) or names.get("en") or otherwise


@functools.cache
def _catalogue(code: str) -> gettext_module.NullTranslations:
    path = CATALOGUES / code / "LC_MESSAGES" / "messages.po"
    return _Catalogue(path) if path.is_file() else gettext_module.NullTranslations()


class _Catalogue(gettext_module.NullTranslations):
    """A catalogue as read from its .po file; fuzzy and empty translations are not used."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        with path.open("rb") as file:
            entries = read_po(file)
        self._entries: dict[str, tuple[str, ...]] = {}
        for entry in entries:
            key = entry.id[0] if isinstance(entry.id, tuple | list) else entry.id
            said = entry.string if isinstance(entry.string, tuple | list) else (entry.string or "",)
            if key and all(said) and not entry.fuzzy:
                self._entries[key] = tuple(said)

    def gettext(self, message: str) -> str:
        return self._entries.get(message, (message,))[0]

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        forms = self._entries.get(msgid1)
        if forms is None or len(forms) != 6:
            return msgid1 if n == 1 else msgid2
        return forms[welsh_plural(n)]


def welsh_plural(n: int) -> int:
    """Which of the six Welsh forms a number takes. *Source* CLDR, and the header of the catalogue."""
    return {0: 0, 1: 1, 2: 2, 3: 3, 6: 4}.get(n, 5)
