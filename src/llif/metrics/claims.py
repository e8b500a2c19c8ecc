"""Whose a record is: native names met in the records, joined to the products that claim them. It reads only names.

A name that two products claim counts for both, and once in a team's and the portfolio's figures: `at_team` and
`at_portfolio` are true for one of them only.
"""

from collections.abc import Callable, Sequence

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

    *Gives* source, `name`, product, team, mapping, at_team, at_portfolio.
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
    ).drop("rank")


def _columns(rows: Sequence[tuple[object, ...]]) -> dict[str, list[object]]:
    return {column: [row[place] for row in rows] for place, column in enumerate(SCHEMA)}
