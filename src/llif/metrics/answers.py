"""From a question to figures, all of them at once. It stores nothing."""

from llif.metrics import standing
from llif.metrics.cells import Cells
from llif.metrics.questions import Context, Question
from llif.metrics.running import Run, plainly
from llif.metrics.workings import Facts, Workings
from llif.terms.quantity import Figure


def answer(
    facts: Facts, question: Question, context: Context, known: standing.Knowledge, run: Run = plainly
) -> list[Figure]:
    """A figure for every measure, member of the scope, period and (if asked) kind, in that order; each period once.

    *Takes* `run`, how expressions over the facts are executed. *Raises* InputError for a measure there is not.
    """
    return list(cells(facts, question, context, known, run).values())


def cells(facts: Facts, question: Question, context: Context, known: standing.Knowledge, run: Run = plainly) -> Cells:
    """The same figures by cell, each made when it is looked at."""
    return Cells(Workings(facts, question, context, known, run))
