"""Where a person records something of a product, for those who may."""

from llif.access.actor import Actor
from llif.access.permissions import can_rate
from llif.portfolio.registers.contract import Register
from llif.portfolio.registers.recorded import newest
from llif.publishing import links


def to_record(actor: Actor, portfolio: str, register: Register, product: str, key: str = "", back: str = "") -> str:
    """The address of the form of an entry; empty for those who may not record it.

    Where a product may have several: the list of those that stand, or the form of its first. *Takes* `back`: the page
    to come back to.
    """
    if not can_rate(actor, portfolio, product):
        return ""
    page, parts = _form(portfolio, register, product, key)
    return links.to(page, portfolio, register.name, *parts, query={"next": back})


def _form(portfolio: str, register: Register, product: str, key: str) -> tuple[str, tuple[str, ...]]:
    if key:
        return "entry", (product, key)
    is_first = register.is_open and not any(
        each.place.product == product for each in newest(portfolio, register=register.name)
    )
    return "new-entry" if is_first else "entry-one", (product,)
