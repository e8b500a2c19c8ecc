"""The form of a sentence that asks for attention."""

from dataclasses import dataclass

from llif.publishing import wording
from llif.publishing.words import ngettext

NAMES_SHOWN = 3


@dataclass(frozen=True)
class Sentence:
    """`look` is unknown, change or bad; `strong` opens the sentence, `rest` ends it; `act` and `address` lead on."""

    look: str
    strong: str
    rest: str
    act: str
    address: str


def some(told: list[str], total: int) -> str:
    """The first names, and how many more there are."""
    shown = told[:NAMES_SHOWN]
    more = total - len(shown)
    return wording.listed([*shown, ngettext("{n} more", "{n} more", more)] if more else shown)
