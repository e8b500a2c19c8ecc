"""The measures of a live service as the page of benefits shows them: of all products together, and of each."""

from collections.abc import Mapping

from llif.metrics.catalogue import LIVE
from llif.publishing import recorded
from llif.publishing.asking import Asked
from llif.publishing.figures import figures
from llif.terms.quantity import Figure, Standing

Ready = Mapping[str, Mapping[str, Figure]]
UNTOLD = frozenset({Standing.NOT_MEASURED, Standing.SUPPLIER_HELD, Standing.NOT_APPLICABLE})


def ready(question: Asked) -> Ready:
    """The figures by product and measure, of the products of which anything tells one in the period asked for."""
    found: dict[str, dict[str, Figure]] = {product: {} for product in question.products}
    for each in _asked(question, "product"):
        found[each.product or ""][each.measure] = each
    return {product: told for product, told in found.items() if any(_tells(each) for each in told.values())}


def whole(question: Asked) -> Mapping[str, Figure]:
    """The portfolio's figures by measure."""
    return {each.measure: each for each in _asked(question, "portfolio")}


def _asked(question: Asked, scope: str) -> list[Figure]:
    known_at = recorded.known_at(question)
    return figures.ask(question.snapshot, list(LIVE), periods=[question.period], scope=scope, known_at=known_at)


def _tells(figure: Figure) -> bool:
    return figure.standing not in UNTOLD
