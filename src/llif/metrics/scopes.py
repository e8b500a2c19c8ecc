"""Cutting facts by member and by period, as expressions. It aggregates nothing."""

from collections.abc import Sequence
from datetime import datetime
from functools import reduce
from itertools import pairwise
from operator import add

import ibis
import ibis.expr.types as ir

from llif.metrics.questions import Question, Scope, naive
from llif.terms.time import Period

COMPARED = 64


def scoped(facts: ir.Table, question: Question) -> ir.Table:
    """The rows that count in a question's scope, with `member`: the product, team or group; nothing for the portfolio.

    In a group, what two of its products claim counts for each of them.
    """
    if question.scope is Scope.GROUP:
        return _grouped(facts.filter(facts.at_product), question)
    rows = facts.filter(facts[f"at_{question.scope}"])
    if question.scope is Scope.PORTFOLIO:
        return rows.mutate(member=ibis.literal(""))
    rows = rows.filter(rows[question.scope.value].notnull()).mutate(member=rows[question.scope.value])
    return rows.filter(rows.member.isin(question.only)) if question.only is not None else rows


def _grouped(rows: ir.Table, question: Question) -> ir.Table:
    parts = [
        rows.filter(rows.product.isin(products)).mutate(member=ibis.literal(name)) for name, products in question.groups
    ]
    return parts[0].union(*parts[1:]) if len(parts) > 1 else parts[0]


def timed(rows: ir.Table, instant: str, periods: Sequence[Period]) -> ir.Table:
    """The rows whose instant falls into a period, with `period`, its number; once for each, where periods overlap."""
    first, last = min(each.start for each in periods), max(each.end for each in periods)
    when = rows[instant]
    inside = rows.filter((when >= ibis.literal(naive(first))) & (when < ibis.literal(naive(last))))
    if len(periods) == 1:
        return inside.mutate(period=ibis.literal(0, "int64"))
    ordered = sorted(enumerate(periods), key=lambda each: each[1])
    if len(periods) <= COMPARED and _apart([period for _number, period in ordered]):
        return _compared(inside, instant, ordered)
    return _joined(inside, instant, periods)


def _apart(periods: Sequence[Period]) -> bool:
    return all(one.end <= other.start for one, other in pairwise(periods))


def _compared(rows: ir.Table, instant: str, ordered: Sequence[tuple[int, Period]]) -> ir.Table:
    """*Takes* the periods, numbered as they were asked, in order of time."""
    found = place(rows[instant], [naive(period.start) for _number, period in ordered]) - 1
    numbered = rows.mutate(period=_renumbered(found, [number for number, _period in ordered]))
    if all(one.end == other.start for (_one, one), (_other, other) in pairwise(ordered)):
        return numbered
    ends = ibis.cases(*[(numbered.period == number, ibis.literal(naive(period.end))) for number, period in ordered])
    return numbered.filter(numbered[instant] < ends)


def _renumbered(found: ir.IntegerValue, numbers: Sequence[int]) -> ir.IntegerValue:
    if list(numbers) == list(range(len(numbers))):
        return found
    number: ir.IntegerValue = ibis.cases(*[(found == place, number) for place, number in enumerate(numbers)])
    return number.cast("int64")


def place(when: ir.TimestampValue, edges: Sequence[datetime]) -> ir.IntegerValue:
    """How many of the edges are not after an instant."""
    return reduce(add, [(when >= ibis.literal(edge)).cast("int64") for edge in edges])


def _joined(rows: ir.Table, instant: str, periods: Sequence[Period]) -> ir.Table:
    edges = ibis.memtable(
        {
            "period": list(range(len(periods))),
            "period_start": [naive(each.start) for each in periods],
            "period_end": [naive(each.end) for each in periods],
        },
        schema={"period": "int64", "period_start": "timestamp", "period_end": "timestamp"},
    )
    joined = rows.join(edges, [rows[instant] >= edges.period_start, rows[instant] < edges.period_end])
    return joined.drop("period_start", "period_end")
