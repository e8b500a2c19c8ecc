"""Who may record an entry over the portfolio that names products, and whether the portfolio has them.

Who answers for every product that an entry names, now and before, may record it; one that names none belongs to the
portfolio as a whole. So a product's owner can neither take an entry that is another's, nor give one away.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from functools import partial
from typing import Any

from llif.access.actor import Actor
from llif.access.permissions import can_rate, check_rate
from llif.portfolio.declared import Words
from llif.portfolio.models import Product
from llif.portfolio.registers.contract import FieldFault, Register
from llif.portfolio.registers.entries import Place
from llif.portfolio.registers.filling import FaultyEntry
from llif.portfolio.registers.products import ids, offered

Content = Mapping[str, Any] | None
UNKNOWN = Words(
    "The portfolio has no product {unknown}. Products: {known}.",
    "Nid oes gan y portffolio gynnyrch â'r id {unknown}. Cynhyrchion: {known}.",
)
MayRate = Callable[[str], bool]
"""Whether somebody may record for a product."""


def check(register: Register, place: Place, before: Content, after: Content, *, by: Actor) -> None:
    """*Raises* NotAllowed, or FaultyEntry for a product there is not."""
    contents = [content for content in (before, after) if content is not None]
    if not contents or not may(register, contents, partial(can_rate, by, place.portfolio)):
        check_rate(by, place.portfolio, place.product)
    if faults := tuple(unknown(register, declared(place.portfolio), before, after)):
        raise FaultyEntry(register, faults, str(place))


def may(register: Register, contents: Iterable[Mapping[str, Any]], may_rate: MayRate) -> bool:
    """Whether somebody may record for every product that contents of a register name; for the whole, where none is."""
    return all(may_rate(each) for content in contents for each in ids(content.get(register.names_products[0])) or ("",))


def unknown(register: Register, there: Collection[str], before: Content, after: Content) -> Iterator[FieldFault]:
    """Products that an entry names and the portfolio has not; one that it named before may stay: it is history."""
    for field in register.names_products if after is not None else ():
        kept = ids((before or {}).get(field))
        named = ids((after or {}).get(field))
        if missing := [each for each in named if each not in there and each not in kept]:
            yield FieldFault(field, UNKNOWN, {"unknown": ", ".join(missing), "known": offered(missing[0], there)})


def declared(portfolio: str) -> frozenset[str]:
    """The ids of its products."""
    return frozenset(Product.objects.filter(portfolio__slug=portfolio).values_list("slug", flat=True))
