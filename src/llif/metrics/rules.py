"""Value-stream rules as expressions: the first rule that matches wins, per mapping. It reads no record itself.

Rules are applied to the distinct native combinations and joined back, so that their cost does not grow with history.
"""

from collections.abc import Sequence
from functools import reduce
from operator import and_

import ibis
import ibis.expr.types as ir

from llif.terms.work import Condition, Kind, ValueStreamMapping, WorkState

NATIVE = ("mapping", "type", "tags", "status", "resolution")


def classified(history: ir.Table, mappings: Sequence[ValueStreamMapping]) -> ir.Table:
    """Add `kind`, `state` and `status_unmapped` to a history.

    *Takes* rows with mapping, type, tags (text joined by newlines), status, resolution; all text, none null.
    """
    native = history.select(*NATIVE).distinct()
    states = _case(mappings, native, "states")
    rules = native.mutate(
        kind=_case(mappings, native, "kinds").fill_null(Kind.UNMAPPED.value),
        state=states.fill_null(WorkState.WAITING.value),
        status_unmapped=states.isnull(),
    )
    return history.join(rules, NATIVE)


def _case(mappings: Sequence[ValueStreamMapping], native: ir.Table, which: str) -> ir.StringValue:
    branches = [
        ((native.mapping == mapping.id) & matches(rule.when, native), str(getattr(rule, which.removesuffix("s"))))
        for mapping in mappings
        for rule in getattr(mapping, which)
    ]
    nothing = ibis.null("string")
    return ibis.cases(*branches, else_=nothing) if branches else nothing


def matches(when: Condition, native: ir.Table) -> ir.BooleanValue:
    """Whether a row satisfies every field of a condition; case and surrounding space do not matter."""
    tests = [
        native[column].strip().lower().isin([value.strip().lower() for value in values])
        for column, values in (("type", when.types), ("status", when.statuses), ("resolution", when.resolutions))
        if values
    ]
    if when.tags:
        borne = native.tags.lower().split("\n")
        tests.append(reduce(lambda one, other: one | other, [borne.contains(tag.strip().lower()) for tag in when.tags]))
    return reduce(and_, tests, ibis.literal(True))
