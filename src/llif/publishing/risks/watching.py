"""The figures that watch risks: one question for each scope, whatever the number of risks."""

from collections.abc import Iterable

from llif.metrics.catalogue import EVERY
from llif.portfolio.registers.entries import Recorded
from llif.portfolio.risks.reading import Value
from llif.publishing import recorded
from llif.publishing.asking import Asked
from llif.publishing.figures.answers import Answers


def values(asked: Asked, told: Iterable[Recorded]) -> Value:
    """*Gives* what answers the value of a measure of a product (null: the whole) in the period asked for."""
    contents = [each.content for each in told if each.content and each.content.get("watch_measure") in EVERY]
    answers, known_at = Answers(), recorded.known_at(asked)
    of_products = sorted({each["watch_measure"] for each in contents if each.get("watch_product") in asked.products})
    of_whole = sorted({each["watch_measure"] for each in contents if not each.get("watch_product")})
    if of_products:
        answers.ask(asked.snapshot, of_products, [asked.period], known_at=known_at)
    if of_whole:
        answers.ask(asked.snapshot, of_whole, [asked.period], scope="portfolio", known_at=known_at)

    def value(measure: str, product: str | None) -> float | None:
        found = answers.get(measure, product, asked.period)
        return found.value if found else None

    return value
