"""What in a file refers to what: ids named once, references that lead somewhere, claims made once, counts of one level.

It reads the raw values and passes over what has the wrong shape, so that its faults and those of form come together.
"""

from collections.abc import Collection, Iterator
from typing import Any

from llif.portfolio.codes import EVERYTHING
from llif.portfolio.errors import DeclarationError, choice
from llif.portfolio.hierarchy import clash, folded
from llif.portfolio.yaml_places import Document, Path
from llif.terms.errors import N_

Entry = tuple[Path, dict[str, Any]]
Faults = Iterator[DeclarationError]
CLAIMS = {
    "work": "container",
    "services": "service",
    "repositories": "repository",
    "components": "container",
    "costs": "container",
}
WHOLE = 1 + 1e-9
"""A third three times is a whole, whatever the last digit says."""


def faults(document: Document, known_sources: Collection[str]) -> Faults:
    """Every fault of reference in a file. *Takes* the ids of sources declared elsewhere."""
    sources = list(entries(document.value, (), "sources"))
    portfolios = list(entries(document.value, (), "portfolios"))
    yield from _twice(document, sources)
    yield from _twice(document, portfolios)
    every_source = sorted({*ids(sources), *known_sources})
    for path, portfolio in portfolios:
        yield from _in_portfolio(document, path, portfolio, every_source)


def _in_portfolio(document: Document, path: Path, portfolio: dict[str, Any], sources: list[str]) -> Faults:
    teams = list(entries(portfolio, path, "teams"))
    mappings = list(entries(portfolio, path, "mappings"))
    products = list(entries(portfolio, path, "products"))
    practices = list(entries(portfolio, path, "practices"))
    missions = list(entries(portfolio, path, "missions"))
    for group in (teams, mappings, products, practices, missions):
        yield from _twice(document, group)
    yield from _lifecycles(document, (*path, "lifecycles"), texts(portfolio.get("lifecycles")), sources)
    for at, mapping in mappings:
        yield from _levels(document, at, mapping)
    for at, product in products:
        yield from _leads(document, (*at, "team"), product.get("team"), ids(teams))
        yield from _leads(document, (*at, "mapping"), product.get("mapping"), ids(mappings))
        yield from _claims(document, at, product, sources)
        yield from _ties(document, at, product, ids(missions))
        yield from _repeated(document, (*at, "not_applicable"), texts(product.get("not_applicable")))


def entries(value: object, path: Path, name: str) -> Iterator[Entry]:
    """The entries of a named list that hold named values, with their paths."""
    held = value.get(name) if isinstance(value, dict) else None
    for index, entry in enumerate(held if isinstance(held, list) else []):
        if isinstance(entry, dict):
            yield (*path, name, index), entry


def ids(found: list[Entry]) -> list[str]:
    return [entry["id"] for _, entry in found if isinstance(entry.get("id"), str)]


def texts(value: object) -> list[str]:
    several = value if isinstance(value, list) else [value]
    return [one for one in several if isinstance(one, str)]


def _fault(document: Document, path: Path, what: str, remedy: str | None = None, **values: object) -> DeclarationError:
    return DeclarationError(what, place=document.place(path), field=document.name(path), remedy=remedy, **values)


def _twice(document: Document, found: list[Entry]) -> Faults:
    first: dict[str, int] = {}
    for path, entry in found:
        name = entry.get("id")
        at = (*path, "id")
        if isinstance(name, str) and name in first:
            what = N_("{id} is declared twice; the first is in line {line}.")
            yield _fault(document, at, what, N_("Give one of them another id."), id=name, line=first[name])
        elif isinstance(name, str):
            first[name] = document.place(at).line


def _repeated(document: Document, path: Path, names: list[str]) -> Faults:
    for index, name in enumerate(names):
        if name in names[:index]:
            yield _fault(document, (*path, index), N_("{name} is named twice."), N_("Keep one of them."), name=name)


