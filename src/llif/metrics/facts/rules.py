"""Value-stream rules as expressions: the first rule that matches wins, per mapping. It reads no record itself."""

from collections.abc import Sequence
from functools import reduce
from operator import and_, or_

import ibis
import ibis.expr.types as ir

from llif.terms.work import Condition, Kind, ValueStreamMapping, WorkState


def classified(native: ir.Table, mappings: Sequence[ValueStreamMapping]) -> ir.Table:
    """Add `kind`, `state` and `status_unmapped` to rows with mapping, type, tags (a list), status and resolution.

    A mapping's rules are tested on the rows themselves: measured, that is faster than joining the distinct
    combinations.
    """
    states = _case(mappings, native, "states")
    known = native.mutate(kind=_case(mappings, native, "kinds").fill_null(Kind.UNMAPPED.value), state=states)
    return known.mutate(state=known.state.fill_null(WorkState.WAITING.value), status_unmapped=known.state.isnull())


def _case(mappings: Sequence[ValueStreamMapping], native: ir.Table, which: str) -> ir.StringValue:
    branches = [
        (_holds(mapping, mappings, native) & matches(rule.when, native), str(getattr(rule, which.removesuffix("s"))))
        for mapping in mappings
        for rule in getattr(mapping, which)
    ]
    nothing = ibis.null("string")
    return ibis.cases(*branches, else_=nothing) if branches else nothing


def _holds(mapping: ValueStreamMapping, mappings: Sequence[ValueStreamMapping], native: ir.Table) -> ir.BooleanValue:
    return native.mapping == mapping.id if len(mappings) > 1 else ibis.literal(True)


def matches(when: Condition, native: ir.Table) -> ir.BooleanValue:
    """Whether a row satisfies every field of a condition; case and surrounding space do not matter."""
    tests = [
        native[column].strip().lower().isin([value.strip().lower() for value in values]).fill_null(False)
        for column, values in (("type", when.types), ("status", when.statuses), ("resolution", when.resolutions))
        if values
    ]
    if when.tags:
        wanted = [tag.strip().lower() for tag in when.tags]
        borne = native.tags.map(lambda tag: tag.strip().lower())
        tests.append(reduce(or_, [borne.contains(tag) for tag in wanted]).fill_null(False))
    return reduce(and_, tests, ibis.literal(True))
