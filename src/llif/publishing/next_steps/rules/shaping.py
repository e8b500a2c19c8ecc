"""How the rules of next steps shape what they give. Pure."""

from collections.abc import Iterator
from datetime import date

from llif.portfolio.declared import Words
from llif.practices.contract import Said
from llif.publishing.next_steps.proposals import WHOLE, Proposal
from llif.publishing.next_steps.seen import Seen, SeenCell, SeenProduct
from llif.terms.quantity import Standing
from llif.terms.scorecard import Dimension
from llif.terms.time import months_after


def of_product(seen: Seen, product: SeenProduct, rule: str, figure: str, reason: Said, then: object) -> Proposal:
    return Proposal(rule, product.id, (product.id,), reason, f"{seen.portfolio}/{product.id}/{figure}", str(then))


def of_whole(seen: Seen, rule: str, figure: str, reason: Said, then: object) -> Proposal:
    return Proposal(rule, WHOLE, (), reason, f"{seen.portfolio}/{WHOLE}/{figure}", str(then))


def ago(day: date, today: date) -> Words:
    """How long ago, in whole calendar months."""
    months = next(n for n in range(12 * 200) if months_after(day, n + 1) > today)
    if months == 0:
        return Words("less than a month ago", "lai na mis yn ôl")
    if months == 1:
        return Words("a month ago", "fis yn ôl")
    return Words(f"{months} months ago", f"{months} {'fis' if months == 2 else 'mis'} yn ôl")


def cells(seen: Seen, dimension: Dimension) -> Iterator[tuple[SeenProduct, SeenCell]]:
    for product in seen.products:
        if dimension in product.cells:
            yield product, product.cells[dimension]


def measured(product: SeenProduct, measure: str, kind: str | None = None) -> float | None:
    found = product.figure(measure, kind)
    return found.value if found else None


def standing(product: SeenProduct, measure: str) -> Standing | None:
    found = product.figure(measure)
    return found.standing if found else None


def tenths(share: float) -> str:
    """A share to the tenth below: what a decision is held against may not turn on noise."""
    return f"{int(round(share * 10, 9)) * 10} %"
