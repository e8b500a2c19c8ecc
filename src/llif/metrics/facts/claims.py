"""Whose a record is: native names met in the records, joined to the products that claim them. It reads only names.

A name that two products claim counts for both, and once in a team's and the portfolio's figures: `at_team` and
`at_portfolio` are true for one of them only.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from itertools import chain

import ibis
import ibis.expr.types as ir

from llif.metrics.reading import EVERYTHING, Claim, PortfolioReading, ProductReading

SCHEMA = {
    "source": "string",
    "claimed": "string",
    "product": "string",
    "team": "string",
    "mapping": "string",
    "rank": "int64",
}


def owners(
    records: ir.Table, name: str, reading: PortfolioReading, claims: Callable[[ProductReading], Sequence[Claim]]
) -> ir.Table:
    """One row per (source, native name, product).

    *Gives* source, `name`, product, team, mapping, rank (the product's place), at_team, at_portfolio.
    """
    rows = [
        (claim.source, claim.name, product.id, product.team, product.mapping.id, rank)
        for rank, product in enumerate(reading.products)
        for claim in claims(product)
    ]
    declared = ibis.memtable(_columns(rows), schema=ibis.schema(SCHEMA))
    met = records.select("source", name).distinct()
    joined = met.join(declared, [met.source == declared.source])
    joined = joined.filter((joined.claimed == joined[name]) | (joined.claimed == EVERYTHING))
    once = joined.group_by("source", name, "product", "team", "mapping").aggregate(rank=joined["rank"].min())
    first = ibis.window(group_by=["source", name], order_by="rank")
    first_of_team = ibis.window(group_by=["source", name, "team"], order_by="rank")
    return once.mutate(
        at_team=ibis.row_number().over(first_of_team) == 0, at_portfolio=ibis.row_number().over(first) == 0
    )


def once(rows: ir.Table, record: str, *preferred: ir.Value) -> ir.Table:
    """Judge anew which of a record's rows a roll-up counts, where mappings kept only some of them.

    *Takes* the record's column, and what comes before the products' order.
    """
    order = [*preferred, rows["rank"]]
    first = ibis.window(group_by=record, order_by=order)
    first_of_team = ibis.window(group_by=[record, "team"], order_by=order)
    return rows.mutate(
        at_team=ibis.row_number().over(first_of_team) == 0, at_portfolio=ibis.row_number().over(first) == 0
    )


def shares(reading: PortfolioReading, claims: Callable[[ProductReading], Sequence[Claim]]) -> bool:
    """Whether any two products claim one name, or one of them all of a source of the other's."""
    named = [{(claim.source, claim.name) for claim in claims(product)} for product in reading.products]
    whole = [{source for source, name in each if name == EVERYTHING} for each in named]
    sources = [{source for source, _name in each} for each in named]
    names, speakers = chain.from_iterable(named), Counter(chain.from_iterable(sources))
    twice = any(times > 1 for times in Counter(names).values())
    return twice or any(speakers[source] > 1 for source in chain.from_iterable(whole))


def _columns(rows: Sequence[tuple[object, ...]]) -> dict[str, list[object]]:
    return {column: [row[place] for row in rows] for place, column in enumerate(SCHEMA)}
