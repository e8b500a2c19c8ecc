"""What needs attention, as sentences, the most serious first: of figures, scorecard, registers and the manifest.

A sentence names the thing, its size and what is not known. Nothing is said of a person, and teams are not compared.
"""

import itertools
from collections.abc import Callable, Iterator, Sequence

from llif.publishing.asking import Asked
from llif.publishing.attention.delivery import (
    long_waits,
    moved_frequency,
    off_the_table,
    signalled_frequency,
    unknown_failures,
)
from llif.publishing.attention.health import contradicted_cells, expired_judgements, no_rating, overdue_cells
from llif.publishing.attention.records import (
    grown_disbenefits,
    late_benefits,
    missed_initiatives,
    overdue_steps,
    pressing_risks,
)
from llif.publishing.attention.sentences import Sentence
from llif.publishing.attention.sources import failed_sources, nothing_connected, silent_sources, unmapped_work
from llif.publishing.attention.work import neglected_work, old_work
from llif.publishing.figures.answers import Answers

MOST = 6
MOST_OF_ONE = 2
EVERY = "attention"
"""The parameter that asks for all sentences."""


def sentences(asked: Asked, answers: Answers) -> list[Sentence]:
    """At most six, the most serious first, and of one rule at most two.

    *Takes* answers that hold the measures of every product for the period and the one before; the deployment
    frequency of the recent periods is asked for where they lack it.
    """
    return said(asked, answers)[0]


def said(asked: Asked, answers: Answers) -> tuple[list[Sentence], bool]:
    """The sentences that an address asks for, and whether there may be more of them."""
    if asked.given.get(EVERY) == "all":
        return list(itertools.chain.from_iterable(rule(asked, answers) for rule in RULES)), False
    found = [list(itertools.islice(rule(asked, answers), MOST_OF_ONE + 1)) for rule in RULES]
    shown = list(itertools.chain.from_iterable(each[:MOST_OF_ONE] for each in found))
    return shown[:MOST], len(shown) > MOST or any(len(each) > MOST_OF_ONE for each in found)


RULES: Sequence[Callable[[Asked, Answers], Iterator[Sentence]]] = (
    failed_sources,
    overdue_cells,
    pressing_risks,
    contradicted_cells,
    off_the_table,
    overdue_steps,
    missed_initiatives,
    late_benefits,
    grown_disbenefits,
    nothing_connected,
    silent_sources,
    unknown_failures,
    no_rating,
    signalled_frequency,
    neglected_work,
    expired_judgements,
    unmapped_work,
    old_work,
    long_waits,
    moved_frequency,
)
"""The most serious first: what is bad, what cannot be known, what is a signal, what may be noise."""
