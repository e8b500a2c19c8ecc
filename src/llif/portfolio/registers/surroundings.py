"""Whether entries can stand beside others and beside what their portfolio declares, once all of a write is written.

A preview asks it of what would stand, a write of what it wrote: so both say the same. It reads no more than a
register's rules ask for, and each register once.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from llif.portfolio.models import Portfolio
from llif.portfolio.registers import naming
from llif.portfolio.registers.contract import Around, Content, FieldFault, Neighbour, Over, Register
from llif.portfolio.registers.entries import Place
from llif.portfolio.registers.own import OWN
from llif.portfolio.registers.recorded import newest

Entries = Mapping[Place, Content]
"""The content of what stands, by place."""
T = TypeVar("T")


@dataclass(frozen=True)
class Surroundings:
    """What stands in a portfolio. *Takes* how the entries of a register are read, and the registers that it keeps."""

    portfolio: str
    read: Callable[[str], Entries]
    kept: Iterable[Register] = OWN

    def faults(self, register: Register, place: Place, before: Content | None) -> tuple[FieldFault, ...]:
        """What is wrong with the entry that stands at a place, or with its going, beside all that stands around it.

        *Takes* what stood there before it was written. No entry is read for a register that has no such rule.
        """
        has_rules = register.together or register.beside or register.leaving
        return tuple(self._faults(register, place, before)) if has_rules else ()

    def _faults(self, register: Register, place: Place, before: Content | None) -> Iterator[FieldFault]:
        standing = self._standing(register.name)
        content = standing.entries.get(place)
        if before is not None and register.leaving is not None:
            yield from register.leaving(before, content, self._around(register, place))
        if content is not None and register.together is not None:
            yield from register.together(content, standing.others(place))
        if content is not None and register.beside is not None:
            yield from register.beside(content, self._around(register, place))

    def _around(self, register: Register, place: Place) -> Around:
        standing = {name: self._standing(name) for name in register.reads}
        return Around(
            place.product,
            {name: each.neighbours(place) for name, each in standing.items()},
            {name: each.siblings(place) for name, each in standing.items()},
            self._missions,
            self.products,
            self._of_products,
        )

    def _standing(self, register: str) -> "_Standing":
        if register not in self._read:
            self._read[register] = _Standing(self.read(register))
        return self._read[register]

    @cached_property
    def _read(self) -> dict[str, "_Standing"]:
        return {}

    @cached_property
    def products(self) -> frozenset[str]:
        """The ids of the products that are declared."""
        return naming.declared(self.portfolio)

    @cached_property
    def _missions(self) -> frozenset[str]:
        missions = Portfolio.objects.filter(slug=self.portfolio).values_list("missions", flat=True).first() or []
        return frozenset(each["id"] for each in missions)

    @cached_property
    def _of_products(self) -> frozenset[str]:
        return frozenset(each.name for each in self.kept if each.over is Over.PRODUCT)


def recorded(portfolio: str, kept: Iterable[Register]) -> Surroundings:
    """What stands in the database now."""

    def read(register: str) -> Entries:
        return {each.place: each.content for each in newest(portfolio, register=register) if each.content is not None}

    return Surroundings(portfolio, read, kept)


class _Standing:
    """A register's entries, so listed that leaving one out of thousands compares no two."""

    def __init__(self, entries: Entries) -> None:
        self.entries = entries
        self._contents = list(entries.values())
        self._neighbours = [Neighbour(place.product, content) for place, content in entries.items()]
        self._numbers = {place: number for number, place in enumerate(entries)}
        self._by_product: dict[str, list[Neighbour]] = defaultdict(list)
        self._numbers_there: dict[Place, int] = {}
        for place, neighbour in zip(entries, self._neighbours, strict=True):
            self._numbers_there[place] = len(self._by_product[place.product])
            self._by_product[place.product].append(neighbour)

    def others(self, place: Place) -> Sequence[Content]:
        return _without(self._contents, self._numbers.get(place))

    def neighbours(self, place: Place) -> Sequence[Neighbour]:
        return _without(self._neighbours, self._numbers.get(place))

    def siblings(self, place: Place) -> Sequence[Neighbour]:
        """Those of the same product."""
        return _without(self._by_product.get(place.product, []), self._numbers_there.get(place))


def _without(found: list[T], number: int | None) -> list[T]:
    return found if number is None else found[:number] + found[number + 1 :]