def _lifecycles(document: Document, path: Path, names: list[str], sources: list[str]) -> Faults:
    yield from _repeated(document, path, names)
    for index, name in enumerate(names):
        yield from _leads(document, (*path, index), name, sources)


def _leads(document: Document, path: Path, name: object, allowed: list[str]) -> Faults:
    if isinstance(name, str) and name not in allowed:
        remedy, values = choice(name, allowed)
        yield _fault(document, path, N_("{found} is not declared."), remedy, found=name, **values)


def _claims(document: Document, path: Path, product: dict[str, Any], sources: list[str]) -> Faults:
    for family, part in CLAIMS.items():
        claimed: dict[tuple[str, str], int] = {}
        for at, claim in entries(product, path, family):
            source, name = claim.get("source"), claim.get(part)
            yield from _leads(document, (*at, "source"), source, sources)
            if isinstance(source, str) and isinstance(name, str):
                yield from _again(document, (*at, part), (source, name), claimed)
                claimed.setdefault((source, name), document.place(at).line)


def _ties(document: Document, path: Path, product: dict[str, Any], missions: list[str]) -> Faults:
    """Ties to missions lead somewhere, once each, and their weights sum to a whole at most."""
    named: list[str] = []
    total = 0.0
    for at, tie in entries(product, path, "serves"):
        name, weight = tie.get("mission"), tie.get("weight")
        yield from _leads(document, (*at, "mission"), name, missions)
        if isinstance(name, str) and name in named:
            what = N_("{name} is named twice.")
            yield _fault(document, (*at, "mission"), what, N_("Keep one of them."), name=name)
        named += [name] if isinstance(name, str) else []
        total += weight if isinstance(weight, int | float) and not isinstance(weight, bool) else 0
        if total > WHOLE:
            what = N_("the weights sum to {total} up to here, and a product has no more than 1 to give.")
            yield _fault(document, (*at, "weight"), what, N_("Make them sum to 1 at most."), total=f"{total:g}")
            return


def _again(document: Document, path: Path, claim: tuple[str, str], claimed: dict[tuple[str, str], int]) -> Faults:
    source, name = claim
    same = [key for key in claimed if key[0] == source and (key[1] == name or EVERYTHING in (key[1], name))]
    if same:
        what = N_("{name} of {source} is claimed already in line {line}.")
        line = claimed[same[0]]
        yield _fault(document, path, what, N_("Keep one of them."), name=name, source=source, line=line)


def _levels(document: Document, path: Path, mapping: dict[str, Any]) -> Faults:
    declared = mapping.get("levels")
    levels = [texts(level) for level in declared] if isinstance(declared, list) else []
    named = [name for level in levels for name in level]
    counts = texts(mapping.get("counts"))
    yield from _named_again(document, (*path, "levels"), levels)
    yield from _unplaced(document, (*path, "counts"), counts, named)
    apart = clash(counts, levels)
    if apart:
        what = N_("counts both {first} and {second}, which are two levels of the hierarchy: work would count twice.")
        remedy = N_("Count the types of one level.")
        yield _fault(document, (*path, "counts"), what, remedy, first=apart[0], second=apart[1])


def _named_again(document: Document, path: Path, levels: list[list[str]]) -> Faults:
    seen: set[str] = set()
    for depth, names in enumerate(levels):
        for name in names:
            if folded(name) in seen:
                what = N_("{name} is named on two levels, or twice on one.")
                yield _fault(document, (*path, depth), what, N_("Keep one of them."), name=name)
            seen.add(folded(name))


def _unplaced(document: Document, path: Path, counts: list[str], named: list[str]) -> Faults:
    places = {folded(name) for name in named}
    for index, name in enumerate(counts):
        if places and folded(name) not in places:
            remedy, values = choice(name, named)
            at = (*path, index) if (*path, index) in document.places else path
            yield _fault(document, at, N_("{found} stands on none of the levels."), remedy, found=name, **values)
