"""How a question's expressions are run. It runs them as they are; an engine's owner may give a quicker way.

Questions that differ in their instants alone have one shape: a quicker way may build and compile a shape once, from
stand-ins for its instants that are ordered like them, and put the real ones in. So what is built from a question may
compare instants and place them in expressions, and do nothing else with them.
"""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import replace
from datetime import datetime

import ibis.expr.types as ir
import pyarrow as pa

from llif.metrics.questions import Question
from llif.terms.time import Period

Instants = Sequence[datetime]
Build = Callable[[Instants], Sequence[ir.Table]]
Run = Callable[[Hashable, Instants, Build], Sequence[pa.Table]]


def plainly(_shape: Hashable, instants: Instants, build: Build) -> Sequence[pa.Table]:
    """Build and execute, remembering nothing."""
    return [each.to_pyarrow() for each in build(instants)]


def ask(
    run: Run,
    name: str,
    question: Question,
    build: Callable[[Question, datetime], Sequence[ir.Table]],
    as_at: datetime | None = None,
) -> Sequence[pa.Table]:
    """The tables that `build` makes of a question, executed.

    *Takes* `name`, of the build; `as_at` where it needs that.
    """
    last = as_at or question.periods[-1].end
    instants = (*(edge for period in question.periods for edge in (period.start, period.end)), last)

    def rebuilt(given: Instants) -> Sequence[ir.Table]:
        periods = tuple(Period(*given[place : place + 2]) for place in range(0, len(given) - 1, 2))
        return build(replace(question, periods=periods), given[-1])

    return run((name, question.scope, question.only, question.kinds, question.groups), instants, rebuilt)
