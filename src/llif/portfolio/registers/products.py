"""Products named in an entry that stands over the whole portfolio: their ids in one text, apart by commas.

It refuses what can be no id; whether the portfolio has such products is asked where an entry is recorded.
"""

import re
from collections.abc import Collection
from difflib import get_close_matches
from typing import Annotated

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from llif.portfolio.declared import Words
from llif.portfolio.registers.contract import LONG, Names, Told

ID = re.compile(r"[a-z0-9][a-z0-9_-]*\Z")
LISTED, NEAREST = 15, 5
APART = re.compile(r"[\s,;]+")

PRODUCTS_HINT = Words(
    "The ids of products, apart by commas. Leave empty for the portfolio as a whole.",
    "Id pob cynnyrch, â choma rhyngddynt. Gadewch yn wag ar gyfer y portffolio cyfan.",
)

OFFERED_HINT = Words("None ticked: the portfolio as a whole.", "Heb dicio yr un: y portffolio cyfan.")
PRODUCTS_TOLD = Told(Words("Products", "Cynhyrchion"), PRODUCTS_HINT, names=Names.PRODUCTS, offered=OFFERED_HINT)


def ids(text: str | None) -> tuple[str, ...]:
    """The ids that a text names, each once, in its order."""
    return tuple(dict.fromkeys(filter(None, APART.split(text or ""))))


def offered(found: str, there: Collection[str]) -> str:
    """What might have been meant: the ids nearest to what was found, or else the first of all; more are told as “…”."""
    listed = get_close_matches(found, there, n=NEAREST, cutoff=0.5) or sorted(there)[:LISTED]
    return ", ".join([*listed, *(["…"] if len(listed) < len(there) else [])]) or "–"


def _kept(text: str) -> str | None:
    found = ids(text)
    if not all(map(ID.match, found)):
        raise PydanticCustomError("product_ids", "product_ids")
    return ", ".join(found) or None


ProductIds = Annotated[str, Field(max_length=LONG), AfterValidator(_kept)]
"""Ids as a form takes them; kept as `a, b`."""
