"""A practice's maturity questions with each product's answer: level, who, review date, and whether that has passed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from llif.portfolio.registers.entries import Place, Recorded
from llif.portfolio.registers.own import LEVEL_WORDS, MATURITY
from llif.practices.contract import Practice
from llif.publishing import wording
from llif.publishing.asking import Asked
from llif.publishing.words import language


@dataclass(frozen=True)
class Answer:
    """Empty `level`: nobody has answered."""

    product: str
    question: str
    level: str = ""
    by: str = ""
    review_on: str = ""
    is_expired: bool = False


def answers(
    asked: Asked, practice: Practice, recorded: Mapping[Place, Recorded], today: date
) -> list[tuple[str, Sequence[Answer]]]:
    """For each product an answer to each question, in their order."""
    return [
        (product, [_answer(asked.id, product, each.id, recorded, today) for each in practice.questions])
        for product in asked.products
    ]


def _answer(portfolio: str, product: str, question: str, recorded: Mapping[Place, Recorded], today: date) -> Answer:
    found = recorded.get(Place(MATURITY.name, portfolio, product, question))
    if found is None or found.content is None:
        return Answer(product, question)
    level, review_on = str(found.content["level"]), date.fromisoformat(found.content["review_on"])
    words = LEVEL_WORDS[level].within(language()) if level in LEVEL_WORDS else level
    return Answer(product, question, words, found.by, wording.short_day(review_on), review_on < today)
