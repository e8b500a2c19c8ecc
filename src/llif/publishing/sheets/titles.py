"""Titles that a workbook allows: 31 characters, each once, and none of the signs that addresses are made of."""

import re
from collections.abc import Iterable, Iterator

LONGEST = 31
NOT_ALLOWED = re.compile(r"[\[\]:*?/\\]")


def titles(wanted: Iterable[str], taken: Iterable[str]) -> Iterator[str]:
    """A title for each name, in order, different from those taken and from one another."""
    used = {each.casefold() for each in taken}
    for name in wanted:
        title = plain = NOT_ALLOWED.sub(" ", name).strip("' ")[:LONGEST] or "–"
        number = 1
        while title.casefold() in used:
            number += 1
            title = f"{plain[: LONGEST - 5]} ({number})"
        used.add(title.casefold())
        yield title
