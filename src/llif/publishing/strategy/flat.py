"""How work, people, money and benefits spread over missions, as flat rows: one for each amount of each mission.

An amount that is not known is empty. What serves no mission is apart from that of which nobody recorded what it serves.
"""

from collections.abc import Iterator

from llif.portfolio.strategy.results import Track
from llif.publishing.strategy.gathering import MOVING, Row, Strategy

HEADS = ("serves", "mission", "name", "what", "part", "attributed", "known", "of")
"""`part` is a kind of work or a currency; `known` says of how many of `of` benefits or key results it is."""
DECIMALS = 6
Cells = tuple[str, str | None, float | None, int | None, int | None]


def flat(found: Strategy) -> Iterator[tuple[object, ...]]:
    for row in found.rows:
        for cells in (*_work(row, found.knows(row)), *_results(row), *_benefits(row, found)):
            what, part, amount, *of = cells
            told = None if amount is None else round(amount, DECIMALS)
            yield _serves(row, found), row.name and row.id, row.name, what, part, told, *of


def _serves(row: Row, found: Strategy) -> str:
    if row is found.none:
        return "none"
    return "not recorded" if row is found.untold else "mission"


def _work(row: Row, known: bool) -> Iterator[Cells]:
    """What products' weights give it."""
    amounts = row.amounts
    several = [("work_finished", amounts.kinds), ("money_spent", amounts.money)]
    told: list[tuple[str, str | None, float | None]] = [
        ("products", None, len(row.products)),
        ("work_finished", None, amounts.work),
        ("work_finished_before", None, amounts.before),
        ("people", None, amounts.people),
        *((what, part, amount) for what, by_part in several for part, amount in by_part.items()),
    ]
    for what, part, amount in told:
        yield what, part, amount if known else None, None, None


def _results(row: Row) -> Iterator[Cells]:
    if row.results:
        known = len(row.results) - row.going(Track.UNKNOWN)
        yield "key_results_moving", None, row.going(*MOVING), known, len(row.results)


def _benefits(row: Row, found: Strategy) -> Iterator[Cells]:
    """What benefits' own weights give it."""
    if found.benefits:
        yield "benefits", None, sum(each.part(row.id) for each in row.benefits), len(row.benefits), len(found.benefits)
    for each in row.gains:
        yield "benefits_a_year", each.currency, each.realised, each.measured, each.all
        yield "benefits_a_year_at_target", each.currency, each.target, each.aimed, each.all
