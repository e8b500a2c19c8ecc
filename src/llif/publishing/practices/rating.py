"""A practice's rules as its page tells them: what each rates and how its verdicts stand over the products now."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from llif.practices.contract import Evidence, Practice
from llif.publishing.scorecard import scoring_words
from llif.publishing.words import language
from llif.terms.scorecard import Rating


@dataclass(frozen=True)
class Rule:
    """`verdicts` counts the products by what the rule says of them, alone."""

    name: str
    title: str
    about: str
    dimension: str
    number: str
    verdicts: tuple[tuple[Rating, int], ...]


def rules(practice: Practice, settings: Any, evidence: Mapping[str, Evidence]) -> Iterator[Rule]:
    for each in practice.rules:
        counted = Counter(each.judge(known, settings).rating for known in evidence.values())
        yield Rule(
            each.name,
            each.title.within(language()),
            each.about.within(language()),
            scoring_words.dimension(each.dimension),
            each.number.within(language()) if each.number else "",
            tuple((rating, counted[rating]) for rating in Rating if counted[rating]),
        )
