"""A product's release cycles and identifiers, as endoflife.date writes them, into landed rows. Pure.

`eol: 2026-01-31` is a day; `true` says that support has ended and `false` that it has not, without a day: no day is
then made up. What stands for support that is paid for (`eoes`) is kept apart.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime

from yaml import YAMLError

from llif.connectors.persons import is_address

Row = dict[str, object]
RELEASES = ("releases", "cycles")
CYCLE = ("releaseCycle", "cycle")
RELEASED = ("releaseDate", "released")
ACTIVE = ("eoas", "support", "activeSupport")
ENDS = ("eol",)
EXTENDED = ("eoes", "extendedSupport")
TRUE, FALSE = ("true",), ("false",)


class Unusable(ValueError):
    """`place` says which entry; the message what is there and what is wanted."""

    def __init__(self, place: str, found: object, wanted: str) -> None:
        self.place, self.found, self.wanted = place, _shown(found), wanted
        super().__init__(f"{place}: {self.found}; {wanted} is wanted")


def _shown(found: object) -> str:
    """Of a list or a mapping its kind alone: a few aliases in YAML can stand for billions of values."""
    return repr(found)[:80] if isinstance(found, (str, int, float, date, type(None))) else type(found).__name__


def front_matter(page: str) -> str:
    """The YAML between the first two lines of three hyphens. *Raises* Unusable where there is none."""
    lines = page.splitlines()
    if not lines or lines[0].rstrip() != "---":
        raise Unusable("line 1", lines[0] if lines else "", "--- and YAML after it")
    for number, line in enumerate(lines[1:], 1):
        if line.rstrip() == "---":
            return "\n".join(lines[1:number])
    raise Unusable(f"line {len(lines)}", lines[-1], "--- after the YAML")


def cycles(product: str, page: Mapping[str, object]) -> Iterator[Row | Unusable]:
    """The landed rows of `lifecycles`; an entry that cannot be used is given as its Unusable."""
    told = _first(page, RELEASES)
    if not isinstance(told, list):
        yield Unusable(RELEASES[0], told, "a list of release cycles")
        return
    for number, entry in enumerate(told, 1):
        place = f"{RELEASES[0]}[{number}]"
        try:
            yield cycle(product, entry if isinstance(entry, Mapping) else {}, place)
        except Unusable as error:
            yield error


def cycle(product: str, entry: Mapping[str, object], place: str) -> Row:
    """One release cycle. *Raises* Unusable."""
    name = _first(entry, CYCLE)
    if not isinstance(name, str) or not name.strip() or is_address(name):
        raise Unusable(f"{place}.{CYCLE[0]}", name, "the cycle's name, in quotes")
    ends, is_supported = _end(_first(entry, ENDS), f"{place}.{ENDS[0]}")
    return {
        "id": f"{product}:{name.strip()}",
        "product": product,
        "cycle": name.strip(),
        "released": _end(_first(entry, RELEASED), f"{place}.{RELEASED[0]}")[0],
        "active_support_ends": _end(_first(entry, ACTIVE), f"{place}.{ACTIVE[0]}")[0],
        "support_ends": ends,
        "extended_support_ends": _end(_first(entry, EXTENDED), f"{place}.{EXTENDED[0]}")[0],
        "is_supported": is_supported,
    }


def _end(told: object, place: str) -> tuple[date | None, bool | None]:
    """The day on which something ends; or, where no day is told, whether it still goes on."""
    if told is None or isinstance(told, bool):
        return None, None if told is None else not told
    if isinstance(told, datetime):
        return told.date(), None
    if isinstance(told, date):
        return told, None
    word = told.strip().lower() if isinstance(told, str) else "?"
    if word in ("", *TRUE, *FALSE):
        return None, None if not word else word in FALSE
    try:
        return date.fromisoformat(word), None
    except ValueError as error:
        raise Unusable(place, told, "a day such as 2026-01-31, true or false") from error


def identifiers(product: str, page: Mapping[str, object]) -> Iterator[Row | Unusable]:
    """The landed rows of `lifecycle_identifiers`."""
    told = page.get("identifiers") or ()
    for number, entry in enumerate(told if isinstance(told, list) else [told] if told else (), 1):
        if not isinstance(entry, Mapping):
            yield Unusable(f"identifiers[{number}]", entry, "a kind and its value")
            continue
        for kind, value in entry.items():
            yield identifier(product, str(kind), value, f"identifiers[{number}]")


def identifier(product: str, kind: str, value: object, place: str) -> Row | Unusable:
    if not isinstance(value, str) or not value.strip() or is_address(value):
        return Unusable(f"{place}.{kind}", value, "an identifier")
    return {"id": f"{product}:{kind}:{value.strip()}", "product": product, "kind": kind, "value": value.strip()}


def _first(entry: Mapping[str, object], names: Sequence[str]) -> object:
    return next((entry[name] for name in names if entry.get(name) is not None), None)


def no_yaml(error: YAMLError) -> tuple[int, str]:
    """The line of a page (its front matter begins on the second) and what is wrong there."""
    mark = getattr(error, "problem_mark", None)
    said = str(getattr(error, "problem", None) or error)
    return (mark.line + 2 if mark else 1), said[:200]
