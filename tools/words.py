"""`python -m tools.words`: bring the Welsh catalogue up to the source's messages. `--check` only says what is wrong.

It writes no Welsh: a new message waits, empty, for a person. `faults` is what `check` calls.
"""

import re
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "src" / "llif"
CATALOGUE = SOURCE / "publishing" / "locale" / "cy" / "LC_MESSAGES" / "messages.po"
METHODS = [("**.py", "python"), ("publishing/templates/**.html", "jinja2.ext:babel_extract")]
KEYWORDS = {"_": None, "gettext": None, "N_": None, "ngettext": (1, 2)}
STEADY = datetime(2026, 1, 1, tzinfo=UTC)  # a catalogue changes only when its messages do
PLACE = re.compile(r"{(\w*)}")
HEADER = """# Welsh messages of llif.
# Written with care and not yet reviewed by a translator: see docs/welsh-terms.md for the terms.
#"""


def main(arguments: list[str]) -> int:
    if "--check" not in arguments:
        update()
    found = list(faults())
    print("\n".join(found) or "Every message has its Welsh.")
    return 1 if found else 0


def update() -> None:
    """Add new messages without Welsh, and leave out those that are gone."""
    catalogue = kept()
    catalogue.update(extracted(), no_fuzzy_matching=True)
    catalogue.obsolete.clear()
    CATALOGUE.parent.mkdir(parents=True, exist_ok=True)
    with CATALOGUE.open("wb") as file:
        write_po(file, catalogue, width=0, sort_output=True, no_location=True, omit_header=False)


def faults() -> Iterator[str]:
    """What keeps a page from reading Welsh, each with its message: missing, fuzzy, places that differ, out of date."""
    wanted, found = {message.id: message for message in extracted() if message.id}, kept()
    for identity, message in wanted.items():
        said = found.get(_key(message))
        if said is None:
            yield f"not in the catalogue (run `python -m tools.words`): {identity}"
        else:
            yield from _faults_of(said)
    for message in found:
        if message.id and message.id not in wanted:
            yield f"no longer used (run `python -m tools.words`): {message.id}"


def _faults_of(message: Message) -> Iterator[str]:
    sources = message.id if isinstance(message.id, tuple | list) else (message.id,)
    translations = message.string if isinstance(message.string, tuple | list) else (message.string,)
    if message.fuzzy:
        yield f"fuzzy: {sources[0]}"
    if not all(translations) or (len(sources) > 1 and len(translations) != 6):
        yield f"no Welsh: {sources[0]}"
    for translation in filter(None, translations):
        if _places(translation) != _places(sources[-1]):
            yield f"places differ: {sources[-1]} / {translation}"


def _places(template: str) -> set[str]:
    return set(PLACE.findall(template))


def _key(message: Message) -> str:
    return str(message.id[0] if isinstance(message.id, tuple | list) else message.id)


def kept() -> Catalog:
    """The catalogue as it is committed; an empty one before the first."""
    if not CATALOGUE.is_file():
        return Catalog(locale="cy", project="llif", version="1", header_comment=HEADER, charset="utf-8", fuzzy=False)
    with CATALOGUE.open("rb") as file:
        return read_po(file, locale="cy")


def extracted() -> Catalog:
    """Every message marked in the source and the templates."""
    catalogue = Catalog(creation_date=STEADY)
    found = extract_from_dir(SOURCE, method_map=METHODS, keywords=KEYWORDS, options_map={}, comment_tags=())
    for name, line, message, comments, context in found:
        catalogue.add(message, None, [(name, line)], auto_comments=comments, context=context)
    return catalogue


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
